//! One tensor: its entry in the head of a file, and its numbers.

use std::borrow::Cow;

use safetensors::tensor::{Dtype, Metadata, TensorInfo, View};

use crate::Float;
use crate::tensor::visit::Shape;

/// The file's tensor of this name, if it is of this shape and of numbers `T`.
pub(super) fn fitting<'m, T: Float>(
    metadata: &'m Metadata,
    name: &str,
    shape: Shape,
) -> Result<&'m TensorInfo, String> {
    let Some(info) = metadata.info(name) else {
        let names = metadata.offset_keys();
        let all = if names.is_empty() { "none".into() } else { format!("`{}`", names.join("`, `")) };
        return Err(format!("expected a tensor `{name}`, found {all}"));
    };
    let expected = dimensions(shape);
    if info.shape != expected {
        let turned = expected.len() == 2 && info.shape.iter().eq(expected.iter().rev());
        let hint = if turned { ": transpose it, PyTorch stores [outputs, inputs]" } else { "" };
        return Err(format!("tensor `{name}`: expected the shape {expected:?}, found {:?}{hint}", info.shape));
    }
    if info.dtype != dtype::<T>() {
        let found = info.dtype.to_string().to_lowercase();
        let hint = match info.dtype {
            Dtype::F32 | Dtype::F64 => format!(": write `dtype {found};`, or convert the file"),
            _ => ": convert the file".into(),
        };
        return Err(format!("tensor `{name}`: expected {} numbers, found {found}{hint}", T::NAME));
    }
    Ok(info)
}

pub(super) fn dimensions(shape: Shape) -> Vec<usize> {
    match shape {
        Shape::Vector(length) => vec![length],
        Shape::Transposed(outputs, inputs) => vec![outputs, inputs],
    }
}

fn dtype<T: Float>() -> Dtype {
    if size_of::<T>() == size_of::<f32>() { Dtype::F32 } else { Dtype::F64 }
}

/// Where number `k` of the file lies in memory.
fn place(shape: Shape, k: usize) -> usize {
    match shape {
        Shape::Vector(_) => k,
        Shape::Transposed(outputs, inputs) => k % inputs * outputs + k / inputs,
    }
}

/// Memory → file, little-endian.
#[allow(clippy::cast_possible_truncation)] // an f32 that was widened
pub(super) fn write<T: Float>(bytes: &mut [u8], shape: Shape, values: &[T]) {
    let numbers = (0..values.len()).map(|k| values[place(shape, k)].widen());
    match dtype::<T>() {
        Dtype::F32 => bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, number)| {
            *bytes = (number as f32).to_le_bytes();
        }),
        _ => bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, number)| {
            *bytes = number.to_le_bytes();
        }),
    }
}

/// File → memory.
pub(super) fn read<T: Float>(bytes: &[u8], shape: Shape, values: &mut [T]) {
    for (k, number) in numbers::<T>(bytes).enumerate() {
        values[place(shape, k)] = T::of(number);
    }
}

/// The numbers of a file, in its order.
pub(super) fn numbers<T: Float>(bytes: &[u8]) -> impl Iterator<Item = f64> {
    bytes.chunks_exact(size_of::<T>()).map(|bytes| T::from_le(bytes).widen())
}

/// A tensor's entry in the head of a file, without its bytes.
pub(super) struct Head {
    dtype: Dtype,
    shape: Vec<usize>,
}

impl Head {
    pub(super) fn of<T: Float>(shape: Shape) -> Self {
        Self { dtype: dtype::<T>(), shape: dimensions(shape) }
    }

    /// Of a text's bytes.
    pub(super) fn of_text(text: &str) -> Self {
        Self { dtype: Dtype::U8, shape: vec![text.len()] }
    }
}

impl View for Head {
    fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&[])
    }

    fn data_len(&self) -> usize {
        self.shape.iter().product::<usize>() * self.dtype.bitsize() / 8
    }
}
