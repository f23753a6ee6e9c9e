//! tanh of `f32` in AVX-512: no exponential and no division, but a polynomial around one of twelve centres, whose
//! coefficients each lane looks up in registers. That is the way of Intel's SVML, which NumPy has too
//! (`loops_hyperbolic.dispatch.c.src`); the pieces and the tables are others.

use super::{Curve, Curves, Table};

/// Where the first piece of |x| ends; the next end at 1.25 · 2ⁿ and 1.75 · 2ⁿ. From each end to the next the bits of
/// |x| from `PIECE` on, taken as a number, grow by one.
const FIRST_END: f32 = 0.21875;
const PIECE: u32 = 22;
/// The number of the last piece, and where it ends: from there on the result is 1.
const LAST: u32 = 11;
const END: f32 = 9.02;

/// For each piece its centre c, then the coefficients of tanh |x| in powers of |x| − c. The centres have a tanh that is
/// nearly an `f32`; that of the first is 0, where tanh x = x, and of the last `END`. Each coefficient was rounded
/// before those of higher powers were fitted. The largest error, over all `f32`, is 1.87 ulp, and no result is above 1
/// or |x|.
#[rustfmt::skip] // a table a line
const TABLES: [Table; 8] = [
    Table([0.0, 0.24453607, 0.36875662, 0.52187896, 0.8000001, 1.1281719, 1.4875283, 2.2562566, 3.0000935, 4.550062, 6.60019, 9.02, 0.0, 0.0, 0.0, 0.0]),
    Table([0.0, 0.23977566, 0.35290366, 0.4791489, 0.6640368, 0.8103927, 0.9028689, 0.9782964, 0.9950557, 0.9997767, 0.9999963, 1.0, 0.0, 0.0, 0.0, 0.0]),
    Table([1.0, 0.9425076, 0.875459, 0.7704163, 0.5590551, 0.34326372, 0.18482761, 0.042936247, 0.009864346, 0.00044629173, 7.3957654e-6, 1.1364958e-7, 0.0, 0.0, 0.0, 0.0]),
    Table([-5.861838e-7, -0.2259901, -0.30895287, -0.369144, -0.3712334, -0.27817836, -0.16687551, -0.042003933, -0.009815484, -0.00044656772, -7.3034566e-6, -3.0773002e-8, 0.0, 0.0, 0.0, 0.0]),
    Table([-0.33329493, -0.25995955, -0.18280265, -0.07992199, 0.060170956, 0.11101126, 0.089069754, 0.026774677, 0.0064741326, 0.00030104548, 5.0874005e-6, -1.336159e-8, 0.0, 0.0, 0.0, 0.0]),
    Table([-0.0008191901, 0.13721496, 0.1676364, 0.16129899, 0.08388081, 0.0027518303, -0.024762878, -0.012216974, -0.0031738887, -0.00014454675, -3.1293393e-6, -1.220225e-7, 0.0, 0.0, 0.0, 0.0]),
    Table([0.14099854, 0.06808428, 0.024470305, -0.034143478, -0.06402314, -0.031602267, -0.003626441, 0.004028822, 0.0012568603, 4.8081765e-5, -4.7289203e-7, -6.2944125e-8, 0.0, 0.0, 0.0, 0.0]),
    Table([-0.032910064, 0.046819165, -0.10350666, -0.04046374, -0.0026379945, 0.019087, 0.0072414726, -0.00048405334, -0.00037925964, -3.885222e-5, -1.2004605e-6, -2.211949e-8, 0.0, 0.0, 0.0, 0.0]),
];

#[derive(Clone, Copy)]
pub(crate) struct Tanh;

impl Curve for Tanh {
    #[inline(always)]
    fn of<S: Curves>(self, simd: S, x: S::Vector) -> S::Vector {
        let below = f32::from_bits(FIRST_END.to_bits() - (1 << PIECE));
        let magnitude = simd.magnitude(x);
        let limited = simd.minimum(simd.splat(END), magnitude);
        // The upper halves of the lanes hold all bits that count; what is less than `below` is 0.
        let counted = simd.halves_less(magnitude, simd.splat(below));
        let piece = simd.bits_at_most(simd.bits_down(counted, PIECE), LAST);
        let mut found = [limited; 8];
        for (found, table) in found.iter_mut().zip(&TABLES) {
            *found = simd.look_up(table, piece);
        }
        let [centre, c0, c1, c2, c3, c4, c5, c6] = found;
        let d = simd.subtract(limited, centre);
        let d2 = simd.multiply(d, d);
        // Side by side rather than one after the other.
        let (c01, c23, c45) = (simd.mul_add(c1, d, c0), simd.mul_add(c3, d, c2), simd.mul_add(c5, d, c4));
        let (low, high) = (simd.mul_add(c23, d2, c01), simd.mul_add(c6, d2, c45));
        let y = simd.mul_add(high, simd.multiply(d2, d2), low);
        simd.signed(y, x)
    }
}
