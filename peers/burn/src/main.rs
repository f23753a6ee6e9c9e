#[path = "../../common.rs"]
mod common;
use common::*;

use burn::module::Module;
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
enum Act {
    Relu,
    Sig,
    Tanh,
}
#[derive(Clone, Copy, PartialEq)]
enum Loss {
    Ce,
    Bce,
    Mse,
}
impl Mlp {
    fn new(d: &[usize], dev: &Device) -> Self {
        Mlp { layers: d.windows(2).map(|w| LinearConfig::new(w[0], w[1]).init(dev)).collect() }
    }
    fn fwd(&self, mut x: Tensor<2>, a: Act) -> Tensor<2> {
        let n = self.layers.len();
        for (i, l) in self.layers.iter().enumerate() {
            x = l.forward(x);
            if i + 1 < n {
                x = match a {
                    Act::Relu => activation::relu(x),
                    Act::Sig => activation::sigmoid(x),
                    Act::Tanh => activation::tanh(x),
                }
            }
        }
        x
    }
}
fn train(
    c: &Settings,
    wl: &str,
    base: &Device,
    dims: &[usize],
    act: Act,
    loss: Loss,
    adam: bool,
    b: usize,
    x: &[f32],
    yc: &[u32],
    yf: &[f32],
) {
    if !c.has(wl) {
        return;
    }
    let dev = base.clone().autodiff();
    let n = x.len() / dims[0];
    let out = if loss == Loss::Mse { dims[dims.len() - 1] } else { 1 };
    let xt = Tensor::<2>::from_data(TensorData::new(x.to_vec(), [n, dims[0]]), base);
    let yi = Tensor::<1, Int>::from_data(
        TensorData::new(yc.iter().map(|v| *v as i32).collect::<Vec<_>>(), [yc.len()]),
        base,
    );
    let yft = Tensor::<2>::from_data(TensorData::new(yf.to_vec(), [yf.len() / out, out]), base);
    let yi2 = Tensor::<2, Int>::from_data(
        TensorData::new(yf.iter().map(|v| *v as i32).collect::<Vec<_>>(), [yf.len(), 1]),
        base,
    );
    let mut model = Some(Mlp::new(dims, &dev));
    let mut opt: ModuleOptimizer =
        if adam { AdamConfig::new().with_epsilon(1e-8).init() } else { SgdConfig::new().init() };
    let lr = if adam { 1e-3 } else { 0.1 };
    let ce = CrossEntropyLossConfig::new().init(&dev);
    let bce = BinaryCrossEntropyLossConfig::new().with_logits(true).init(&dev);
    let mse = MseLoss::new();
    let mut i = 0usize;
    c.bench(
        wl,
        if wl == "T3" { 1. } else { b as f64 },
        || {
            if i + b > n {
                i = 0
            }
            let m = model.take().unwrap();
            let xb = if n == b { xt.clone() } else { xt.clone().slice([i..i + b, 0..dims[0]]) };
            let xb = xb.autodiff();
            let o = m.fwd(xb, act);
            let l = match loss {
                Loss::Ce => ce.forward(o, yi.clone().slice([i..i + b])),
                Loss::Bce => bce.forward(o, yi2.clone()),
                Loss::Mse => mse.forward(o, yft.clone().slice([i..i + b, 0..out]).autodiff(), Reduction::Mean),
            };
            let g = GradientsParams::from_grads(l.backward(), &m);
            model = Some(opt.step(lr, m, g));
            i += b;
        },
        || {
            base.sync().unwrap();
        },
    );
}
fn infer(c: &Settings, wl: &str, base: &Device, dims: &[usize], act: Act, b: usize, x: &[f32]) {
    if !c.has(wl) {
        return;
    }
    let m = Mlp::new(dims, base);
    let xt = Tensor::<2>::from_data(TensorData::new(x[..b * dims[0]].to_vec(), [b, dims[0]]), base);
    c.bench(
        wl,
        b as f64,
        || {
            let o = m.fwd(xt.clone(), act);
            let o = if wl == "I4" { activation::sigmoid(o) } else { o };
            let d = o.into_data();
            std::hint::black_box(&d);
        },
        || {},
    );
}
fn main() {
    let c = settings("burn");
    let base = Device::flex();
    let t: usize = c.threads.parse().unwrap();
    rayon::ThreadPoolBuilder::new().num_threads(t).build_global().ok();
    let (x, y) = mnist_like();
    let (x4, y4) = tab_like();
    let (x6, y6) = sines();
    let xx = [0f32, 0., 0., 1., 1., 0., 1., 1.];
    let yx = [0f32, 1., 1., 0.];
    for b in [1, 32, 128, 1024] {
        train(&c, &format!("T1b{b}"), &base, &[784, 128, 10], Act::Relu, Loss::Ce, false, b, &x, &y, &[]);
    }
    train(&c, "T2", &base, &[784, 1024, 1024, 10], Act::Relu, Loss::Ce, true, 256, &x, &y, &[]);
    train(&c, "T3", &base, &[2, 8, 1], Act::Tanh, Loss::Bce, false, 4, &xx, &[], &yx);
    train(&c, "T4", &base, &[13, 64, 64, 1], Act::Relu, Loss::Mse, true, 64, &x4, &[], &y4);
    train(&c, "T5", &base, &[784, 128, 10], Act::Sig, Loss::Ce, false, 32, &x, &y, &[]);
    train(&c, "T6", &base, &[4, 32, 16, 4], Act::Tanh, Loss::Mse, true, 200, &x6, &[], &y6);
    infer(&c, "I1", &base, &[784, 128, 10], Act::Relu, 1, &x);
    infer(&c, "I2", &base, &[784, 128, 10], Act::Relu, 1024, &x);
    infer(&c, "I3", &base, &[13, 64, 64, 1], Act::Relu, 1, &x4);
    infer(&c, "I4", &base, &[2, 8, 1], Act::Tanh, 1, &xx);
}
