//! Every activation with every loss that goes with it: the gradient against central differences of the loss, in f64.
//!
//! A difference over ±h is off by h²/6 of the third derivative and by rounding/h: with h = 1e-5 both stay below 1e-9, so
//! 1e-6 of a tensor's largest entry is a bound that no wrong formula meets. Where the differences over ±h and ±h/4
//! disagree, a kink lies between: such probes are skipped and counted.

use mlp::Tensors;
use mlp::prelude::*;

const H: f64 = 1e-5;
const BOUND: f64 = 1e-6;

/// Rows of inputs that look random.
fn inputs<const N: usize>(rows: usize) -> Vec<[f64; N]> {
    (0..rows).map(|row| std::array::from_fn(|i| (1.0 + 7.3 * row as f64 + 2.9 * i as f64).sin() * 1.5)).collect()
}

/// Targets that a loss can use, for a row.
trait Sample {
    fn sample(loss: &str, row: usize) -> Self;
}

impl Sample for usize {
    fn sample(_: &str, row: usize) -> usize {
        row % 3
    }
}

impl<const N: usize> Sample for [f64; N] {
    fn sample(loss: &str, row: usize) -> Self {
        let values: [f64; N] = std::array::from_fn(|i| (0.4 + 3.1 * row as f64 + 1.7 * i as f64).sin());
        match loss {
            "binary" => values.map(|v| 0.5 + 0.5 * v),
            "hinge" => values.map(f64::signum),
            "poisson" => values.map(|v| (3.0 * v.abs()).floor()),
            "categorical" | "kl_divergence" => {
                let sum: f64 = values.iter().map(|v| v.abs()).sum();
                // One entry is 0: its term vanishes.
                let mut shares = values.map(|v| v.abs() / sum);
                shares[1] += shares[0];
                shares[0] = 0.0;
                shares
            }
            _ => values,
        }
    }
}

/// The number at `index` of tensor `tensor` of the model.
fn with<M: Tensors, R>(model: &mut M, tensor: usize, index: usize, mut use_it: impl FnMut(&mut M::Scalar) -> R) -> R {
    let (mut i, mut result) = (0, None);
    M::side_by_side([model], &mut |_, [values]| {
        if i == tensor {
            result = Some(use_it(&mut values[index]));
        }
        i += 1;
    });
    result.unwrap()
}

/// Compares all entries of the gradient; returns how many probes there were and how many crossed a kink.
fn probe<M: Trainable<Scalar = f64, Input = [f64; 3]>>(name: &str, loss: &str) -> (usize, usize)
where
    M::Target: Sample,
{
    let x = inputs::<3>(5);
    let targets: Vec<M::Target> = (0..5).map(|row| M::Target::sample(loss, row)).collect();
    let mut model = M::init(3);
    // Biases of 0 would put dead units exactly on their kink, where no difference helps.
    M::side_by_side([&mut model], &mut |_, [values]| {
        values.iter_mut().enumerate().for_each(|(i, w)| *w += 0.1 * (1.0 + i as f64).sin());
    });
    let (_, gradient) = model.gradient(&x, &targets).unwrap();
    let (mut probes, mut kinks) = (0, 0);
    for (tensor, name_of_tensor) in model.tensor_names().into_iter().enumerate() {
        let mut found = Vec::new();
        gradient.tensors(&mlp::Path::ROOT, &mut |path, t| {
            if path.to_string() == name_of_tensor {
                found = t.values.to_vec();
            }
        });
        let scale = found.iter().fold(0.0_f64, |scale, g| scale.max(g.abs()));
        for (index, analytic) in found.iter().enumerate() {
            let mut slope = |h: f64| {
                let mut loss_at = |offset: f64| {
                    let before = with(&mut model, tensor, index, |w| std::mem::replace(w, *w + offset));
                    let (loss, _) = model.gradient(&x, &targets).unwrap();
                    with(&mut model, tensor, index, |w| *w = before);
                    loss
                };
                (loss_at(h) - loss_at(-h)) / (2.0 * h)
            };
            let (wide, close) = (slope(H), slope(H / 4.0));
            probes += 1;
            if (wide - close).abs() > BOUND * scale.max(1e-3) {
                kinks += 1;
                continue;
            }
            let difference = (wide - analytic).abs();
            assert!(
                difference <= BOUND * scale.max(1e-3),
                "{name}: {name_of_tensor}[{index}]: gradient {analytic}, differences {wide}"
            );
        }
    }
    (probes, kinks)
}

/// One network: a loss with its options, the last activation, the hidden one.
macro_rules! network_of {
    ([$($loss:tt)*] [$($last:tt)*] [$($hidden:tt)*]) => {{
        mlp::network! {
            input 3;
            dense 4 $($hidden)*;
            dense 3 $($last)* l1=1e-3 l2=1e-2;
            loss $($loss)*;
            dtype f64;
        }
        let name = concat!(stringify!($($last)*), " with ", stringify!($($loss)*));
        probe::<Network>(name, stringify!($($loss)*).split(['(', ' ']).next().unwrap())
    }};
}

macro_rules! combinations {
    ($($test:ident: $loss:tt with $($last:tt $hidden:tt),*;)*) => { $(
        #[test]
        fn $test() {
            let results = [$(network_of!($loss $last $hidden)),*];
            let (probes, kinks) = results.iter().fold((0, 0), |sum, (p, k)| (sum.0 + p, sum.1 + k));
            println!("{}: {probes} probes, {kinks} kinks", stringify!($test));
            assert!(kinks * 20 <= probes, "{kinks} of {probes} probes crossed a kink");
        }
    )* };
}

/// A loss that goes with every activation, on the last layer and on the hidden one.
macro_rules! with_every_activation {
    ($($test:ident: $loss:tt;)*) => {
        combinations! { $(
            $test: $loss with [linear] [sigmoid], [sigmoid] [sigmoid], [tanh] [tanh], [relu] [relu],
                [leaky_relu(0.1)] [leaky_relu(0.1)], [elu(1.3)] [elu(1.3)], [selu] [selu], [softplus] [softplus],
                [softsign] [softsign], [gelu] [gelu], [silu] [silu], [mish] [mish], [hard_sigmoid] [hard_sigmoid],
                [exponential] [exponential], [softmax] [linear];
        )* }
    };
}

with_every_activation! {
    mse: [mse];
    rmse: [rmse];
    mae: [mae];
    huber: [huber(0.7)];
    log_cosh: [log_cosh];
}

combinations! {
    poisson: [poisson] with [softplus] [tanh], [exponential] [softsign];
    hinge: [hinge] with [linear] [tanh], [tanh] [gelu];
    binary: [binary] with [sigmoid] [relu];
    categorical: [categorical] with [softmax] [elu];
    categorical_smoothed: [categorical label_smoothing=0.2] with [softmax] [silu];
    kl_divergence: [kl_divergence] with [softmax] [mish];
    sparse_categorical: [sparse_categorical] with [softmax] [leaky_relu];
    sparse_categorical_smoothed: [sparse_categorical label_smoothing=0.1] with [softmax] [selu];
}
