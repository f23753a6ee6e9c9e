//! A network inside a network: calls with rows whose widths rustc compares elsewhere, at the user's word.
//!
//! If the widths or the number types differ, that is the one error. So that it stays the only one, everything here
//! type-checks for any rows. It never runs with rows other than the part's own.

use std::any::Any;

use crate::kernel::Set;
use crate::layer::dropout::Draw;
use crate::layer::{InputDelta, IntoInputDelta, Layer};
use crate::tensor::rows::{Activated, Batch, Row};
use crate::tensor::visit::Tensors;

/// Prediction for one row.
#[inline(always)]
pub fn row<O: Row, L: Layer, R: Row>(part: &L, x: &R, set: impl Set) -> O {
    let output = match (x as &dyn Any).downcast_ref() {
        Some(x) => part.row_in(x, set),
        None => L::Output::ZERO,
    };
    (&output as &dyn Any).downcast_ref().copied().unwrap_or(O::ZERO)
}

/// What a part leaves, as rows of the network's.
#[inline]
pub fn values<O: Row, R: Row>(values: &Activated<R>) -> &Activated<O> {
    match (values as &dyn Any).downcast_ref() {
        Some(values) => values,
        None => unreachable!("rows of another type do not compile"),
    }
}

/// Where the gradient of what a part leaves goes, as rows of the network's.
#[inline]
pub fn delta<O: Row, R: Row>(delta: &mut Batch<R>) -> &mut Batch<O> {
    match (delta as &mut dyn Any).downcast_mut() {
        Some(delta) => delta,
        None => unreachable!("rows of another type do not compile"),
    }
}

/// Prediction for the rows of a batch.
#[inline]
pub fn forward<L: Layer, R: Row<Scalar = <L as Tensors>::Scalar>>(part: &L, x: &[R], a: &mut L::Activations) {
    part.forward(same(x), a);
}

/// Training.
#[inline]
pub fn train<L: Layer, R: Row<Scalar = <L as Tensors>::Scalar>>(part: &L, x: &[R], a: &mut L::Activations, draw: Draw) {
    part.train(same(x), a, draw);
}

/// The backward pass: from the gradient of the part's last pre-activations, in its [`delta`](Layer::delta), to that of
/// its tensors and, if it is needed, that of its inputs, written over `input`. Returns `input`.
pub fn backward<'d, L: Layer, R: Row<Scalar = <L as Tensors>::Scalar>>(
    part: &L,
    x: &[R],
    a: &L::Activations,
    d: &mut L::Deltas,
    gradient: &mut L,
    input: impl IntoInputDelta<'d, R>,
) -> InputDelta<'d, R> {
    let mut input = input.into_input_delta();
    let own: Option<&mut Batch<L::Input>> = input.as_mut().and_then(|input| (*input as &mut dyn Any).downcast_mut());
    part.backward(same(x), a, d, gradient, own);
    input
}

/// [`Layer::prepare`] of the part that sees the inputs first.
pub fn prepare<L: Layer, R: Row<Scalar = <L as Tensors>::Scalar>>(part: &mut L, rows: &[R]) {
    part.prepare(same(rows));
}

/// Rows of one width as rows of the same width.
#[inline]
fn same<R: Row, S: Row<Scalar = R::Scalar>>(rows: &[R]) -> &[S] {
    S::rows(R::flat(rows))
}
