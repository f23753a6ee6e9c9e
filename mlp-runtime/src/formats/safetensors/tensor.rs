//! One tensor of a file that is written: its entry in the header.

use std::borrow::Cow;

use safetensors::tensor::{Dtype, View};

use crate::Float;
use crate::tensor::visit::{Shape, Tensor};

fn dimensions(shape: Shape) -> Vec<usize> {
    match shape {
        Shape::Vector(length) | Shape::HighLow(length) => vec![length],
        Shape::Transposed(outputs, inputs) => vec![outputs, inputs],
    }
}

fn dtype<T: Float>() -> Dtype {
    if size_of::<T>() == size_of::<f32>() { Dtype::F32 } else { Dtype::F64 }
}

/// A tensor's entry in the header of a file, without its bytes.
pub(super) struct Head {
    dtype: Dtype,
    shape: Vec<usize>,
}

impl Head {
    pub(super) fn of<T: Float>(tensor: Tensor<'_, T>) -> Self {
        let wide = tensor.shape.needs_wide(tensor.values);
        Self { dtype: if wide { Dtype::F64 } else { dtype::<T>() }, shape: dimensions(tensor.shape) }
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
