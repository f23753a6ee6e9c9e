//! The matrix products of a dense layer: X·W, Xᵀ·Δ and Δ·Wᵀ, for sizes known when compiling.
//!
//! The code is [`tile`], plain safe Rust that the compiler vectorises; it is compiled once for each instruction set
//! below, and the best one that the machine has is entered when called. [`reference`] says the same in three loops.
//!
//! This is the one module with `unsafe` in it: entering a function that was compiled for an instruction set.

#![allow(unsafe_code)] // each call below follows the check that the processor has what it needs

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
mod tile;

use crate::Float;

/// Declares one product: `fn name<T, const IN, const OUT>(arguments)` that enters `tile::name` compiled for the machine.
/// Tiles are ROWS × COLUMNS accumulators; as many as the registers of the instruction set hold.
macro_rules! product {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*)) => {
        $(#[$doc])*
        pub(crate) fn $name<T: Float, const IN: usize, const OUT: usize>($($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512vl,avx512dq,fma")]
                fn avx512<T: Float, const IN: usize, const OUT: usize>($($argument: $type),*) {
                    if size_of::<T>() == 4 {
                        tile::$name::<T, IN, OUT, 6, 64, 16, true>($($argument),*);
                    } else {
                        tile::$name::<T, IN, OUT, 6, 32, 8, true>($($argument),*);
                    }
                }

                #[target_feature(enable = "avx2,fma")]
                fn avx2<T: Float, const IN: usize, const OUT: usize>($($argument: $type),*) {
                    if size_of::<T>() == 4 {
                        tile::$name::<T, IN, OUT, 6, 16, 8, true>($($argument),*);
                    } else {
                        tile::$name::<T, IN, OUT, 6, 8, 4, true>($($argument),*);
                    }
                }

                if std::is_x86_feature_detected!("avx512f")
                    && std::is_x86_feature_detected!("avx512vl")
                    && std::is_x86_feature_detected!("avx512dq")
                {
                    // SAFETY: the processor has AVX-512 F, VL and DQ, and with them FMA.
                    return unsafe { avx512($($argument),*) };
                }
                if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
                    // SAFETY: the processor has AVX2 and FMA.
                    return unsafe { avx2($($argument),*) };
                }
            }
            tile::$name::<T, IN, OUT, 4, 8, 4, { cfg!(target_feature = "fma") || cfg!(target_arch = "aarch64") }>($($argument),*);
        }
    };
}

product! {
    /// Y = X·W + b: `x` is [rows][IN], `weight` [IN][OUT], `out` [rows][OUT].
    forward(x: &[[T; IN]], weight: &[[T; OUT]], bias: Option<&[T; OUT]>, out: &mut [[T; OUT]])
}

product! {
    /// ∂L/∂W = Xᵀ·Δ: `x` is [rows][IN], `delta` [rows][OUT], `gradient` [IN][OUT].
    weight_gradient(x: &[[T; IN]], delta: &[[T; OUT]], gradient: &mut [[T; OUT]])
}

product! {
    /// ∂L/∂X = Δ·Wᵀ: `delta` is [rows][OUT], `weight` [IN][OUT], `out` [rows][IN].
    input_gradient(delta: &[[T; OUT]], weight: &[[T; OUT]], out: &mut [[T; IN]])
}

/// ∂L/∂b = Σ of the rows of Δ.
pub(crate) fn bias_gradient<T: Float, const OUT: usize>(delta: &[[T; OUT]], gradient: &mut [T; OUT]) {
    gradient.fill(T::zero());
    for row in delta {
        for (sum, delta) in gradient.iter_mut().zip(row) {
            *sum += *delta;
        }
    }
}
