//! Activations of a whole batch, in place, there and back; shared among threads between rows.

use super::{Activation, Needs};
use crate::kernel::{self, Simd, WithSimd};
use crate::parallel::{self, Cost, Job};
use crate::tensor::rows::{Activated, Row};

/// z → y for the rows of a batch, in place, keeping z if the derivative needs it.
pub(crate) fn activate<A: Activation, R: Row>(activation: A, out: &mut Activated<R>) {
    out.logits.resize(if A::KEEPS == Needs::Input { out.values.len() } else { 0 });
    forward_keeping(activation, &mut out.logits, &mut out.values);
}

/// z → y for the rows of a batch, in place.
pub(crate) fn forward<A: Activation, R: Row>(activation: A, rows: &mut [R]) {
    forward_keeping(activation, &mut [], rows);
}

/// [`forward`] that copies z to `logits`, which is as many rows, or none.
pub(crate) fn forward_keeping<A: Activation, R: Row>(activation: A, logits: &mut [R], rows: &mut [R]) {
    parallel::share(Forward { activation, logits, rows });
}

struct Forward<'a, A, R> {
    activation: A,
    /// All rows, or none.
    logits: &'a mut [R],
    rows: &'a mut [R],
}

impl<A: Activation, R: Row> Job for Forward<'_, A, R> {
    fn cost(&self) -> Cost {
        size_of_rows::<R>(self.rows.len())
    }

    fn split(self, row: usize) -> (Self, Self) {
        let logits = self.logits.split_at_mut(row.min(self.logits.len()));
        let rows = self.rows.split_at_mut(row);
        (Self { logits: logits.0, rows: rows.0, ..self }, Self { logits: logits.1, rows: rows.1, ..self })
    }

    #[inline]
    fn run(self) {
        if !self.logits.is_empty() {
            self.logits.copy_from_slice(self.rows);
        }
        kernel::dispatch(self);
    }
}

/// Most functions take less than a nanosecond.
fn size_of_rows<R: Row>(rows: usize) -> Cost {
    Cost::new(rows, rows * R::WIDTH / 2)
}

impl<A: Activation, R: Row> WithSimd for Forward<'_, A, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match self.rows {
            // Its width is known when compiling.
            [row] => self.activation.forward_in(row, simd),
            rows => self.activation.forward_rows(rows, simd),
        }
    }
}

/// ∂L/∂y → ∂L/∂z for the rows of a batch, in place: the backward step between two layers.
pub fn backward<A: Activation, R: Row>(activation: A, kept: &Activated<R>, delta: &mut [R]) {
    let kept = match A::KEEPS {
        Needs::Output => &*kept.values,
        Needs::Input => &*kept.logits,
    };
    parallel::share(Backward { activation, kept, delta });
}

struct Backward<'a, A, R> {
    activation: A,
    kept: &'a [R],
    delta: &'a mut [R],
}

impl<A: Activation, R: Row> Job for Backward<'_, A, R> {
    fn cost(&self) -> Cost {
        size_of_rows::<R>(self.delta.len())
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (kept, delta) = (self.kept.split_at(row), self.delta.split_at_mut(row));
        (Self { kept: kept.0, delta: delta.0, ..self }, Self { kept: kept.1, delta: delta.1, ..self })
    }

    #[inline]
    fn run(self) {
        kernel::dispatch(self);
    }
}

impl<A: Activation, R: Row> WithSimd for Backward<'_, A, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.activation.backward_rows(self.kept, self.delta, simd);
    }
}
