//! Initializers against their formulas: limits and moments of a million draws.
//!
//! He, 2015: variance 2 / inputs. Glorot, 2010: variance 2 / (inputs + outputs). LeCun, 1998: variance 1 / inputs. A
//! uniform distribution in ±l has the variance l²/3.

use mlp_runtime::Dense;
use mlp_runtime::init::{
    Initializer, Random, glorot_normal, glorot_uniform, he_normal, he_uniform, lecun_normal, lecun_uniform, zeros,
};

const DRAWS: usize = 1_000_000;

fn draws(initializer: impl Initializer, inputs: usize, outputs: usize, seed: u64) -> Vec<f64> {
    let mut random = Random::new(seed);
    (0..DRAWS).map(|_| initializer.draw(inputs, outputs, &mut random)).collect()
}

/// The mean of f(x).
fn mean(x: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    x.iter().map(|x| f(*x)).sum::<f64>() / x.len() as f64
}

/// Mean 0, the variance, and the fourth moment κ·variance², each within 5 of its standard errors.
fn assert_moments(name: &str, x: &[f64], variance: f64, kurtosis: f64, eighth: f64) {
    let root = (x.len() as f64).sqrt();
    let found = [mean(x, |x| x), mean(x, |x| x.powi(2)), mean(x, |x| x.powi(4))];
    let expected = [0.0, variance, kurtosis * variance.powi(2)];
    let errors = [
        variance.sqrt() / root,
        variance * (kurtosis - 1.0).sqrt() / root,
        variance.powi(2) * (eighth - kurtosis.powi(2)).sqrt() / root,
    ];
    for (moment, ((found, expected), error)) in found.into_iter().zip(expected).zip(errors).enumerate() {
        let off = (found - expected).abs() / error;
        assert!(off <= 5.0, "{name}, moment {moment}: {found}, not {expected}: {off} standard errors");
    }
}

/// A normal distribution: E x⁴ = 3σ⁴ and E x⁸ = 105σ⁸; 4.55 % beyond 2σ, 0.27 % beyond 3σ.
fn assert_normal(name: &str, initializer: impl Initializer, [inputs, outputs]: [usize; 2], variance: f64) {
    let x = draws(initializer, inputs, outputs, 1);
    assert_moments(name, &x, variance, 3.0, 105.0);
    for (sigmas, share) in [(2.0, 0.045_500_26), (3.0, 0.002_699_80)] {
        let beyond = mean(&x, |x| f64::from(u8::from(x.abs() > sigmas * variance.sqrt())));
        assert!((beyond - share).abs() <= 5.0 * (share / DRAWS as f64).sqrt(), "{name}: {beyond} beyond {sigmas}σ");
    }
}

/// A uniform distribution in ±l: E x⁴ = l⁴/5 = 1.8σ⁴ and E x⁸ = l⁸/9 = 9σ⁸. The largest of a million is nearly l.
fn assert_uniform(name: &str, initializer: impl Initializer, [inputs, outputs]: [usize; 2], variance: f64) {
    let x = draws(initializer, inputs, outputs, 2);
    assert_moments(name, &x, variance, 1.8, 9.0);
    let limit = (3.0 * variance).sqrt();
    for largest in [x.iter().copied().fold(0.0, f64::max), -x.iter().copied().fold(0.0, f64::min)] {
        assert!(largest <= limit && largest > limit * (1.0 - 1e-4), "{name}: up to {largest}, limit {limit}");
    }
}

#[test]
fn moments_and_limits_are_those_of_the_formulas() {
    for fans in [[50, 200], [784, 10], [1, 3]] {
        let [inputs, outputs] = fans.map(|fan| fan as f64);
        assert_normal("he_normal", he_normal, fans, 2.0 / inputs);
        assert_uniform("he_uniform", he_uniform, fans, 2.0 / inputs);
        assert_normal("glorot_normal", glorot_normal, fans, 2.0 / (inputs + outputs));
        assert_uniform("glorot_uniform", glorot_uniform, fans, 2.0 / (inputs + outputs));
        assert_normal("lecun_normal", lecun_normal, fans, 1.0 / inputs);
        assert_uniform("lecun_uniform", lecun_uniform, fans, 1.0 / inputs);
        assert!(draws(zeros, fans[0], fans[1], 3).iter().all(|x| *x == 0.0));
    }
}

/// A layer tells its inputs from its outputs, and draws each weight by itself.
#[test]
fn a_layer_draws_its_weights() {
    let layer = Dense::<200, 5000, f64>::init(he_normal, &mut Random::new(4));
    assert_moments("a layer", layer.weight().as_flattened(), 2.0 / 200.0, 3.0, 105.0);
    assert!(layer.bias().iter().all(|b| *b == 0.0));
    let mut weights = layer.weight().as_flattened().to_vec();
    weights.sort_by(f64::total_cmp);
    weights.dedup();
    assert!(weights.len() > DRAWS - 10, "{} different weights", weights.len());
}
