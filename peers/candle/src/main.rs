#[path = "../../common.rs"]
mod common;
use common::*;

use candle_core::{DType, Device, Tensor, Var};
use candle_nn::{AdamW, Linear, Module, Optimizer, ParamsAdamW, SGD, VarBuilder, VarMap, loss, ops};
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
struct Mlp {
    l: Vec<Linear>,
    vm: VarMap,
}
impl Mlp {
    fn new(d: &[usize], dev: &Device) -> Self {
        let vm = VarMap::new();
        let vb = VarBuilder::from_varmap(&vm, DType::F32, dev);
        Mlp {
            l: d.windows(2)
                .enumerate()
                .map(|(i, w)| candle_nn::linear(w[0], w[1], vb.pp(format!("l{i}"))).unwrap())
                .collect(),
            vm,
        }
    }
    fn detached(d: &[usize], dev: &Device) -> Self {
        let mut m = Self::new(d, dev);
        m.l = m.l.iter().map(|l| Linear::new(l.weight().detach(), Some(l.bias().unwrap().detach()))).collect();
        m
    }
    fn fwd(&self, x: &Tensor, a: Act) -> Tensor {
        let n = self.l.len();
        let mut x = x.clone();
        for (i, l) in self.l.iter().enumerate() {
            x = l.forward(&x).unwrap();
            if i + 1 < n {
                x = match a {
                    Act::Relu => x.relu().unwrap(),
                    Act::Sig => ops::sigmoid(&x).unwrap(),
                    Act::Tanh => x.tanh().unwrap(),
                }
            }
        }
        x
    }
}
enum Opt {
    S(SGD),
    A(AdamW),
}
fn train(
    c: &Settings,
    wl: &str,
    dev: &Device,
    dims: &[usize],
    act: Act,
    ls: Loss,
    adam: bool,
    b: usize,
    x: &[f32],
    yc: &[u32],
    yf: &[f32],
) {
    if !c.has(wl) {
        return;
    }
    let n = x.len() / dims[0];
    let xt = Tensor::from_slice(x, (n, dims[0]), dev).unwrap();
    let yt = if ls == Loss::Ce {
        Tensor::from_slice(yc, n, dev).unwrap()
    } else {
        Tensor::from_slice(yf, (n, dims[dims.len() - 1]), dev).unwrap()
    };
    let m = Mlp::new(dims, dev);
    let vars: Vec<Var> = m.vm.all_vars();
    let mut opt = if adam {
        Opt::A(AdamW::new(vars, ParamsAdamW { lr: 1e-3, weight_decay: 0., ..Default::default() }).unwrap())
    } else {
        Opt::S(SGD::new(vars, 0.1).unwrap())
    };
    let mut i = 0;
    c.bench(
        wl,
        if wl == "T3" { 1. } else { b as f64 },
        || {
            if i + b > n {
                i = 0
            }
            let xb = xt.narrow(0, i, b).unwrap();
            let yb = yt.narrow(0, i, b).unwrap();
            let o = m.fwd(&xb, act);
            let l = match ls {
                Loss::Ce => loss::cross_entropy(&o, &yb),
                Loss::Bce => loss::binary_cross_entropy_with_logit(&o, &yb),
                Loss::Mse => loss::mse(&o, &yb),
            }
            .unwrap();
            match &mut opt {
                Opt::S(s) => s.backward_step(&l).unwrap(),
                Opt::A(a) => a.backward_step(&l).unwrap(),
            }
            i += b;
        },
        || {},
    );
}
fn infer(c: &Settings, wl: &str, dev: &Device, dims: &[usize], act: Act, b: usize, x: &[f32]) {
    if !c.has(wl) {
        return;
    }
    let m = Mlp::detached(dims, dev);
    let xt = Tensor::from_slice(&x[..b * dims[0]], (b, dims[0]), dev).unwrap();
    c.bench(
        wl,
        b as f64,
        || {
            let o = m.fwd(&xt, act);
            let o = if wl == "I4" { ops::sigmoid(&o).unwrap() } else { o };
            std::hint::black_box(&o);
        },
        || {},
    );
}
fn main() {
    let c = settings("candle");
    let dev = Device::Cpu;
    let (x, y) = mnist_like();
    let (x4, y4) = tab_like();
    let (x6, y6) = sines();
    let xx = [0f32, 0., 0., 1., 1., 0., 1., 1.];
    let yx = [0f32, 1., 1., 0.];
    for b in [1, 32, 128, 1024] {
        train(&c, &format!("T1b{b}"), &dev, &[784, 128, 10], Act::Relu, Loss::Ce, false, b, &x, &y, &[]);
    }
    train(&c, "T2", &dev, &[784, 1024, 1024, 10], Act::Relu, Loss::Ce, true, 256, &x, &y, &[]);
    train(&c, "T3", &dev, &[2, 8, 1], Act::Tanh, Loss::Bce, false, 4, &xx, &[], &yx);
    train(&c, "T4", &dev, &[13, 64, 64, 1], Act::Relu, Loss::Mse, true, 64, &x4, &[], &y4);
    train(&c, "T5", &dev, &[784, 128, 10], Act::Sig, Loss::Ce, false, 32, &x, &y, &[]);
    train(&c, "T6", &dev, &[4, 32, 16, 4], Act::Tanh, Loss::Mse, true, 200, &x6, &[], &y6);
    infer(&c, "I1", &dev, &[784, 128, 10], Act::Relu, 1, &x);
    infer(&c, "I2", &dev, &[784, 128, 10], Act::Relu, 1024, &x);
    infer(&c, "I3", &dev, &[13, 64, 64, 1], Act::Relu, 1, &x4);
    infer(&c, "I4", &dev, &[2, 8, 1], Act::Tanh, 1, &xx);
}
