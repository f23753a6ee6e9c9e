//! AVX2 and AVX-512: how they are found, entered, and their vectors. The one module with `unsafe` in it.

#![allow(clippy::wildcard_imports)] // the names of intrinsics say where they are from
#![allow(unsafe_code)] // intrinsics and functions compiled for an instruction set; each use has its reason

use std::arch::x86_64::*;
use std::sync::atomic::{AtomicU8, Ordering};

use super::lanes::Lanes;
use super::set::{Baseline, Kernel, Set};

/// AVX2 and FMA. Only [`enter`] makes one, where the processor has them.
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

/// AVX-512 F, VL, DQ and BW. Only [`enter`] makes one, where the processor has them.
#[derive(Clone, Copy)]
pub(super) struct Avx512(());

impl Set for Avx2 {
    const FMA: bool = true;
    const WIDE: bool = false;
}

impl Set for Avx512 {
    const FMA: bool = true;
    const WIDE: bool = true;
}

/// The instruction sets, each with all of those before it; 0 is not known yet.
pub(super) const BASELINE: u8 = 1;
pub(super) const AVX2: u8 = 2;
pub(super) const AVX512: u8 = 3;

/// The best set of this machine, once it is known.
static BEST: AtomicU8 = AtomicU8::new(0);

/// Runs a kernel with the best instruction set of this machine.
#[inline(always)]
pub(crate) fn enter<K: Kernel>(kernel: K) -> K::Output {
    match level() {
        // SAFETY: `find` has found AVX-512 F, VL, DQ and BW, AVX2 and FMA on this processor.
        AVX512 => unsafe { avx512(kernel) },
        // SAFETY: `find` has found AVX2 and FMA on this processor.
        AVX2 => unsafe { avx2(kernel) },
        _ => kernel.run(Baseline),
    }
}

#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")]
fn avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Avx512(()))
}

#[target_feature(enable = "avx2,fma")]
fn avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Avx2(()))
}

#[inline(always)]
fn level() -> u8 {
    #[cfg(test)]
    if let Some(forced) = FORCED.get() {
        return forced;
    }
    match BEST.load(Ordering::Relaxed) {
        0 => find(),
        level => level,
    }
}

#[cold]
fn find() -> u8 {
    let avx2 = std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma");
    let avx512 = std::is_x86_feature_detected!("avx512f")
        && std::is_x86_feature_detected!("avx512vl")
        && std::is_x86_feature_detected!("avx512dq")
        && std::is_x86_feature_detected!("avx512bw");
    let level = match (avx2, avx512) {
        (true, true) => AVX512,
        (true, false) => AVX2,
        _ => BASELINE,
    };
    BEST.store(level, Ordering::Relaxed);
    level
}

#[cfg(test)]
thread_local! {
    static FORCED: std::cell::Cell<Option<u8>> = const { std::cell::Cell::new(None) };
}

/// Runs `work` with the instruction set `level`, or the best of this machine if that is less, on this thread.
#[cfg(test)]
pub(super) fn forced<R>(level: u8, work: impl FnOnce() -> R) -> R {
    FORCED.set(Some(level.min(find())));
    let result = work();
    FORCED.set(None);
    result
}

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
                let rows: [_; $block] = std::array::from_fn(|r| Avx2(()).load(&from[r * stride..]));
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
    part: |from| { let mut all = [0.0; 8]; all.iter_mut().zip(from).for_each(|(to, from)| *to = *from); Avx2(()).load(&all) },
    |to, value| { let mut all = [0.0; 8]; Avx2(()).store(&mut all, value); to.iter_mut().zip(all).for_each(|(to, from)| *to = from) }
}

lanes! {
    Avx2, f64, __m256d, 4, _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd _mm256_fmadd_pd,
    sum: sum_256_pd, transpose: 4 transpose_pd,
    part: |from| { let mut all = [0.0; 4]; all.iter_mut().zip(from).for_each(|(to, from)| *to = *from); Avx2(()).load(&all) },
    |to, value| { let mut all = [0.0; 4]; Avx2(()).store(&mut all, value); to.iter_mut().zip(all).for_each(|(to, from)| *to = from) }
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
