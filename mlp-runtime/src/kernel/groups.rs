//! Xᵀ·Δ, some rows of the result at a time.
//!
//! Where an update follows, it takes each group while the cache has it, and no gradient goes to memory. Where rows are long,
//! copies pay: Δ is copied into panels once, for all groups, and of X what a group reads once, for all panels. Numbers of a
//! column that lie kibibytes apart share few places of the cache, and each is on a page of its own.

use super::factors::{Finish, Right, Start};
use super::product::{LINE, PACKED_FROM, Product, SHORT, panel};
use super::thin::Outer;
use super::tile::Across;
use crate::Float;

/// About how many numbers of the result, and how many of X, a group has: each a part of the cache.
const GROUP: usize = if cfg!(test) { 3 << 10 } else { 3 << 14 };

/// Rows of Δ up to so many bytes are read in place.
const LONG: usize = if cfg!(test) { SHORT / 2 } else { SHORT };

/// Rows of X up to so many bytes are read in place, and all where Δ is.
const NEAR: usize = if cfg!(test) { 256 } else { 2048 };

/// More terms are no faster in groups, whose copies no longer fit the cache.
const TERMS: usize = 1024;

/// How many numbers of Δ are copied at most.
pub(crate) const PANELS: usize = 1 << 20;

/// What groups take of a thread's room at most: Δ in panels, and the sums of a group with its copy of X or, where rows are so
/// long that a group is one, that row. (A layer of one output may take more, which no other thread shares.) The panel of
/// another product needs less.
pub(super) const ROOM: usize = PANELS + PANELS / 2 + 4 * GROUP + LINE;

/// So many numbers are lent on the stack.
const FEW: usize = 32;

/// Rows of a result, and what they are made of.
struct Group<'a, T> {
    left: Across<'a, T>,
    delta: &'a [T],
    /// Whether Δ lies in panels one after another.
    panels: bool,
    rows: usize,
    depth: usize,
    columns: usize,
    finish: Finish<T>,
}

impl<T: Float> Group<'_, T> {
    /// Whether copying Δ into panels pays.
    fn panels_pay(&self) -> bool {
        self.rows >= PACKED_FROM && self.depth > 1 && self.columns * size_of::<T>() > LONG
    }

    /// Whether copying X pays, if Δ is copied.
    fn is_far(&self) -> bool {
        self.left.step * size_of::<T>() > NEAR
    }

    /// The sums of all its rows.
    fn compute(&self, out: &mut [T]) {
        let Self { left, delta, panels, rows, depth, columns, finish } = *self;
        if depth == 1 {
            let keep = if let Finish::Blend { keep } = finish { keep } else { T::zero() };
            return T::outer(Outer { x: &left.values[..rows], delta, keep, weight: out });
        }
        for (first, width) in widths::<T>(columns, panels) {
            T::across(Product {
                left,
                right: Right::Plain(&delta[first * depth..][..width * depth]),
                rows,
                depth,
                columns: width,
                step: columns,
                start: Start::Zero,
                finish,
                out: &mut out[first..],
                scratch: Vec::new(),
            });
        }
    }

    /// Gives `take` parts of its rows: the first row, the part, and room for as many rows of `width`.
    fn split(&self, width: usize, mut take: impl FnMut(usize, &Group<'_, T>, &mut [T])) {
        let Self { left, delta, rows, depth, columns, .. } = *self;
        let panels = self.panels_pay();
        let copies = panels && self.is_far();
        let most = (GROUP / columns.max(if copies { depth } else { 1 })).max(1);
        let mut size = rows.div_ceil(rows.div_ceil(most));
        if size > 12 {
            size = size.next_multiple_of(12); // whole tiles of the kernel
        }
        let (for_delta, for_x) = (if panels { depth * columns } else { 0 }, if copies { depth * size } else { 0 });
        lend(for_delta + for_x + size * width, |room| {
            let (for_delta, room) = room.split_at_mut(for_delta);
            let (for_x, sums) = room.split_at_mut(for_x);
            let delta = if panels { copy_panels(delta, columns, for_delta) } else { delta };
            for row in (0..rows).step_by(size) {
                let rows = size.min(rows - row);
                let mut left = Across { values: &left.values[row..], ..left };
                if copies {
                    for (copy, x) in for_x.chunks_exact_mut(rows).zip(left.values.chunks(left.step)).take(depth) {
                        copy.copy_from_slice(&x[..rows]);
                    }
                    left = Across { values: for_x, step: rows };
                }
                take(row, &Group { left, delta, panels, rows, ..*self }, sums);
            }
        });
    }
}

/// The first column and the width of each panel, of which the last takes what is left for less than one; without panels, all.
fn widths<T>(columns: usize, panels: bool) -> impl Iterator<Item = (usize, usize)> {
    let count = if panels { columns / panel::<T>() } else { 1 };
    (0..count).map(move |p| {
        let first = p * panel::<T>();
        (first, if p + 1 < count { panel::<T>() } else { columns - first })
    })
}

/// Copies rows of `columns` into panels.
fn copy_panels<'p, T: Float>(rows: &[T], columns: usize, panels: &'p mut [T]) -> &'p [T] {
    let depth = panels.len() / columns;
    for (first, width) in widths::<T>(columns, true) {
        let panel = &mut panels[first * depth..][..width * depth];
        for (copy, row) in panel.chunks_exact_mut(width).zip(rows.chunks_exact(columns)) {
            copy.copy_from_slice(&row[first..first + width]);
        }
    }
    panels
}

/// Computes the product.
pub(super) fn all<T: Float>(product: Product<'_, T, Across<'_, T>>) {
    let Some(whole) = group(&product) else { return };
    let Group { depth, columns, .. } = whole;
    if !whole.panels_pay() || !whole.is_far() || depth > TERMS || depth * columns > PANELS {
        return T::across(product);
    }
    let out = product.out;
    whole.split(0, |row, group, _| group.compute(&mut out[row * columns..][..group.rows * columns]));
}

/// Gives `take` the rows in groups: where their numbers begin, and their sums. What the product would be written over stays as
/// it is.
pub(super) fn each<T: Float>(product: &Product<'_, T, Across<'_, T>>, take: &mut dyn FnMut(usize, &[T])) {
    let Some(whole) = group(product) else { return };
    let columns = whole.columns;
    whole.split(columns, |row, group, sums| {
        let sums = &mut sums[..group.rows * columns];
        group.compute(sums);
        take(row * columns, sums);
    });
}

/// All rows.
fn group<'a, T: Float>(product: &Product<'a, T, Across<'a, T>>) -> Option<Group<'a, T>> {
    let Product { left, right: Right::Plain(delta), rows, depth, columns, finish, .. } = *product else { return None };
    Some(Group { left, delta, panels: false, rows, depth, columns, finish })
}

/// Lends so many numbers of this thread's room, from a cache line on.
pub(super) fn lend<T: Float>(numbers: usize, work: impl FnOnce(&mut [T])) {
    if numbers <= FEW {
        return work(&mut [T::zero(); FEW][..numbers]);
    }
    let mut scratch = T::take_scratch();
    if scratch.len() < numbers + LINE {
        scratch = vec![T::zero(); numbers + LINE];
    }
    let begin = scratch.as_ptr().align_offset(LINE).min(LINE);
    work(&mut scratch[begin..begin + numbers]);
    T::give_scratch(scratch);
}
