//! Products whose columns threads compute side by side.
//!
//! Threads that share a product between its rows copy all of its right factor each, where it is copied. Between columns
//! each copies its own. As rows of the result then belong to several threads, a panel is computed in room of the
//! thread's own, and copied to its place; of a large factor several panels are.

use ndarray::{ArrayViewMut2, Axis, Slice};

use super::factors::{Along, Finish, Right, Start};
use super::nanoseconds;
use super::pack::together;
use super::panels::{self, PANELS};
use super::product::{LINE, Product, line, panel};
use super::room::{Room, lend};
use crate::Float;
use crate::parallel::{self, Cost, Job};

/// What panels of the result, the last with what is left for less than one, take of a thread's room at most.
pub(super) const ROOM: usize = PANELS / 2 + LINE;

/// Whether a product with so many rows and columns, which copies its right factor, is shared so.
pub(super) fn pays<T>(rows: usize, columns: usize) -> bool {
    let allowed = parallel::max_threads();
    let fits = rows * (together::<T>() + panel::<T>()) <= PANELS / 2;
    allowed > 1 && fits && columns / panel::<T>() >= 2 * allowed
}

/// out \[rows\]\[columns\] ← finish(start + left · right).
pub(super) struct ByColumns<'a, T> {
    pub(super) left: Along<'a, T>,
    pub(super) right: Right<'a, T>,
    pub(super) start: Start<'a, T>,
    pub(super) finish: Finish<T>,
    pub(super) out: ArrayViewMut2<'a, T>,
}

/// It may be cut between columns where a cache line, and a register, begins.
impl<T: Float> Job for ByColumns<'_, T> {
    fn cost(&self) -> Cost {
        Cost::new(self.out.ncols() / line::<T>(), nanoseconds::<T>(self.out.nrows(), self.left.width, self.out.ncols()))
            .granularity(panel::<T>() / line::<T>())
    }

    fn split(self, at: usize) -> (Self, Self) {
        let Self { left, right, start, finish, out } = self;
        let at = at * line::<T>();
        let out = out.split_at(Axis(1), at);
        let rest = (right.skip(at, left.width), start.skip(at));
        (
            Self { left, right, start, finish, out: out.0 },
            Self { left, right: rest.0, start: rest.1, finish, out: out.1 },
        )
    }

    fn run(mut self) {
        let (rows, columns) = self.out.dim();
        let Self { left, right, start, finish, .. } = self;
        let compute = |first: usize, width: usize, out: &mut [T]| {
            let (right, start, depth) = (right.skip(first, left.width), start.skip(first), left.width);
            T::along(Product {
                left,
                right,
                rows,
                depth,
                columns: width,
                step: width,
                start,
                finish,
                out,
                scratch: Vec::new(),
            });
        };
        if let Some(out) = self.out.as_slice_mut() {
            return compute(0, columns, out);
        }
        let together = if right.is_large(left.width) { together::<T>() } else { panel::<T>() };
        for (first, width) in panels::each::<T>(0, columns, together) {
            lend(Room::Around, rows * width, |panel| {
                compute(first, width, panel);
                let mut place = self.out.slice_axis_mut(Axis(1), Slice::from(first..first + width));
                for (place, panel) in place.rows_mut().into_iter().zip(panel.chunks_exact(width)) {
                    if let Some(place) = place.into_slice() {
                        place.copy_from_slice(panel);
                    }
                }
            });
        }
    }
}
