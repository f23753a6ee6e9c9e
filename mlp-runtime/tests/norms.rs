//! Normalization of values whose squares overflow.

use mlp_runtime::__private::{Batch, Normalized};
use mlp_runtime::activation::linear;
use mlp_runtime::{BatchNorm, Float, LayerNorm, Tensors};

/// Mean 4, variance 12.5; each less the mean, divided by √12.5.
const VALUES: [f64; 4] = [1.0, 2.0, 3.0, 10.0];
const STANDARD: [f64; 4] =
    [-0.848_528_137_423_857_1, -0.565_685_424_949_238_1, -0.282_842_712_474_619, 1.697_056_274_847_714_2];

/// ∂/∂x of Σ δ·x̂ at VALUES for δ = (1, 0, 0, 0): (δ − mean(δ) − x̂·mean(δ·x̂)) / √12.5, with mean(δ·x̂) = x̂₁/4.
fn slopes() -> [f64; 4] {
    std::array::from_fn(|i| {
        let delta = if i == 0 { 1.0 } else { 0.0 };
        (delta - 0.25 - STANDARD[i] * STANDARD[0] / 4.0) / 12.5_f64.sqrt()
    })
}

fn assert_close<T: Float>(what: &str, found: impl IntoIterator<Item = T>, expected: [f64; 4], bound: f64) {
    for (found, expected) in found.into_iter().zip(expected) {
        let off = (found.widen() - expected).abs() / expected.abs();
        assert!(off <= bound, "{what}: {found:e}, not {expected:e}, off by {off:e}");
    }
}

/// Rows and columns of VALUES times `size`.
fn standardized<T: Float>(size: f64, bound: f64) {
    let x = VALUES.map(|x| T::of(x * size));
    let (norm, mut kept, mut gradient) = (LayerNorm::<4, T>::init(), Normalized::default(), LayerNorm::zeros());
    norm.forward(&[x], 1e-30, linear, &mut kept);
    assert_close(&format!("layer_norm of {size:e}"), kept[0], STANDARD, bound);
    assert_close(&format!("layer_norm of a row of {size:e}"), norm.row(&x, 1e-30, linear), STANDARD, bound);
    let (delta, mut input) = ([T::one(), T::ZERO, T::ZERO, T::ZERO], Batch::default());
    norm.backward(&kept, &[delta], &mut gradient, &mut input);
    // The gradient may be subnormal.
    let slopes = slopes().map(|slope| slope / size);
    let bound_of_gradient = bound.max(T::min_positive_value().widen() * T::epsilon().widen() / slopes[1].abs());
    assert_close(&format!("layer_norm's gradient at {size:e}"), input[0], slopes, 10.0 * bound_of_gradient);

    // One column of large values beside one of small ones.
    let (rows, mut norm) = (x.map(|x| [x, T::of(x.widen() / size)]), BatchNorm::<2, T>::init());
    let (mut kept, mut gradient, mut input) = (Normalized::default(), BatchNorm::zeros(), Batch::default());
    norm.train(&rows, 1e-30, linear, &mut kept);
    for column in 0..2 {
        assert_close(&format!("batch_norm of {size:e}"), kept.iter().map(|row| row[column]), STANDARD, bound);
    }
    let delta = delta.map(|d| [d, T::ZERO]);
    norm.backward(&kept, &delta, &mut gradient, &mut input);
    let column = input.iter().map(|row| row[0]);
    assert_close(&format!("batch_norm's gradient at {size:e}"), column, slopes, 10.0 * bound_of_gradient);
    norm.settle(&kept, 1.0);
    norm.tensors(&mlp_runtime::__private::Path::ROOT, &mut |path, tensor| {
        if path.to_string() == "running_mean" {
            assert_close("running mean", [tensor.values[0]], [4.0 * size; 4], bound);
        }
    });
}

#[test]
fn squares_that_overflow() {
    for size in [1.0, 1e18, 1e19, 1e25, 1e30, 3e37] {
        standardized::<f32>(size, 1e-6);
    }
    for size in [1.0, 1e153, 1e155, 1e200, 1e300, 1.5e307] {
        standardized::<f64>(size, 1e-14);
    }
}

#[test]
fn a_sum_that_overflows() {
    let (norm, mut kept) = (LayerNorm::<4>::init(), Normalized::default());
    norm.forward(&[[3e38_f32; 4], [f32::NAN, 1.0, 2.0, 3.0], [f32::INFINITY, 1.0, 2.0, 3.0]], 1e-30, linear, &mut kept);
    assert_eq!(kept[0], [0.0; 4]);
    assert!(kept[1..].as_flattened().iter().all(|y| y.is_nan()), "{:?}", &kept[1..]);
}
