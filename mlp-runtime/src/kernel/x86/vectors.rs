//! The vectors of AVX2 and AVX-512, as intrinsics: what the compiler makes of plain loops here changes from one version,
//! and one size, to the next.

#![allow(clippy::wildcard_imports)] // the names of intrinsics say where they are from

use std::arch::x86_64::*;

use super::{Avx2, Avx512};
use crate::kernel::lanes::Lanes;

/// The vectors of one set and number type. The parts of vectors are given as expressions of the slice and its length.
macro_rules! lanes {
    ($set:ty, $type:ty, $vector:ty, $lanes:literal, $splat:ident $load:ident $store:ident $fma:ident,
        sum: $sum:ident, transpose: $block:literal $transpose:ident,
        part: |$from:ident| $load_part:expr, |$to:ident, $value:ident| $store_part:expr) => {
        // SAFETY of all calls below: a value of `$set` proves that the processor has what the intrinsics need.
        impl Lanes<$type> for $set {
            type Vector = $vector;
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(self, value: $type) -> $vector {
                unsafe { $splat(value) }
            }

            #[inline(always)]
            fn load(self, from: &[$type]) -> $vector {
                let from = &from[..$lanes];
                // SAFETY: `from` holds as many numbers as are read.
                unsafe { $load(from.as_ptr()) }
            }

            #[inline(always)]
            fn load_part(self, $from: &[$type]) -> $vector {
                $load_part
            }

            #[inline(always)]
            fn store(self, to: &mut [$type], vector: $vector) {
                let to = &mut to[..$lanes];
                // SAFETY: `to` holds as many numbers as are written.
                unsafe { $store(to.as_mut_ptr(), vector) }
            }

            #[inline(always)]
            fn store_part(self, $to: &mut [$type], $value: $vector) {
                $store_part
            }

            #[inline(always)]
            fn multiply_add(self, left: $vector, right: $vector, sum: $vector) -> $vector {
                unsafe { $fma(left, right, sum) }
            }

            #[inline(always)]
            fn sum(self, vector: $vector) -> $type {
                unsafe { $sum(vector) }
            }

            const BLOCK: usize = $block;

            #[inline(always)]
            fn transpose(self, from: &[$type], stride: usize, to: &mut [$type], step: usize) {
                let mut rows = [Avx2(()).load(from); $block];
                for (r, row) in rows.iter_mut().enumerate().skip(1) {
                    *row = Avx2(()).load(&from[r * stride..]);
                }
                // SAFETY: both sets have AVX2.
                let columns = unsafe { $transpose(rows) };
                for (k, column) in columns.into_iter().enumerate() {
                    Avx2(()).store(&mut to[k * step..], column);
                }
            }
        }
    };
}

lanes! {
    Avx512, f32, __m512, 16, _mm512_set1_ps _mm512_loadu_ps _mm512_storeu_ps _mm512_fmadd_ps,
    sum: sum_512_ps, transpose: 8 transpose_ps,
    // SAFETY: the mask lets nothing be read or written beyond the slice.
    part: |from| unsafe { _mm512_maskz_loadu_ps(u16::MAX >> (16 - from.len().min(16)), from.as_ptr()) },
    |to, value| unsafe { _mm512_mask_storeu_ps(to.as_mut_ptr(), u16::MAX >> (16 - to.len().min(16)), value) }
}

lanes! {
    Avx512, f64, __m512d, 8, _mm512_set1_pd _mm512_loadu_pd _mm512_storeu_pd _mm512_fmadd_pd,
    sum: sum_512_pd, transpose: 4 transpose_pd,
    // SAFETY: the mask lets nothing be read or written beyond the slice.
    part: |from| unsafe { _mm512_maskz_loadu_pd(u8::MAX >> (8 - from.len().min(8)), from.as_ptr()) },
    |to, value| unsafe { _mm512_mask_storeu_pd(to.as_mut_ptr(), u8::MAX >> (8 - to.len().min(8)), value) }
}

lanes! {
    Avx2, f32, __m256, 8, _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_fmadd_ps,
    sum: sum_256_ps, transpose: 8 transpose_ps,
    // SAFETY: the mask lets nothing be read or written beyond the slice.
    part: |from| unsafe { _mm256_maskload_ps(from.as_ptr(), first_eight(from.len())) },
    |to, value| unsafe { _mm256_maskstore_ps(to.as_mut_ptr(), first_eight(to.len()), value) }
}

lanes! {
    Avx2, f64, __m256d, 4, _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd _mm256_fmadd_pd,
    sum: sum_256_pd, transpose: 4 transpose_pd,
    // SAFETY: the mask lets nothing be read or written beyond the slice.
    part: |from| unsafe { _mm256_maskload_pd(from.as_ptr(), first_four(from.len())) },
    |to, value| unsafe { _mm256_maskstore_pd(to.as_mut_ptr(), first_four(to.len()), value) }
}

/// The mask of the first `count` of eight lanes.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn first_eight(count: usize) -> __m256i {
    // SAFETY: as above.
    unsafe { _mm256_cmpgt_epi32(_mm256_set1_epi32(count.min(8) as i32), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)) }
}

/// The mask of the first `count` of four lanes.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn first_four(count: usize) -> __m256i {
    // SAFETY: as above.
    unsafe { _mm256_cmpgt_epi64(_mm256_set1_epi64x(count.min(4) as i64), _mm256_setr_epi64x(0, 1, 2, 3)) }
}

/// The sum of all lanes: the upper half on the lower, until one is left.
///
/// # Safety
/// The processor has AVX-512 F and DQ.
#[inline(always)]
unsafe fn sum_512_ps(v: __m512) -> f32 {
    // SAFETY: as above.
    unsafe { sum_256_ps(_mm256_add_ps(_mm512_castps512_ps256(v), _mm512_extractf32x8_ps::<1>(v))) }
}

/// The same for `f64`.
///
/// # Safety
/// The processor has AVX-512 F and DQ.
#[inline(always)]
unsafe fn sum_512_pd(v: __m512d) -> f64 {
    // SAFETY: as above.
    unsafe { sum_256_pd(_mm256_add_pd(_mm512_castpd512_pd256(v), _mm512_extractf64x4_pd::<1>(v))) }
}

/// The same for eight lanes.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn sum_256_ps(v: __m256) -> f32 {
    // SAFETY: as above.
    unsafe {
        let v = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps::<1>(v));
        let v = _mm_add_ps(v, _mm_movehl_ps(v, v));
        _mm_cvtss_f32(_mm_add_ss(v, _mm_movehdup_ps(v)))
    }
}

/// The same for four lanes.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn sum_256_pd(v: __m256d) -> f64 {
    // SAFETY: as above.
    unsafe {
        let v = _mm_add_pd(_mm256_castpd256_pd128(v), _mm256_extractf128_pd::<1>(v));
        _mm_cvtsd_f64(_mm_add_sd(v, _mm_unpackhi_pd(v, v)))
    }
}

/// Eight rows become eight columns: pairs, then fours, then halves.
#[inline(always)]
unsafe fn transpose_ps(rows: [__m256; 8]) -> [__m256; 8] {
    let [a, b, c, d, e, f, g, h] = rows;
    // SAFETY: whoever calls says that there is AVX2.
    unsafe {
        let (ab, cd, ef, gh) = (
            (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b)),
            (_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d)),
            (_mm256_unpacklo_ps(e, f), _mm256_unpackhi_ps(e, f)),
            (_mm256_unpacklo_ps(g, h), _mm256_unpackhi_ps(g, h)),
        );
        let four = |a: __m256, b: __m256| (_mm256_shuffle_ps::<0x44>(a, b), _mm256_shuffle_ps::<0xee>(a, b));
        let ((a, b), (c, d)) = (four(ab.0, cd.0), four(ab.1, cd.1));
        let ((e, f), (g, h)) = (four(ef.0, gh.0), four(ef.1, gh.1));
        [
            _mm256_permute2f128_ps::<0x20>(a, e),
            _mm256_permute2f128_ps::<0x20>(b, f),
            _mm256_permute2f128_ps::<0x20>(c, g),
            _mm256_permute2f128_ps::<0x20>(d, h),
            _mm256_permute2f128_ps::<0x31>(a, e),
            _mm256_permute2f128_ps::<0x31>(b, f),
            _mm256_permute2f128_ps::<0x31>(c, g),
            _mm256_permute2f128_ps::<0x31>(d, h),
        ]
    }
}

/// Four rows become four columns: pairs, then halves.
#[inline(always)]
unsafe fn transpose_pd(rows: [__m256d; 4]) -> [__m256d; 4] {
    let [a, b, c, d] = rows;
    // SAFETY: whoever calls says that there is AVX2.
    unsafe {
        let (ab, cd) = (
            (_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b)),
            (_mm256_unpacklo_pd(c, d), _mm256_unpackhi_pd(c, d)),
        );
        [
            _mm256_permute2f128_pd::<0x20>(ab.0, cd.0),
            _mm256_permute2f128_pd::<0x20>(ab.1, cd.1),
            _mm256_permute2f128_pd::<0x31>(ab.0, cd.0),
            _mm256_permute2f128_pd::<0x31>(ab.1, cd.1),
        ]
    }
}
