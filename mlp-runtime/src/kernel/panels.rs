//! Δ in panels: what Xᵀ·Δ reads of long rows, copied once for all rows of the result and all threads.
//!
//! A panel has the columns that the widest tile takes, one after another for each row of the batch, and the last panel
//! what is left for less than one.

use super::factors::{Across, Right};
use super::groups::Grouped;
use super::pack::{PACKED_FROM, SHORT};
use super::product::{Product, panel};
use super::room::{Room, lend};
use crate::Float;
use crate::parallel::{self, Cost, Job};

/// Rows of Δ that are longer, in bytes, are copied in any case; fewer in tests, so that small layers reach all paths.
const LONG: usize = if cfg!(test) { SHORT * 3 / 4 } else { SHORT };

/// Half of the nearest cache, in bytes: Δ is copied if it is larger, and has more than one panel.
const SMALL: usize = if cfg!(test) { 4 << 10 } else { 16 << 10 };

/// How many numbers of Δ are copied at most.
pub(crate) const PANELS: usize = 1 << 20;

/// Cuts columns from `first` on into parts of `at_once`, a multiple of a panel: where each begins, and its width. The last
/// has what is left for less than a panel, too, lest a column that [stands alone](super::last) be without others.
pub(super) fn each<T>(mut first: usize, columns: usize, at_once: usize) -> impl Iterator<Item = (usize, usize)> {
    std::iter::from_fn(move || {
        let rest = columns - first;
        let width = if rest < at_once + panel::<T>() { rest } else { at_once };
        first += width;
        (width > 0).then_some((first - width, width))
    })
}

/// Has `work` do the product, its right factor copied into panels if that pays.
pub(super) fn with<'a, T: Float>(product: Product<'a, T, Across<'a, T>>, work: impl for<'p> FnOnce(Grouped<'p, T>)) {
    match product.right {
        Right::Plain { values, step } if pays(&product) => {
            let Product { depth, columns, .. } = product;
            lend(Room::Around, depth * columns, |panels| {
                parallel::share(Copy { rows: &values[..depth * step], columns, first: 0, panels });
                work(Grouped { product, panels });
            });
        }
        _ => work(Grouped { product, panels: &[] }),
    }
}

/// Whether Δ has long rows.
pub(super) const fn long<T>(columns: usize) -> bool {
    columns * size_of::<T>() > LONG
}

fn pays<T: Float>(product: &Product<'_, T, Across<'_, T>>) -> bool {
    let Product { rows, depth, columns, .. } = *product;
    let large = columns > panel::<T>() && depth * columns * size_of::<T>() > SMALL;
    rows >= PACKED_FROM && depth > 1 && (long::<T>(columns) || large) && depth * columns <= PANELS
}

/// Copies rows into panels; may be cut between these.
struct Copy<'a, T> {
    rows: &'a [T],
    columns: usize,
    /// The column where `panels` begins.
    first: usize,
    panels: &'a mut [T],
}

impl<T: Float> Copy<'_, T> {
    fn depth(&self) -> usize {
        self.rows.len() / self.columns
    }
}

impl<T: Float> Job for Copy<'_, T> {
    fn cost(&self) -> Cost {
        Cost::of_copying((self.panels.len() / self.depth() / panel::<T>()).max(1), size_of_val(self.panels))
    }

    fn split(self, at: usize) -> (Self, Self) {
        let at = at * panel::<T>();
        let (first, rest) = self.panels.split_at_mut(at * self.depth());
        (Self { panels: first, ..self }, Self { panels: rest, first: self.first + at, ..self })
    }

    fn run(self) {
        let (depth, mut rest) = (self.depth(), self.panels);
        for (first, width) in each::<T>(self.first, self.columns, panel::<T>()) {
            let Some((panel, behind)) = rest.split_at_mut_checked(width * depth) else { return }; // another's
            for (copy, row) in panel.chunks_exact_mut(width).zip(self.rows.chunks_exact(self.columns)) {
                copy.copy_from_slice(&row[first..first + width]);
            }
            rest = behind;
        }
    }
}
