//! The three products as textbooks write them: what the tests compare with, in the order of the sums of a plain loop.

use crate::Float;

pub(crate) fn forward<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    weight: &[[T; OUT]],
    bias: Option<&[T; OUT]>,
    out: &mut [[T; OUT]],
) {
    for (x, out) in x.iter().zip(out) {
        for o in 0..OUT {
            out[o] = bias.map_or(T::zero(), |bias| bias[o]);
            for i in 0..IN {
                out[o] += x[i] * weight[i][o];
            }
        }
    }
}

pub(crate) fn weight_gradient<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    gradient: &mut [[T; OUT]],
) {
    for i in 0..IN {
        for o in 0..OUT {
            gradient[i][o] = x.iter().zip(delta).map(|(x, delta)| x[i] * delta[o]).sum();
        }
    }
}

pub(crate) fn input_gradient<T: Float, const IN: usize, const OUT: usize>(
    delta: &[[T; OUT]],
    weight: &[[T; OUT]],
    out: &mut [[T; IN]],
) {
    for (delta, out) in delta.iter().zip(out) {
        for i in 0..IN {
            out[i] = (0..OUT).map(|o| delta[o] * weight[i][o]).sum();
        }
    }
}
