//! The residual connection (He, 2016): y = f(x + block(x)).
//!
//! rustc compares the widths of x and block(x) elsewhere, at the user's word. Here they may differ, so that this stays
//! the only error.

use crate::activation::{self, Activation};
use crate::layer::{InputDelta, IntoInputDelta};
use crate::tensor::columns;
use crate::tensor::rows::{Activated, Batch, Row};

/// y = f(x + block(x)) for one row.
#[must_use]
pub fn row<R: Row, B: Row<Scalar = R::Scalar>, A: Activation>(x: &R, block: &B, activation: A) -> R {
    let mut y = [*x];
    add(&[*x], std::slice::from_ref(block), &mut y);
    activation::forward(activation, &mut y);
    let [y] = y;
    y
}

/// y = f(x + block(x)) for the rows of a batch.
pub fn forward<R: Row, B: Row<Scalar = R::Scalar>, A: Activation>(
    x: &[R],
    block: &[B],
    activation: A,
    out: &mut Activated<R>,
) {
    out.values.resize(x.len());
    add(x, block, &mut out.values);
    activation::activate(activation, out);
}

/// Backward into the block: `delta`, ∂L/∂(x + block), is also the gradient of the block's values.
pub fn enter<R: Row, B: Row<Scalar = R::Scalar>>(delta: &[R], block: &mut Batch<B>) {
    block.resize(delta.len());
    for (block, delta) in block.iter_mut().zip(delta) {
        block.as_mut_slice().iter_mut().zip(delta.as_slice()).for_each(|(to, from)| *to = *from);
    }
}

/// Backward around the block: adds `delta` to the gradient that came through the block, if it is needed. Returns
/// `input`.
pub fn leave<'d, R: Row>(delta: &[R], input: impl IntoInputDelta<'d, R>) -> InputDelta<'d, R> {
    let input = input.into_input_delta()?;
    columns::each([R::flat(delta)], [], input, |input, [delta], []| input + delta);
    Some(input)
}

fn add<R: Row, B: Row<Scalar = R::Scalar>>(x: &[R], block: &[B], out: &mut [R]) {
    columns::each([R::flat(x), B::flat(block)], [], out, |_, [x, block], []| x + block);
}
