//! Weights of classes: a row of weight 2 counts as two rows. (That they are PyTorch's: `golden.rs`.)

use mlp::prelude::*;

mlp::network! {
    struct Sparse;
    dtype f64;
    input 3;
    dense 6 tanh;
    dense 3 softmax;
    classes Low, Middle, High;
    loss sparse_categorical label_smoothing=0.1;
    optimizer adam lr=1e-2;
    batch 64;
}

mlp::network! {
    struct Dense;
    dtype f64;
    input 3;
    dense 6 relu;
    dense 3 softmax;
    loss categorical;
    optimizer sgd lr=0.1;
    batch 64;
}

mlp::network! {
    struct Binary;
    dtype f64;
    input 3;
    dense 6 relu;
    dense 1 sigmoid;
    loss binary;
    optimizer sgd lr=0.1 momentum=0.9;
    batch 64;
}

fn row(i: usize) -> [f64; 3] {
    std::array::from_fn(|k| ((i * 3 + k) as f64).sin())
}

/// Trains for some epochs with weights, and without them on rows that are there as often; `class` says a row's class.
fn counts_as_often<M: Trainable<Input = [f64; 3]>, const CLASSES: usize>(
    weights: [f64; CLASSES],
    class: impl Fn(usize) -> usize,
    target: impl Fn(usize) -> M::Target,
) where
    M::Loss: mlp::Classifies<M::Output, PerClass = [f64; CLASSES]>,
{
    let set = |rows: &[usize]| {
        let targets = rows.iter().map(|&i| target(i)).collect();
        Dataset::new(rows.iter().map(|&i| row(i)).collect(), targets).unwrap()
    };
    let once: Vec<usize> = (0..20).collect();
    let often: Vec<usize> = once.iter().flat_map(|&i| vec![i; weights[class(i)] as usize]).collect();
    let (mut weighted, mut repeated) = (M::init(1), M::init(1));
    let trainer = Trainer::new(&mut repeated).shuffle(false).epochs(5);
    let expected = { trainer }.fit(&set(&often)).unwrap();
    let (train, validation) = (set(&once), set(&once));
    let trainer = Trainer::new(&mut weighted).shuffle(false).epochs(5).validation(&validation);
    let found = { trainer }.class_weights(weights).fit(&train).unwrap();
    for (found, expected) in found.epochs().iter().zip(expected.epochs()) {
        assert!((found.loss - expected.loss).abs() < 1e-12, "{} {}", found.loss, expected.loss);
    }
    for name in weighted.tensor_names() {
        let (found, expected) = (weighted.tensor(&name).unwrap(), repeated.tensor(&name).unwrap());
        for (found, expected) in found.iter().zip(&expected) {
            let (found, expected) = (mlp::Float::widen(*found), mlp::Float::widen(*expected));
            assert!((found - expected).abs() < 1e-10, "{name}: {found} {expected}");
        }
    }
    // Validated by the same loss, while metrics count each row once.
    let evaluation = weighted.evaluate(&set(&often)).unwrap();
    let last = found.last().unwrap();
    assert!((last.validation_loss.unwrap() - evaluation.loss()).abs() < 1e-12);
    assert_eq!(last.validation_metric, weighted.evaluate(&set(&once)).unwrap().accuracy());
}

#[test]
fn a_row_of_weight_2_is_two_rows() {
    let classes = [SparseClass::Low, SparseClass::Middle, SparseClass::High];
    counts_as_often::<Sparse, _>([1.0, 3.0, 0.0], |i| i % 3, |i| classes[i % 3]);
    counts_as_often::<Sparse, _>([1.0, 1.0, 1.0], |i| i % 3, |i| classes[i % 3]);
    counts_as_often::<Dense, _>(
        [2.0, 0.0, 1.0],
        |i| i % 3,
        |i| [[0.8, 0.1, 0.1], [0.0, 1.0, 0.0], [0.2, 0.2, 0.6]][i % 3],
    );
    counts_as_often::<Binary, _>([1.0, 4.0], |i| usize::from(i % 5 == 0), |i| [f64::from(i % 5 == 0)]);
}

#[test]
fn a_batch_in_which_no_row_counts_moves_nothing() {
    let mut model = Binary::init(1);
    let before = model.clone();
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(0.1)).class_weights([0.0, 1.0]);
    assert_eq!(trainer.step(&[row(1), row(2)], &[[0.0], [0.0]]).unwrap(), 0.0);
    let set = Dataset::new(vec![row(1), row(2)], vec![[0.0], [0.0]]).unwrap();
    assert_eq!(trainer.fit(&set).unwrap().last().unwrap().loss, 0.0);
    drop(trainer);
    assert!(model == before);
}

#[test]
fn wrong_weights_are_refused() {
    let mut model = Dense::init(1);
    let set = Dataset::new(vec![row(1)], vec![[1.0, 0.0, 0.0]]).unwrap();
    for (wrong, shown) in [(-1.0, "-1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let error = Trainer::new(&mut model).class_weights([1.0, wrong, 1.0]).fit(&set).unwrap_err();
        assert_eq!(error.to_string(), format!("class_weights: expected numbers of 0 or more, found {shown}"));
    }
}
