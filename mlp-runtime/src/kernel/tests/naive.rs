//! The three products as in textbooks, in f64, for the tests to compare with.

pub(crate) fn forward<const IN: usize, const OUT: usize>(
    x: &[[f64; IN]],
    weight: &[[f64; OUT]],
    bias: Option<&[f64; OUT]>,
    out: &mut [[f64; OUT]],
) {
    for (x, out) in x.iter().zip(out) {
        for o in 0..OUT {
            out[o] = bias.map_or(0.0, |bias| bias[o]);
            for i in 0..IN {
                out[o] += x[i] * weight[i][o];
            }
        }
    }
}

pub(crate) fn weight_gradient<const IN: usize, const OUT: usize>(
    x: &[[f64; IN]],
    delta: &[[f64; OUT]],
    gradient: &mut [[f64; OUT]],
) {
    for i in 0..IN {
        for o in 0..OUT {
            gradient[i][o] = x.iter().zip(delta).map(|(x, delta)| x[i] * delta[o]).sum();
        }
    }
}

pub(crate) fn input_gradient<const IN: usize, const OUT: usize>(
    delta: &[[f64; OUT]],
    weight: &[[f64; OUT]],
    out: &mut [[f64; IN]],
) {
    for (delta, out) in delta.iter().zip(out) {
        for i in 0..IN {
            out[i] = (0..OUT).map(|o| delta[o] * weight[i][o]).sum();
        }
    }
}
