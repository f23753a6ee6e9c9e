#[path = "../../common.rs"]
mod common;
use common::*;

use dfdx::{
    optim::{Adam, AdamConfig, Sgd, SgdConfig},
    prelude::*,
};
// the mini-batch is copied from the resident dataset (dfdx has no borrowing view of a slice)
macro_rules! train {
    ($c:expr, $wl:expr, $t:ty, $in:literal, $out:literal, $b:literal, $opt:expr, $loss:expr, $x:expr, $y:expr) => {{
        if $c.has($wl) {
            let dev = Cpu::default();
            let n = $x.len() / $in;
            let mut m = dev.build_module::<$t, f32>();
            let mut opt = $opt(&m);
            let mut grads = Some(m.alloc_grads());
            let mut xb: Tensor<Rank2<$b, $in>, f32, Cpu> = dev.zeros();
            let mut yb: Tensor<Rank2<$b, $out>, f32, Cpu> = dev.zeros();
            let mut i = 0usize;
            $c.bench(
                $wl,
                if $wl == "T3" { 1. } else { $b as f64 },
                || {
                    if i + $b > n {
                        i = 0
                    }
                    xb.copy_from(&$x[i * $in..(i + $b) * $in]);
                    yb.copy_from(&$y[i * $out..(i + $b) * $out]);
                    let o = m.forward_mut(xb.clone().traced(grads.take().unwrap()));
                    let l = $loss(o, yb.clone());
                    let mut g = l.backward();
                    opt.update(&mut m, &g).unwrap();
                    m.zero_grads(&mut g);
                    grads = Some(g);
                    i += $b;
                },
                || {},
            );
        }
    }};
}
macro_rules! infer {
    ($c:expr, $wl:expr, $t:ty, $in:literal, $b:literal, $x:expr) => {{
        if $c.has($wl) {
            let dev = Cpu::default();
            let m = dev.build_module::<$t, f32>();
            let mut xb: Tensor<Rank2<$b, $in>, f32, Cpu> = dev.zeros();
            xb.copy_from(&$x[..$b * $in]);
            $c.bench(
                $wl,
                $b as f64,
                || {
                    let o = m.forward(xb.clone());
                    std::hint::black_box(&o);
                },
                || {},
            );
        }
    }};
}
type M1 = (Linear<784, 128>, ReLU, Linear<128, 10>);
type M5 = (Linear<784, 128>, Sigmoid, Linear<128, 10>);
type M2 = (Linear<784, 1024>, ReLU, Linear<1024, 1024>, ReLU, Linear<1024, 10>);
type M3 = (Linear<2, 8>, Tanh, Linear<8, 1>);
type M3i = (Linear<2, 8>, Tanh, Linear<8, 1>, Sigmoid);
type M4 = (Linear<13, 64>, ReLU, Linear<64, 64>, ReLU, Linear<64, 1>);
type M6 = (Linear<4, 32>, Tanh, Linear<32, 16>, Tanh, Linear<16, 4>);
fn main() {
    let c = settings("dfdx");
    dfdx::flush_denormals_to_zero();
    let (x, y) = mnist_like();
    let (x4, y4) = tab_like();
    let (x6, y6) = sines();
    let mut oh = vec![0f32; N1 * 10];
    for (i, v) in y.iter().enumerate() {
        oh[i * 10 + *v as usize] = 1.;
    }
    let xx = [0f32, 0., 0., 1., 1., 0., 1., 1.];
    let yx = [0f32, 1., 1., 0.];
    macro_rules! sgd {
        () => {
            |m: &_| Sgd::new(m, SgdConfig { lr: 0.1, momentum: None, weight_decay: None })
        };
    }
    macro_rules! adam {
        () => {
            |m: &_| Adam::new(m, AdamConfig { lr: 1e-3, ..Default::default() })
        };
    }
    train!(c, "T1b1", M1, 784, 10, 1, sgd!(), cross_entropy_with_logits_loss, x, oh);
    train!(c, "T1b32", M1, 784, 10, 32, sgd!(), cross_entropy_with_logits_loss, x, oh);
    train!(c, "T1b128", M1, 784, 10, 128, sgd!(), cross_entropy_with_logits_loss, x, oh);
    train!(c, "T1b1024", M1, 784, 10, 1024, sgd!(), cross_entropy_with_logits_loss, x, oh);
    train!(c, "T2", M2, 784, 10, 256, adam!(), cross_entropy_with_logits_loss, x, oh);
    train!(c, "T3", M3, 2, 1, 4, sgd!(), binary_cross_entropy_with_logits_loss, xx, yx);
    train!(c, "T4", M4, 13, 1, 64, adam!(), mse_loss, x4, y4);
    train!(c, "T5", M5, 784, 10, 32, sgd!(), cross_entropy_with_logits_loss, x, oh);
    train!(c, "T6", M6, 4, 4, 200, adam!(), mse_loss, x6, y6);
    infer!(c, "I1", M1, 784, 1, x);
    infer!(c, "I2", M1, 784, 1024, x);
    infer!(c, "I3", M4, 13, 1, x4);
    infer!(c, "I4", M3i, 2, 1, xx);
}
