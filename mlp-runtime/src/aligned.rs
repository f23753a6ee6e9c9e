//! Rows on the heap that begin at a cache line: a register's load from them touches one line, not two.

use std::ops::{Deref, DerefMut};

use num_traits::ConstZero as _;

use crate::rows::Row;

/// A cache line, in bytes; no register is longer.
const LINE: usize = 64;

/// A fixed number of rows, the first at the beginning of a cache line.
#[derive(Debug)]
pub(crate) struct Aligned<R: Row> {
    /// The numbers of all rows, and before them as many more as move the first one to the line.
    numbers: Vec<R::Scalar>,
    start: usize,
}

impl<R: Row> Aligned<R> {
    /// `rows` rows of zeros.
    pub(crate) fn zeros(rows: usize) -> Self {
        let (count, spare) = (rows * R::WIDTH, LINE / size_of::<R::Scalar>());
        if count == 0 {
            return Self::default();
        }
        let mut numbers = vec![R::Scalar::ZERO; count + spare];
        let start = numbers.as_ptr().align_offset(LINE).min(spare);
        numbers.truncate(start + count);
        Self { numbers, start }
    }
}

/// A row of such numbers; not even while it is made does it lie on the stack.
pub(crate) fn filled<R: Row>(value: R::Scalar) -> Aligned<R> {
    let mut row = Aligned::zeros(1);
    R::flat_mut(&mut row).fill(value);
    row
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
                assert!(rows == 0 || clone.as_ptr().addr() % LINE == 0);
            }
        }
    }
}
