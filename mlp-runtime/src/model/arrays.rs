//! A network beside ndarray's arrays: arrays in and out, and tensors as arrays.

use ndarray::{Array2, ArrayD, ArrayView2, Axis, IxDyn};

use crate::model::Model;
use crate::model::predictor::chunk_rows;
use crate::tensor::rows::{Batch, Row};
use crate::tensor::visit::{Path, Shape};
use crate::{Error, Float, Result};

/// [`Model::predict_array`].
#[allow(clippy::needless_pass_by_value)] // a view is a reference
pub(super) fn predict<M: Model>(model: &M, x: ArrayView2<'_, M::Scalar>) -> Result<Array2<M::Scalar>> {
    let (inputs, outputs) = (M::Input::WIDTH, M::Output::WIDTH);
    if x.ncols() != inputs {
        return Err(Error::Shape { what: "columns of the array".into(), expected: inputs, found: x.ncols() });
    }
    let mut found = Array2::from_elem((x.nrows(), outputs), M::Scalar::of(0.0));
    let mut predictor = model.predictor();
    let mut rows = Batch::<M::Input>::default();
    let chunk = chunk_rows::<M>();
    for (x, mut found) in x.axis_chunks_iter(Axis(0), chunk).zip(found.axis_chunks_iter_mut(Axis(0), chunk)) {
        rows.resize(x.nrows());
        M::Input::flat_mut(&mut rows).iter_mut().zip(x).for_each(|(to, from)| *to = *from);
        let values = M::Output::flat(predictor.predict_batch(&rows));
        found.iter_mut().zip(values).for_each(|(to, from)| *to = *from);
    }
    Ok(found)
}

/// [`Model::tensor`].
pub(super) fn tensor<M: Model>(model: &M, name: &str) -> Option<ArrayD<M::Scalar>> {
    let mut found = None;
    model.tensors(&Path::ROOT, &mut |path, tensor| {
        if path.to_string() == name {
            found = match tensor.shape {
                Shape::HighLow(length) => {
                    let rounded = tensor.values.get(..length).unwrap_or_default();
                    ArrayD::from_shape_vec(IxDyn(&[length]), rounded.to_vec()).ok()
                }
                Shape::Vector(length) => ArrayD::from_shape_vec(IxDyn(&[length]), tensor.values.to_vec()).ok(),
                Shape::Transposed(outputs, inputs) => {
                    let array = ArrayD::from_shape_vec(IxDyn(&[inputs, outputs]), tensor.values.to_vec());
                    array.ok().map(ArrayD::reversed_axes)
                }
            };
        }
    });
    found
}
