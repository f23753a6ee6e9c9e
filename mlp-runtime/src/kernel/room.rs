//! Room of each thread for what products copy and sum, kept from call to call.

use super::product::LINE;
use crate::Float;

/// So many numbers are lent on the stack.
const FEW: usize = 32;

/// Which room.
#[derive(Clone, Copy, Debug)]
pub enum Room {
    /// For what a product copies and sums.
    Inside,
    /// For what is there while products run: Δ in panels, or a panel of a result.
    Around,
}

/// Lends so many numbers of this thread's room, from a cache line on.
pub(super) fn lend<T: Float>(room: Room, numbers: usize, work: impl FnOnce(&mut [T])) {
    if numbers <= FEW {
        return work(&mut [T::zero(); FEW][..numbers]);
    }
    let mut scratch = T::take_scratch(room);
    work(part(&mut scratch, numbers));
    T::give_scratch(room, scratch);
}

/// So many numbers of a room, from a cache line on.
#[inline(always)]
pub(super) fn part<T: Float>(scratch: &mut Vec<T>, numbers: usize) -> &mut [T] {
    if scratch.len() < numbers + LINE {
        scratch.resize(numbers + LINE, T::zero());
    }
    let begin = scratch.as_ptr().align_offset(LINE).min(LINE);
    &mut scratch[begin..begin + numbers]
}
