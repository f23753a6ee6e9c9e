//! candle on its CPU device, with training and prediction written as in its examples.

#[path = "../../common.rs"]
mod common;
use common::*;

use candle_core::{DType, Device, Tensor, Var};
use candle_nn::{loss, ops, AdamW, Linear, Module, Optimizer, ParamsAdamW, VarBuilder, VarMap, SGD};

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

struct Mlp {
    layers: Vec<Linear>,
    variables: VarMap,
}

impl Mlp {
    fn new(widths: &[usize], device: &Device) -> Self {
        let variables = VarMap::new();
        let builder = VarBuilder::from_varmap(&variables, DType::F32, device);
        Mlp {
            layers: widths
                .windows(2)
                .enumerate()
                .map(|(i, w)| candle_nn::linear(w[0], w[1], builder.pp(format!("l{i}"))).unwrap())
                .collect(),
            variables,
        }
    }
    fn detached(widths: &[usize], device: &Device) -> Self {
        let mut m = Self::new(widths, device);
        m.layers =
            m.layers.iter().map(|l| Linear::new(l.weight().detach(), Some(l.bias().unwrap().detach()))).collect();
        m
    }
    fn forward(&self, x: &Tensor, a: Activation) -> Tensor {
        let count = self.layers.len();
        let mut x = x.clone();
        for (i, l) in self.layers.iter().enumerate() {
            x = l.forward(&x).unwrap();
            if i + 1 < count {
                x = match a {
                    Activation::Relu => x.relu().unwrap(),
                    Activation::Sigmoid => ops::sigmoid(&x).unwrap(),
                    Activation::Tanh => x.tanh().unwrap(),
                }
            }
        }
        x
    }
}

enum Updater {
    Sgd(SGD),
    Adam(AdamW),
}

fn train(
    settings: &Settings,
    workload: &str,
    device: &Device,
    widths: &[usize],
    activation: Activation,
    kind: Loss,
    adam: bool,
    batch: usize,
    x: &[f32],
    classes: &[u32],
    targets: &[f32],
) {
    if !settings.has(workload) {
        return;
    }
    let check = settings.check(workload, widths, batch, kind == Loss::CrossEntropy);
    let (x, classes, targets) = check.as_ref().map_or((x, classes, targets), |c| (&c.x[..], &c.classes[..], &c.y[..]));
    let count = x.len() / widths[0];
    let all_x = Tensor::from_slice(x, (count, widths[0]), device).unwrap();
    let all_y = if kind == Loss::CrossEntropy {
        Tensor::from_slice(classes, count, device).unwrap()
    } else {
        Tensor::from_slice(targets, (count, widths[widths.len() - 1]), device).unwrap()
    };
    let mut m = Mlp::new(widths, device);
    for (i, [weight, bias]) in check.iter().flat_map(|c| &c.layers).enumerate() {
        let weight = Tensor::from_slice(weight, (widths[i], widths[i + 1]), device).unwrap();
        m.variables.set_one(format!("l{i}.weight"), weight.t().unwrap().contiguous().unwrap()).unwrap();
        m.variables.set_one(format!("l{i}.bias"), Tensor::from_slice(bias, bias.len(), device).unwrap()).unwrap();
    }
    let vars: Vec<Var> = m.variables.all_vars();
    let mut optimizer = if adam {
        Updater::Adam(AdamW::new(vars, ParamsAdamW { lr: 1e-3, weight_decay: 0., ..Default::default() }).unwrap())
    } else {
        Updater::Sgd(SGD::new(vars, 0.1).unwrap())
    };
    let mut i = 0;
    let mut step = || {
        if i + batch > count {
            i = 0
        }
        let x_batch = all_x.narrow(0, i, batch).unwrap();
        let y_batch = all_y.narrow(0, i, batch).unwrap();
        let o = m.forward(&x_batch, activation);
        let l = match kind {
            Loss::CrossEntropy => loss::cross_entropy(&o, &y_batch),
            Loss::Binary => loss::binary_cross_entropy_with_logit(&o, &y_batch),
            Loss::Squares => loss::mse(&o, &y_batch),
        }
        .unwrap();
        match &mut optimizer {
            Updater::Sgd(s) => s.backward_step(&l).unwrap(),
            Updater::Adam(a) => a.backward_step(&l).unwrap(),
        }
        i += batch;
        l
    };
    if check.is_some() {
        (0..10).for_each(|_| drop(step()));
        return settings.loss(workload, step().to_scalar().unwrap());
    }
    settings.bench(workload, if workload == "T3" { 1. } else { batch as f64 }, || drop(step()), || {});
}

fn predict(
    settings: &Settings,
    workload: &str,
    device: &Device,
    widths: &[usize],
    activation: Activation,
    batch: usize,
    x: &[f32],
) {
    if !settings.has(workload) {
        return;
    }
    let m = Mlp::detached(widths, device);
    let all_x = Tensor::from_slice(&x[..batch * widths[0]], (batch, widths[0]), device).unwrap();
    settings.bench(
        workload,
        batch as f64,
        || {
            let o = m.forward(&all_x, activation);
            let o = if workload == "I4" { ops::sigmoid(&o).unwrap() } else { o };
            std::hint::black_box(&o);
        },
        || {},
    );
}

fn main() {
    let settings = settings("candle");
    let device = Device::Cpu;
    let (x, y) = mnist_like();
    let (table_x, table_y) = tab_like();
    let (sines_x, sines_y) = sines();
    let xor_x = [0f32, 0., 0., 1., 1., 0., 1., 1.];
    let xor_y = [0f32, 1., 1., 0.];
    for batch in [1, 32, 128, 1024] {
        train(
            &settings,
            &format!("T1b{batch}"),
            &device,
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
    train(
        &settings,
        "T2",
        &device,
        &[784, 1024, 1024, 10],
        Activation::Relu,
        Loss::CrossEntropy,
        true,
        256,
        &x,
        &y,
        &[],
    );
    train(&settings, "T3", &device, &[2, 8, 1], Activation::Tanh, Loss::Binary, false, 4, &xor_x, &[], &xor_y);
    train(
        &settings,
        "T4",
        &device,
        &[13, 64, 64, 1],
        Activation::Relu,
        Loss::Squares,
        true,
        64,
        &table_x,
        &[],
        &table_y,
    );
    train(&settings, "T5", &device, &[784, 128, 10], Activation::Sigmoid, Loss::CrossEntropy, false, 32, &x, &y, &[]);
    train(
        &settings,
        "T6",
        &device,
        &[4, 32, 16, 4],
        Activation::Tanh,
        Loss::Squares,
        true,
        200,
        &sines_x,
        &[],
        &sines_y,
    );
    predict(&settings, "I1", &device, &[784, 128, 10], Activation::Relu, 1, &x);
    predict(&settings, "I2", &device, &[784, 128, 10], Activation::Relu, 1024, &x);
    predict(&settings, "I3", &device, &[13, 64, 64, 1], Activation::Relu, 1, &table_x);
    predict(&settings, "I4", &device, &[2, 8, 1], Activation::Tanh, 1, &xor_x);
}
