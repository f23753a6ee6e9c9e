//! Inverted dropout: in training, a fraction of the values becomes 0 and the others are scaled up, so that the mean
//! stays the same in prediction, which does nothing here (Srivastava, 2014).

use std::ops::Deref;

use crate::kernel::{self, Simd, WithSimd};
use crate::layer::{InputDelta, IntoInputDelta};
use crate::tensor::rows::{Batch, Row};
use crate::{Float, tensor::columns};

/// The random numbers of a training step. Masks depend only on this, the layer, the row, and the unit, so they are the
/// same however the rows are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// Nothing is dropped: for the gradient of the network in prediction mode.
    Nothing,
    /// The masks of an update.
    Step {
        /// The trainer's seed.
        seed: u64,
        /// The number of the update.
        step: u64,
        /// The number of the first row, if this is only a part of a batch.
        first_row: u64,
    },
}

impl Draw {
    /// The draws of part number `part` of a network, whose masks differ from the network's own.
    #[must_use]
    pub fn part(self, part: u64) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Step { seed, step, first_row } => Self::Step { seed: mix(seed ^ mix(!part)), step, first_row },
        }
    }
}

/// The buffers of a dropout layer for a batch: its outputs, and the factor of each value, 0 or 1/(1 − p).
#[derive(Clone, Debug)]
pub struct Dropped<R: Row> {
    values: Batch<R>,
    factors: Batch<R>,
}

impl<R: Row> Default for Dropped<R> {
    fn default() -> Self {
        Self { values: Batch::default(), factors: Batch::default() }
    }
}

impl<R: Row> Dropped<R> {
    /// Drops each value of `x` with probability `rate`, by the masks of `draw` for the dropout layer number `layer`.
    pub fn forward(&mut self, x: &[R], rate: f64, draw: Draw, layer: u64) {
        self.values.resize(x.len());
        self.factors.resize(x.len());
        match draw {
            Draw::Nothing => {
                self.values.copy_from_slice(x);
                for factors in &mut *self.factors {
                    factors.as_mut_slice().fill(R::Scalar::of(1.0));
                }
            }
            Draw::Step { seed, step, first_row } => {
                let seed = [step, layer].into_iter().fold(seed, |key, part| mix(key ^ mix(part)));
                let (values, factors) = (&mut *self.values, &mut *self.factors);
                kernel::dispatch(Mask { x, rate, seed, first_row, values, factors });
            }
        }
    }

    /// ∂L/∂(values) → ∂L/∂x, in place, if it is needed.
    /// Returns `delta`.
    pub fn backward<'d>(&self, delta: impl IntoInputDelta<'d, R>) -> InputDelta<'d, R> {
        let delta = delta.into_input_delta()?;
        columns::each([R::flat(&self.factors)], [], delta, |delta, [factor], []| delta * factor);
        Some(delta)
    }
}

impl<R: Row> Deref for Dropped<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.values
    }
}

/// The factors of the rows, and x times them.
struct Mask<'a, R> {
    x: &'a [R],
    rate: f64,
    seed: u64,
    first_row: u64,
    values: &'a mut [R],
    factors: &'a mut [R],
}

impl<R: Row> WithSimd for Mask<'_, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (threshold, kept) = (threshold(self.rate), R::Scalar::of(1.0 / (1.0 - self.rate)));
        let rows = self.x.iter().zip(self.values).zip(self.factors).zip(self.first_row..);
        for (((x, values), factors), row) in rows {
            let key = mix(self.seed ^ mix(row));
            for (factor, unit) in factors.as_mut_slice().iter_mut().zip(0..) {
                let dropped = mix(key.wrapping_add(unit)) >> 11 < threshold;
                *factor = if dropped { R::Scalar::of(0.0) } else { kept };
            }
            for ((value, x), factor) in values.as_mut_slice().iter_mut().zip(x.as_slice()).zip(factors.as_slice()) {
                *value = *x * *factor;
            }
        }
    }
}

/// The share `rate` of the numbers of 53 bits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0..2^53, exact in f64
#[inline(always)]
fn threshold(rate: f64) -> u64 {
    (rate * (1_u64 << 53) as f64) as u64
}

/// The output function of SplitMix64 (Steele, 2014): neighboring counters give unrelated numbers.
#[inline(always)]
fn mix(counter: u64) -> u64 {
    let z = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
