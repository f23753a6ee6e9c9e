//! The residual connection (He, 2016): y = f(x + block(x)).
//!
//! Rustc compares the widths of x and block(x) elsewhere, at the user's word; here they may differ, so that this stays
//! the only error.

use crate::activation::{self, Activation, From};
use crate::layer::InputDelta;
use crate::rows::{Activated, Batch, Row};

/// y = f(x + block(x)) for one row.
#[must_use]
pub fn row<R: Row, B: Row<Scalar = R::Scalar>, A: Activation>(x: &R, block: &B, activation: A) -> R {
    let mut y = *x;
    add_row(&mut y, block);
    activation.forward(&mut y);
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
    for ((y, x), block) in out.values.iter_mut().zip(x).zip(block) {
        *y = *x;
        add_row(y, block);
    }
    if A::KEEPS == From::Input {
        out.logits.resize(x.len());
        out.logits.copy_from_slice(&out.values);
    }
    activation::forward(activation, &mut out.values);
}

/// The way into the block: `delta`, ∂L/∂(x + block), is the gradient of the block's values too.
pub fn enter<R: Row, B: Row<Scalar = R::Scalar>>(delta: &[R], block: &mut Batch<B>) {
    block.resize(delta.len());
    for (block, delta) in block.iter_mut().zip(delta) {
        block.as_mut_slice().iter_mut().zip(delta.as_slice()).for_each(|(to, from)| *to = *from);
    }
}

/// The way past the block: adds `delta` to the gradient that has come through the block, where somebody needs it. Gives
/// `input` back.
pub fn leave<'d, R: Row>(delta: &[R], input: impl Into<InputDelta<'d, R>>) -> InputDelta<'d, R> {
    let input = input.into()?;
    input.iter_mut().zip(delta).for_each(|(input, delta)| add_row(input, delta));
    Some(input)
}

#[inline(always)]
fn add_row<R: Row, B: Row<Scalar = R::Scalar>>(to: &mut R, from: &B) {
    to.as_mut_slice().iter_mut().zip(from.as_slice()).for_each(|(to, from)| *to += *from);
}
