//! Dropout: its rate and scale, its absence from prediction, masks that only depend on their coordinates, and the gradient
//! through them.

use mlp::__private::{Draw, Dropped};
use mlp::prelude::*;
use mlp::{Layer, Tensors};

mlp::network! {
    struct Dropping;
    input 6;
    dropout 0.25;
    dense 7 tanh;
    dropout 0.5;
    dense 1;
    loss mse;
    dtype f64;
}

fn rows(count: usize) -> Vec<[f64; 6]> {
    (0..count).map(|row| std::array::from_fn(|i| (1.0 + row as f64 * 6.0 + i as f64).cos())).collect()
}

const STEP: Draw = Draw::Step { seed: 5, step: 11, first_row: 0 };

#[test]
fn drops_its_share_and_keeps_the_mean() {
    let x = vec![[1.0_f64; 1000]; 200];
    let mut dropped = Dropped::default();
    dropped.forward(&x, 0.3, STEP, 1);
    let zeros = dropped.as_flattened().iter().filter(|v| **v == 0.0).count() as f64;
    let mean = dropped.as_flattened().iter().sum::<f64>() / 200_000.0;
    // The share of 200,000 draws deviates by √(0.3·0.7/200,000) ≈ 0.001; five deviations.
    assert!((zeros / 200_000.0 - 0.3).abs() < 0.005, "{zeros}");
    assert!((mean - 1.0).abs() < 0.005 / 0.7, "{mean}");
    assert!(dropped.as_flattened().iter().all(|v| *v == 0.0 || (*v - 1.0 / 0.7).abs() < 1e-12));
}

#[test]
fn a_mask_is_a_function_of_seed_step_layer_row_and_unit() {
    let x = vec![[1.0_f64; 64]; 8];
    let mask = |draw, layer, rows: &[[f64; 64]]| {
        let mut dropped = Dropped::default();
        dropped.forward(rows, 0.5, draw, layer);
        dropped.to_vec()
    };
    let whole = mask(STEP, 1, &x);
    assert_eq!(whole, mask(STEP, 1, &x));
    let second_half = Draw::Step { seed: 5, step: 11, first_row: 4 };
    assert_eq!(whole[4..], mask(second_half, 1, &x[4..]), "a batch in two parts");
    assert_ne!(whole, mask(STEP, 2, &x));
    assert_ne!(whole, mask(Draw::Step { seed: 6, step: 11, first_row: 0 }, 1, &x));
    assert_ne!(whole, mask(Draw::Step { seed: 5, step: 12, first_row: 0 }, 1, &x));
    assert_ne!(whole[0], whole[1]);
}

#[test]
fn prediction_drops_nothing() {
    let (model, x) = (Dropping::init(2), rows(3));
    let mut plain = <Dropping as Layer>::Activations::default();
    model.train(&x, &mut plain, Draw::Nothing);
    assert_eq!(model.predict_batch(&x), Dropping::output(&plain).values());
    model.train(&x, &mut plain, STEP);
    assert_ne!(model.predict_batch(&x), Dropping::output(&plain).values());
}

#[test]
fn training_goes_the_same_way_with_the_same_seed_and_another_with_another() {
    let x = rows(8);
    let targets = vec![[0.5]; 8];
    let train = |seed| {
        let mut model = Dropping::init(2);
        let mut trainer = Trainer::new(&mut model).seed(seed);
        let losses: Vec<f64> = (0..5).map(|_| trainer.step(&x, &targets).unwrap()).collect();
        losses
    };
    assert_eq!(train(1), train(1));
    assert_ne!(train(1), train(2));
}

/// ∂(Σ outputs)/∂w through the masks of one draw, against central differences (h = 1e-6: off by less than 1e-9).
#[test]
fn the_gradient_goes_through_the_masks() {
    let (mut model, x) = (Dropping::init(2), rows(4));
    let mut activations = <Dropping as Layer>::Activations::default();
    let mut deltas = <Dropping as Layer>::Deltas::default();
    let mut gradient = <Dropping as Tensors>::zeros();
    let mut input = mlp::__private::Batch::default();
    model.train(&x, &mut activations, STEP);
    Dropping::delta(&mut deltas).resize(4);
    Dropping::delta(&mut deltas).fill([1.0]);
    model.backward(&x, &activations, &mut deltas, &mut gradient, Some(&mut input));

    let mut sum = |model: &Dropping, x: &[[f64; 6]]| {
        model.train(x, &mut activations, STEP);
        Dropping::output(&activations).values().iter().map(|y| y[0]).sum::<f64>()
    };
    for (i, o) in [(0, 0), (3, 2), (5, 6)] {
        let before = model.dense1.weight()[i][o];
        let mut at = |offset| {
            model.dense1.weight_mut()[i][o] = before + offset;
            sum(&model, &x)
        };
        let difference = (at(1e-6) - at(-1e-6)) / 2e-6;
        model.dense1.weight_mut()[i][o] = before;
        assert!((difference - gradient.dense1.weight()[i][o]).abs() < 1e-8, "weight {i} {o}");
    }
    for (row, i) in [(0, 0), (1, 3), (3, 5)] {
        let at = |offset: f64, sum: &mut dyn FnMut(&Dropping, &[[f64; 6]]) -> f64| {
            let mut x = x.clone();
            x[row][i] += offset;
            sum(&model, &x)
        };
        let difference = (at(1e-6, &mut sum) - at(-1e-6, &mut sum)) / 2e-6;
        assert!((difference - input[row][i]).abs() < 1e-8, "input {row} {i}");
    }
}
