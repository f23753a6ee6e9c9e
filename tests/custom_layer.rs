//! Layers written by hand, with five items and `#[derive(mlp::Tensors)]`, next to the layers of the language.

use mlp::init::Random;
use mlp::prelude::*;
use mlp::{CustomLayer, check};
use ndarray::ArrayD;

/// `dense 3` written by hand, y = x·W + b.
#[derive(Clone, Debug, PartialEq, mlp::Tensors)]
struct ByHand {
    weight: Box<[[f64; 3]; 5]>,
    bias: [f64; 3],
}

impl CustomLayer for ByHand {
    type Input = [f64; 5];
    type Output = [f64; 3];

    fn init(random: &mut Random) -> Self {
        let weight = Box::new([[(); 3]; 5].map(|row| row.map(|()| random.normal(0.5))));
        Self { weight, bias: [0.0; 3] }
    }

    fn forward(&self, x: &[f64; 5]) -> [f64; 3] {
        std::array::from_fn(|o| self.bias[o] + x.iter().zip(&*self.weight).map(|(x, row)| x * row[o]).sum::<f64>())
    }

    fn backward(&self, x: &[f64; 5], _: &[f64; 3], dy: &[f64; 3], gradient: &mut Self) -> [f64; 5] {
        gradient.bias.iter_mut().zip(dy).for_each(|(bias, dy)| *bias += dy);
        for (row, x) in gradient.weight.iter_mut().zip(x) {
            row.iter_mut().zip(dy).for_each(|(weight, dy)| *weight += x * dy);
        }
        self.weight.map(|row| row.iter().zip(dy).map(|(weight, dy)| weight * dy).sum())
    }
}

network! {
    struct Custom;
    input 4;
    dense 5 tanh;
    layer ByHand;
    dense 1;
    loss mse;
    optimizer sgd lr=0.1;
    dtype f64;
}

network! {
    struct Builtin;
    input 4;
    dense 5 tanh;
    dense 3;
    dense 1;
    loss mse;
    optimizer sgd lr=0.1;
    dtype f64;
}

#[test]
fn trains_as_the_layer_of_the_language_does() {
    let mut custom = Custom::init(3);
    let mut builtin = Builtin::init(0);
    builtin.dense1 = custom.dense1.clone();
    builtin.dense2.weight_mut().copy_from_slice(&*custom.by_hand.weight);
    builtin.dense3 = custom.dense2.clone();
    let mut random = Random::new(1);
    let rows: Vec<[f64; 4]> = (0..33).map(|_| [(); 4].map(|()| random.normal(1.0))).collect();
    let targets: Vec<[f64; 1]> = rows.iter().map(|x| [x[0] * x[1] - x[2]]).collect();
    let set = Dataset::new(rows, targets).unwrap();
    let histories = (
        Trainer::new(&mut custom).epochs(20).fit(&set).unwrap(),
        Trainer::new(&mut builtin).epochs(20).fit(&set).unwrap(),
    );
    for (a, b) in histories.0.epochs().iter().zip(histories.1.epochs()) {
        assert!((a.loss - b.loss).abs() < 1e-9 * b.loss, "{} and {}", a.loss, b.loss);
    }
    let weight = (custom.tensor("by_hand.weight").unwrap(), builtin.tensor("dense2.weight").unwrap());
    assert_eq!(weight.0.shape(), [3, 5], "a weight is [outputs, inputs], as PyTorch's");
    let close = |a: &ArrayD<f64>, b: &ArrayD<f64>| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(close(&weight.0, &weight.1), "{weight:?}");
}

#[derive(Clone, Debug, PartialEq, mlp::Tensors)]
struct Inner(f32, [f32; 2]);

/// Every kind of field: y = (x − mean)·gain·inner.0 + inner.1, unless it is off.
#[derive(Clone, Debug, PartialEq, mlp::Tensors)]
struct Every {
    gain: [f32; 2],
    #[tensor(untrained)]
    mean: [f32; 2],
    inner: Inner,
    #[tensor(untrained)]
    r#static: Inner,
    #[tensor(skip)]
    off: bool,
}

impl CustomLayer for Every {
    type Input = [f32; 2];
    type Output = [f32; 2];

    fn init(_: &mut Random) -> Self {
        let (inner, fixed) = (Inner(1.5, [0.5, -0.5]), Inner(7.0, [8.0, 9.0]));
        Self { gain: [1.0, 2.0], mean: [0.25; 2], inner, r#static: fixed, off: false }
    }

    fn forward(&self, x: &[f32; 2]) -> [f32; 2] {
        let Self { gain, mean, inner: Inner(scale, offset), .. } = self;
        if self.off { *x } else { std::array::from_fn(|i| (x[i] - mean[i]) * gain[i] * scale + offset[i]) }
    }

    fn backward(&self, x: &[f32; 2], _: &[f32; 2], dy: &[f32; 2], gradient: &mut Self) -> [f32; 2] {
        let scale = self.inner.0;
        for i in 0..2 {
            let centered = x[i] - self.mean[i];
            gradient.gain[i] += dy[i] * centered * scale;
            gradient.inner.0 += dy[i] * centered * self.gain[i];
            gradient.inner.1[i] += dy[i];
            // The gradient of untrained tensors is not used.
            gradient.mean[i] += 1e9;
            gradient.r#static.0 += 1e9;
        }
        std::array::from_fn(|i| dy[i] * self.gain[i] * scale)
    }
}

network! {
    struct Fields;
    input 2;
    layer Every;
    dense 1;
    loss mse;
    optimizer adam lr=0.1;
}

/// A layer without a number of its own.
#[derive(Clone, Debug, PartialEq, mlp::Tensors)]
#[tensors(scalar = f32)]
struct Flip;

impl CustomLayer for Flip {
    type Input = [f32; 2];
    type Output = [f32; 2];

    fn init(_: &mut Random) -> Self {
        Self
    }

    fn forward(&self, x: &[f32; 2]) -> [f32; 2] {
        [x[1], x[0]]
    }

    fn backward(&self, _: &[f32; 2], _: &[f32; 2], dy: &[f32; 2], _: &mut Self) -> [f32; 2] {
        self.forward(dy)
    }
}

network! {
    struct Flipped;
    input 2;
    layer Flip;
    dense 1;
    loss mse;
}

#[test]
fn every_kind_of_field_has_its_name_and_its_role() {
    let mut model = Fields::init(1);
    let names = ["gain", "mean", "inner.0", "inner.1", "static.0", "static.1"].map(|name| format!("every.{name}"));
    assert_eq!(model.tensor_names()[..6], names);
    assert_eq!(Fields::PARAMETERS, (2 + 1 + 2) + (2 + 1), "what is untrained is not counted");
    assert_eq!(Flipped::PARAMETERS, 3);
    assert_eq!(Flipped::init(1).tensor_names(), ["dense1.weight", "dense1.bias"]);

    let before = model.clone();
    let set = Dataset::new(vec![[0.5, 1.0], [-1.0, 0.0], [2.0, 0.5]], vec![[1.0], [-2.0], [0.5]]).unwrap();
    Trainer::new(&mut model).clip_norm(1.0).fit(&set).unwrap();
    assert!(model.every.gain != before.every.gain && model.every.inner != before.every.inner);
    assert_eq!((model.every.mean, &model.every.r#static), (before.every.mean, &before.every.r#static));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fields.safetensors");
    model.save(&path).unwrap();
    assert_eq!(Fields::load(&path).unwrap().every, Every { off: false, ..model.every });
}

#[test]
fn their_gradients_are_derivatives() {
    let probed = check::gradient::<Custom>().unwrap();
    assert_eq!(probed.probes, Custom::PARAMETERS);
    check::gradient::<Fields>().unwrap();
    check::gradient::<Flipped>().unwrap();
}
