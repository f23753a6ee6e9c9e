//! What functions of one `f32` are made of in AVX-512, where each lane looks up numbers in registers: for whole
//! registers, and for halves of them, which take less time and give the same bits.

#![allow(clippy::wildcard_imports)] // the names of intrinsics say where they are from

mod sigmoid;
mod tanh;
#[cfg(test)]
mod tests;

use std::arch::x86_64::*;

use super::{Avx512, Avx512Half, Sse2};
use crate::kernel::simd::vectors::Vectors;
pub(super) use sigmoid::Sigmoid;
pub(super) use tanh::Tanh;

/// Numbers to be looked up: a register full.
#[repr(align(64))]
pub(super) struct Table(pub(super) [f32; 16]);

/// The operations that products do without. What is said of bits takes a lane as a `u32`.
pub(super) trait Curves: Vectors<f32> {
    /// left − right.
    fn subtract(self, left: Self::Vector, right: Self::Vector) -> Self::Vector;

    /// left · right.
    fn multiply(self, left: Self::Vector, right: Self::Vector) -> Self::Vector;

    /// left / right where `x` is not below `least`, and 0 where it is.
    fn divide(self, left: Self::Vector, right: Self::Vector, x: Self::Vector, least: f32) -> Self::Vector;

    /// The smaller of both; with a NaN, the second.
    fn minimum(self, first: Self::Vector, second: Self::Vector) -> Self::Vector;

    /// |x|.
    fn magnitude(self, x: Self::Vector) -> Self::Vector;

    /// y, which is not negative, with the sign of x.
    fn signed(self, y: Self::Vector, x: Self::Vector) -> Self::Vector;

    /// The bits of left + right.
    fn bits_more(self, left: Self::Vector, right: Self::Vector) -> Self::Vector;

    /// The bits of left − right, each half of a lane on its own, and 0 where that is negative.
    fn halves_less(self, left: Self::Vector, right: Self::Vector) -> Self::Vector;

    /// The bits, but `most` where they are more.
    fn bits_at_most(self, bits: Self::Vector, most: u32) -> Self::Vector;

    /// The bits `count` places up.
    fn bits_up(self, bits: Self::Vector, count: u32) -> Self::Vector;

    /// The bits `count` places down.
    fn bits_down(self, bits: Self::Vector, count: u32) -> Self::Vector;

    /// For each lane the number of `table` that its lowest four bits say.
    fn look_up(self, table: &Table, bits: Self::Vector) -> Self::Vector;
}

macro_rules! curves {
    ($set:ty, $float:ident $int:ident $splat:ident $splat_int:ident, $sub:ident $mul:ident $div:ident $below:ident $min:ident
        $andnot:ident $and:ident $or:ident, $add_bits:ident $subs:ident $min_bits:ident $up:ident $down:ident,
        |$table:ident, $bits:ident| $look_up:expr) => {
        // SAFETY of all calls below: a value of `$set` proves that the processor has AVX-512 F, VL, DQ and BW.
        impl Curves for $set {
            #[inline(always)]
            fn subtract(self, left: Self::Vector, right: Self::Vector) -> Self::Vector {
                unsafe { $sub(left, right) }
            }
            #[inline(always)]
            fn multiply(self, left: Self::Vector, right: Self::Vector) -> Self::Vector {
                unsafe { $mul(left, right) }
            }
            #[inline(always)]
            fn divide(self, left: Self::Vector, right: Self::Vector, x: Self::Vector, least: f32) -> Self::Vector {
                unsafe { $div($below::<_CMP_NLT_UQ>(x, $splat(least)), left, right) }
            }
            #[inline(always)]
            fn minimum(self, first: Self::Vector, second: Self::Vector) -> Self::Vector {
                unsafe { $min(first, second) }
            }
            #[inline(always)]
            fn magnitude(self, x: Self::Vector) -> Self::Vector {
                unsafe { $andnot($splat(-0.0), x) }
            }
            #[inline(always)]
            fn signed(self, y: Self::Vector, x: Self::Vector) -> Self::Vector {
                unsafe { $or(y, $and($splat(-0.0), x)) }
            }
            #[inline(always)]
            fn bits_more(self, left: Self::Vector, right: Self::Vector) -> Self::Vector {
                unsafe { $float($add_bits($int(left), $int(right))) }
            }
            #[inline(always)]
            fn halves_less(self, left: Self::Vector, right: Self::Vector) -> Self::Vector {
                unsafe { $float($subs($int(left), $int(right))) }
            }
            #[inline(always)]
            fn bits_at_most(self, bits: Self::Vector, most: u32) -> Self::Vector {
                unsafe { $float($min_bits($int(bits), $splat_int(most.cast_signed()))) }
            }
            #[inline(always)]
            fn bits_up(self, bits: Self::Vector, count: u32) -> Self::Vector {
                unsafe { $float($up($int(bits), $splat_int(count.cast_signed()))) }
            }
            #[inline(always)]
            fn bits_down(self, bits: Self::Vector, count: u32) -> Self::Vector {
                unsafe { $float($down($int(bits), $splat_int(count.cast_signed()))) }
            }
            #[inline(always)]
            fn look_up(self, $table: &Table, bits: Self::Vector) -> Self::Vector {
                // SAFETY: as above, and a table has as many numbers as are read, and their alignment.
                unsafe {
                    let $bits = $int(bits);
                    $look_up
                }
            }
        }
    };
}

curves! {
    Avx512, _mm512_castsi512_ps _mm512_castps_si512 _mm512_set1_ps _mm512_set1_epi32,
    _mm512_sub_ps _mm512_mul_ps _mm512_maskz_div_ps _mm512_cmp_ps_mask _mm512_min_ps
    _mm512_andnot_ps _mm512_and_ps _mm512_or_ps,
    _mm512_add_epi32 _mm512_subs_epu16 _mm512_min_epu32 _mm512_sllv_epi32 _mm512_srlv_epi32,
    |table, bits| _mm512_permutexvar_ps(bits, *table.0.as_ptr().cast())
}

curves! {
    Avx512Half, _mm256_castsi256_ps _mm256_castps_si256 _mm256_set1_ps _mm256_set1_epi32,
    _mm256_sub_ps _mm256_mul_ps _mm256_maskz_div_ps _mm256_cmp_ps_mask _mm256_min_ps
    _mm256_andnot_ps _mm256_and_ps _mm256_or_ps,
    _mm256_add_epi32 _mm256_subs_epu16 _mm256_min_epu32 _mm256_sllv_epi32 _mm256_srlv_epi32,
    // Volatile, or the compiler would take both halves of the table for one register, and use whole ones.
    |table, bits| {
        let halves: *const __m256 = table.0.as_ptr().cast();
        _mm256_permutex2var_ps(halves.read_volatile(), bits, *halves.add(1))
    }
}

/// A function of one number, for each lane of a register.
pub(super) trait Curve: Copy {
    /// The function's values.
    fn of<S: Curves>(self, simd: S, x: S::Vector) -> S::Vector;
}

/// The function of all `values`, in place. What fills no register is loaded as halves and quarters, not by masks: a
/// masked load would wait for a row that was written just before.
#[inline(always)]
pub(super) fn replace(simd: Avx512, values: &mut [f32], curve: impl Curve) {
    let (whole, rest) = values.as_chunks_mut::<16>();
    for values in whole {
        let x = simd.load(values);
        simd.store(values, curve.of(simd, x));
    }
    let (half, quarter) = (Avx512Half(()), Sse2(()));
    let (halves, rest) = rest.as_chunks_mut::<8>();
    for values in halves {
        let x = half.load(values);
        half.store(values, curve.of(half, x));
    }
    for values in rest.chunks_mut(4) {
        let x = quarter.partial_load(values);
        // SAFETY: `set` proves that the processor has AVX.
        let y = unsafe { _mm256_castps256_ps128(curve.of(half, _mm256_zextps128_ps256(x))) };
        quarter.partial_store(values, y);
    }
}
