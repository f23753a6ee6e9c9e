//! SSE2, AVX2 and AVX-512: how they are found and entered. With its submodules, and [`tile`](super::tile), all that has
//! `unsafe` in it.

#![allow(unsafe_code)] // functions compiled for an instruction set and intrinsics; each use has its reason

mod curves;
mod shuffles;
mod vectors;

use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
use std::sync::atomic::{AtomicU8, Ordering};

use super::lanes::{Apart, Lanes};
#[cfg(test)]
use super::set::Portable;
use super::set::{Kernel, Set};

/// SSE2, which every processor of the target has.
#[derive(Clone, Copy)]
pub(super) struct Sse2(());

/// AVX2 and FMA. Made by [`enter`], where the processor has them, and from [`Avx512`].
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

/// AVX-512 F, VL, DQ and BW. Made by [`enter`] alone, where the processor has them.
#[derive(Clone, Copy)]
pub(super) struct Avx512(());

/// The halves of AVX-512's registers, with its masks: twice as many operations a cycle. Made from [`Avx512`].
#[derive(Clone, Copy)]
pub(super) struct Avx512Half(());

impl Set for Sse2 {
    const FMA: bool = false;
    const WIDE: bool = false;
}

impl Set for Avx2 {
    const FMA: bool = true;
    const WIDE: bool = false;
}

impl Set for Avx512 {
    const FMA: bool = true;
    const WIDE: bool = true;
}

/// The instruction sets, each with all of those before it; 0 is not known yet.
pub(super) const SSE2: u8 = 1;
pub(super) const AVX2: u8 = 2;
pub(super) const AVX512: u8 = 3;
/// What other processors use, for tests.
#[cfg(test)]
pub(super) const PORTABLE: u8 = 255;

/// The best set of this machine, once it is known.
static BEST: AtomicU8 = AtomicU8::new(0);

/// Runs a kernel with the best instruction set of this machine.
#[inline(always)]
pub(crate) fn enter<K: Kernel>(kernel: K) -> K::Output {
    let level = level();
    // Asked first, so that it costs one comparison.
    if level == AVX512 {
        // SAFETY: `find` has found AVX-512 F, VL, DQ and BW, AVX2 and FMA on this processor.
        return unsafe { avx512(kernel) };
    }
    match if level == 0 { find() } else { level } {
        // SAFETY: as above.
        AVX512 => unsafe { avx512(kernel) },
        // SAFETY: `find` has found AVX2 and FMA on this processor.
        AVX2 => unsafe { avx2(kernel) },
        #[cfg(test)]
        PORTABLE => kernel.run(Portable),
        _ => sse2(kernel),
    }
}

/// Says that number `at` of `from` will be read soon; it need not exist.
#[inline(always)]
pub(super) fn prefetch<T>(from: &[T], at: usize) {
    // SAFETY: the processor reads nothing where nothing is.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(from.as_ptr().wrapping_add(at).cast()) }
}

/// A function of its own as the others are, lest its registers be saved on the way to them.
#[inline(never)]
fn sse2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Sse2(()))
}

#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")]
fn avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Avx512(()))
}

#[target_feature(enable = "avx2,fma")]
fn avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Avx2(()))
}

/// [`Lanes::apart`] for [`Avx512`] and its halves; the other sets' are below.
#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")]
#[inline(never)]
fn avx512_apart<T, S: Lanes<T>, W: Apart<T>>(set: S, work: W) {
    work.run(set);
}

#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn avx2_apart<T, S: Lanes<T>, W: Apart<T>>(set: S, work: W) {
    work.run(set);
}

#[target_feature(enable = "sse2")]
#[inline(never)]
fn sse2_apart<T, S: Lanes<T>, W: Apart<T>>(set: S, work: W) {
    work.run(set);
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

/// Runs `work` with the instruction set `level`, or the best of this machine if that is less, on this thread.
#[cfg(test)]
pub(super) fn forced<R>(level: u8, work: impl FnOnce() -> R) -> R {
    FORCED.set(Some(if level == PORTABLE { level } else { level.min(find()) }));
    let result = work();
    FORCED.set(None);
    result
}
