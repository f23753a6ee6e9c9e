//! One tensor of a file that is written: its entry in the header, and its numbers.

use std::borrow::Cow;

use safetensors::tensor::{Dtype, View};

use crate::Float;
use crate::tensor::visit::Shape;

fn dimensions(shape: Shape) -> Vec<usize> {
    match shape {
        Shape::Vector(length) => vec![length],
        Shape::Transposed(outputs, inputs) => vec![outputs, inputs],
    }
}

fn dtype<T: Float>() -> Dtype {
    if size_of::<T>() == size_of::<f32>() { Dtype::F32 } else { Dtype::F64 }
}

/// Memory → file, little-endian.
#[allow(clippy::cast_possible_truncation)] // an f32 that was widened
pub(super) fn write<T: Float>(bytes: &mut [u8], shape: Shape, values: &[T]) {
    let numbers = (0..values.len()).map(|k| values[shape.place(k)].widen());
    match dtype::<T>() {
        Dtype::F32 => bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, number)| {
            *bytes = (number as f32).to_le_bytes();
        }),
        _ => bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, number)| {
            *bytes = number.to_le_bytes();
        }),
    }
}

/// A tensor's entry in the header of a file, without its bytes.
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
