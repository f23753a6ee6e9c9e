//! What the `unsafe` code relies on: masks for every length, bounds that do not wrap. Under the address sanitizer
//! (`.ci/run`) an access beyond a slice ends the tests.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::vectors::{Vectors, span};
use super::{Simd, WithSimd, dispatch};
use crate::Float;
use crate::kernel::tests::products::{LEVELS, at_level};

/// A slice on the heap of exactly the elements that it should have, so that the sanitizer sees an access beyond it.
fn exactly<T: Float>(count: usize) -> Box<[T]> {
    (0..count).map(|i| T::of(i as f64 + 1.0)).collect()
}

struct Masks<T>(std::marker::PhantomData<T>);

impl<T: Float> WithSimd for Masks<T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        masks::<T, T::Vectors<S>>(T::vectors(simd));
        masks::<T, <T::Vectors<S> as Vectors<T>>::HalfWidth>(T::vectors(simd).half_width());
        bounds::<T, T::Vectors<S>>(T::vectors(simd));
    }
}

#[inline(always)]
fn masks<T: Float, S: Vectors<T>>(simd: S) {
    for count in 0..=2 * S::LANES {
        let vector = simd.partial_load(&exactly::<T>(count));
        let mut all = vec![T::nan(); S::LANES];
        simd.store(&mut all, vector);
        for (lane, value) in all.iter().enumerate() {
            let expected = if lane < count { T::of(lane as f64 + 1.0) } else { T::zero() };
            assert!(*value == expected, "lane {lane} of {count}: {value}");
        }

        let mut out = vec![T::of(-1.0); count + S::LANES];
        simd.partial_store(&mut out[..count], simd.splat(T::one()));
        let written = out.iter().filter(|value| **value == T::one()).count();
        assert_eq!(written, count.min(S::LANES));
        assert!(out[..written].iter().all(|value| *value == T::one()));
    }
}

#[inline(always)]
fn bounds<T: Float, S: Vectors<T>>(simd: S) {
    let (from, mut to) = (exactly::<T>(64), exactly::<T>(64));
    let rows = S::TRANSPOSE - 1;
    // With the first of these (TRANSPOSE − 1) · stride wraps to 1: the sum of both would look small enough.
    for stride in [inverse(rows), usize::MAX, usize::MAX / rows.max(1), 1 << (usize::BITS - 1)] {
        if rows > 0 && stride > from.len() {
            refuses(|| simd.transpose(&from, stride, &mut to, 8));
            refuses(|| simd.transpose(&from, 8, &mut to, stride));
        }
    }
    refuses(|| _ = simd.load(&from[..S::LANES - 1]));
    refuses(|| simd.store(&mut to[..S::LANES - 1], simd.splat(T::one())));
}

/// `work` panics. Where a panic ends the program, as in WebAssembly, it is not tried.
fn refuses(work: impl FnOnce()) {
    if cfg!(panic = "unwind") {
        assert!(catch_unwind(AssertUnwindSafe(work)).is_err());
    }
}

/// The number whose product with the odd number `n` is 1, modulo the number of values of a `usize`.
fn inverse(n: usize) -> usize {
    (0..10).fold(1, |s: usize, _| s.wrapping_mul(2_usize.wrapping_sub(s.wrapping_mul(n))))
}

#[test]
fn masks_and_bounds_hold_in_every_set() {
    for level in LEVELS {
        at_level(level, || {
            dispatch(Masks::<f32>(std::marker::PhantomData));
            dispatch(Masks::<f64>(std::marker::PhantomData));
        });
    }
}

#[test]
fn spans_do_not_wrap() {
    assert_eq!(span(0, usize::MAX, 7), 0);
    assert_eq!(span(1, usize::MAX, 7), 7);
    assert_eq!(span(3, 10, 7), 27);
    assert_eq!(span(8, inverse(7), 8), usize::MAX);
    assert_eq!(span(2, usize::MAX, 1), usize::MAX);
}
