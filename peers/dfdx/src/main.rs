//! dfdx, with sizes in types. A batch is copied out of the data before each step, since a tensor owns its numbers.

#[path = "../../common.rs"]
mod common;
use common::*;

use dfdx::{
    optim::{Adam, AdamConfig, Sgd, SgdConfig},
    prelude::*,
};

macro_rules! train {
    ($settings:expr, $workload:expr, $t:ty, [$($layer:tt)+], $widths:expr, $b:literal, $optimizer:expr, $loss:expr, $x:expr, $y:expr) => {{
        const WIDTHS: &[usize] = &$widths;
        const IN: usize = WIDTHS[0];
        const OUT: usize = WIDTHS[WIDTHS.len() - 1];
        if $settings.has($workload) {
            let check = $settings.check($workload, WIDTHS, $b, OUT == 10);
            let checked_y = check.as_ref().map(|c| if OUT == 10 { one_hot(&c.classes) } else { c.y.clone() });
            let (x, y) = (check.as_ref().map_or(&$x[..], |c| &c.x), checked_y.as_deref().unwrap_or(&$y));
            let device = Cpu::default();
            let count = x.len() / IN;
            let mut m = device.build_module::<$t, f32>();
            let mut layers = check.iter().flat_map(|c| &c.layers);
            $(if let Some([weight, bias]) = layers.next() {
                m.$layer.weight.copy_from(&transposed(weight, bias.len()));
                m.$layer.bias.copy_from(bias);
            })+
            let mut optimizer = $optimizer(&m);
            let mut grads = Some(m.alloc_grads());
            let mut x_batch: Tensor<Rank2<$b, IN>, f32, Cpu> = device.zeros();
            let mut y_batch: Tensor<Rank2<$b, OUT>, f32, Cpu> = device.zeros();
            let mut i = 0usize;
            let mut step = || {
                if i + $b > count {
                    i = 0
                }
                x_batch.copy_from(&x[i * IN..(i + $b) * IN]);
                y_batch.copy_from(&y[i * OUT..(i + $b) * OUT]);
                let o = m.forward_mut(x_batch.clone().traced(grads.take().unwrap()));
                let l = $loss(o, y_batch.clone());
                let mut g = l.backward();
                optimizer.update(&mut m, &g).unwrap();
                m.zero_grads(&mut g);
                grads = Some(g);
                i += $b;
            };
            if check.is_some() {
                (0..10).for_each(|_| step());
                x_batch.copy_from(&x[10 * $b * IN..]);
                y_batch.copy_from(&y[10 * $b * OUT..]);
                $settings.loss($workload, $loss(m.forward(x_batch), y_batch).array());
            } else {
                $settings.bench($workload, if $workload == "T3" { 1. } else { $b as f64 }, step, || {});
            }
        }
    }};
}

macro_rules! predict {
    ($settings:expr, $workload:expr, $t:ty, $in:literal, $b:literal, $x:expr) => {{
        if $settings.has($workload) {
            let device = Cpu::default();
            let m = device.build_module::<$t, f32>();
            let mut x_batch: Tensor<Rank2<$b, $in>, f32, Cpu> = device.zeros();
            x_batch.copy_from(&$x[..$b * $in]);
            $settings.bench(
                $workload,
                $b as f64,
                || {
                    let o = m.forward(x_batch.clone());
                    std::hint::black_box(&o);
                },
                || {},
            );
        }
    }};
}

fn one_hot(classes: &[u32]) -> Vec<f32> {
    classes.iter().flat_map(|class| (0..10).map(move |i| if i == *class { 1. } else { 0. })).collect()
}

/// `[outputs, inputs]` out of `[inputs, outputs]`.
fn transposed(weight: &[f32], outputs: usize) -> Vec<f32> {
    (0..outputs).flat_map(|o| weight.iter().skip(o).step_by(outputs)).copied().collect()
}

type Digits = (Linear<784, 128>, ReLU, Linear<128, 10>);
type Smooth = (Linear<784, 128>, Sigmoid, Linear<128, 10>);
type Wide = (Linear<784, 1024>, ReLU, Linear<1024, 1024>, ReLU, Linear<1024, 10>);
type Xor = (Linear<2, 8>, Tanh, Linear<8, 1>);
type XorSigmoid = (Linear<2, 8>, Tanh, Linear<8, 1>, Sigmoid);
type Table = (Linear<13, 64>, ReLU, Linear<64, 64>, ReLU, Linear<64, 1>);
type Small = (Linear<4, 32>, Tanh, Linear<32, 16>, Tanh, Linear<16, 4>);

fn main() {
    let settings = settings("dfdx");
    dfdx::flush_denormals_to_zero();
    let (x, y) = mnist_like();
    let (table_x, table_y) = tab_like();
    let (sines_x, sines_y) = sines();
    let y = one_hot(&y);
    let xor_x = [0f32, 0., 0., 1., 1., 0., 1., 1.];
    let xor_y = [0f32, 1., 1., 0.];
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
    train!(settings, "T1b1", Digits, [0 2], [784, 128, 10], 1, sgd!(), cross_entropy_with_logits_loss, x, y);
    train!(settings, "T1b32", Digits, [0 2], [784, 128, 10], 32, sgd!(), cross_entropy_with_logits_loss, x, y);
    train!(settings, "T1b128", Digits, [0 2], [784, 128, 10], 128, sgd!(), cross_entropy_with_logits_loss, x, y);
    train!(settings, "T1b1024", Digits, [0 2], [784, 128, 10], 1024, sgd!(), cross_entropy_with_logits_loss, x, y);
    train!(settings, "T2", Wide, [0 2 4], [784, 1024, 1024, 10], 256, adam!(), cross_entropy_with_logits_loss, x, y);
    train!(settings, "T3", Xor, [0 2], [2, 8, 1], 4, sgd!(), binary_cross_entropy_with_logits_loss, xor_x, xor_y);
    train!(settings, "T4", Table, [0 2 4], [13, 64, 64, 1], 64, adam!(), mse_loss, table_x, table_y);
    train!(settings, "T5", Smooth, [0 2], [784, 128, 10], 32, sgd!(), cross_entropy_with_logits_loss, x, y);
    train!(settings, "T6", Small, [0 2 4], [4, 32, 16, 4], 200, adam!(), mse_loss, sines_x, sines_y);
    predict!(settings, "I1", Digits, 784, 1, x);
    predict!(settings, "I2", Digits, 784, 1024, x);
    predict!(settings, "I3", Table, 13, 1, table_x);
    predict!(settings, "I4", XorSigmoid, 2, 1, xor_x);
}
