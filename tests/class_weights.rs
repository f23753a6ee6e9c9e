//! Class weights: a row of weight 2 counts like two rows. (`golden.rs` compares them with PyTorch.)

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
    M::Loss: mlp::loss::Classifies<M::Output, PerClass = [f64; CLASSES]>,
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
    assert!(model == before);
}

/// A set in which no row counts has no loss, 0/0: nothing can be learned from it, or said about it.
#[test]
fn a_set_in_which_no_row_counts_is_refused() {
    let set = |targets: &[f64]| {
        Dataset::new((0..targets.len()).map(row).collect(), targets.iter().map(|t| [*t]).collect()).unwrap()
    };
    let (no, yes, both) = (set(&[0.0; 2]), set(&[1.0; 2]), set(&[0.0, 1.0]));
    let mut model = Binary::init(1);
    let before = model.clone();
    let mut fit = |weights, train, validation| {
        let mut trainer = Trainer::new(&mut model).class_weights(weights).validation(validation);
        trainer.fit(train).map(|_| trainer.history().epochs().len())
    };
    let refused =
        |what: &str| format!("class_weights: expected a weight above 0 for some row of the {what} set, found 0");
    for weights in [[0.0, 0.0], [0.0, 1.0]] {
        assert_eq!(fit(weights, &no, &yes).unwrap_err().to_string(), refused("training"));
    }
    assert_eq!(fit([0.0, 1.0], &both, &no).unwrap_err().to_string(), refused("validation"));
    assert_eq!(fit([0.0, 0.0], &both, &both).unwrap_err().to_string(), refused("training"));
    assert!(model == before, "before the first step");
    let mut model = Binary::init(1);
    let history = Trainer::new(&mut model).class_weights([0.0, 1e-300]).validation(&yes).fit(&both).unwrap();
    assert!(history.epochs().iter().all(|epoch| epoch.loss.is_finite() && epoch.validation_loss.unwrap().is_finite()));
}

/// Only the ratios of weights count: a power of two between them changes no bit, however large or small they are.
#[test]
fn the_size_of_the_weights_does_not_matter() {
    let set = Dataset::new((0..40).map(row).collect(), (0..40).map(|i| i % 3).map(class).collect()).unwrap();
    let train = |size: f64| {
        let mut model = Sparse::init(1);
        let trainer = Trainer::new(&mut model).class_weights([size, 3.0 * size, 0.5 * size]).batch_size(7);
        let history = { trainer }.validation(&set).fit(&set).unwrap();
        let losses = |epoch: &Epoch| (epoch.loss.to_bits(), epoch.validation_loss.unwrap().to_bits());
        (history.epochs().iter().map(losses).collect::<Vec<_>>(), model)
    };
    let expected = train(1.0);
    for exponent in [-1020, -500, -1, 1, 40, 1021] {
        assert!(train(2.0_f64.powi(exponent)) == expected, "{exponent}");
    }
}

fn class(number: usize) -> SparseClass {
    [SparseClass::Low, SparseClass::Middle, SparseClass::High][number]
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
