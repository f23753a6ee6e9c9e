//! SSE2, AVX2 and AVX-512: how they are detected and dispatched to. Together with the micro-kernel, this module and its
//! submodules hold all the `unsafe` code there is.

#![allow(unsafe_code)] // target features and intrinsics; each use states its reason

mod curves;
mod shuffles;
mod vectors;

use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
use std::sync::atomic::{AtomicU8, Ordering};

#[cfg(test)]
use super::Portable;
use super::vectors::{Outlined, Vectors};
use super::{Simd, WithSimd};

/// SSE2, which every processor of the target has.
#[derive(Clone, Copy)]
pub(super) struct Sse2(());

/// AVX2 and FMA. Made by [`enter`], where the processor has them, and from [`Avx512`].
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

/// AVX-512 F, VL, DQ and BW. Made by [`enter`] alone, where the processor has them.
#[derive(Clone, Copy)]
pub(super) struct Avx512(());

/// Registers of half the width of AVX-512's, with its masks: twice as many operations per cycle. Made from [`Avx512`].
#[derive(Clone, Copy)]
pub(super) struct Avx512Half(());

impl Simd for Sse2 {
    const FMA: bool = false;
    const WIDE: bool = false;
}

impl Simd for Avx2 {
    const FMA: bool = true;
    const WIDE: bool = false;
}

impl Simd for Avx512 {
    const FMA: bool = true;
    const WIDE: bool = true;
}

/// The instruction sets, each including those before it; 0 means not detected yet.
pub(in crate::kernel) const SSE2: u8 = 1;
pub(in crate::kernel) const AVX2: u8 = 2;
pub(in crate::kernel) const AVX512: u8 = 3;
/// What other processors use; for tests.
#[cfg(test)]
pub(in crate::kernel) const PORTABLE: u8 = 255;

/// The best set of this machine, once detected.
static BEST: AtomicU8 = AtomicU8::new(0);

/// Runs `work`, compiled for the best instruction set of this machine.
#[inline(always)]
pub(crate) fn dispatch<W: WithSimd>(work: W) -> W::Output {
    let level = level();
    // First, so that it costs one comparison.
    if level == AVX512 {
        // SAFETY: `find` has detected AVX-512 F, VL, DQ and BW, AVX2 and FMA on this processor.
        return unsafe { avx512(work) };
    }
    match if level == 0 { find() } else { level } {
        // SAFETY: as above.
        AVX512 => unsafe { avx512(work) },
        // SAFETY: `find` has detected AVX2 and FMA on this processor.
        AVX2 => unsafe { avx2(work) },
        #[cfg(test)]
        PORTABLE => work.with_simd(Portable),
        _ => sse2(work),
    }
}

/// Hints that element `at` of `from` will be read soon. It need not exist.
#[inline(always)]
pub(in crate::kernel) fn prefetch<T>(from: &[T], at: usize) {
    // SAFETY: a prefetch is a hint; it accesses no memory that a program could observe, and any address is allowed.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(from.as_ptr().wrapping_add(at).cast()) }
}

/// Outlined like the others, so that callers of the AVX versions need not save its registers.
#[inline(never)]
fn sse2<W: WithSimd>(work: W) -> W::Output {
    work.with_simd(Sse2(()))
}

#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")]
fn avx512<W: WithSimd>(work: W) -> W::Output {
    work.with_simd(Avx512(()))
}

#[target_feature(enable = "avx2,fma")]
fn avx2<W: WithSimd>(work: W) -> W::Output {
    work.with_simd(Avx2(()))
}

/// [`Vectors::outlined`] for [`Avx512`] and [`Avx512Half`]; those of the other sets follow.
#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")]
#[inline(never)]
fn avx512_outlined<T, S: Vectors<T>, W: Outlined<T>>(simd: S, work: W) {
    work.run(simd);
}

#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn avx2_outlined<T, S: Vectors<T>, W: Outlined<T>>(simd: S, work: W) {
    work.run(simd);
}

#[target_feature(enable = "sse2")]
#[inline(never)]
fn sse2_outlined<T, S: Vectors<T>, W: Outlined<T>>(simd: S, work: W) {
    work.run(simd);
}

#[inline(always)]
fn level() -> u8 {
    #[cfg(test)]
    if let Some(forced) = FORCED.get() {
        return forced;
    }
    BEST.load(Ordering::Relaxed)
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
        _ => SSE2,
    };
    BEST.store(level, Ordering::Relaxed);
    level
}

#[cfg(test)]
thread_local! {
    static FORCED: std::cell::Cell<Option<u8>> = const { std::cell::Cell::new(None) };
}

/// Runs `work` on this thread with the instruction set `level`, or the best of this machine if that is less.
#[cfg(test)]
pub(in crate::kernel) fn forced<R>(level: u8, work: impl FnOnce() -> R) -> R {
    FORCED.set(Some(if level == PORTABLE { level } else { level.min(find()) }));
    let result = work();
    FORCED.set(None);
    result
}
