//! 1 / (1 + e^(−x)) of `f32` in AVX-512: 2^(k/16) is looked up in a register, so that the polynomial for the rest of the
//! exponent needs three terms, not seven. The largest error, over all `f32` whose result is a normal number, is
//! 2.62 ulp; below that the result is 0.

use std::f32::consts::{LN_2, LOG2_E, SQRT_2};

use super::{Curve, Curves, Table};
use crate::activation::Elementary;

/// ln 2 / 16 as `f32`, and what is missing there. A whole number below 2^11 times the first is exact in a multiply-add.
const STEP: [f32; 2] = [LN_2 / 16.0, -1.190_408_9e-10];

/// −2^(k/16), with k · 2^19 taken off the bits: n · 2^19 more, for k = n mod 16, are the bits of −2^(n/16).
const POWERS: Table = {
    let (mut powers, mut k) = (ROOTS, 0);
    while k < 16 {
        powers[k] = f32::from_bits((-powers[k]).to_bits() - ((k as u32) << 19));
        k += 1;
    }
    Table(powers)
};

/// 2^(k/16).
#[rustfmt::skip] // a table a line
const ROOTS: [f32; 16] = [
    1.0, 1.0442737, 1.0905077, 1.1387886, 1.1892071, 1.2418578, 1.2968396, 1.3542556, SQRT_2, 1.4768262, 1.5422108, 1.6104903, 1.6817929, 1.7562522, 1.8340081, 1.9152066,
];

#[derive(Clone, Copy)]
pub(crate) struct Sigmoid;

impl Curve for Sigmoid {
    #[inline(always)]
    fn of<S: Curves>(self, simd: S, x: S::Vector) -> S::Vector {
        let ([low, high], [step, rest], one) = (f32::SIGMOID_ENDS, STEP, simd.splat(1.0));
        let limited = simd.minimum(simd.splat(high), x);
        // e^(−x) = 2^(n/16) · e^(−r); n is in the lowest bits of `shifted`.
        let magic = simd.splat(f32::MAGIC);
        let shifted = simd.mul_add(limited, simd.splat(-16.0 * LOG2_E), magic);
        let n = simd.subtract(shifted, magic);
        let r = simd.mul_add(n, simd.splat(step), limited);
        let power = simd.bits_more(simd.look_up(&POWERS, shifted), simd.bits_up(shifted, 19));
        // 1 − e^(−r) = r − r²/2 + r³/6 − r⁴/24, but for the last term a little more than 1/2. Where r is squared, what is
        // missing in `step` does not count.
        let curved = simd.mul_add(r, simd.splat(1.0 / 6.0), simd.splat(-0.500_016_2));
        let less = simd.mul_add(simd.multiply(r, r), curved, simd.mul_add(n, simd.splat(rest), r));
        simd.divide(one, simd.mul_add(power, less, simd.subtract(one, power)), x, low)
    }
}
