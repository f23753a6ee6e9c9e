//! Errors over all numbers, the ends, and that a number's result does not depend on where it stands.

use crate::kernel::Scalar;
use crate::kernel::set::{Kernel, Set, enter};

struct Tanh<'a>(&'a mut [f32]);

impl Kernel for Tanh<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<S: Set>(self, set: S) -> bool {
        f32::lanes(set).tanh(self.0)
    }
}

/// tanh by tables; nothing on a machine without AVX-512.
fn tanh(x: &[f32]) -> Vec<f32> {
    let mut y = x.to_vec();
    if enter(Tanh(&mut y)) { y } else { Vec::new() }
}

#[test]
fn errors_are_small() {
    // All would take a minute.
    let x: Vec<f32> = (0..f32::INFINITY.to_bits()).step_by(1021).map(f32::from_bits).collect();
    let negative: Vec<f32> = x.iter().map(|x| -x).collect();
    let y = tanh(&x);
    for (x, y) in x.iter().zip(&y) {
        let exact = f64::from(*x).tanh();
        let ulp = 2.0_f64.powi((exact.log2().floor() as i32).max(-126) - 23);
        assert!((f64::from(*y) - exact).abs() <= 2.0 * ulp, "{x}: {y}, not {exact}");
        assert!(*y <= 1.0 && y <= x, "{x}: {y}");
        assert!(*x > 2e-4 || y == x, "{x}: {y}");
    }
    let odd = tanh(&negative).iter().zip(&y).all(|(negative, y)| negative.to_bits() == (-y).to_bits());
    assert!(odd);
}

#[test]
fn ends_are_exact() {
    let [infinity, tiny] = [f32::INFINITY, f32::from_bits(1)];
    let x = [0.0, tiny, f32::MIN_POSITIVE, 9.02, 1e10, f32::MAX, infinity, -0.0, -tiny, -9.02, -infinity];
    let expected = [0.0, tiny, f32::MIN_POSITIVE, 1.0, 1.0, 1.0, 1.0, -0.0, -tiny, -1.0, -1.0];
    for (y, expected) in tanh(&x).iter().zip(expected) {
        assert_eq!(y.to_bits(), expected.to_bits(), "{y}, not {expected}");
    }
    for bits in [0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0xffff_ffff] {
        assert!(tanh(&[f32::from_bits(bits)]).iter().all(|y| y.is_nan()), "{bits:x}");
    }
}

#[test]
fn parts_are_as_the_whole() {
    let x: Vec<f32> = (0..64).map(|i| i as f32 / 8.0 - 3.0).collect();
    let whole = tanh(&x);
    for length in 0..x.len() {
        let part = tanh(&x[..length]);
        assert!(part.iter().zip(&whole).all(|(part, whole)| part.to_bits() == whole.to_bits()), "{length}");
    }
}
