//! Rows are arrays, `[f32; 784]`, and batches are slices of them, so rustc compares the widths.

use std::ops::{Deref, DerefMut};

use crate::tensor::aligned::Aligned;
use crate::{Float, Target};

/// A row of numbers whose width is part of its type: `[f32; N]` or `[f64; N]`.
///
/// ```
/// use mlp::{Float, Row};
///
/// /// The mean of a row of any width and type.
/// fn mean<R: Row>(row: &R) -> f64 {
///     row.as_slice().iter().map(|x| x.widen()).sum::<f64>() / R::WIDTH as f64
/// }
///
/// assert_eq!(mean(&[1.0_f32, 2.0, 6.0]), 3.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a row",
    label = "write rows as arrays, `[0.0; 784]`, or have them made by `Dataset::from_flat`, `from_ndarray` or `from_csv`"
)]
pub trait Row: Copy + PartialEq + Target + sealed::Sealed + 'static {
    /// The type of one number.
    type Scalar: Float;
    /// The number of values in a row.
    const WIDTH: usize;
    /// A row of zeros.
    const ZERO: Self;

    /// The numbers, in order.
    fn as_slice(&self) -> &[Self::Scalar];

    /// The numbers, in order, mutably.
    fn as_mut_slice(&mut self) -> &mut [Self::Scalar];

    /// The numbers of rows, row after row.
    fn flat(rows: &[Self]) -> &[Self::Scalar];

    /// The numbers of rows, row after row, mutably.
    fn flat_mut(rows: &mut [Self]) -> &mut [Self::Scalar];

    /// Numbers as rows. An incomplete last row is ignored.
    fn rows(numbers: &[Self::Scalar]) -> &[Self];

    /// Numbers as rows, mutably. An incomplete last row is ignored.
    fn rows_mut(numbers: &mut [Self::Scalar]) -> &mut [Self];
}

impl<T: Float, const N: usize> Row for [T; N] {
    type Scalar = T;
    const WIDTH: usize = N;
    const ZERO: Self = [T::ZERO; N];

    #[inline(always)]
    fn as_slice(&self) -> &[T] {
        self
    }

    #[inline(always)]
    fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }

    #[inline(always)]
    fn flat(rows: &[Self]) -> &[T] {
        rows.as_flattened()
    }

    #[inline(always)]
    fn flat_mut(rows: &mut [Self]) -> &mut [T] {
        rows.as_flattened_mut()
    }

    #[inline(always)]
    fn rows(numbers: &[T]) -> &[Self] {
        if N == 0 { &[] } else { numbers.as_chunks().0 }
    }

    #[inline(always)]
    fn rows_mut(numbers: &mut [T]) -> &mut [Self] {
        if N == 0 { &mut [] } else { numbers.as_chunks_mut().0 }
    }
}

/// The rows of a batch, in a buffer that grows to the largest batch so far and is then reused.
#[derive(Clone, Debug)]
pub struct Batch<R: Row> {
    buffer: Aligned<R>,
    rows: usize,
}

impl<R: Row> Default for Batch<R> {
    fn default() -> Self {
        Self { buffer: Aligned::default(), rows: 0 }
    }
}

impl<R: Row> Batch<R> {
    /// Makes this a batch of `rows` rows with unspecified contents: the caller must write all of them.
    /// Allocates only if it is larger than ever before.
    #[inline]
    pub fn resize(&mut self, rows: usize) {
        if self.buffer.len() < rows {
            self.buffer = Aligned::zeros(rows);
        }
        self.rows = rows;
    }
}

impl<R: Row> Deref for Batch<R> {
    type Target = [R];

    #[inline(always)]
    fn deref(&self) -> &[R] {
        &self.buffer[..self.rows]
    }
}

impl<R: Row> DerefMut for Batch<R> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [R] {
        &mut self.buffer[..self.rows]
    }
}

/// A layer's outputs for a batch, and its pre-activations if they are needed again.
#[derive(Clone, Debug)]
pub struct Activated<R: Row> {
    pub(crate) logits: Batch<R>,
    pub(crate) values: Batch<R>,
}

impl<R: Row> Default for Activated<R> {
    fn default() -> Self {
        Self { logits: Batch::default(), values: Batch::default() }
    }
}

impl<R: Row> Activated<R> {
    /// The pre-activations z. Equal to the outputs if z was not kept (identity, or a derivative that needs only y).
    #[inline]
    pub fn logits(&self) -> &[R] {
        if self.logits.is_empty() { &self.values } else { &self.logits }
    }

    /// The values after the activation.
    #[inline]
    pub fn values(&self) -> &[R] {
        &self.values
    }

    /// A buffer for the values of `rows` rows, all of which must be written: for a layer without an activation.
    #[inline]
    pub fn fill(&mut self, rows: usize) -> &mut [R] {
        self.values.resize(rows);
        &mut self.values
    }
}

impl<R: Row> Deref for Activated<R> {
    type Target = [R];

    #[inline(always)]
    fn deref(&self) -> &[R] {
        &self.values
    }
}

mod sealed {
    pub trait Sealed {}
    impl<T: crate::Float, const N: usize> Sealed for [T; N] {}
}

/// Pairs of rows, as many as the shorter of both has.
#[inline(always)]
pub(crate) fn paired<'a, A, B>(a: &'a [A], b: &'a [B]) -> (&'a [A], &'a [B]) {
    let rows = a.len().min(b.len());
    (&a[..rows], &b[..rows])
}
