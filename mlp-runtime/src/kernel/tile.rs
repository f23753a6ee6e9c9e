//! The products by tiles: ROWS × COLUMNS sums stay in registers while their terms stream by.
//!
//! Columns go in steps of COLUMNS, then of LANES (one register), then the rest; rows in steps of ROWS, then one by one.
//! `FMA` says whether the instruction set fuses multiply and add; without it `mul_add` would be a call.

use crate::Float;

#[inline(always)]
pub(super) fn forward<
    T: Float,
    const IN: usize,
    const OUT: usize,
    const ROWS: usize,
    const COLUMNS: usize,
    const LANES: usize,
    const FMA: bool,
>(
    x: &[[T; IN]],
    weight: &[[T; OUT]],
    bias: Option<&[T; OUT]>,
    out: &mut [[T; OUT]],
) {
    let Some(weight) = weight.first_chunk::<IN>() else {
        return;
    };
    let mut column = 0;
    while column + COLUMNS <= OUT {
        forward_columns::<T, IN, OUT, ROWS, COLUMNS, FMA>(x, weight, bias, out, column, COLUMNS);
        column += COLUMNS;
    }
    while column + LANES <= OUT {
        forward_columns::<T, IN, OUT, ROWS, LANES, FMA>(x, weight, bias, out, column, LANES);
        column += LANES;
    }
    if column < OUT {
        forward_columns::<T, IN, OUT, ROWS, LANES, FMA>(x, weight, bias, out, column, OUT % LANES);
    }
}

/// All rows of `width` ≤ COLUMNS columns.
#[inline(always)]
fn forward_columns<
    T: Float,
    const IN: usize,
    const OUT: usize,
    const ROWS: usize,
    const COLUMNS: usize,
    const FMA: bool,
>(
    x: &[[T; IN]],
    weight: &[[T; OUT]; IN],
    bias: Option<&[T; OUT]>,
    out: &mut [[T; OUT]],
    column: usize,
    width: usize,
) {
    let mut start = [T::zero(); COLUMNS];
    if let Some(bias) = bias {
        start[..width].copy_from_slice(&bias[column..column + width]);
    }
    let (blocks, rest) = x.as_chunks::<ROWS>();
    let (outs, out_rest) = out.as_chunks_mut::<ROWS>();
    for (x, out) in blocks.iter().zip(outs) {
        let mut sums = [start; ROWS];
        for i in 0..IN {
            multiply_add::<T, ROWS, COLUMNS, FMA>(
                &mut sums,
                std::array::from_fn(|r| x[r][i]),
                &weight[i][column..column + width],
            );
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            out[column..column + width].copy_from_slice(&sums[..width]);
        }
    }
    for (x, out) in rest.iter().zip(out_rest) {
        let mut sums = [start];
        for i in 0..IN {
            multiply_add::<T, 1, COLUMNS, FMA>(&mut sums, [x[i]], &weight[i][column..column + width]);
        }
        out[column..column + width].copy_from_slice(&sums[0][..width]);
    }
}

/// sums += left ⊗ right, the outer product.
#[inline(always)]
fn multiply_add<T: Float, const ROWS: usize, const COLUMNS: usize, const FMA: bool>(
    sums: &mut [[T; COLUMNS]; ROWS],
    left: [T; ROWS],
    right: &[T],
) {
    for (sums, left) in sums.iter_mut().zip(left) {
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum = if FMA { left.mul_add(*right, *sum) } else { left * *right + *sum };
        }
    }
}

#[inline(always)]
pub(super) fn weight_gradient<
    T: Float,
    const IN: usize,
    const OUT: usize,
    const ROWS: usize,
    const COLUMNS: usize,
    const LANES: usize,
    const FMA: bool,
>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    gradient: &mut [[T; OUT]],
) {
    let mut column = 0;
    while column + COLUMNS <= OUT {
        gradient_columns::<T, IN, OUT, ROWS, COLUMNS, FMA>(x, delta, gradient, column, COLUMNS);
        column += COLUMNS;
    }
    while column + LANES <= OUT {
        gradient_columns::<T, IN, OUT, ROWS, LANES, FMA>(x, delta, gradient, column, LANES);
        column += LANES;
    }
    if column < OUT {
        gradient_columns::<T, IN, OUT, ROWS, LANES, FMA>(x, delta, gradient, column, OUT % LANES);
    }
}

/// All inputs of `width` ≤ COLUMNS columns.
#[inline(always)]
fn gradient_columns<
    T: Float,
    const IN: usize,
    const OUT: usize,
    const ROWS: usize,
    const COLUMNS: usize,
    const FMA: bool,
>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    gradient: &mut [[T; OUT]],
    column: usize,
    width: usize,
) {
    let (blocks, rest) = gradient.as_chunks_mut::<ROWS>();
    let mut input = 0;
    for gradient in blocks {
        let mut sums = [[T::zero(); COLUMNS]; ROWS];
        for (x, delta) in x.iter().zip(delta) {
            if let Some(left) = x[input..].first_chunk::<ROWS>() {
                multiply_add::<T, ROWS, COLUMNS, FMA>(&mut sums, *left, &delta[column..column + width]);
            }
        }
        for (gradient, sums) in gradient.iter_mut().zip(&sums) {
            gradient[column..column + width].copy_from_slice(&sums[..width]);
        }
        input += ROWS;
    }
    for gradient in rest {
        let mut sums = [[T::zero(); COLUMNS]];
        for (x, delta) in x.iter().zip(delta) {
            multiply_add::<T, 1, COLUMNS, FMA>(&mut sums, [x[input]], &delta[column..column + width]);
        }
        gradient[column..column + width].copy_from_slice(&sums[0][..width]);
        input += 1;
    }
}

/// How many outputs of the transposed weights are packed at a time: 128 × 64 × 4 bytes fit the L1 cache.
const DEPTH: usize = 128;

/// Packs COLUMNS rows of the weights, transposed, and goes on as `forward` does: a packed panel serves all rows.
#[inline(always)]
pub(super) fn input_gradient<
    T: Float,
    const IN: usize,
    const OUT: usize,
    const ROWS: usize,
    const COLUMNS: usize,
    const LANES: usize,
    const FMA: bool,
>(
    delta: &[[T; OUT]],
    weight: &[[T; OUT]],
    out: &mut [[T; IN]],
) {
    let mut panel = [[T::zero(); COLUMNS]; DEPTH];
    for (block, weight) in weight.chunks(COLUMNS).enumerate() {
        let input = block * COLUMNS;
        let mut output = 0;
        while output < OUT {
            let depth = DEPTH.min(OUT - output);
            for (lane, weight) in weight.iter().enumerate() {
                for (packed, weight) in panel.iter_mut().zip(&weight[output..output + depth]) {
                    packed[lane] = *weight;
                }
            }
            input_columns::<T, IN, OUT, ROWS, COLUMNS, FMA>(delta, &panel[..depth], out, input, weight.len(), output);
            output += depth;
        }
    }
}

/// All rows of `width` ≤ COLUMNS inputs, for the outputs in the panel; the first panel begins the sums.
#[inline(always)]
fn input_columns<
    T: Float,
    const IN: usize,
    const OUT: usize,
    const ROWS: usize,
    const COLUMNS: usize,
    const FMA: bool,
>(
    delta: &[[T; OUT]],
    panel: &[[T; COLUMNS]],
    out: &mut [[T; IN]],
    input: usize,
    width: usize,
    output: usize,
) {
    let (blocks, rest) = delta.as_chunks::<ROWS>();
    let (outs, out_rest) = out.as_chunks_mut::<ROWS>();
    for (delta, out) in blocks.iter().zip(outs) {
        let mut sums = [[T::zero(); COLUMNS]; ROWS];
        if output > 0 {
            for (sums, out) in sums.iter_mut().zip(out.iter()) {
                sums[..width].copy_from_slice(&out[input..input + width]);
            }
        }
        for (o, right) in panel.iter().enumerate() {
            multiply_add::<T, ROWS, COLUMNS, FMA>(&mut sums, std::array::from_fn(|r| delta[r][output + o]), right);
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            out[input..input + width].copy_from_slice(&sums[..width]);
        }
    }
    for (delta, out) in rest.iter().zip(out_rest) {
        let mut sums = [[T::zero(); COLUMNS]];
        if output > 0 {
            sums[0][..width].copy_from_slice(&out[input..input + width]);
        }
        for (o, right) in panel.iter().enumerate() {
            multiply_add::<T, 1, COLUMNS, FMA>(&mut sums, [delta[output + o]], right);
        }
        out[input..input + width].copy_from_slice(&sums[0][..width]);
    }
}
