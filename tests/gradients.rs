//! Every activation with every loss that goes with it: the gradient against central differences of the loss.
//!
//! In f64 a difference over ±1e-5 is off by some 1e-11 of its third derivative and by rounding, below 1e-9 in all; the
//! bound of `check::gradient`, 1e-6 of a tensor's largest entry, is one that no wrong formula meets.

use mlp::activation::{Elementwise, From};
use mlp::check::GradientCheck;
use mlp::{Error, Float, check};

/// Adds up the checks of a test; kinks must be rare.
fn summed(name: &str, checks: &[mlp::Result<GradientCheck>]) {
    let (mut probes, mut kinks, mut largest) = (0, 0, 0.0_f64);
    for check in checks {
        match check {
            Ok(check) => {
                probes += check.probes;
                kinks += check.kinks;
                largest = largest.max(check.largest);
            }
            Err(error) => panic!("{name}: {error}"),
        }
    }
    println!("{name}: {probes} probes, {kinks} kinks, largest deviation {largest:.1e}");
    assert!(kinks * 20 <= probes, "{kinks} of {probes} probes crossed a kink");
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
        check::gradient::<Network>()
    }};
}

macro_rules! combinations {
    ($($test:ident: $loss:tt with $($last:tt $hidden:tt),*;)*) => { $(
        #[test]
        fn $test() {
            summed(stringify!($test), &[$(network_of!($loss $last $hidden)),*]);
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

/// An activation whose derivative is wrong by a tenth.
#[derive(Clone, Copy)]
struct Wrong;

impl Elementwise for Wrong {
    const FROM: From = From::Input;

    fn value<T: Float>(self, z: T) -> T {
        z.sin()
    }

    fn derivative<T: Float>(self, z: T) -> T {
        T::of(1.1) * z.cos()
    }
}

#[test]
fn a_wrong_derivative_is_found() {
    mod wide {
        mlp::network! { pub(super) struct Net; input 3; dense 4 super::Wrong; dense 2; loss mse; dtype f64; }
    }
    mod narrow {
        mlp::network! { pub(super) struct Net; input 3; dense 4 super::Wrong; dense 2; loss mse; }
    }
    let error = check::gradient::<wide::Net>().unwrap_err();
    assert!(matches!(&error, Error::Gradient { tensor, .. } if tensor == "dense1.weight"), "{error}");
    assert!(check::gradient::<narrow::Net>().is_err());
}

#[test]
fn f32_has_a_bound_of_its_own() {
    mlp::network! { input 3; dense 8 gelu; dense 3 softmax l2=1e-3; loss sparse_categorical; }
    summed("f32", &[check::gradient::<Network>()]);
}
