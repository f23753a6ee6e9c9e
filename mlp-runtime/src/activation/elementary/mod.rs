//! Exponentials and what is made of them, free of branches: the compiler turns a loop over them into vectors of any
//! instruction set, with the same bits on all that fuse multiply and add, and on all that do not.
//!
//! The errors stated are the largest found, in units of the last place of the correctly rounded result.

use crate::Float;
use crate::kernel::Arithmetic;

/// What the functions below need to know of a number type.
pub trait Elementary: Sized + 'static {
    /// 1.5 · 2^(bits of the mantissa): x + MAGIC − MAGIC rounds x to a whole number n, which is then in the low
    /// bits of x + MAGIC.
    const MAGIC: Self;
    /// ln 2 in two parts, the first with so few bits that n · ln 2 is exact.
    const LN_2: [Self; 2];
    /// Where e^x becomes 0 and infinite.
    const RANGE: [Self; 2];
    /// Between them e^−x is a normal number, and so is 1 / (1 + e^−x).
    const SIGMOID_ENDS: [Self; 2];
    /// Where tanh becomes 1.
    const TANH_END: Self;
    /// The end of the interval that `NORMAL` was fitted on.
    const NORMAL_END: Self;
    /// Where Φ(−x) and x·Φ(−x) have become 0.
    const BELL_END: Self;
    /// Where x·e^−x has become 0.
    const TAIL_END: Self;
    /// n + MAGIC for the smallest normal number, 2^n.
    const LEAST: Self;
    /// (e^r − 1 − r) / r² on ±ln 2 / 2, in powers of r.
    const EXP: &'static [Self];
    /// atanh(s) / s on 0..1/3, in powers of s².
    const ATANH: &'static [Self];
    /// Φ(−x)·e^(x²/2) / t for t = 2 / (2 + x), in powers of a variable that goes from −1 at `NORMAL_END` to 1 at x = 0.
    const NORMAL: &'static [Self];

    /// 2^n for n + MAGIC, a normal number.
    #[must_use]
    fn power_of_two(shifted: Self) -> Self;

    /// self · 2^n for n + MAGIC, in two steps: the result may be infinite or subnormal.
    #[must_use]
    fn scale(self, shifted: Self) -> Self;

    /// The upper half of the mantissa, whose square is exact.
    #[must_use]
    fn head(self) -> Self;
}

macro_rules! elementary {
    ($type:ident, $bits:ident, $signed:ident, mantissa $mantissa:literal, bias $bias:literal, head $head:literal, $($constants:tt)*) => {
        #[allow(clippy::excessive_precision)] // the coefficients as they were computed
        impl Elementary for $type {
            const MAGIC: Self = 1.5 * (1_u64 << $mantissa) as $type;
            $($constants)*

            #[inline(always)]
            fn power_of_two(shifted: Self) -> Self {
                let n = (shifted.to_bits() as $signed).wrapping_sub(Self::MAGIC.to_bits() as $signed);
                $type::from_bits((n.wrapping_add($bias) << $mantissa) as $bits)
            }

            #[inline(always)]
            fn scale(self, shifted: Self) -> Self {
                let n = (shifted.to_bits() as $signed).wrapping_sub(Self::MAGIC.to_bits() as $signed);
                let (half, rest) = (n >> 1, n.wrapping_sub(n >> 1));
                self * $type::from_bits((half.wrapping_add($bias) << $mantissa) as $bits)
                    * $type::from_bits((rest.wrapping_add($bias) << $mantissa) as $bits)
            }

            #[inline(always)]
            fn head(self) -> Self {
                $type::from_bits(self.to_bits() >> $head << $head)
            }
        }
    };
}

elementary! {
    f32, u32, i32, mantissa 23, bias 127, head 12,
    const LN_2: [Self; 2] = [0.693_359_375, -2.121_944_4e-4];
    const RANGE: [Self; 2] = [-104.0, 89.0];
    const SIGMOID_ENDS: [Self; 2] = [-87.336_54, 87.0];
    const TANH_END: Self = 9.02;
    const NORMAL_END: Self = 14.0;
    const BELL_END: Self = 14.6;
    const TAIL_END: Self = 110.0;
    const LEAST: Self = Self::MAGIC - 126.0;
    // Errors of the three, relative: 5e-11, 1e-10, 1.5e-9.
    const EXP: &'static [Self] = &[0.5000000014, 0.1666666668, 0.04166645681, 0.008333310024, 0.001393454193, 0.0001989198131];
    const ATANH: &'static [Self] = &[0.9999999999, 0.3333333951, 0.1999935562, 0.143101037, 0.1069928025, 0.1219695404];
    const NORMAL: &'static [Self] = &[0.3571059431, 0.1473879649, 0.005783426531, -0.01205325459, 0.0009484373164, 0.001304884396, -0.0005198500495, -1.866569489e-5, 9.592549027e-5, -3.88701242e-5, -1.024201931e-6, 7.299154033e-6, -2.216257829e-6];
}

elementary! {
    f64, u64, i64, mantissa 52, bias 1023, head 27,
    const LN_2: [Self; 2] = [0.693_147_180_369_123_816_49, 1.908_214_929_270_587_700_02e-10];
    const RANGE: [Self; 2] = [-746.0, 710.0];
    const SIGMOID_ENDS: [Self; 2] = [-708.396_418_532_264, 708.0];
    const TANH_END: Self = 19.1;
    const NORMAL_END: Self = 39.0;
    const BELL_END: Self = 39.0;
    const TAIL_END: Self = 754.0;
    const LEAST: Self = Self::MAGIC - 1022.0;
    // Errors of the three, relative: 3e-19, 2e-20, 8e-18.
    const EXP: &'static [Self] = &[0.5, 0.1666666666666667144, 0.04166666666666667007, 0.0083333333333255447, 0.001388888888888332667, 0.0001984126987686435493, 0.00002480158732700718673, 2.755725283351690975e-6, 2.755727181021979957e-7, 2.510627473357329469e-8, 2.091544229778011522e-9];
    const ATANH: &'static [Self] = &[1.0, 0.3333333333333334166, 0.1999999999999643338, 0.1428571428631146398, 0.111111110595518372, 0.09090911711247626246, 0.07692223530229983777, 0.06668438407871917677, 0.05857637334055212642, 0.05488308318973747033, 0.0349019524916621601, 0.08244142965694784311];
    const NORMAL: &'static [Self] = &[0.3443191683495808941, 0.1588307303540300159, 0.01059762997818641799, -0.01577397764242798447, 0.0004495109389831302977, 0.002382942293863735431, -0.0008023446681149203652, -0.0001696137824163812437, 0.0002433952456545388541, -0.00007899697892297667196, -0.00001642170711637316188, 0.00002902219863439978999, -0.0000132065732524937612, 5.673453297370659905e-7, 3.293820315143635466e-6, -2.445023464497638757e-6, 7.738830770125665157e-7, 1.85586645951332643e-7, -3.589524316100032808e-7, 1.84539460551593017e-7, -6.45776157755124625e-8, 3.506340172757508167e-8, 2.971964134418886903e-8, -7.048518170804263182e-8, 2.006682831142805673e-8, 2.427368878203325627e-8, -1.229695508012903526e-8, -2.932770589454779856e-9, 1.963348699036924559e-9];
}

/// e^x; 1 ulp.
#[inline(always)]
pub(crate) fn exp<T: Float>(x: T, a: impl Arithmetic) -> T {
    let [low, high] = T::RANGE;
    let (shifted, r) = reduce(within(x, low, high), 1.0, a);
    power(shifted, r, a)
}

/// 2^n · e^r for n + MAGIC and r.
#[inline(always)]
fn power<T: Float>(shifted: T, r: T, a: impl Arithmetic) -> T {
    (T::one() + rest(r, a)).scale(shifted)
}

/// e^−x for x ≥ 0, kept as 2^n · e^r: a product with it is rounded once where e^−x alone is subnormal or 0.
#[derive(Clone, Copy)]
pub(crate) struct Decay<T> {
    shifted: T,
    mantissa: T,
}

impl<T: Float> Decay<T> {
    /// e^−x for x of 0..=`TAIL_END`.
    #[inline(always)]
    pub(crate) fn new(x: T, a: impl Arithmetic) -> Self {
        let (shifted, r) = reduce(x, -1.0, a);
        Self { shifted, mantissa: T::one() + rest(r, a) }
    }

    /// e^−x, but not below the smallest normal number: for sums where neither would make a difference.
    #[inline(always)]
    pub(crate) fn value(self) -> T {
        self.mantissa * T::power_of_two(if self.shifted < T::LEAST { T::LEAST } else { self.shifted })
    }

    /// factor · e^−x.
    #[inline(always)]
    pub(crate) fn times(self, factor: T) -> T {
        (factor * self.mantissa).scale(self.shifted)
    }
}

/// e^x − 1, with a small relative error near 0 too, for x up to 80; 2 ulp.
#[inline(always)]
pub(crate) fn exp_m1<T: Float>(x: T, a: impl Arithmetic) -> T {
    exp_m1_within(within(x, T::of(-80.0), T::of(80.0)), a)
}

/// e^x − 1 for x of −80..=80.
#[inline(always)]
fn exp_m1_within<T: Float>(x: T, a: impl Arithmetic) -> T {
    let (shifted, r) = reduce(x, 1.0, a);
    let power = T::power_of_two(shifted);
    a.fused(power, rest(r, a), power - T::one())
}

/// tanh x = (e^2x − 1) / (e^2x − 1 + 2); 3 ulp. AVX-512 has another for `f32` (`kernel/simd/x86/curves`).
#[inline(always)]
pub(crate) fn tanh<T: Float>(x: T, a: impl Arithmetic) -> T {
    let one = T::one();
    let (shifted, r) = reduce(within(x.abs(), T::zero(), T::TANH_END), 2.0, a);
    let (power, rest) = (T::power_of_two(shifted), rest(r, a));
    // Both sums at once, neither waiting for the other.
    let (above, below) = (a.fused(power, rest, power - one), a.fused(power, rest, power + one));
    (above / below).copysign(x)
}

/// 1 / (1 + e^(−x)); 3 ulp where it is a normal number, and 0 where it is not. As with tanh, AVX-512 has another.
#[inline(always)]
pub(crate) fn sigmoid<T: Float>(x: T, a: impl Arithmetic) -> T {
    let [low, high] = T::SIGMOID_ENDS;
    let (shifted, r) = reduce(if x > high { high } else { x }, -1.0, a);
    let power = T::power_of_two(shifted);
    let y = T::one() / a.fused(power, rest(r, a), power + T::one());
    if x < low { T::zero() } else { y }
}

/// ln(1 + u) = 2·atanh(u / (2 + u)) for u of 0..=1; 2 ulp.
#[inline(always)]
pub(crate) fn ln_1p<T: Float>(u: T, a: impl Arithmetic) -> T {
    T::of(2.0) * atanh(u / (T::of(2.0) + u), a)
}

/// atanh s for s of 0..=1/3.
#[inline(always)]
pub(crate) fn atanh<T: Float>(s: T, a: impl Arithmetic) -> T {
    s * polynomial(T::ATANH, s * s, a)
}

/// ln(1 + e^x); 4 ulp.
#[inline(always)]
pub(crate) fn softplus<T: Float>(x: T, a: impl Arithmetic) -> T {
    let positive = if x > T::zero() { x } else { T::zero() };
    positive + ln_1p(exp(-x.abs(), a), a)
}

/// Mills' ratio Φ(−x)·e^(x²/2) of the standard normal, for x of 0..=`BELL_END`.
#[inline(always)]
pub(crate) fn mills<T: Float>(x: T, a: impl Arithmetic) -> T {
    let two = T::of(2.0);
    let (t, last) = (two / (two + x), two / (two + T::NORMAL_END));
    t * horner(T::NORMAL, (two * t - last - T::one()) / (T::one() - last), a)
}

/// e^(−x²/2) for x of 0..=`BELL_END`. The square is taken in two parts: its rounding alone would be x²/2 units.
#[inline(always)]
pub(crate) fn bell<T: Float>(x: T, a: impl Arithmetic) -> T {
    let (head, half) = (x.head(), T::of(-0.5));
    let (shifted, r) = reduce(half * head * head, 1.0, a);
    power(shifted, r + half * (x - head) * (x + head), a)
}

/// |x|, but not above `high`; NaN stays NaN.
#[inline(always)]
pub(crate) fn magnitude<T: Float>(x: T, high: T) -> T {
    let x = x.abs();
    if x > high { high } else { x }
}

/// factor · x as n · ln 2 + r, for a power of two or its negative: n + MAGIC and r.
#[inline(always)]
fn reduce<T: Float>(x: T, factor: f64, a: impl Arithmetic) -> (T, T) {
    let shifted = a.fused(x, T::of(factor * std::f64::consts::LOG2_E), T::MAGIC);
    let n = shifted - T::MAGIC;
    let [high, low] = T::LN_2;
    (shifted, a.fused(-n, low, a.fused(-n, high, T::of(factor) * x)))
}

/// e^r − 1.
#[inline(always)]
fn rest<T: Float>(r: T, a: impl Arithmetic) -> T {
    a.fused(r * r, polynomial(T::EXP, r, a), r)
}

/// x, but not below `low` nor above `high`; NaN stays NaN.
#[inline(always)]
fn within<T: Float>(x: T, low: T, high: T) -> T {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

/// Σ coefficients\[k\]·xᵏ, by Horner's rule: the sum of many terms that is accurate at x = 1 too.
#[inline(always)]
fn horner<T: Float>(coefficients: &[T], x: T, a: impl Arithmetic) -> T {
    let mut sum = T::zero();
    for coefficient in coefficients.iter().rev() {
        sum = a.fused(sum, x, *coefficient);
    }
    sum
}

/// Σ coefficients\[k\]·xᵏ, by Horner's rule for pairs: the chain of dependent operations is half as long.
#[inline(always)]
fn polynomial<T: Float>(coefficients: &[T], x: T, a: impl Arithmetic) -> T {
    let square = x * x;
    let mut k = (coefficients.len() - 1) / 2 * 2;
    let mut sum = pair(&coefficients[k..], x, a);
    while k > 0 {
        k -= 2;
        sum = a.fused(sum, square, pair(&coefficients[k..], x, a));
    }
    sum
}

/// The first two coefficients, even + odd·x, or the only one.
#[inline(always)]
fn pair<T: Float>(coefficients: &[T], x: T, a: impl Arithmetic) -> T {
    match coefficients {
        [even, odd, ..] => a.fused(*odd, x, *even),
        [even] => *even,
        [] => T::zero(),
    }
}

#[cfg(test)]
mod tests;
