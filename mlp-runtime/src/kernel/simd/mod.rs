//! Instruction sets: [`WithSimd`] work is compiled once for each, and [`dispatch`] runs the version for the best one that
//! the machine has.

#[cfg(any(test, not(target_arch = "x86_64")))]
mod portable;
#[cfg(test)]
mod tests;
pub(super) mod vectors;
#[cfg(target_arch = "x86_64")]
pub(super) mod x86;

use crate::Float;
use crate::kernel::blocking::{PREFETCH_LINES, line};
use vectors::Vectors;

/// How x·y + z is rounded: once where an instruction set has a fused multiply-add, otherwise twice, since `mul_add` would
/// be a function call there. Hidden methods of public traits take it; code outside this crate cannot name it.
pub trait Arithmetic: Copy {
    /// x·y + z.
    fn fused<T: Float>(self, x: T, y: T, z: T) -> T;

    /// tanh of all `values`, in place, if there is a faster way than to compute it; returns whether it did.
    #[inline(always)]
    fn tanh<T: Float>(self, _: &mut [T]) -> bool {
        false
    }

    /// 1 / (1 + e^(−x)) of all `values`, likewise.
    #[inline(always)]
    fn sigmoid<T: Float>(self, _: &mut [T]) -> bool {
        false
    }
}

/// Rounded twice, for results that are the same with every instruction set.
#[derive(Clone, Copy)]
pub(crate) struct Unfused;

impl Arithmetic for Unfused {
    #[inline(always)]
    fn fused<T: Float>(self, x: T, y: T, z: T) -> T {
        x * y + z
    }
}

/// An instruction set as code outside this crate sees it: a token that hidden methods of [`Layer`](crate::Layer) pass
/// along. Its one method takes work that only this crate can define, so nothing of the kernels can be called with it:
///
/// ```
/// fn pass_along(set: impl mlp_runtime::__private::Set) -> impl mlp_runtime::__private::Set {
///     set
/// }
/// ```
/// ```compile_fail,E0599
/// fn read_beyond(set: impl mlp_runtime::__private::Set) {
///     set.partial_load(&[] as &[f32]);
/// }
/// ```
/// ```compile_fail,E0277
/// fn vectors<T: mlp_runtime::Float>(set: impl mlp_runtime::__private::Set) {
///     T::vectors(set);
/// }
/// ```
/// ```compile_fail,E0603
/// struct Work;
/// impl mlp_runtime::kernel::WithSimd for Work {}
/// ```
pub trait Set: Copy {
    /// Runs `work`, inlined into code that is compiled for this instruction set.
    #[doc(hidden)]
    fn vectorize<W: WithSimd>(self, work: W) -> W::Output;
}

impl<S: Simd> Set for S {
    #[inline(always)]
    fn vectorize<W: WithSimd>(self, work: W) -> W::Output {
        work.with_simd(self)
    }
}

/// An instruction set, as the proof that the machine has it: made by [`dispatch`], and from a set that includes it.
pub trait Simd: Vectors<f32> + Vectors<f64> {
    /// Whether multiply and add fuse.
    const FMA: bool;
    /// Whether a micro-tile has 6 × 4 registers of sums, which 32 registers hold beside their operands, or 6 × 2.
    const WIDE: bool;
}

impl<S: Simd> Arithmetic for S {
    #[inline(always)]
    fn fused<T: Float>(self, x: T, y: T, z: T) -> T {
        if S::FMA { x.mul_add(y, z) } else { x * y + z }
    }

    #[inline(always)]
    fn tanh<T: Float>(self, values: &mut [T]) -> bool {
        T::vectors(self).tanh(values)
    }

    #[inline(always)]
    fn sigmoid<T: Float>(self, values: &mut [T]) -> bool {
        T::vectors(self).sigmoid(values)
    }
}

/// Work to be compiled for each instruction set. `with_simd`, and everything in it that takes time, is
/// `#[inline(always)]`: what is not inlined is compiled for the target's baseline.
pub trait WithSimd {
    /// What the work returns.
    type Output;

    /// The work.
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output;
}

/// What every processor of the target has, as the compiler knows it: on AArch64 that is NEON.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[derive(Clone, Copy)]
pub(crate) struct Portable;

#[cfg(any(test, not(target_arch = "x86_64")))]
impl Simd for Portable {
    const FMA: bool = cfg!(any(target_feature = "fma", target_arch = "aarch64"));
    const WIDE: bool = cfg!(target_arch = "aarch64");
}

#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(crate) fn dispatch<W: WithSimd>(work: W) -> W::Output {
    work.with_simd(Portable)
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::dispatch;
#[cfg(target_arch = "x86_64")]
pub(in crate::kernel) use x86::prefetch;

/// Hints that element `at` of `from` will be read soon. It need not exist.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(in crate::kernel) fn prefetch<T>(_: &[T], _: usize) {}

/// Prefetches the first cache lines of `numbers`; the hardware prefetcher continues the stream.
pub(crate) fn fetch<T: Float>(numbers: &[T]) {
    for at in (0..numbers.len()).step_by(line::<T>()).take(PREFETCH_LINES).chain(numbers.len().checked_sub(1)) {
        prefetch(numbers, at);
    }
}
