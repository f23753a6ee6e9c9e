//! A network with NaN or infinite weights predicts nothing, so no file holds one.

use super::tensor::{dimensions, numbers};
use crate::Float;
use crate::tensor::visit::{Path, Shape, Tensors};

/// The first tensor of a model with a number that is not finite, as a message.
pub(super) fn check(model: &impl Tensors) -> Result<(), String> {
    let mut found = Ok(());
    model.tensors(&Path::ROOT, &mut |path, tensor| {
        if found.is_ok()
            && let Some(index) = tensor.values.iter().position(|value| !value.widen().is_finite())
        {
            let place = match tensor.shape {
                Shape::Vector(_) => vec![index],
                Shape::Transposed(outputs, _) => vec![index % outputs, index / outputs],
            };
            found = Err(problem(&path.to_string(), tensor.values[index].widen(), &place));
        }
    });
    found
}

/// The same of a tensor's bytes in a file of numbers `T`.
pub(super) fn check_bytes<T: Float>(name: &str, shape: Shape, bytes: &[u8]) -> Result<(), String> {
    let mut numbers = numbers::<T>(bytes).enumerate();
    let Some((index, value)) = numbers.find(|(_, value)| !value.is_finite()) else { return Ok(()) };
    let place = match dimensions(shape)[..] {
        [_, columns] => vec![index / columns, index % columns],
        _ => vec![index],
    };
    Err(problem(name, value, &place))
}

fn problem(name: &str, value: f64, place: &[usize]) -> String {
    format!("tensor `{name}` has {value} at {place:?}: every number must be finite")
}
