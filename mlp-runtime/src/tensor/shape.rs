//! The shape of a tensor in a file, and the conversion between file and memory.

use crate::Float;
use crate::tensor::float::flush_subnormal;

/// The shape of a tensor in a file, as PyTorch has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One dimension: biases, weights of norms, running statistics.
    Vector(usize),
    /// One dimension of numbers that may need more digits than the type of the network has. In memory they are followed
    /// by their rounding errors. In a file they are `f64` if any of these is not 0.
    HighLow(usize),
    /// `[rows, columns]`, for a weight `[outputs, inputs]`. In memory it is transposed, with a row per input, because
    /// the kernels read the weights of one input together.
    Transposed(usize, usize),
}

impl Shape {
    /// The number of values in a file.
    pub(crate) const fn count(self) -> usize {
        match self {
            Self::Vector(length) | Self::HighLow(length) => length,
            Self::Transposed(rows, columns) => rows * columns,
        }
    }

    /// Where number `k` of a file is in memory.
    pub(crate) const fn place(self, k: usize) -> usize {
        match self {
            Self::Vector(_) | Self::HighLow(_) => k,
            Self::Transposed(outputs, inputs) => k % inputs * outputs + k / inputs,
        }
    }

    /// Whether a tensor with this number of bytes in a file has `f64` numbers, independent of the network's type.
    pub(crate) const fn is_wide(self, bytes: usize) -> bool {
        matches!(self, Self::HighLow(length) if length > 0 && bytes / length == size_of::<f64>())
    }

    /// Whether these values need that.
    #[cfg(feature = "files")]
    pub(crate) fn needs_wide<T: Float>(self, values: &[T]) -> bool {
        matches!(self, Self::HighLow(length) if values.iter().skip(length).any(|low| *low != T::ZERO))
    }

    /// The numbers of a file, in its order.
    pub(crate) fn numbers<T: Float>(self, bytes: &[u8]) -> impl Iterator<Item = f64> {
        let wide = self.is_wide(bytes.len());
        let size = if wide { size_of::<f64>() } else { size_of::<T>() };
        bytes.chunks_exact(size).map(move |word| if wide { f64::from_le(word) } else { T::from_le(word).widen() })
    }

    /// File → memory. Subnormal weights become 0.
    pub(crate) fn read<T: Float>(self, bytes: &[u8], values: &mut [T]) {
        for (k, number) in self.numbers::<T>(bytes).enumerate() {
            let value = T::of(number);
            let value = if let Self::Transposed(..) = self { flush_subnormal(value) } else { value };
            if let Some(to) = values.get_mut(self.place(k)) {
                *to = value;
            }
            if let Self::HighLow(length) = self
                && let Some(low) = values.get_mut(length + k)
            {
                *low = T::of(number - value.widen());
            }
        }
    }

    /// Memory → file, little-endian.
    #[cfg(feature = "files")]
    #[allow(clippy::cast_possible_truncation)] // an f32 that was widened
    pub(crate) fn write<T: Float>(self, values: &[T], bytes: &mut [u8]) {
        let narrow = size_of::<T>() == size_of::<f32>() && !self.is_wide(bytes.len());
        let numbers = (0..self.count()).map(|k| {
            let low = if let Self::HighLow(length) = self { values[length + k].widen() } else { 0.0 };
            let high = values[self.place(k)].widen();
            if low == 0.0 { high } else { high + low } // not −0 + 0
        });
        if narrow {
            bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, x)| *bytes = (x as f32).to_le_bytes());
        } else {
            bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, x)| *bytes = x.to_le_bytes());
        }
    }
}
