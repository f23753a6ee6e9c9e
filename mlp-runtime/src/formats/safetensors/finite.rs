//! A network with NaN or infinite weights predicts nothing, so no file holds one.

use super::rules::not_finite;
use crate::Float;
use crate::tensor::visit::{Path, Tensors};

/// The first tensor of a model with a number that is not finite, as a message.
pub(super) fn check(model: &impl Tensors) -> Result<(), String> {
    let mut found = Ok(());
    model.tensors(&Path::ROOT, &mut |path, tensor| {
        let in_file = |k: usize| tensor.values[tensor.shape.place(k)].widen();
        if found.is_ok()
            && tensor.values.iter().any(|value| !value.widen().is_finite())
            && let Some(k) = (0..tensor.shape.count()).find(|k| !in_file(*k).is_finite())
        {
            let message = not_finite(path.to_string().as_bytes(), in_file(k), k, tensor.shape);
            found = Err(message.as_str().to_owned());
        }
    });
    found
}
