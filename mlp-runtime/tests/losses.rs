//! Losses at the limits of floating point, and the targets that they refuse.

use mlp_runtime::activation::{Activation, exponential, linear, sigmoid, softmax, softplus};
use mlp_runtime::loss::{
    Loss, Output, binary, categorical, hinge, kl_divergence, label_smoothing, log_cosh, poisson, sparse_categorical,
};
use mlp_runtime::{Float, Row};

/// Value and gradient of a loss on given logits.
fn at<L: Loss, A: Activation, R: Row>(loss: L, last: A, logits: R, target: &L::Target<R>) -> (f64, R) {
    let (mut values, mut delta) = (logits, R::ZERO);
    last.forward(&mut values);
    let output = Output::new(&logits, &values);
    loss.gradient(last, output, target, &mut delta);
    (loss.value(output, target).widen(), delta)
}

#[test]
fn binary_is_right_for_logits_of_ten_thousand() {
    // max(z, 0) − t·z + ln(1 + e^(−|z|)), whose last term is 0 here.
    assert_eq!(at(binary, sigmoid, [1e4_f32], &[0.0]), (1e4, [1.0]));
    assert_eq!(at(binary, sigmoid, [1e4_f32], &[1.0]), (0.0, [0.0]));
    assert_eq!(at(binary, sigmoid, [-1e4_f32], &[1.0]), (1e4, [-1.0]));
    assert_eq!(at(binary, sigmoid, [-1e4_f64], &[0.25]), (2.5e3, [-0.25]));
}

#[test]
fn categorical_losses_are_right_for_logits_of_ten_thousand() {
    let logits = [1e4_f32, -1e4, 0.0];
    // −ln y of the classes: 0, 2e4, 1e4.
    assert_eq!(at(sparse_categorical, softmax, logits, &0), (0.0, [0.0, 0.0, 0.0]));
    assert_eq!(at(sparse_categorical, softmax, logits, &1), (2e4, [1.0, -1.0, 0.0]));
    assert_eq!(at(categorical, softmax, logits, &[0.0, 0.5, 0.5]), (1.5e4, [1.0, -0.5, -0.5]));
    assert_eq!(at(categorical, softmax, logits, &[1.0, 0.0, 0.0]).0, 0.0);
    let (divergence, _) = at(kl_divergence, softmax, logits, &[0.0, 0.5, 0.5]);
    // Σ t·ln t − Σ t·ln y, in the precision of f32 at 1.5e4.
    assert!((divergence - (0.5_f64.ln() + 1.5e4)).abs() < 1e-3, "{divergence}");
    let smoothed = label_smoothing(sparse_categorical, 0.3);
    // 0.7·0 + 0.3·(0 + 2e4 + 1e4)/3.
    let (value, delta) = at(smoothed, softmax, logits, &0);
    assert!((value - 3e3).abs() < 1e-2 && (delta[0] - 0.2).abs() < 1e-6, "{value} {delta:?}");
}

#[test]
fn poisson_is_finite_where_its_rate_underflows() {
    for z in [-1e4_f32, -200.0, -100.0, -50.0] {
        // λ is 0 to f32, ln λ is z: a count of 2 costs −2·z, and pulls with −2.
        let (value, delta) = at(poisson, softplus, [z], &[2.0]);
        assert!((value + 2.0 * f64::from(z)).abs() <= 1e-5 * f64::from(z.abs()), "{value}");
        assert!((delta[0] + 2.0).abs() < 1e-5, "{delta:?}");
        let (value, delta) = at(poisson, exponential, [z], &[2.0]);
        assert!((value + 2.0 * f64::from(z)).abs() <= 1e-5 * f64::from(z.abs()) && (delta[0] + 2.0).abs() < 1e-5);
    }
}

#[test]
fn infinite_logits_cost_what_their_limit_costs() {
    const INF: f32 = f32::INFINITY;
    // −t·ln y − (1 − t)·ln(1 − y) with y = 0 or 1.
    for (z, t, expected) in [(INF, 1.0, 0.0), (-INF, 0.0, 0.0), (INF, 0.0, INF), (-INF, 1.0, INF), (INF, 0.5, INF)] {
        assert_eq!(at(binary, sigmoid, [z], &[t]).0, f64::from(expected), "logit {z}, target {t}");
    }
    // λ − t·ln λ.
    assert_eq!(at(poisson, exponential, [INF], &[0.0]), (f64::INFINITY, [INF]));
    assert_eq!(at(poisson, exponential, [89.0_f32], &[3.0]), (f64::INFINITY, [INF]));
    assert_eq!(at(poisson, exponential, [710.0_f64], &[0.0]), (f64::INFINITY, [f64::INFINITY]));
    assert_eq!(at(poisson, softplus, [INF], &[3.0]), (f64::INFINITY, [1.0]));
    assert_eq!(at(poisson, exponential, [-INF], &[0.0]), (0.0, [0.0]));
    assert_eq!(at(poisson, exponential, [-INF], &[1.0]), (f64::INFINITY, [-1.0]));
    // A class that cannot be.
    assert_eq!(at(sparse_categorical, softmax, [0.0, -INF], &0), (0.0, [0.0, 0.0]));
    assert_eq!(at(sparse_categorical, softmax, [0.0, -INF], &1), (f64::INFINITY, [1.0, -1.0]));
    assert_eq!(at(kl_divergence, softmax, [0.0, -INF], &[1.0, 0.0]).0, 0.0);
}

#[test]
fn log_cosh_of_small_differences() {
    assert_eq!(at(log_cosh, linear, [0.0_f64], &[0.0]), (0.0, [0.0]));
    assert_eq!(at(log_cosh, linear, [3.5_f32], &[3.5]), (0.0, [0.0]));
    // d²/2 − d⁴/12.
    for d in [1e-18_f32, 2.19e-8, 1e-4, 1e-3] {
        let exact = f64::from(d).powi(2) / 2.0 - f64::from(d).powi(4) / 12.0;
        let (value, _) = at(log_cosh, linear, [d], &[0.0]);
        assert!((value - exact).abs() <= 1e-6 * exact, "{d}: {value:e}, not {exact:e}");
    }
}

#[test]
fn softmax_of_equal_and_of_infinite_logits() {
    let mut row = [1e30_f32; 4];
    softmax.forward(&mut row);
    assert_eq!(row, [0.25; 4]);
    let mut row = [f32::NAN, 0.0];
    softmax.forward(&mut row);
    assert!(row.iter().all(|y| y.is_nan()), "a broken weight must show");
}

#[test]
fn targets_that_do_not_fit_are_described() {
    let refused = [
        (sparse_categorical.check::<[f32; 10]>(&10), "expected a class of 0..=9, for 10 outputs, found 10"),
        (binary.check(&[0.5_f32, 1.5]), "`binary` expects 0 to 1, found 1.5"),
        (hinge.check(&[1.0_f32, 0.0]), "`hinge` expects -1 or 1, found 0"),
        (poisson.check(&[-1.0_f32]), "`poisson` expects a count of 0 or more, found -1"),
        (categorical.check(&[0.5_f32, 0.6]), "`categorical` expects a distribution, found values that sum to 1.100000"),
        (
            kl_divergence.check(&[1.5_f32, -0.5]),
            "`kl_divergence` expects a distribution, found -0.5, which is negative",
        ),
    ];
    for (found, expected) in refused {
        assert_eq!(found, Err(expected.to_owned()));
    }
    assert_eq!(categorical.check(&[0.3_f32, 0.300_01, 0.4]), Ok(()));
    assert_eq!(hinge.check(&[1.0_f64, -1.0]), Ok(()));
}
