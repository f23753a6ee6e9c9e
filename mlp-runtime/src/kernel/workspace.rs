//! Per-thread workspace for packed panels and partial sums, reused across calls.

use crate::Float;
use crate::kernel::blocking::{CACHE_LINE_BYTES, STACK_ELEMENTS, line};

/// A thread has two buffers, so that one product may run inside another's use of the other.
#[derive(Clone, Copy, Debug)]
pub enum Buffer {
    /// For what a product packs and sums.
    Packing,
    /// For what exists while products run: the packed Δ, or a panel of a result.
    Result,
}

/// Calls `work` with `count` elements of one of this thread's buffers, beginning at a cache line. They hold old values.
pub(super) fn with_buffer<T: Float>(buffer: Buffer, count: usize, work: impl FnOnce(&mut [T])) {
    if count <= STACK_ELEMENTS {
        return work(&mut [T::zero(); STACK_ELEMENTS][..count]);
    }
    let mut elements = T::take_buffer(buffer);
    work(aligned(&mut elements, count));
    T::put_back(buffer, elements);
}

/// `count` elements of a buffer, which grows if it has to, beginning at a cache line.
#[inline(always)]
pub(super) fn aligned<T: Float>(buffer: &mut Vec<T>, count: usize) -> &mut [T] {
    let padding = line::<T>();
    if buffer.len() < count + padding {
        buffer.resize(count + padding, T::zero());
    }
    let first = buffer.as_ptr().align_offset(CACHE_LINE_BYTES).min(padding);
    &mut buffer[first..first + count]
}
