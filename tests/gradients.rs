//! Every activation with every loss that fits it: the gradient against central differences of the loss.
//!
//! In f64 a difference over ±1e-5 has an error of about 1e-11 times the third derivative, plus rounding: less than 1e-9 in
//! total. No wrong formula meets the bound of `check::gradient`, 1e-6 of a tensor's largest entry.

use mlp::activation::{Elementwise, Needs};
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
    const NEEDS: Needs = Needs::Input;

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

/// A network inside of others: its own norm, dropout and penalty.
mod part {
    mlp::network! { pub(super) struct Nested; input 4; layer super::ends::classes::Softmax; dtype f64; }
    mlp::network! { pub(super) struct Part; input 4; dense 5 tanh l2=1e-2; layer_norm; dense 4 gelu; dtype f64; }
}

/// A network without an activation at its end, and one that ends in `softmax`.
mod ends {
    mlp::network! { pub(super) struct Linear; input 4; dense 3; dtype f64; }
    pub(super) mod classes {
        mlp::network! { pub(crate) struct Softmax; input 4; batch_norm; dense 3 softmax; dtype f64; }
    }
}

/// Layers in their order between an input of 4 values and a loss.
macro_rules! networks {
    ($($test:ident: { $($layers:tt)* })*) => { $(
        #[test]
        fn $test() {
            #[allow(unused_imports)]
            use {ends::{Linear, classes::Softmax}, part::{Nested, Part}};
            mlp::network! { dtype f64; input 4; $($layers)* }
            summed(stringify!($test), &[check::gradient::<Network>()]);
        }
    )* };
}

networks! {
    batch_norm: { dense 5; batch_norm tanh; dense 3; loss mse; }
    batch_norm_of_inputs: { batch_norm; dense 3; loss mse; }
    batch_norm_twice: { dense 5 bias=false; batch_norm gelu; batch_norm relu epsilon=1e-2; dense 3 softmax; loss sparse_categorical; }
    layer_norm: { dense 5; layer_norm silu; dense 3; loss mse; }
    layer_norm_of_inputs: { layer_norm epsilon=1e-2; dense 3 sigmoid; loss binary; }
    norms_and_dropout: { dense 6 elu; layer_norm; dropout 0.4; batch_norm mish; dropout 0.1; dense 3; loss huber; }
    residual: { dense 5 tanh; residual gelu { dense 6 tanh; dense 5; } dense 3; loss mse; }
    residual_first: { residual { dense 6 tanh; dense 4 sigmoid; } dense 3; loss mse; }
    residual_first_in_residual: { residual tanh { residual silu { dense 4; } dense 4 relu; } dense 3; loss mse; }
    residual_last_in_residual: { dense 5; residual { dense 5 tanh; residual softplus { dense 4; dense 5; } } dense 3; loss mse; }
    residual_of_norms: { dense 5; residual relu { batch_norm relu; dense 6; layer_norm tanh; dense 5; batch_norm; } dense 3; loss mse; }
    residual_with_dropout: { dense 5; residual { dropout 0.3; dense 5 gelu; dropout 0.2; } dropout 0.1; dense 3; loss mse; }
    residual_with_penalty: { residual { dense 6 tanh l1=1e-3; dense 4 l2=1e-2; } dense 3 l2=1e-3; loss rmse; }
    residual_after_dropout: { dropout 0.3; residual selu { dense 4; } residual { dense 4 tanh; } dense 3; loss mse; }
    standardize: { standardize; dense 5 tanh; dense 3; loss mse; }
    standardize_then_residual: { standardize; residual { dense 5 tanh; dense 4; } batch_norm; dense 3; loss mse; }
    part_first: { layer Part; dense 3; loss mse; }
    part_in_the_middle: { dense 4 tanh; layer Part; dropout 0.2; dense 3 softmax; loss categorical; }
    part_last: { dense 4 tanh; layer Linear; loss mse; }
    part_alone: { layer Part; loss mse; }
    part_twice: { layer Part; other: layer Part; layer Linear; loss log_cosh; }
    part_of_softmax_last: { dense 4 tanh; layer Softmax; loss sparse_categorical label_smoothing=0.1; }
    part_of_a_part: { dense 4 tanh; layer Nested; loss sparse_categorical; }
    part_in_a_block: { dense 4 tanh; residual tanh { layer Part; dense 4; } dense 3; loss mse; }
    part_alone_in_a_block: { residual { layer Part; } layer_norm; dense 3; loss mse; }
    part_after_dropout: { standardize; dropout 0.2; layer Part; batch_norm relu; dense 3; loss mse; }
}

/// Own values at norms and blocks.
#[derive(Clone, Copy)]
struct Sine;

impl Elementwise for Sine {
    const NEEDS: Needs = Needs::Input;

    fn value<T: Float>(self, z: T) -> T {
        z.sin()
    }

    fn derivative<T: Float>(self, z: T) -> T {
        z.cos()
    }
}

networks! {
    own_activation_of_norms: { dense 5; batch_norm Sine; layer_norm Sine; dense 3 Sine; loss mse; }
    own_activation_of_blocks: { residual Sine { dense 5 Sine; dense 4; } dense 3; loss mse; }
}
