//! Burn on its `flex` backend: modules, automatic differentiation, its optimizers.

#[path = "../../common.rs"]
mod common;
use common::*;

use burn::module::{Module, Param};
use burn::nn::{
    Linear, LinearConfig,
    loss::{BinaryCrossEntropyLossConfig, CrossEntropyLossConfig, MseLoss, Reduction},
};
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, Int, Tensor, TensorData, activation};

#[derive(Module, Debug)]
struct Mlp {
    layers: Vec<Linear>,
}

#[derive(Clone, Copy, PartialEq)]
enum Activation {
    Relu,
    Sigmoid,
    Tanh,
}

#[derive(Clone, Copy, PartialEq)]
enum Loss {
    CrossEntropy,
    Binary,
    Squares,
}

impl Mlp {
    fn new(widths: &[usize], device: &Device) -> Self {
        Mlp { layers: widths.windows(2).map(|w| LinearConfig::new(w[0], w[1]).init(device)).collect() }
    }
    fn forward(&self, mut x: Tensor<2>, a: Activation) -> Tensor<2> {
        let count = self.layers.len();
        for (i, l) in self.layers.iter().enumerate() {
            x = l.forward(x);
            if i + 1 < count {
                x = match a {
                    Activation::Relu => activation::relu(x),
                    Activation::Sigmoid => activation::sigmoid(x),
                    Activation::Tanh => activation::tanh(x),
                }
            }
        }
        x
    }
}

fn train(
    settings: &Settings,
    workload: &str,
    base: &Device,
    widths: &[usize],
    function: Activation,
    loss: Loss,
    adam: bool,
    batch: usize,
    x: &[f32],
    classes: &[u32],
    targets: &[f32],
) {
    if !settings.has(workload) {
        return;
    }
    let check = settings.check(workload, widths, batch, loss == Loss::CrossEntropy);
    let (x, classes, targets) = check.as_ref().map_or((x, classes, targets), |c| (&c.x[..], &c.classes[..], &c.y[..]));
    let device = base.clone().autodiff();
    let count = x.len() / widths[0];
    let out = if loss == Loss::Squares { widths[widths.len() - 1] } else { 1 };
    let all_x = Tensor::<2>::from_data(TensorData::new(x.to_vec(), [count, widths[0]]), base);
    let all_classes = Tensor::<1, Int>::from_data(
        TensorData::new(classes.iter().map(|v| *v as i32).collect::<Vec<_>>(), [classes.len()]),
        base,
    );
    let all_targets = Tensor::<2>::from_data(TensorData::new(targets.to_vec(), [targets.len() / out, out]), base);
    let all_bits = Tensor::<2, Int>::from_data(
        TensorData::new(targets.iter().map(|v| *v as i32).collect::<Vec<_>>(), [targets.len(), 1]),
        base,
    );
    let mut network = Mlp::new(widths, &device);
    for (layer, [weight, bias]) in network.layers.iter_mut().zip(check.iter().flat_map(|c| &c.layers)) {
        let shape = layer.weight.dims();
        layer.weight = Param::from_data(TensorData::new(weight.clone(), shape), &device);
        layer.bias = Some(Param::from_data(TensorData::new(bias.clone(), [bias.len()]), &device));
    }
    let mut model = Some(network);
    let mut optimizer: ModuleOptimizer =
        if adam { AdamConfig::new().with_epsilon(1e-8).init() } else { SgdConfig::new().init() };
    let lr = if adam { 1e-3 } else { 0.1 };
    let cross_entropy = CrossEntropyLossConfig::new().init(&device);
    let binary = BinaryCrossEntropyLossConfig::new().with_logits(true).init(&device);
    let squares = MseLoss::new();
    let mut i = 0usize;
    let mut step = || {
        if i + batch > count {
            i = 0
        }
        let m = model.take().unwrap();
        let x_batch = if count == batch { all_x.clone() } else { all_x.clone().slice([i..i + batch, 0..widths[0]]) };
        let x_batch = x_batch.autodiff();
        let o = m.forward(x_batch, function);
        let l = match loss {
            Loss::CrossEntropy => cross_entropy.forward(o, all_classes.clone().slice([i..i + batch])),
            Loss::Binary if count == batch => binary.forward(o, all_bits.clone()),
            Loss::Binary => binary.forward(o, all_bits.clone().slice([i..i + batch, 0..1])),
            Loss::Squares => {
                squares.forward(o, all_targets.clone().slice([i..i + batch, 0..out]).autodiff(), Reduction::Mean)
            }
        };
        let g = GradientsParams::from_grads(l.backward(), &m);
        model = Some(optimizer.step(lr, m, g));
        i += batch;
        l
    };
    if check.is_some() {
        (0..10).for_each(|_| drop(step()));
        return settings.loss(workload, step().into_scalar());
    }
    settings.bench(
        workload,
        if workload == "T3" { 1. } else { batch as f64 },
        || drop(step()),
        || {
            base.sync().unwrap();
        },
    );
}

fn predict(
    settings: &Settings,
    workload: &str,
    base: &Device,
    widths: &[usize],
    function: Activation,
    batch: usize,
    x: &[f32],
) {
    if !settings.has(workload) {
        return;
    }
    let m = Mlp::new(widths, base);
    let all_x = Tensor::<2>::from_data(TensorData::new(x[..batch * widths[0]].to_vec(), [batch, widths[0]]), base);
    settings.bench(
        workload,
        batch as f64,
        || {
            let o = m.forward(all_x.clone(), function);
            let o = if workload == "I4" { activation::sigmoid(o) } else { o };
            let d = o.into_data();
            std::hint::black_box(&d);
        },
        || {},
    );
}

fn main() {
    let settings = settings("burn");
    let base = Device::flex();
    let t: usize = settings.threads.parse().unwrap();
    rayon::ThreadPoolBuilder::new().num_threads(t).build_global().ok();
    let (x, y) = mnist_like();
    let (table_x, table_y) = tab_like();
    let (sines_x, sines_y) = sines();
    let xor_x = [0f32, 0., 0., 1., 1., 0., 1., 1.];
    let xor_y = [0f32, 1., 1., 0.];
    for batch in [1, 32, 128, 1024] {
        train(
            &settings,
            &format!("T1b{batch}"),
            &base,
            &[784, 128, 10],
            Activation::Relu,
            Loss::CrossEntropy,
            false,
            batch,
            &x,
            &y,
            &[],
        );
    }
    train(&settings, "T2", &base, &[784, 1024, 1024, 10], Activation::Relu, Loss::CrossEntropy, true, 256, &x, &y, &[]);
    train(&settings, "T3", &base, &[2, 8, 1], Activation::Tanh, Loss::Binary, false, 4, &xor_x, &[], &xor_y);
    train(&settings, "T4", &base, &[13, 64, 64, 1], Activation::Relu, Loss::Squares, true, 64, &table_x, &[], &table_y);
    train(&settings, "T5", &base, &[784, 128, 10], Activation::Sigmoid, Loss::CrossEntropy, false, 32, &x, &y, &[]);
    train(&settings, "T6", &base, &[4, 32, 16, 4], Activation::Tanh, Loss::Squares, true, 200, &sines_x, &[], &sines_y);
    predict(&settings, "I1", &base, &[784, 128, 10], Activation::Relu, 1, &x);
    predict(&settings, "I2", &base, &[784, 128, 10], Activation::Relu, 1024, &x);
    predict(&settings, "I3", &base, &[13, 64, 64, 1], Activation::Relu, 1, &table_x);
    predict(&settings, "I4", &base, &[2, 8, 1], Activation::Tanh, 1, &xor_x);
}
