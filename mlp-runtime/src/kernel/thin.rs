//! Products with one row, or with rows too few to transpose weights for: the weights go by once, as they lie in memory.

use crate::Float;
use crate::kernel::lanes::Lanes;
use crate::kernel::last::stands_alone;
use crate::kernel::set::{Kernel, Set};
use crate::kernel::tile::{Across, accumulate};

/// y ← x·W + b for one row, of a layer whose sizes are known: they leave of the loops below what it needs.
pub(super) struct One<'a, T, const IN: usize, const OUT: usize> {
    pub(super) x: &'a [T; IN],
    pub(super) weight: &'a [[T; OUT]],
    pub(super) bias: Option<&'a [T; OUT]>,
    pub(super) out: &'a mut [T; OUT],
}

impl<T: Float, const IN: usize, const OUT: usize> Kernel for One<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn run<S: Set>(self, set: S) {
        let Self { x, weight, bias, out } = self;
        let Some(weight) = weight.first_chunk::<IN>() else { return };
        let weight = weight.as_flattened();
        if OUT == 1 {
            let start = bias.map_or(T::zero(), |bias| bias[0]);
            T::dot(set, Dots { left: weight, right: x, start, depth: IN, out });
        } else {
            T::row(set, Row { x, weight, bias: bias.map(<[T; OUT]>::as_slice), out });
        }
    }
}

/// y ← x·W + b for one row: `x` \[IN\], `weight` \[IN\]\[OUT\], `out` \[OUT\].
pub(super) struct Row<'a, T> {
    pub(super) x: &'a [T],
    pub(super) weight: &'a [T],
    pub(super) bias: Option<&'a [T]>,
    pub(super) out: &'a mut [T],
}

impl<T: Float> Row<'_, T> {
    #[inline(always)]
    pub(super) fn columns<S: Lanes<T>>(mut self, set: S) {
        let mut column = 0;
        while column + 8 * S::LANES <= self.out.len() {
            self.panel::<S, 8>(set, column, 8 * S::LANES);
            column += 8 * S::LANES;
        }
        while column + 4 * S::LANES <= self.out.len() {
            self.panel::<S, 4>(set, column, 4 * S::LANES);
            column += 4 * S::LANES;
        }
        let lone = stands_alone::<T, S>(self.x.len(), self.out.len());
        while column < self.out.len() - usize::from(lone) {
            let width = S::LANES.min(self.out.len() - column);
            self.panel::<S, 1>(set, column, width);
            column += width;
        }
        if lone {
            self.lone(set, column);
        }
    }

    /// The weights of a column lie apart: they are copied together, some at a time.
    #[inline(always)]
    fn lone<S: Lanes<T>>(&mut self, set: S, column: usize) {
        const COPIED: usize = 64;
        let (mut sums, mut copy) = ([set.splat(T::zero())], [T::zero(); COPIED]);
        let rows = self.weight[column..].chunks(COPIED * self.out.len());
        for (x, rows) in self.x.chunks(COPIED).zip(rows) {
            for (copy, weight) in copy.iter_mut().zip(rows.iter().step_by(self.out.len())) {
                *copy = *weight;
            }
            add_products(set, &mut sums, &copy[..x.len()], [x]);
        }
        let [sum] = sums_of(set, sums);
        self.out[column] = self.bias.map_or(T::zero(), |bias| bias[column]) + sum;
    }

    #[inline(always)]
    fn panel<S: Lanes<T>, const VECTORS: usize>(&mut self, set: S, column: usize, width: usize) {
        let step = self.out.len();
        let mut sums = [[set.splat(T::zero()); VECTORS]; 1];
        if let Some(bias) = self.bias {
            sums = [set.load_all(&bias[column..column + width])];
        }
        let left = Across { values: self.x, step: 1 };
        accumulate(set, &mut sums, left, &self.weight[column..], step, width, self.x.len());
        let [sums] = sums;
        set.store_all(&mut self.out[column..column + width], sums);
    }
}

/// out\[r\]\[i\] ← start + left\[r\] · right\[i\], the dot products of all rows: `left` \[rows\]\[depth\], `right` \[columns\]\[depth\],
/// `out` \[rows\]\[columns\].
pub(super) struct Dots<'a, T> {
    pub(super) left: &'a [T],
    pub(super) right: &'a [T],
    pub(super) start: T,
    pub(super) depth: usize,
    pub(super) out: &'a mut [T],
}

impl<T: Float> Dots<'_, T> {
    #[inline(always)]
    pub(super) fn all<S: Lanes<T>>(self, set: S) {
        let columns = self.right.len() / self.depth;
        for (left, out) in self.left.chunks_exact(self.depth).zip(self.out.chunks_exact_mut(columns)) {
            let mut rest = self.right.chunks_exact(self.depth);
            let (fours, ones) = out.as_chunks_mut::<4>();
            for out in fours {
                let mut right = [&[] as &[T]; 4];
                for right in &mut right {
                    *right = rest.next().unwrap_or_default();
                }
                *out = dot(set, left, right, self.start);
            }
            for (out, right) in ones.iter_mut().zip(rest) {
                [*out] = dot(set, left, [right], self.start);
            }
        }
    }
}

/// start + the dot products of `left` with each row of `right`.
#[inline(always)]
pub(super) fn dot<T: Float, S: Lanes<T>, const N: usize>(set: S, left: &[T], right: [&[T]; N], start: T) -> [T; N] {
    let mut sums = [set.splat(T::zero()); N];
    add_products(set, &mut sums, left, right);
    let mut dots = sums_of(set, sums);
    for dot in &mut dots {
        *dot += start;
    }
    dots
}

/// The sums of all lanes of up to four vectors.
#[inline(always)]
fn sums_of<T: Float, S: Lanes<T>, const N: usize>(set: S, vectors: [S::Vector; N]) -> [T; N] {
    let mut four = [set.splat(T::zero()); 4];
    four[..N].copy_from_slice(&vectors);
    let (four, mut sums) = (set.sums(four), [T::zero(); N]);
    sums.copy_from_slice(&four[..N]);
    sums
}

/// sums += left · each of `right`, lane by lane.
#[inline(always)]
fn add_products<T: Float, S: Lanes<T>, const N: usize>(
    set: S,
    sums: &mut [S::Vector; N],
    left: &[T],
    right: [&[T]; N],
) {
    let whole = left.len() / S::LANES * S::LANES;
    for at in (0..whole).step_by(S::LANES) {
        let left = set.load(&left[at..]);
        for n in 0..N {
            sums[n] = set.multiply_add(left, set.load(&right[n][at..]), sums[n]);
        }
    }
    if whole < left.len() {
        let left = set.load_part(&left[whole..]);
        for n in 0..N {
            sums[n] = set.multiply_add(left, set.load_part(&right[n][whole..]), sums[n]);
        }
    }
}

/// W ← keep·W + xᵀ·δ, from one row: `x` \[IN\], `delta` \[OUT\], `weight` \[IN\]\[OUT\]; with `keep` 0, whatever W holds
/// is forgotten.
pub(super) struct Outer<'a, T> {
    pub(super) x: &'a [T],
    pub(super) delta: &'a [T],
    pub(super) keep: T,
    pub(super) weight: &'a mut [T],
}

impl<T: Float> Outer<'_, T> {
    #[inline(always)]
    fn rows<S: Set>(self) {
        for (x, weight) in self.x.iter().zip(self.weight.chunks_exact_mut(self.delta.len())) {
            if self.keep == T::zero() {
                weight.iter_mut().zip(self.delta).for_each(|(w, delta)| *w = *x * *delta);
            } else {
                weight.iter_mut().zip(self.delta).for_each(|(w, delta)| *w = self.keep * *w + *x * *delta);
            }
        }
    }
}

/// Numbers below 0 become 0; NaN stays.
pub(super) struct Rectify<'a, T> {
    pub(super) values: &'a mut [T],
}

impl<T: Float> Kernel for Rectify<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Set>(self, _: S) {
        for value in self.values {
            *value = if *value < T::zero() { T::zero() } else { *value };
        }
    }
}

/// b ← keep·b + Σ of the rows of Δ: `delta` \[rows\]\[OUT\], `bias` \[OUT\]; with `keep` 0, whatever b holds is
/// forgotten.
pub(super) struct Sums<'a, T> {
    pub(super) delta: &'a [T],
    pub(super) keep: T,
    pub(super) bias: &'a mut [T],
}

impl<T: Float> Sums<'_, T> {
    #[inline(always)]
    fn columns<S: Lanes<T>>(mut self, set: S) {
        let mut column = 0;
        while column + 4 * S::LANES <= self.bias.len() {
            self.panel::<S, 1, 4>(set, column, 4 * S::LANES);
            column += 4 * S::LANES;
        }
        while column < self.bias.len() {
            let width = S::LANES.min(self.bias.len() - column);
            self.panel::<S, 4, 1>(set, column, width);
            column += width;
        }
    }

    /// ROWS sums of every ROWSth row go side by side, each of which would wait for itself.
    #[inline(always)]
    fn panel<S: Lanes<T>, const ROWS: usize, const VECTORS: usize>(&mut self, set: S, column: usize, width: usize) {
        let columns = self.bias.len();
        let bias = &mut self.bias[column..column + width];
        if self.keep == T::zero() {
            bias.fill(T::zero());
        } else if self.keep != T::one() {
            bias.iter_mut().for_each(|b| *b *= self.keep);
        }
        let mut sums = [[set.splat(T::zero()); VECTORS]; ROWS];
        sums[0] = set.load_all(bias);
        let mut blocks = self.delta.chunks_exact(ROWS * columns);
        for block in &mut blocks {
            for (sums, delta) in sums.iter_mut().zip(block.chunks_exact(columns)) {
                add(set, sums, set.load_all(&delta[column..column + width]));
            }
        }
        for (sums, delta) in sums.iter_mut().zip(blocks.remainder().chunks_exact(columns)) {
            add(set, sums, set.load_all(&delta[column..column + width]));
        }
        let mut sum = sums[0];
        for more in &sums[1..] {
            add(set, &mut sum, *more);
        }
        set.store_all(bias, sum);
    }
}

/// sums += vectors.
#[inline(always)]
fn add<T: Float, S: Lanes<T>, const VECTORS: usize>(
    set: S,
    sums: &mut [S::Vector; VECTORS],
    vectors: [S::Vector; VECTORS],
) {
    let one = set.splat(T::one());
    for (sum, vector) in sums.iter_mut().zip(vectors) {
        *sum = set.multiply_add(one, vector, *sum);
    }
}

macro_rules! kernels {
    ($($type:ty)*) => { $(
        impl Kernel for Dots<'_, $type> {
            type Output = ();

            #[inline(always)]
            fn run<S: Set>(self, set: S) {
                self.all(set);
            }
        }

        impl Kernel for Sums<'_, $type> {
            type Output = ();

            #[inline(always)]
            fn run<S: Set>(self, set: S) {
                self.columns(set);
            }
        }

        impl Kernel for Outer<'_, $type> {
            type Output = ();

            #[inline(always)]
            fn run<S: Set>(self, _: S) {
                self.rows::<S>();
            }
        }
    )* };
}

kernels!(f32 f64);
