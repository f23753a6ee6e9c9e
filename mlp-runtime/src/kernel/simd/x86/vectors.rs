//! The vectors of SSE2, AVX2 and AVX-512, as intrinsics: what the compiler makes of plain loops here changes from one
//! version, and one size, to the next.

#![allow(clippy::wildcard_imports)] // the names of intrinsics say where they are from

use std::arch::x86_64::*;

use super::curves::{Sigmoid, Tanh, replace};
use super::shuffles::*;
use super::{Avx2, Avx512, Avx512Half, Sse2, avx2_outlined, avx512_outlined, sse2_outlined};
use crate::kernel::simd::vectors::{Outlined, Vectors, span};

/// The vectors of one set and number type. The parts of vectors are given as expressions of the slice and its length.
macro_rules! lanes {
    ($set:ty, $type:ty, $vector:ty, $lanes:literal, $outlined:ident $splat:ident $load:ident $store:ident $fma:ident $max:ident,
        half: $half:ident, sums: $sums:ident, transpose: $block:literal $transpose:ident,
        single: |$first:ident| $single:expr, part: |$from:ident| $partial_load:expr, |$to:ident, $value:ident| $partial_store:expr
        $(, curves: $tanh:ident $sigmoid:ident)?) => {
        // SAFETY of all calls below: a value of `$set` proves that the processor has what the intrinsics need.
        impl Vectors<$type> for $set {
            type Vector = $vector;
            const LANES: usize = $lanes;
            type HalfWidth = $half;

            #[inline(always)]
            fn half_width(self) -> $half {
                $half(())
            }

            #[inline(always)]
            fn outlined<W: Outlined<$type>>(self, work: W) {
                unsafe { $outlined(self, work) }
            }

            #[inline(always)]
            fn splat(self, value: $type) -> $vector {
                unsafe { $splat(value) }
            }

            #[inline(always)]
            fn first_lane(self, $first: $type) -> $vector {
                unsafe { $single }
            }

            #[inline(always)]
            fn load(self, from: &[$type]) -> $vector {
                let from = &from[..$lanes];
                // SAFETY: `from` holds as many numbers as are read.
                unsafe { $load(from.as_ptr()) }
            }

            #[inline(always)]
            fn partial_load(self, $from: &[$type]) -> $vector {
                $partial_load
            }

            #[inline(always)]
            fn store(self, to: &mut [$type], vector: $vector) {
                let to = &mut to[..$lanes];
                // SAFETY: `to` holds as many numbers as are written.
                unsafe { $store(to.as_mut_ptr(), vector) }
            }

            #[inline(always)]
            fn partial_store(self, $to: &mut [$type], $value: $vector) {
                $partial_store
            }

            #[inline(always)]
            fn mul_add(self, left: $vector, right: $vector, sum: $vector) -> $vector {
                unsafe { $fma(left, right, sum) }
            }

            /// With a NaN, the maximum is the second.
            #[inline(always)]
            fn relu(self, vector: $vector) -> $vector {
                unsafe { $max($splat(0.0), vector) }
            }

            $(
                #[inline(always)]
                fn tanh(self, values: &mut [$type]) -> bool {
                    replace(self, values, $tanh);
                    true
                }

                #[inline(always)]
                fn sigmoid(self, values: &mut [$type]) -> bool {
                    replace(self, values, $sigmoid);
                    true
                }
            )?

            #[inline(always)]
            fn horizontal_sums(self, vectors: [$vector; 4]) -> [$type; 4] {
                unsafe { $sums(vectors) }
            }

            const TRANSPOSE: usize = $block;

            #[inline(always)]
            fn transpose(self, from: &[$type], stride: usize, to: &mut [$type], step: usize) {
                let from = &from[..span($block, stride, $block)];
                let to = &mut to[..span($block, step, $block)];
                // SAFETY: the slices hold all rows and columns.
                unsafe { $transpose(from.as_ptr(), stride, to.as_mut_ptr(), step) }
            }
        }
    };
}

lanes! {
    Avx512, f32, __m512, 16, avx512_outlined _mm512_set1_ps _mm512_loadu_ps _mm512_storeu_ps _mm512_fmadd_ps _mm512_max_ps,
    half: Avx512Half, sums: sums_512_ps, transpose: 8 transpose_256_ps,
    single: |value| _mm512_zextps128_ps512(_mm_set_ss(value)),
    // SAFETY: the mask has no more lanes than the slice has elements; none for an empty slice.
    part: |from| unsafe { _mm512_maskz_loadu_ps(first_16(from.len()), from.as_ptr()) },
    |to, value| unsafe { _mm512_mask_storeu_ps(to.as_mut_ptr(), first_16(to.len()), value) },
    curves: Tanh Sigmoid
}

lanes! {
    Avx512, f64, __m512d, 8, avx512_outlined _mm512_set1_pd _mm512_loadu_pd _mm512_storeu_pd _mm512_fmadd_pd _mm512_max_pd,
    half: Avx512Half, sums: sums_512_pd, transpose: 4 transpose_256_pd,
    single: |value| _mm512_zextpd128_pd512(_mm_set_sd(value)),
    // SAFETY: the mask has no more lanes than the slice has elements; none for an empty slice.
    part: |from| unsafe { _mm512_maskz_loadu_pd(first_8(from.len(), 8), from.as_ptr()) },
    |to, value| unsafe { _mm512_mask_storeu_pd(to.as_mut_ptr(), first_8(to.len(), 8), value) }
}

lanes! {
    Avx512Half, f32, __m256, 8, avx512_outlined _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_fmadd_ps _mm256_max_ps,
    half: Avx512Half, sums: sums_256_ps, transpose: 8 transpose_256_ps,
    single: |value| _mm256_zextps128_ps256(_mm_set_ss(value)),
    // SAFETY: the mask has no more lanes than the slice has elements; none for an empty slice.
    part: |from| unsafe { _mm256_maskz_loadu_ps(first_8(from.len(), 8), from.as_ptr()) },
    |to, value| unsafe { _mm256_mask_storeu_ps(to.as_mut_ptr(), first_8(to.len(), 8), value) }
}

lanes! {
    Avx512Half, f64, __m256d, 4, avx512_outlined _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd _mm256_fmadd_pd _mm256_max_pd,
    half: Avx512Half, sums: sums_256_pd, transpose: 4 transpose_256_pd,
    single: |value| _mm256_zextpd128_pd256(_mm_set_sd(value)),
    // SAFETY: the mask has no more lanes than the slice has elements; none for an empty slice.
    part: |from| unsafe { _mm256_maskz_loadu_pd(first_8(from.len(), 4), from.as_ptr()) },
    |to, value| unsafe { _mm256_mask_storeu_pd(to.as_mut_ptr(), first_8(to.len(), 4), value) }
}

lanes! {
    Avx2, f32, __m256, 8, avx2_outlined _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_fmadd_ps _mm256_max_ps,
    half: Avx2, sums: sums_256_ps, transpose: 8 transpose_256_ps,
    single: |value| _mm256_zextps128_ps256(_mm_set_ss(value)),
    // SAFETY: the mask has no more lanes than the slice has elements; none for an empty slice.
    part: |from| unsafe { _mm256_maskload_ps(from.as_ptr(), first_eight_lanes(from.len())) },
    |to, value| unsafe { _mm256_maskstore_ps(to.as_mut_ptr(), first_eight_lanes(to.len()), value) }
}

lanes! {
    Avx2, f64, __m256d, 4, avx2_outlined _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd _mm256_fmadd_pd _mm256_max_pd,
    half: Avx2, sums: sums_256_pd, transpose: 4 transpose_256_pd,
    single: |value| _mm256_zextpd128_pd256(_mm_set_sd(value)),
    // SAFETY: the mask has no more lanes than the slice has elements; none for an empty slice.
    part: |from| unsafe { _mm256_maskload_pd(from.as_ptr(), first_four_lanes(from.len())) },
    |to, value| unsafe { _mm256_maskstore_pd(to.as_mut_ptr(), first_four_lanes(to.len()), value) }
}

lanes! {
    Sse2, f32, __m128, 4, sse2_outlined _mm_set1_ps _mm_loadu_ps _mm_storeu_ps multiply_add_128_ps _mm_max_ps,
    half: Sse2, sums: sums_128_ps, transpose: 4 transpose_128_ps,
    single: |value| _mm_set_ss(value),
    part: |from| {
        if from.len() >= 4 {
            return Sse2(()).load(from);
        }
        let mut all = [0.0; 4];
        all.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
        Sse2(()).load(&all)
    },
    |to, value| {
        if to.len() >= 4 {
            return Sse2(()).store(to, value);
        }
        let mut all = [0.0; 4];
        Sse2(()).store(&mut all, value);
        to.iter_mut().zip(all).for_each(|(to, from)| *to = from);
    }
}

lanes! {
    Sse2, f64, __m128d, 2, sse2_outlined _mm_set1_pd _mm_loadu_pd _mm_storeu_pd multiply_add_128_pd _mm_max_pd,
    half: Sse2, sums: sums_128_pd, transpose: 2 transpose_128_pd,
    single: |value| _mm_set_sd(value),
    part: |from| {
        if from.len() >= 2 {
            return Sse2(()).load(from);
        }
        let mut all = [0.0; 2];
        all.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
        Sse2(()).load(&all)
    },
    |to, value| {
        if to.len() >= 2 {
            return Sse2(()).store(to, value);
        }
        let mut all = [0.0; 2];
        Sse2(()).store(&mut all, value);
        to.iter_mut().zip(all).for_each(|(to, from)| *to = from);
    }
}

/// The mask of the first `count` of 16 lanes; all of them if there are more.
#[inline(always)]
fn first_16(count: usize) -> u16 {
    ((1_u32 << count.min(16)) - 1) as u16
}

/// The mask of the first `count` of `lanes` lanes, at most eight; all of them if there are more.
#[inline(always)]
fn first_8(count: usize, lanes: usize) -> u8 {
    ((1_u32 << count.min(lanes)) - 1) as u8
}

/// The mask of the first `count` of eight lanes of 32 bits.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn first_eight_lanes(count: usize) -> __m256i {
    // SAFETY: as above.
    unsafe { _mm256_cmpgt_epi32(_mm256_set1_epi32(count.min(8) as i32), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)) }
}

/// The mask of the first `count` of four lanes of 64 bits.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn first_four_lanes(count: usize) -> __m256i {
    // SAFETY: as above.
    unsafe { _mm256_cmpgt_epi64(_mm256_set1_epi64x(count.min(4) as i64), _mm256_setr_epi64x(0, 1, 2, 3)) }
}
