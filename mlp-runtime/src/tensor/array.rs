//! Arrays of numbers as tensors: the fields of a hand-written layer have these types.

use std::slice;

use bytemuck::Zeroable;

use crate::Float;
use crate::tensor::visit::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};

/// One number, in a file a vector of length 1.
macro_rules! number {
    ($t:ty) => {
        impl Tensors for $t {
            type Scalar = $t;
            const SPECS: &'static [Spec] = &[Spec::Tensor(Shape::Vector(1))];

            fn zeros() -> Self {
                0.0
            }

            fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, $t>) {
                visit(path, Tensor { shape: Shape::Vector(1), values: slice::from_ref(self), trained: true });
            }

            fn side_by_side<const K: usize>(all: [&mut Self; K], visit: &mut impl Update<$t, K>) {
                visit(true, all.map(slice::from_mut));
            }
        }
    };
}

number!(f32);
number!(f64);

/// A vector.
impl<T: Float, const N: usize> Tensors for [T; N] {
    type Scalar = T;
    const SPECS: &'static [Spec] = &[Spec::Tensor(Shape::Vector(N))];

    fn zeros() -> Self {
        [T::ZERO; N]
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        visit(path, Tensor { shape: Shape::Vector(N), values: self, trained: true });
    }

    fn side_by_side<const K: usize>(all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.map(<[T; N]>::as_mut_slice));
    }
}

/// A weight with a row per input; in a file `[outputs, inputs]`, as in PyTorch.
impl<T: Float, const OUT: usize, const IN: usize> Tensors for [[T; OUT]; IN] {
    type Scalar = T;
    const SPECS: &'static [Spec] = &[Spec::Tensor(Shape::Transposed(OUT, IN))];

    fn zeros() -> Self {
        [[T::ZERO; OUT]; IN]
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        visit(path, Tensor { shape: Shape::Transposed(OUT, IN), values: self.as_flattened(), trained: true });
    }

    fn side_by_side<const K: usize>(all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.map(|weight| weight.as_flattened_mut()));
    }
}

/// Large tensors belong on the heap.
impl<A: Tensors + Zeroable> Tensors for Box<A> {
    type Scalar = A::Scalar;
    const SPECS: &'static [Spec] = A::SPECS;

    fn zeros() -> Self {
        bytemuck::zeroed_box()
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, A::Scalar>) {
        A::tensors(self, path, visit);
    }

    fn side_by_side<const K: usize>(all: [&mut Self; K], visit: &mut impl Update<A::Scalar, K>) {
        A::side_by_side(all.map(|one| &mut **one), visit);
    }

    fn loaded(&mut self) {
        A::loaded(self);
    }
}
