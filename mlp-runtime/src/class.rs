//! What a classifier says: a number, yes or no, or an enum of `classes`.

use crate::target::Target;

/// A class, which has a number. `classes …;` in a description implements it for the enum that it makes.
pub trait Class: Copy + PartialEq + Send + Sync + 'static {
    /// The names of all classes, in the order of their numbers; empty where classes have none.
    const NAMES: &'static [&'static str] = &[];

    /// The class with this number. A number that has no class gives the last one: networks have as many outputs as
    /// there are classes.
    fn from_index(index: usize) -> Self;

    /// The number of the class.
    fn index(self) -> usize;
}

impl Class for usize {
    fn from_index(index: usize) -> Self {
        index
    }

    fn index(self) -> usize {
        self
    }
}

impl Class for bool {
    fn from_index(index: usize) -> Self {
        index > 0
    }

    fn index(self) -> usize {
        usize::from(self)
    }
}

/// A target that a loss of targets `L` can use: one of them, or a class of `classes` where the loss takes its number
/// or, for one `sigmoid` output, its 0 or 1.
pub trait AsTarget<L>: Target {
    /// The target as the loss has it.
    fn as_target(&self) -> L;
}

impl<L: Target + Copy> AsTarget<L> for L {
    #[inline(always)]
    fn as_target(&self) -> L {
        *self
    }
}
