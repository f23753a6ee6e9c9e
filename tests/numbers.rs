//! Extreme numbers in whole networks: in `gradient`, in steps, in the epochs of `fit`, in `evaluate`.

use mlp::prelude::*;
use mlp::{Error, Float};

/// The loss that each way reports for one row of the input 0: of the gradient's batch, a step, an epoch, its
/// validation, and an evaluation. The weights are `bias` alone.
fn ways<M: Trainable<Input = [T; 1]>, T: Float>(mut model: M, target: M::Target) -> [f64; 5] {
    let set = Dataset::new(vec![[T::ZERO]], vec![target]).unwrap();
    let gradient = model.gradient(set.inputs(), set.targets()).unwrap().0;
    let evaluated = model.evaluate(&set).unwrap().loss();
    let step = Trainer::new(&mut model).optimizer(Sgd::new(1e-300)).step(set.inputs(), set.targets()).unwrap();
    let trainer = Trainer::new(&mut model).optimizer(Sgd::new(1e-300)).epochs(1).validation(&set);
    let history = { trainer }.fit(&set).unwrap();
    let epoch = history.last().unwrap();
    [gradient.widen(), step.widen(), epoch.loss, epoch.validation_loss.unwrap(), evaluated]
}

/// Networks whose logits are their biases, in both types.
macro_rules! of_logits {
    ($outputs:literal $last:ident, $($loss:tt)*) => {{
        mod narrow {
            mlp::network! { pub(super) struct Net; input 1; dense $outputs $last; loss $($loss)*; }
        }
        mod wide {
            mlp::network! { pub(super) struct Net; input 1; dense $outputs $last; loss $($loss)*; dtype f64; }
        }
        fn narrow(logits: [f64; $outputs]) -> narrow::Net {
            let mut model = narrow::Net::init(1);
            model.dense1.bias_mut().copy_from_slice(&logits.map(|z| z as f32));
            model
        }
        fn wide(logits: [f64; $outputs]) -> wide::Net {
            let mut model = wide::Net::init(1);
            model.dense1.bias_mut().copy_from_slice(&logits);
            model
        }
        (narrow, wide)
    }};
}

fn assert_all(what: &str, found: [f64; 5], expected: f64, bound: f64) {
    for found in found {
        assert!((found - expected).abs() <= bound * expected, "{what}: {found:e}, not {expected:e}");
    }
}

/// Softmax does not change when all logits get the same number added, and neither does any loss of it.
#[test]
fn a_common_offset_changes_no_loss() {
    // −ln y for the logits o, o − 16, o + 16, exact in f32 up to o = 2^27: 16, 32 and 0, and ln(1 + e^−16 + e^−32).
    let rest = ((-16.0_f64).exp() + (-32.0_f64).exp()).ln_1p();
    for offset in [0.0, 1e4, 1e6, -1e6, 1e8, -1e8] {
        let logits = [offset, offset - 16.0, offset + 16.0];
        for (class, cost) in [16.0 + rest, 32.0 + rest, rest].into_iter().enumerate() {
            let smooth = 0.75 * cost + 0.25 * (16.0 + rest);
            let one_hot: [f64; 3] = std::array::from_fn(|i| f64::from(u8::from(i == class)));
            let narrow_one_hot = one_hot.map(|t| t as f32);
            let what = format!("class {class} at {offset:e}");
            macro_rules! check {
                ($loss:expr, $narrow:expr, $wide:expr, $cost:expr) => {
                    let (narrow, wide) = $loss;
                    assert_all(&what, ways(narrow(logits), $narrow), $cost, 1e-6);
                    assert_all(&what, ways(wide(logits), $wide), $cost, 1e-14);
                };
            }
            check!(of_logits!(3 softmax, sparse_categorical), class, class, cost);
            check!(of_logits!(3 softmax, sparse_categorical label_smoothing=0.25), class, class, smooth);
            check!(of_logits!(3 softmax, categorical), narrow_one_hot, one_hot, cost);
            check!(of_logits!(3 softmax, categorical label_smoothing=0.25), narrow_one_hot, one_hot, smooth);
            check!(of_logits!(3 softmax, kl_divergence), narrow_one_hot, one_hot, cost);
        }
    }
}

/// ln(1 + e^−z) for (z, 1) and for (−z, 0), however small.
#[test]
fn binary_keeps_its_tails() {
    let (narrow, wide) = of_logits!(1 sigmoid, binary);
    for z in [0.5, 5.0, 10.0, 12.0, 14.0, 16.0, 20.0, 40.0, 80.0] {
        let exact = f64::exp(-z).ln_1p();
        for (z, target) in [(z, 1.0), (-z, 0.0)] {
            assert_all(&format!("{z}"), ways(narrow([z]), [target as f32]), exact, 1e-6);
            assert_all(&format!("{z}"), ways(wide([z]), [target]), exact, 1e-14);
        }
    }
}

/// The squares of errors from 1e-30 to 1e30 are no numbers of f32, their root is.
#[test]
fn rmse_of_small_and_large_errors() {
    let (narrow, _) = of_logits!(1 linear, rmse);
    for z in [1e-30, 1e-20, 1.0, 1e20, 1e30] {
        assert_all(&format!("{z:e}"), ways(narrow([z]), [0.0]), z, 1e-6);
    }
}

/// e^100 is infinite in f32, and the loss with it.
#[test]
fn poisson_of_an_infinite_rate_is_infinite() {
    let (narrow, _) = of_logits!(1 exponential, poisson);
    let model = narrow([100.0]);
    for count in [0.0, 3.0] {
        let (loss, gradient) = model.gradient(&[[0.0]], &[[count]]).unwrap();
        assert_eq!((loss, gradient.dense1.bias()[0]), (f32::INFINITY, f32::INFINITY), "count {count}");
    }
    // e^−200 is 0 in f32: a count of 0 costs nothing, one of 3 costs 3·200.
    let model = narrow([-200.0]);
    assert_eq!(model.gradient(&[[0.0]], &[[0.0]]).unwrap().0, 0.0);
    assert_eq!(model.gradient(&[[0.0]], &[[3.0]]).unwrap().0, 600.0);
}

/// A network whose only bias is NaN has a loss of NaN and no finite gradient, and `fit` says so.
#[test]
fn nan_passes_through_every_loss() {
    macro_rules! check {
        ($($last:ident, $target:expr, [$($loss:tt)*];)*) => { $({
            let (narrow, _) = of_logits!(2 $last, $($loss)*);
            let (what, set) = (stringify!($($loss)*), Dataset::new(vec![[0.0_f32]], vec![$target]).unwrap());
            let mut model = narrow([f64::NAN; 2]);
            let (loss, gradient) = model.gradient(set.inputs(), set.targets()).unwrap();
            assert!(loss.is_nan(), "{what}: loss {loss}");
            assert!(gradient.dense1.bias()[0].is_nan(), "{what}: gradient {:?}", gradient.dense1.bias());
            assert!(model.evaluate(&set).unwrap().loss().is_nan(), "{what}: evaluated");
            let mut trainer = Trainer::new(&mut model).epochs(3).early_stopping(2).reduce_on_plateau(0.5, 1);
            assert!(matches!(trainer.fit(&set), Err(Error::Diverged { epoch: 1, .. })), "{what}: fit");
            assert!(trainer.history().best().is_none(), "{what}: best");
        })* };
    }
    check! {
        linear, [0.0; 2], [mse];
        linear, [0.0; 2], [rmse];
        linear, [0.0; 2], [mae];
        linear, [0.0; 2], [huber(1.0)];
        linear, [0.0; 2], [log_cosh];
        linear, [1.0; 2], [hinge];
        tanh, [-1.0; 2], [hinge];
        softplus, [1.0; 2], [poisson];
        exponential, [0.0; 2], [poisson];
        sigmoid, [1.0; 2], [binary];
        softmax, [1.0, 0.0], [categorical];
        softmax, [0.5; 2], [categorical label_smoothing=0.1];
        softmax, [1.0, 0.0], [kl_divergence];
        softmax, 0, [sparse_categorical];
        softmax, 1, [sparse_categorical label_smoothing=0.1];
        step, [0.0; 2], [perceptron];
    }
}

/// NaN weights in a hidden layer: relu and its kin pass NaN on, and back.
#[test]
fn nan_passes_through_every_activation() {
    macro_rules! check {
        ($($activation:ident)*) => { $({
            mlp::network! { input 3; dense 40 $activation; dense 2; loss mse; }
            for rows in [1, 9] {
                let mut model = Network::init(1);
                model.dense1.weight_mut()[1].fill(f32::NAN);
                let (x, t) = (vec![[1.0; 3]; rows], vec![[1.0; 2]; rows]);
                let (loss, gradient) = model.gradient(&x, &t).unwrap();
                assert!(loss.is_nan(), "{}: loss {loss}", stringify!($activation));
                assert!(model.predict_batch(&x)[0][0].is_nan() && model.predict(&x[0])[0].is_nan());
                let nan = gradient.dense1.weight().as_flattened().iter().all(|g| g.is_nan());
                assert!(nan, "{}: gradient", stringify!($activation));
            }
        })* };
    }
    check!(linear relu leaky_relu elu selu sigmoid hard_sigmoid tanh softplus softsign exponential gelu silu mish);
}

/// Raw features such as prices: one epoch with gelu leaves finite predictions.
#[test]
fn gelu_trains_on_large_inputs() {
    mlp::network! { input 2; dense 8 gelu; dense 1; loss mse; optimizer sgd lr=1e-15; }
    let inputs = vec![[250_000_f32, 3.0], [120_000.0, 2.0], [90_000.0, 1.0]];
    let set = Dataset::new(inputs, vec![[1_f32], [0.5], [0.2]]).unwrap();
    let mut model = Network::init(1);
    Trainer::new(&mut model).epochs(3).fit(&set).unwrap();
    assert!(model.predict(&[100_000.0, 1.0])[0].is_finite());
}
