//! All blocking parameters of the products: the loop that each belongs to, and why it has this value.
//!
//! ```text
//! gemm    for each KC terms                          a KC × NR panel of the rhs stays in the L2 cache for all rows
//!           for each NR columns                      packed where PACK_* say so; NC_LARGE at once of a large rhs
//!             for each MR rows                       a micro-tile: MR × NR sums in registers
//!               for each term                        PREFETCH_DISTANCE terms ahead of it
//! Xᵀ·Δ    for each GROUP_ELEMENTS of the result      a group of its rows: gemm with KC_WEIGHT_GRADIENT, perhaps an update
//! ger     for each GER_BLOCK_BYTES of the result
//! ```
//!
//! Figures are of the machines named in `peers/RESULTS.md`. Some parameters are smaller in unit tests, so that small layers
//! reach every path; the tests of the workspace run with the real ones.

/// Bytes of a cache line, and of the widest register. Panels and tensors begin at one.
pub(crate) const CACHE_LINE_BYTES: usize = 64;

/// Elements of a cache line, and of the widest register.
pub(crate) const fn line<T>() -> usize {
    CACHE_LINE_BYTES / size_of::<T>()
}

/// Rows of the widest micro-tile: 6 × 4 registers of sums, 4 of the rhs and one of the lhs are 29 of AVX-512's and NEON's
/// 32; 6 × 2 with 2 and 1 are 15 of AVX2's 16.
pub(super) const MR: usize = 6;

/// Rows of a micro-tile that is one register wide: a sum takes four cycles and two start in each, so fewer than eight
/// leave gaps.
pub(super) const MR_NARROW: usize = 12;

/// A multiple of the rows of every micro-tile. Threads get row counts of this granularity.
pub(crate) const ROW_GRANULARITY: usize = 12;

/// Columns of the widest panel: four of the widest registers.
pub(super) const fn nr<T>() -> usize {
    4 * line::<T>()
}

/// The most terms that are added to all sums of a panel before further terms are added to any: a panel of 1024 × 64 × 4
/// bytes takes a quarter of an L2 cache of 1 MiB. (256 terms are 3 to 4 % slower: sums are stored and loaded each time.)
pub(super) const KC: usize = 1024;

/// [`KC`] for a large rhs: with [`NC_LARGE`](nc_large) columns at once, each page is visited a quarter as often.
pub(super) const KC_LARGE: usize = KC / 4;

/// [`KC`] for Xᵀ·Δ: 64 rows of X, possibly a page each, still fit the L1 DTLB, and their panel of Δ fits the L1 cache.
pub(super) const KC_WEIGHT_GRADIENT: usize = if cfg!(test) { 24 } else { 64 };

/// How many columns of a large rhs are packed at once.
pub(super) const fn nc_large<T>() -> usize {
    4 * nr::<T>()
}

/// From this many bytes on, an rhs is large. It covers 512 pages of 4 KiB or more, and each panel goes through all of them:
/// with those of the lhs and of the result more than the TLB holds.
pub(super) const LARGE_RHS_BYTES: usize = if cfg!(test) { 32 << 10 } else { 2 << 20 };

/// How many rows a packed panel must serve: with fewer, packing costs more than reading in place.
pub(super) const PACK_MIN_ROWS: usize = 48;

/// Rhs rows of up to this many bytes are read in place as fast as from a packed panel. Longer ones cover too many pages, and
/// too many of them map to the same sets of the cache.
pub(super) const PACK_ROW_BYTES: usize = 512;

/// How many terms ahead the rhs is prefetched: 10 % less time where another program runs on the same core, and no more
/// where none does.
pub(super) const PREFETCH_DISTANCE: usize = 8;

/// Micro-tiles of fewer rows compute too little for what they read: prefetching takes the time that loading needs.
pub(super) const PREFETCH_MIN_ROWS: usize = 4;

/// In Xᵀ·Δ, rows of Δ longer than this are packed.
pub(super) const PACK_DELTA_ROW_BYTES: usize = if cfg!(test) { PACK_ROW_BYTES * 3 / 4 } else { PACK_ROW_BYTES };

/// In Xᵀ·Δ, a Δ of several panels that is larger than this, half of an L1 cache, is packed.
pub(super) const PACK_DELTA_BYTES: usize = if cfg!(test) { 4 << 10 } else { 16 << 10 };

/// The most elements of Δ that are packed: 4 MiB of `f32`.
pub(crate) const MAX_PACKED_ELEMENTS: usize = 1 << 20;

/// About how many elements of the result, and how many of X, a group of Xᵀ·Δ has: each a part of the L2 cache.
pub(super) const GROUP_ELEMENTS: usize = if cfg!(test) { 3 << 10 } else { 3 << 15 };

/// In Xᵀ·Δ, rows of X longer than this are packed together with their group: elements of one column that are kibibytes
/// apart share few sets of the cache, and each is on a page of its own.
pub(super) const PACK_X_ROW_BYTES: usize = if cfg!(test) { 256 } else { 1024 };

/// Most of an L1 cache: ger goes through the result in blocks of this size, from the last to the first. The forward pass
/// leaves the last in the cache, and begins with the first.
pub(super) const GER_BLOCK_BYTES: usize = if cfg!(test) { 256 } else { 24 << 10 };

/// Below this many rows ∂L/∂X is made of dot products; from here on, transposing the weights pays.
pub(super) const TRANSPOSE_MIN_ROWS: usize = 6;

/// The most weights of a layer whose loops are unrolled: they fit a few registers.
pub(super) const UNROLLED_MAX_WEIGHTS: usize = 32;

/// The most inputs and the most outputs of a layer whose products are compiled for its sizes.
pub(super) const SIZED_MAX_WIDTH: usize = 32;

/// From this many inputs on, reading weights from another core takes longer than handing over sums.
pub(super) const SPLIT_K_MIN_INPUTS: usize = 512;

/// Buffers of up to this many elements are on the stack.
pub(super) const STACK_ELEMENTS: usize = 32;

/// How many cache lines of a row are prefetched; the hardware prefetcher continues the stream.
pub(super) const PREFETCH_LINES: usize = 8;

/// Elements of a thread's [`Packing`](super::workspace::Buffer::Packing) buffer: the sums of a group of Xᵀ·Δ and its copy
/// of X or, where a row is longer than a group, that row. (A layer of one output may take more, which no other thread
/// shares.) The packed panel of any other product needs less.
pub(super) const PACKING_ELEMENTS: usize = MAX_PACKED_ELEMENTS / 2 + 4 * GROUP_ELEMENTS;

/// Elements of a thread's [`Result`](super::workspace::Buffer::Result) buffer: panels of a result, the last one with a
/// remainder narrower than a panel.
pub(super) const RESULT_ELEMENTS: usize = MAX_PACKED_ELEMENTS / 2;

/// Roughly how many nanoseconds a product takes, at 40 multiply-adds per nanosecond in `f32` and 20 in `f64`.
pub(crate) const fn nanoseconds<T>(rows: usize, depth: usize, columns: usize) -> usize {
    rows * depth * columns * size_of::<T>() / 160
}
