//! What `#[derive(Tensors)]` calls for each field.
//!
//! All fields of a struct have the same number type, which the bounds of the derived impl say at the field's type. So
//! that this is the only error, the calls here compile for any.

use std::any::TypeId;

use crate::Float;
use crate::tensor::visit::{Path, Tensor, Tensors, Update, Visit};

/// [`Tensors::tensors`] of a field.
pub fn tensors<F: Tensors, T: Float>(field: &F, path: &Path<'_>, trained: bool, visit: &mut Visit<'_, T>) {
    if is::<F, T>() {
        field.tensors(path, &mut |path, tensor| {
            let values = bytemuck::cast_slice(tensor.values);
            visit(path, Tensor { shape: tensor.shape, values, trained: trained && tensor.trained });
        });
    }
}

/// [`Tensors::side_by_side`] of a field.
pub fn side_by_side<F: Tensors, T: Float, const K: usize>(
    all: [&mut F; K],
    trained: bool,
    visit: &mut impl Update<T, K>,
) {
    if is::<F, T>() {
        let mut visit = |tensor_is_trained: bool, values: [&mut [F::Scalar]; K]| {
            visit(trained && tensor_is_trained, values.map(bytemuck::cast_slice_mut));
        };
        F::side_by_side(all, &mut visit);
    }
}

/// Whether the numbers of `F` are of the type `T`.
fn is<F: Tensors, T: Float>() -> bool {
    TypeId::of::<F::Scalar>() == TypeId::of::<T>()
}
