//! Activation functions, named by the words of the language: `dense 128 relu` calls [`relu`].
//!
//! An activation is a value whose type says what its derivative is computed from. If that is the output (relu, tanh), a
//! layer keeps nothing else. Your own activation is a `struct` that implements [`Elementwise`].

#![allow(non_camel_case_types)] // the words of the language are these items

/// The method, defined by its counterpart that takes an instruction set's arithmetic.
macro_rules! unfused {
    (value) => {
        #[inline(always)]
        fn value<T: Float>(self, z: T) -> T {
            self.value_in(z, $crate::kernel::Unfused)
        }
    };
    (derivative) => {
        #[inline(always)]
        fn derivative<T: Float>(self, kept: T) -> T {
            self.derivative_in(kept, $crate::kernel::Unfused)
        }
    };
}

pub(crate) mod batch;
pub(crate) mod elementary;
mod from_input;
mod from_output;
mod of_row;
pub(crate) mod own;
mod rectifiers;
mod threshold;

pub(crate) use batch::{activate, forward, forward_keeping};
pub(crate) use elementary::Elementary;
pub use from_input::{gelu, mish, silu};
pub use from_output::{exponential, hard_sigmoid, linear, sigmoid, softplus, softsign, tanh};
pub use of_row::softmax;
pub use own::Own;
pub use rectifiers::{elu, leaky_relu, relu, selu};
pub use threshold::step;

use crate::kernel::{Arithmetic, Unfused};
use crate::{Float, Row};

/// What the derivative of an activation needs, and therefore what a layer keeps of the forward pass.
///
/// ```
/// use mlp::activation::{Elementwise, Needs, gelu, tanh};
///
/// fn needs<A: Elementwise>(_: A) -> Needs {
///     A::NEEDS
/// }
///
/// assert_eq!((needs(tanh), needs(gelu)), (Needs::Output, Needs::Input));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Needs {
    /// The output y = f(z): nothing more is kept.
    Output,
    /// The input z: it is kept beside the output.
    Input,
}

/// A function of one number with its derivative, applied to each output of a layer.
///
/// ```
/// use mlp_runtime::{Float, activation};
///
/// #[derive(Clone, Copy)]
/// pub struct Sine;
///
/// impl activation::Elementwise for Sine {
///     const NEEDS: activation::Needs = activation::Needs::Input;
///     fn value<T: Float>(self, z: T) -> T {
///         z.sin()
///     }
///     fn derivative<T: Float>(self, z: T) -> T {
///         z.cos()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    note = "implement `mlp::activation::Elementwise` for it, with its value and derivative"
)]
pub trait Elementwise: Copy + Send + Sync + 'static {
    /// What [`derivative`](Self::derivative) takes.
    const NEEDS: Needs;

    /// Whether it is max(0, z), which a product can apply as it writes its results.
    #[doc(hidden)]
    const RECTIFIES: bool = false;

    /// y = f(z).
    fn value<T: Float>(self, z: T) -> T;

    /// dy/dz, from y or from z as [`NEEDS`](Self::NEEDS) says.
    fn derivative<T: Float>(self, kept: T) -> T;

    /// [`value`](Self::value) in the arithmetic of an instruction set.
    #[doc(hidden)]
    #[inline(always)]
    fn value_in<T: Float>(self, z: T, _: impl Arithmetic) -> T {
        self.value(z)
    }

    /// z → y for all of `values`, in place, in the arithmetic of an instruction set.
    #[doc(hidden)]
    #[inline(always)]
    fn values_in<T: Float>(self, values: &mut [T], a: impl Arithmetic) {
        if !self.at_once(values, a) {
            for value in values {
                *value = self.value_in(*value, a);
            }
        }
    }

    /// The same if the instruction set has a faster way for many values; returns whether it has.
    #[doc(hidden)]
    #[inline(always)]
    fn at_once<T: Float>(self, _: &mut [T], _: impl Arithmetic) -> bool {
        false
    }

    /// [`derivative`](Self::derivative) in the arithmetic of an instruction set.
    #[doc(hidden)]
    #[inline(always)]
    fn derivative_in<T: Float>(self, kept: T, _: impl Arithmetic) -> T {
        self.derivative(kept)
    }
}

/// A function of a row of pre-activations. Implemented for everything [`Elementwise`], and for [`softmax`] and
/// [`step`].
///
/// ```
/// use mlp::activation::{Activation, relu, softmax};
///
/// /// Applies an activation to a row.
/// fn apply(activation: impl Activation, mut row: [f64; 2]) -> [f64; 2] {
///     activation.forward(&mut row);
///     row
/// }
///
/// assert_eq!(apply(relu, [-1.0, 2.0]), [0.0, 2.0]);
/// assert_eq!(apply(softmax, [3.0, 3.0]), [0.5, 0.5]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    note = "implement `mlp::activation::Elementwise` for it, with its value and derivative"
)]
pub trait Activation: Copy + Send + Sync + 'static {
    /// What [`backward`](Self::backward) takes.
    const KEEPS: Needs;

    /// Whether the outputs of a row depend on each other, as for [`softmax`]: a network that ends this way may only be
    /// the last layer of another network.
    const SOFTMAX: bool = false;

    /// Whether it is max(0, z), which a product can apply as it writes its results.
    #[doc(hidden)]
    const RECTIFIES: bool = false;

    /// z → y, in place.
    fn forward<R: Row>(self, row: &mut R);

    /// ∂L/∂y → ∂L/∂z, in place; `kept` is the row's y or z as [`KEEPS`](Self::KEEPS) says.
    fn backward<R: Row>(self, kept: &R, delta: &mut R);

    /// [`forward`](Self::forward) in the arithmetic of an instruction set.
    #[doc(hidden)]
    #[inline(always)]
    fn forward_in<R: Row>(self, row: &mut R, _: impl Arithmetic) {
        self.forward(row);
    }

    /// [`backward`](Self::backward) in the arithmetic of an instruction set.
    #[doc(hidden)]
    #[inline(always)]
    fn backward_in<R: Row>(self, kept: &R, delta: &mut R, _: impl Arithmetic) {
        self.backward(kept, delta);
    }

    /// [`forward`](Self::forward) for each row of a batch.
    #[doc(hidden)]
    #[inline(always)]
    fn forward_rows<R: Row>(self, rows: &mut [R], arithmetic: impl Arithmetic) {
        for row in rows {
            self.forward_in(row, arithmetic);
        }
    }

    /// [`backward`](Self::backward) for each row of a batch.
    #[doc(hidden)]
    #[inline(always)]
    fn backward_rows<R: Row>(self, kept: &[R], delta: &mut [R], arithmetic: impl Arithmetic) {
        for (delta, kept) in delta.iter_mut().zip(kept) {
            self.backward_in(kept, delta, arithmetic);
        }
    }
}

/// A batch is processed as one flat slice, so that vectors stay full when rows are narrower than a register.
impl<F: Elementwise> Activation for F {
    const KEEPS: Needs = F::NEEDS;
    const RECTIFIES: bool = F::RECTIFIES;

    #[inline(always)]
    fn forward<R: Row>(self, row: &mut R) {
        self.forward_in(row, Unfused);
    }

    #[inline(always)]
    fn backward<R: Row>(self, kept: &R, delta: &mut R) {
        self.backward_in(kept, delta, Unfused);
    }

    #[inline(always)]
    fn forward_in<R: Row>(self, row: &mut R, arithmetic: impl Arithmetic) {
        self.values_in(row.as_mut_slice(), arithmetic);
    }

    #[inline(always)]
    fn backward_in<R: Row>(self, kept: &R, delta: &mut R, arithmetic: impl Arithmetic) {
        for (delta, kept) in delta.as_mut_slice().iter_mut().zip(kept.as_slice()) {
            *delta *= self.derivative_in(*kept, arithmetic);
        }
    }

    #[inline(always)]
    fn forward_rows<R: Row>(self, rows: &mut [R], arithmetic: impl Arithmetic) {
        self.values_in(R::flat_mut(rows), arithmetic);
    }

    #[inline(always)]
    fn backward_rows<R: Row>(self, kept: &[R], delta: &mut [R], arithmetic: impl Arithmetic) {
        for (delta, kept) in R::flat_mut(delta).iter_mut().zip(R::flat(kept)) {
            *delta *= self.derivative_in(*kept, arithmetic);
        }
    }
}

/// Whether a layer with this activation keeps its pre-activations.
#[must_use]
pub(crate) const fn keeps<A: Activation>(_: &A) -> bool {
    matches!(A::KEEPS, Needs::Input)
}
