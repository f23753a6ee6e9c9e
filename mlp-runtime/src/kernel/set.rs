//! Instruction sets: a [`Kernel`] is compiled once for each, and [`enter`] runs the version for the best that the
//! machine has.

use super::lanes::Lanes;
use super::product::line;
use crate::Float;

/// How x·y + z is rounded: once where an instruction set multiplies and adds at once, otherwise twice, since
/// `mul_add` would be a call there. It stands in hidden methods of public traits, and nobody else can name it.
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

/// Rounded twice, for what is the same with every instruction set.
#[derive(Clone, Copy)]
pub(crate) struct Unfused;

impl Arithmetic for Unfused {
    #[inline(always)]
    fn fused<T: Float>(self, x: T, y: T, z: T) -> T {
        x * y + z
    }
}

/// An instruction set, as the proof that the machine has it: made by `enter`, and from a set that includes it. It
/// stands in hidden methods of public traits, and nobody else can implement it.
pub trait Set: Lanes<f32> + Lanes<f64> {
    /// Whether multiply and add fuse.
    const FMA: bool;
    /// Whether a tile has 6 × 4 registers of sums, which 32 registers hold beside their factors, or 6 × 2.
    const WIDE: bool;
}

impl<S: Set> Arithmetic for S {
    #[inline(always)]
    fn fused<T: Float>(self, x: T, y: T, z: T) -> T {
        if S::FMA { x.mul_add(y, z) } else { x * y + z }
    }

    #[inline(always)]
    fn tanh<T: Float>(self, values: &mut [T]) -> bool {
        T::lanes(self).tanh(values)
    }

    #[inline(always)]
    fn sigmoid<T: Float>(self, values: &mut [T]) -> bool {
        T::lanes(self).sigmoid(values)
    }
}

/// Work to be compiled for an instruction set. `run`, and all that matters in it, is `#[inline(always)]`: what is not
/// inlined is compiled for the baseline.
pub(crate) trait Kernel {
    /// What it gives.
    type Output;

    /// The work.
    fn run<S: Set>(self, set: S) -> Self::Output;
}

/// What every processor of the target has, as the compiler knows it: on AArch64 that is NEON.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[derive(Clone, Copy)]
pub(crate) struct Portable;

#[cfg(any(test, not(target_arch = "x86_64")))]
impl Set for Portable {
    const FMA: bool = cfg!(any(target_feature = "fma", target_arch = "aarch64"));
    const WIDE: bool = cfg!(target_arch = "aarch64");
}

#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(crate) fn enter<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Portable)
}

#[cfg(target_arch = "x86_64")]
pub(crate) use super::x86::enter;
#[cfg(target_arch = "x86_64")]
pub(super) use super::x86::prefetch;

/// Says that number `at` of `from` will be read soon, if there is a way to; it need not exist.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(super) fn prefetch<T>(_: &[T], _: usize) {}

/// Lets the cache fetch what will be read soon. Of many numbers it fetches the first, after which a processor goes on by
/// itself.
pub(crate) fn fetch<T: Float>(numbers: &[T]) {
    const LINES: usize = 8;
    for at in (0..numbers.len()).step_by(line::<T>()).take(LINES).chain(numbers.len().checked_sub(1)) {
        prefetch(numbers, at);
    }
}
