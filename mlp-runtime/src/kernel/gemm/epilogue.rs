//! The initial values of the sums of a product, and what is done with the results.

use crate::Float;

/// What the sums begin with.
#[derive(Clone, Copy)]
pub(in crate::kernel) enum Prologue<'a, T> {
    Zero,
    /// One number per column.
    Bias(&'a [T]),
}

impl<T: Float> Prologue<'_, T> {
    /// The number of one column.
    pub(in crate::kernel) fn of(self, column: usize) -> T {
        match self {
            Self::Zero => T::zero(),
            Self::Bias(bias) => bias[column],
        }
    }

    /// For the columns from `first` on.
    pub(in crate::kernel) fn skip_columns(self, first: usize) -> Self {
        match self {
            Self::Zero => Self::Zero,
            Self::Bias(bias) => Self::Bias(&bias[first..]),
        }
    }
}

/// What becomes of a sum s.
#[derive(Clone, Copy)]
pub(in crate::kernel) enum Epilogue<T> {
    /// out ← s.
    Store,
    /// out ← max(0, s).
    Relu,
    /// out ← β · out + s.
    Accumulate { beta: T },
}

impl<T: Float> Epilogue<T> {
    /// out ← β · out + s. If β is 0, the old contents of `out` are ignored, even NaN.
    pub(in crate::kernel) fn accumulate(beta: T) -> Self {
        if beta == T::zero() { Self::Store } else { Self::Accumulate { beta } }
    }

    /// The factor on the old contents of `out`.
    pub(in crate::kernel) fn beta(self) -> T {
        if let Self::Accumulate { beta } = self { beta } else { T::zero() }
    }

    /// What becomes of a single sum in the place of `old`.
    #[inline(always)]
    pub(in crate::kernel) fn of(self, sum: T, old: T) -> T {
        match self {
            Self::Store => sum,
            // Written so that NaN stays NaN.
            Self::Relu => {
                if sum < T::zero() {
                    T::zero()
                } else {
                    sum
                }
            }
            Self::Accumulate { beta } => beta * old + sum,
        }
    }
}
