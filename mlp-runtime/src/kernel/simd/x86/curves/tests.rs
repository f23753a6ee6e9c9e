//! Errors over all numbers, the ends, and that the result for a number does not depend on its position.

use crate::kernel::Scalar;
use crate::kernel::simd::{Simd, WithSimd, dispatch};

/// A function of all numbers; none on a machine without AVX-512.
type Function = fn(&[f32]) -> Vec<f32>;

macro_rules! functions {
    ($($name:ident)*) => { $(
        fn $name(x: &[f32]) -> Vec<f32> {
            struct Work<'a>(&'a mut [f32]);

            impl WithSimd for Work<'_> {
                type Output = bool;

                #[inline(always)]
                fn with_simd<S: Simd>(self, simd: S) -> bool {
                    f32::vectors(simd).$name(self.0)
                }
            }

            let mut y = x.to_vec();
            if dispatch(Work(&mut y)) { y } else { Vec::new() }
        }
    )* };
}

functions!(tanh sigmoid);

/// A sample of the positive numbers, and their negatives: all would take a minute.
fn numbers() -> Vec<f32> {
    (0..f32::INFINITY.to_bits()).step_by(1021).map(f32::from_bits).flat_map(|x| [x, -x]).collect()
}

/// How many units of the last place are between the two.
fn ulps(y: f32, exact: f64) -> f64 {
    let ulp = 2.0_f64.powi((exact.abs().log2().floor() as i32).max(-126) - 23);
    (f64::from(y) - exact).abs() / ulp
}

#[test]
fn tanh_is_close() {
    let x = numbers();
    for (x, y) in x.iter().zip(tanh(&x)) {
        let exact = f64::from(*x).tanh();
        assert!(ulps(y, exact) <= 2.0, "{x}: {y}, not {exact}");
        assert!(y.abs() <= 1.0 && y.abs() <= x.abs(), "{x}: {y}");
        assert!(x.abs() > 2e-4 || y == *x, "{x}: {y}");
    }
    let odd = tanh(&x).chunks(2).all(|both| both[1].to_bits() == (-both[0]).to_bits());
    assert!(odd);
}

#[test]
fn sigmoid_is_close() {
    let x = numbers();
    for (x, y) in x.iter().zip(sigmoid(&x)) {
        let exact = 1.0 / (1.0 + (-f64::from(*x)).exp());
        if exact >= f64::from(f32::MIN_POSITIVE) {
            assert!(ulps(y, exact) <= 3.0, "{x}: {y}, not {exact}");
        } else {
            assert_eq!(y, 0.0, "{x}");
        }
        assert!(y <= 1.0, "{x}: {y}");
    }
}

#[test]
fn ends_are_exact() {
    let [infinity, tiny] = [f32::INFINITY, f32::from_bits(1)];
    let x = [0.0, tiny, f32::MIN_POSITIVE, 9.02, 1e10, f32::MAX, infinity, -0.0, -tiny, -9.02, -infinity];
    let expected = [0.0, tiny, f32::MIN_POSITIVE, 1.0, 1.0, 1.0, 1.0, -0.0, -tiny, -1.0, -1.0];
    for (y, expected) in tanh(&x).iter().zip(expected) {
        assert_eq!(y.to_bits(), expected.to_bits(), "{y}, not {expected}");
    }
    let x = [0.0, -0.0, tiny, -tiny, 90.0, f32::MAX, infinity, -90.0, f32::MIN, -infinity];
    let expected = [0.5_f32, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0];
    for (y, expected) in sigmoid(&x).iter().zip(expected) {
        assert_eq!(y.to_bits(), expected.to_bits(), "{y}, not {expected}");
    }
    for bits in [0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0xffff_ffff] {
        for function in [tanh, sigmoid] as [Function; 2] {
            assert!(function(&[f32::from_bits(bits)]).iter().all(|y| y.is_nan()), "{bits:x}");
        }
    }
}

#[test]
fn parts_are_as_the_whole() {
    let x: Vec<f32> = (0..64).map(|i| i as f32 / 8.0 - 3.0).collect();
    for function in [tanh, sigmoid] as [Function; 2] {
        let whole = function(&x);
        for length in 0..x.len() {
            let part = function(&x[..length]);
            assert!(part.iter().zip(&whole).all(|(part, whole)| part.to_bits() == whole.to_bits()), "{length}");
        }
    }
}
