//! Rosenblatt's rule by hand: w ← w − η·(y − t)·x, y = 1 where w·x + b ≥ 0.

use mlp::prelude::*;

network! {
    struct Perceptron;
    input 2;
    dense 1 step init=zeros;
    loss perceptron;
    optimizer sgd lr=1.0;
    batch 1;
}

const ROWS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const AND: [[f32; 1]; 4] = [[0.0], [0.0], [0.0], [1.0]];

fn parameters(model: &Perceptron) -> [f32; 3] {
    let weight = model.dense1.weight();
    [weight[0][0], weight[1][0], model.dense1.bias()[0]]
}

/// Six passes over AND, row by row: whether the row was wrong, and w₁, w₂, b after it.
#[rustfmt::skip] // a pass a line
const STEPS: [[(f32, [f32; 3]); 4]; 6] = [
    [(1.0, [0.0, 0.0, -1.0]), (0.0, [0.0, 0.0, -1.0]), (0.0, [0.0, 0.0, -1.0]), (1.0, [1.0, 1.0, 0.0])],
    [(1.0, [1.0, 1.0, -1.0]), (1.0, [1.0, 0.0, -2.0]), (0.0, [1.0, 0.0, -2.0]), (1.0, [2.0, 1.0, -1.0])],
    [(0.0, [2.0, 1.0, -1.0]), (1.0, [2.0, 0.0, -2.0]), (1.0, [1.0, 0.0, -3.0]), (1.0, [2.0, 1.0, -2.0])],
    [(0.0, [2.0, 1.0, -2.0]), (0.0, [2.0, 1.0, -2.0]), (1.0, [1.0, 1.0, -3.0]), (1.0, [2.0, 2.0, -2.0])],
    [(0.0, [2.0, 2.0, -2.0]), (1.0, [2.0, 1.0, -3.0]), (0.0, [2.0, 1.0, -3.0]), (0.0, [2.0, 1.0, -3.0])],
    [(0.0, [2.0, 1.0, -3.0]), (0.0, [2.0, 1.0, -3.0]), (0.0, [2.0, 1.0, -3.0]), (0.0, [2.0, 1.0, -3.0])],
];

#[test]
fn steps_are_those_made_by_hand() {
    let mut model = Perceptron::init(0);
    let losses_and_parameters = STEPS.as_flattened().iter().zip((0..4).cycle());
    for (step, (expected, row)) in losses_and_parameters.enumerate() {
        // A trainer for each step, so that the model can be looked at between them: this rule has no moments.
        let loss = Trainer::new(&mut model).step(&ROWS[row..=row], &AND[row..=row]).unwrap();
        assert_eq!((loss, parameters(&model)), *expected, "step {step}");
    }
    assert_eq!(ROWS.map(|x| model.predict(&x)), AND);
}

#[test]
fn epochs_count_the_mistakes_of_their_steps() {
    let set = Dataset::new(ROWS.to_vec(), AND.to_vec()).unwrap();
    let mut model = Perceptron::init(0);
    let history = Trainer::new(&mut model).shuffle(false).epochs(6).fit(&set).unwrap();
    let losses: Vec<f64> = history.epochs().iter().map(|epoch| epoch.loss).collect();
    assert_eq!(losses, [0.5, 0.75, 0.75, 0.5, 0.25, 0.0]);
    assert_eq!(parameters(&model), [2.0, 1.0, -3.0]);
    let evaluation = model.evaluate(&set).unwrap();
    assert_eq!((evaluation.loss(), evaluation.accuracy()), (0.0, Some(1.0)));
}

/// The mean over the batch: from zeros all four answers are 1, three of them wrong.
#[test]
fn a_batch_moves_by_the_mean() {
    let mut model = Perceptron::init(0);
    let (loss, gradient) = model.gradient(&ROWS, &AND).unwrap();
    assert_eq!((loss, parameters(&gradient)), (0.75, [0.25, 0.25, 0.75]));
    let loss = Trainer::new(&mut model).step(&ROWS, &AND).unwrap();
    assert_eq!((loss, parameters(&model)), (0.75, [-0.25, -0.25, -0.75]));
}
