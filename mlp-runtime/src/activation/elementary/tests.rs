//! The largest errors over the whole range, and the ends.

use super::*;
use crate::activation::{self, Activation};
use crate::kernel::Unfused;

/// As the instruction sets that multiply and add at once.
#[derive(Clone, Copy)]
struct Fused;

impl Arithmetic for Fused {
    fn fused<T: Float>(self, x: T, y: T, z: T) -> T {
        x.mul_add(y, z)
    }
}

/// The largest error of `found` over −`range`..`range`, in units of the last place of `f64` or `f32` numbers;
/// `expected` is given in f64, where `f32` results are correctly rounded and `f64` ones within 1 ulp.
fn worst<T: Float>(range: f64, found: impl Fn(T) -> T, expected: impl Fn(f64) -> f64) -> f64 {
    let steps = 400_000;
    let mut worst = 0.0_f64;
    for step in 0..=steps {
        // Cubes: as many points near 0 as far from it.
        let x = T::of((f64::from(step) / f64::from(steps) * 2.0 - 1.0).powi(3) * range);
        let exact = expected(x.widen());
        if T::of(exact).abs() < T::min_positive_value() || !T::of(exact).is_finite() {
            continue;
        }
        let ulp = 2.0_f64.powi(exact.abs().log2().floor() as i32) * T::epsilon().widen();
        worst = worst.max((found(x).widen() - exact).abs() / ulp);
    }
    worst
}

/// Φ(x), from the parts that `gelu` is made of.
fn normal<T: Float>(x: T, a: impl Arithmetic) -> T {
    let positive = magnitude(x, T::BELL_END);
    let tail = bell(positive, a) * mills(positive, a);
    if x > T::zero() { T::one() - tail } else { tail }
}

/// Φ(x) = erfc(−x/√2) / 2. The argument is rounded, which alone would be x²/2 units in the last place: the derivative,
/// −2/√π·e^(−y²), makes up for what it has lost.
fn distribution(x: f64) -> f64 {
    use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};
    const ROOT_REST: f64 = -4.833_646_656_726_457e-17; // 1/√2 less its f64
    let y = -x * FRAC_1_SQRT_2;
    let lost = (-x).mul_add(FRAC_1_SQRT_2, -y) - x * ROOT_REST;
    0.5 * (libm::erfc(y) - FRAC_2_SQRT_PI * (-y * y).exp() * lost)
}

macro_rules! ulps {
    ($($name:ident: $range:expr, $function:ident, $expected:expr, $narrow:literal $wide:literal;)*) => { $(
        #[test]
        fn $name() {
            fn within(arithmetic: impl Arithmetic) {
                let narrow = worst::<f32>($range[0], |x| $function(x, arithmetic), $expected);
                let wide = worst::<f64>($range[1], |x| $function(x, arithmetic), $expected);
                println!("{}: f32 {narrow:.2} ulp, f64 {wide:.2} ulp", stringify!($name));
                assert!(narrow <= $narrow, "f32: {narrow} ulp");
                assert!(wide <= $wide, "f64: {wide} ulp");
            }
            within(Fused);
            within(Unfused);
        }
    )* };
}

ulps! {
    exponential: [88.7, 709.0], exp, f64::exp, 1.0 2.0;
    exponential_less_one: [79.0, 79.0], exp_m1, f64::exp_m1, 2.0 3.0;
    hyperbolic_tangent: [12.0, 25.0], tanh, f64::tanh, 3.0 4.0;
    logistic: [87.0, 700.0], sigmoid, |x| 1.0 / (1.0 + (-x).exp()), 3.0 4.0;
    softplus_is_close: [87.0, 700.0], softplus, |x| x.max(0.0) + (-x.abs()).exp().ln_1p(), 4.0 5.0;
    normal_distribution: [12.0, 36.0], normal, distribution, 5.0 8.0;
}

/// Those of this machine, which need not be the ones above.
#[test]
fn activations_of_rows() {
    fn of<T: Float>(activation: impl Activation) -> impl Fn(T) -> T {
        move |x| {
            let mut rows = [[x]];
            activation::forward(activation, &mut rows);
            rows[0][0]
        }
    }
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    let narrow =
        [worst(12.0, of::<f32>(activation::tanh), f64::tanh), worst(87.0, of::<f32>(activation::sigmoid), logistic)];
    let wide =
        [worst(25.0, of::<f64>(activation::tanh), f64::tanh), worst(700.0, of::<f64>(activation::sigmoid), logistic)];
    assert!(narrow.into_iter().all(|ulp| ulp <= 3.0) && wide.into_iter().all(|ulp| ulp <= 4.0), "{narrow:?}, {wide:?}");
}

#[test]
fn ends_are_exact() {
    fn ends<T: Float>(a: impl Arithmetic) {
        let (infinity, zero, one) = (T::infinity(), T::zero(), T::one());
        assert_eq!([exp(infinity, a), exp(-infinity, a), exp(zero, a)], [infinity, zero, one]);
        assert_eq!([tanh(infinity, a), tanh(-infinity, a), tanh(zero, a)], [one, -one, zero]);
        assert_eq!([sigmoid(infinity, a), sigmoid(-infinity, a), sigmoid(zero, a)], [one, zero, T::of(0.5)]);
        for far in [90.0, 750.0, 1e30].map(T::of) {
            assert!(sigmoid(far, a) == one && sigmoid(-far, a).widen() <= 1e-39, "{far}");
        }
        assert_eq!([softplus(infinity, a), softplus(-infinity, a)], [infinity, zero]);
        assert_eq!([normal(infinity, a), normal(zero, a)], [one, T::of(0.5)]);
        for function in [exp, exp_m1, tanh, sigmoid, softplus, normal] {
            assert!(function(T::nan(), a).is_nan());
        }
    }
    ends::<f32>(Fused);
    ends::<f64>(Fused);
    ends::<f32>(Unfused);
    ends::<f64>(Unfused);
}
