//! Memory aligned to cache lines: a vector load touches one line instead of two.

use std::alloc::{Layout, handle_alloc_error};
use std::ops::{Deref, DerefMut};
use std::slice;

use bytemuck::Zeroable;
use num_traits::ConstZero as _;

use crate::Float;
use crate::kernel::CACHE_LINE_BYTES;
use crate::tensor::rows::Row;

/// Tensors of a size known to the compiler. They are never on the stack, not even while they are created or cloned.
#[derive(Debug, PartialEq)]
pub(crate) struct Fixed<A>(Box<Line<A>>);

#[derive(Clone, Copy, Debug, PartialEq, Zeroable)]
#[repr(C, align(64))]
struct Line<A>(A);

impl<A: Zeroable> Fixed<A> {
    pub(crate) fn zeros() -> Self {
        Self(bytemuck::try_zeroed_box().unwrap_or_else(|()| handle_alloc_error(Layout::new::<Line<A>>())))
    }
}

impl<T: Float, const N: usize> Fixed<[T; N]> {
    pub(crate) fn filled(value: T) -> Self {
        let mut row = Self::zeros();
        row.fill(value);
        row
    }
}

impl<A: Zeroable + Copy> Clone for Fixed<A> {
    fn clone(&self) -> Self {
        let mut clone = Self::zeros();
        slice::from_mut(&mut *clone).copy_from_slice(slice::from_ref(self));
        clone
    }
}

impl<A> Deref for Fixed<A> {
    type Target = A;

    #[inline(always)]
    fn deref(&self) -> &A {
        &self.0.0
    }
}

impl<A> DerefMut for Fixed<A> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut A {
        &mut self.0.0
    }
}

/// A fixed number of rows, the first at the beginning of a cache line.
#[derive(Debug)]
pub(crate) struct Aligned<R: Row> {
    /// The numbers of all rows, preceded by padding that aligns the first to a cache line.
    numbers: Vec<R::Scalar>,
    start: usize,
}

impl<R: Row> Aligned<R> {
    /// `rows` rows of zeros.
    pub(crate) fn zeros(rows: usize) -> Self {
        let (count, spare) = (rows * R::WIDTH, CACHE_LINE_BYTES / size_of::<R::Scalar>());
        if count == 0 {
            return Self::default();
        }
        let mut numbers = vec![R::Scalar::ZERO; count + spare];
        let start = numbers.as_ptr().align_offset(CACHE_LINE_BYTES).min(spare);
        numbers.truncate(start + count);
        Self { numbers, start }
    }
}

impl<R: Row> Default for Aligned<R> {
    fn default() -> Self {
        Self { numbers: Vec::new(), start: 0 }
    }
}

impl<R: Row> Clone for Aligned<R> {
    fn clone(&self) -> Self {
        let mut clone = Self::zeros(self.len());
        clone.copy_from_slice(self);
        clone
    }
}

impl<R: Row> PartialEq for Aligned<R> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<R: Row> Deref for Aligned<R> {
    type Target = [R];

    #[inline(always)]
    fn deref(&self) -> &[R] {
        R::rows(&self.numbers[self.start..])
    }
}

impl<R: Row> DerefMut for Aligned<R> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [R] {
        R::rows_mut(&mut self.numbers[self.start..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_at_a_line_also_as_a_clone() {
        for rows in 0..20 {
            let mut aligned = Aligned::<[f32; 7]>::zeros(rows);
            aligned.iter_mut().enumerate().for_each(|(i, row)| row[3] = i as f32);
            let clones: Vec<_> = (0..5).map(|_| aligned.clone()).collect();
            for clone in clones {
                assert_eq!((clone.len(), &clone), (rows, &aligned));
                assert!(rows == 0 || clone.as_ptr().addr() % CACHE_LINE_BYTES == 0);
            }
        }
    }

    #[test]
    fn tensors_lie_on_the_heap() {
        const N: usize = 2048; // 16 MB, where a test's stack has 2
        let mut fixed = Fixed::<[[f32; N]; N]>::zeros();
        fixed[N - 1][3] = 1.0;
        let clones: Vec<_> = (0..3).map(|_| fixed.clone()).collect();
        for clone in clones {
            assert_eq!(clone, fixed);
            assert_eq!(clone.as_ptr().addr() % CACHE_LINE_BYTES, 0);
        }
        assert!(Fixed::<[f64; 5]>::filled(3.0).iter().all(|x| *x == 3.0));
    }
}
