//! What users hold: predictions in all their forms, the summary, tensors by name, files.

use mlp::prelude::*;
use ndarray::{Array2, array};

mlp::network! {
    struct Small;
    input 3;
    dense 5 gelu;
    dropout 0.5;
    head: dense 2 softmax bias=false;
    loss sparse_categorical;
}

mlp::network! {
    struct Gate;
    input 2;
    dense 1 sigmoid;
    loss binary;
}

mlp::network! {
    struct Rows;
    input 131_072;
    standardize;
    dense 4;
    dense 32_768;
    batch_norm relu;
    layer_norm;
    dense 1;
    loss mse;
}

mod part {
    mlp::network! {
        pub(super) struct Part;
        input 2;
        standardize;
        dense 3 tanh;
    }
}
use part::Part;

mlp::network! {
    struct Scaled;
    input 2;
    layer Part;
    dense 1;
    loss mse;
}

mlp::network! {
    struct Wide;
    input 4096;
    dense 4096 relu;
    dense 4096 relu;
    dense 4096;
    loss mse;
}

/// Labels that are values where they stand.
mod named {
    use mlp::activation::*;

    mlp::network! {
        pub(super) struct Named;
        input 3;
        sigmoid: dense 4 sigmoid;
        residual { tanh: dense 4 tanh; dense 4; }
        relu: dense 2 relu;
    }
    const _: (sigmoid, tanh, relu) = (sigmoid, tanh, relu);
}

fn rows(count: usize) -> Vec<[f32; 3]> {
    (0..count).map(|row| std::array::from_fn(|i| ((row * 3 + i) as f32).sin())).collect()
}

#[test]
fn all_ways_to_predict_agree() {
    let (model, x) = (Small::init(9), rows(600));
    let batch = model.predict_batch(&x);
    let flat: Vec<f32> = x.as_flattened().to_vec();
    let array = model.predict_array(Array2::from_shape_vec((600, 3), flat).unwrap().view()).unwrap();
    let mut predictor = model.predictor();
    for (row, x) in x.iter().enumerate() {
        let y = model.predict(x);
        assert_eq!(predictor.predict(x), y);
        for i in 0..2 {
            // Rows by sixes and one by one round alike; sums are over 5 products of f32.
            assert!((batch[row][i] - y[i]).abs() < 1e-6);
            assert!((array[[row, i]] - y[i]).abs() < 1e-6);
        }
        let logits = model.predict_logits(x);
        assert!(((logits[0] - logits[1]).exp() - y[0] / y[1]).abs() < 1e-4);
        assert_eq!(model.predict_class(x), usize::from(y[1] > y[0]));
    }
    assert!(model.predict_batch(&[]).is_empty());
    let yes: bool = Gate::init(1).predict_class(&[0.5, 0.5]);
    assert_eq!(yes, Gate::init(1).predict(&[0.5, 0.5])[0] > 0.5);
}

#[test]
fn activations_are_those_of_the_layers() {
    let (model, x) = (Small::init(3), rows(1)[0]);
    let hidden = model.dense1.row(&x, mlp::activation::gelu);
    assert_eq!(
        model.activations(&x),
        [("dense1".into(), hidden.to_vec()), ("head".into(), model.predict(&x).to_vec())]
    );

    let model = Scaled::init(4);
    let inside = model.part.activations(&[0.5, 2.0]);
    let names: Vec<&str> = inside.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["standardize", "dense1"]);
    let all = model.activations(&[0.5, 2.0]);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["part.standardize", "part.dense1", "dense1"]);
    assert!(all.iter().zip(&inside).all(|((_, values), (_, inside))| values == inside));
    assert_eq!(all[2].1, model.predict(&[0.5, 2.0]));

    let named = named::Named::init(5);
    let all = named.activations(&x);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["sigmoid", "tanh", "dense3", "residual1", "relu"]);
    let sum: Vec<f32> = all[0].1.iter().zip(&all[2].1).map(|(x, inside)| x + inside).collect();
    assert_eq!(all[3].1, sum);
}

#[test]
fn an_array_of_another_width_is_refused() {
    let error = Small::init(1).predict_array(array![[1.0, 2.0]].view()).unwrap_err();
    assert_eq!(error.to_string(), "columns of the array: expected 3, found 2");
}

#[test]
fn the_summary_counts() {
    assert_eq!(Small::PARAMETERS, 3 * 5 + 5 + 5 * 2);
    assert_eq!(Small::MULTIPLY_ADDS, 3 * 5 + 5 * 2);
    // gelu keeps its input beside values and deltas, dropout values and factors, the last layer its logits: f32 each.
    assert_eq!(Small::WORKSPACE_BYTES, (3 * 5 + 2 * 5 + 3 * 2) * 4);
    let summary = Small::init(1).summary();
    let lines: Vec<Vec<&str>> = summary.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[1], ["input", "3"]);
    assert_eq!(lines[2], ["dense1", "dense", "gelu", "5", "20", "15"]);
    assert_eq!(lines[3], ["dropout", "0.5", "5"]);
    assert_eq!(lines[4], ["head", "dense", "softmax", "2", "10", "10"]);
    assert_eq!(lines[5], ["total", "f32", "30", "25"]);
}

#[test]
fn a_label_may_be_a_value_in_scope() {
    let names = named::Named::init(1).tensor_names();
    assert_eq!(names.iter().filter(|name| name.starts_with("sigmoid.")).count(), 2, "{names:?}");
    assert_eq!(named::Named::init(1).predict(&rows(1)[0]).len(), 2);
}

#[test]
fn tensors_have_pytorchs_names_and_layout() {
    let model = Small::init(4);
    assert_eq!(model.tensor_names(), ["dense1.weight", "dense1.bias", "head.weight"]);
    let weight = model.tensor("dense1.weight").unwrap();
    assert_eq!(weight.shape(), [5, 3]);
    assert_eq!(weight[[4, 2]], model.dense1.weight()[2][4]);
    assert!(model.tensor("dense2.weight").is_none());
}

#[test]
fn weights_come_back_from_a_file_and_go_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.safetensors");
    let model = Small::init(4);
    model.save(&path).unwrap();
    let loaded = Small::load(&path).unwrap();
    assert_eq!(loaded, model);
    assert_eq!(loaded.predict(&rows(1)[0]), model.predict(&rows(1)[0]));
    let error = Gate::load(&path).unwrap_err().to_string();
    assert!(error.contains("dense1.weight") && error.contains("[1, 2]") && error.contains("[5, 3]"), "{error}");
    assert!(matches!(Small::load(folder.path().join("none")), Err(Error::File { .. })));
}

#[test]
fn the_same_seed_gives_the_same_weights_here_and_everywhere() {
    assert_eq!(Small::init(4), Small::init(4));
    assert_ne!(Small::init(4), Small::init(5));
    // he_uniform's first numbers from PCG64 with seed 4, written down once: they must never change.
    let first = Small::init(4).dense1.weight()[0];
    assert!(first.iter().all(|w| w.abs() <= (6.0_f32 / 3.0).sqrt()));
    assert_eq!(first.map(f32::to_bits), PINNED, "{:?}", first.map(f32::to_bits));
}

const PINNED: [u32; 5] = [3213632563, 3215168182, 1056130225, 3203286773, 1066656349];

/// 4096 × 4096 layers on a stack of 2 MiB, unoptimised: made, cloned, predicted with, trained.
#[test]
fn wide_layers_need_no_stack() {
    let work = || {
        let mut model = Wide::init(1);
        let x = vec![[0.5_f32; 4096]];
        assert_eq!(model.predict_batch(&x).len(), 1);
        assert!(model.predict(&x[0]).iter().all(|y| y.is_finite()));
        assert_eq!(model.clone(), model);
        assert!(Trainer::new(&mut model).step(&x, &x).unwrap().is_finite());
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

/// The same with norms, and rows of half a megabyte: read from arrays, shuffled, standardized, gathered, trained on.
#[test]
fn wide_rows_need_no_stack() {
    let work = || {
        let x = ndarray::Array2::from_shape_fn((6, 131_072), |(row, column)| (row * column % 7) as f32);
        let mut set = Dataset::from_ndarray(x.view(), [[0.5_f32]; 6].as_flattened()).unwrap();
        set.shuffle(1);
        let mut model = Rows::init(1);
        Trainer::new(&mut model).batch_size(3).epochs(1).fit(&set).unwrap();
        assert_eq!(model.predict_array(x.view()).unwrap().dim(), (6, 1));
        assert!(model.predict(&set.inputs()[0])[0].is_finite());
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

/// A network that is trained on, after its weights have come from a file, keeps the constants that came with them.
#[test]
fn loaded_constants_stay() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let set = |scale: f32| {
        let rows: Vec<[f32; 2]> = (0..8).map(|i| [i as f32 * scale, scale - i as f32]).collect();
        Dataset::new(rows, vec![[0.0_f32]; 8]).unwrap()
    };
    let mut model = Scaled::init(1);
    Trainer::new(&mut model).epochs(1).fit(&set(1.0)).unwrap();
    model.save(file.path()).unwrap();
    let constants = |model: &Scaled| {
        ["part.standardize.mean", "part.standardize.deviation"].map(|name| model.tensor(name).unwrap())
    };
    let mut into = Scaled::init(2);
    mlp::files::load_into(&mut into, file.path()).unwrap();
    for mut loaded in [Scaled::load(file.path()).unwrap(), into] {
        Trainer::new(&mut loaded).epochs(1).fit(&set(100.0)).unwrap();
        assert_eq!(constants(&loaded), constants(&model));
    }
}
