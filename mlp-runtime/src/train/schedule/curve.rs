//! The curves of the learning rate after the warm-up: the time of an update → a factor on the rate.

use std::f64::consts::PI;

use crate::Result;
use crate::error::expect;

/// When an update happens, in epochs since the warm-up ended.
#[derive(Clone, Copy)]
pub(super) struct Time {
    /// The beginning of the update.
    pub(super) before: f64,
    /// The end of the update.
    pub(super) after: f64,
    /// The end of the training.
    pub(super) end: f64,
    /// The length of the warm-up.
    pub(super) warmup: f64,
}

impl Time {
    /// The fraction of the training that is done before the update, 0..=1.
    fn fraction(self) -> f64 {
        if self.end > 0.0 { (self.before / self.end).clamp(0.0, 1.0) } else { 1.0 }
    }
}

/// A curve with its hyperparameters. Lengths are epochs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Curve {
    Constant,
    Step { every: f64, factor: f64 },
    Exponential { factor: f64 },
    Cosine { minimum: f64 },
    Polynomial { power: f64, minimum: f64 },
    OneCycle(OneCycle),
    CosineRestarts { every: f64, multiplier: f64, minimum: f64 },
    InverseSqrt,
    CosLog { cycles: f64 },
}

/// The hyperparameters of a one-cycle schedule, with PyTorch's names and defaults.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OneCycle {
    pub(super) pct_start: f64,
    pub(super) div_factor: f64,
    pub(super) final_div_factor: f64,
    pub(super) linear: bool,
    pub(super) three_phase: bool,
}

impl OneCycle {
    pub(super) const DEFAULT: Self =
        Self { pct_start: 0.3, div_factor: 25.0, final_div_factor: 1e4, linear: false, three_phase: false };

    /// Up from 1/`div_factor`, then down to 1/(`div_factor`·`final_div_factor`). As in PyTorch, the first update has
    /// the lowest rate of the way up, and a phase of n updates reaches its end in the last of them.
    fn factor(self, time: Time) -> f64 {
        let update = time.after - time.before;
        let (first, last) = (1.0 / self.div_factor, 1.0 / (self.div_factor * self.final_div_factor));
        let up = self.pct_start * time.end - update;
        let end = time.end - update;
        let phases: &[(f64, f64, f64)] = if self.three_phase {
            &[(up, first, 1.0), (2.0 * up, 1.0, first), (end, first, last)]
        } else {
            &[(up, first, 1.0), (end, 1.0, last)]
        };
        let mut begin = 0.0;
        for &(until, from, to) in phases {
            // A little more, because 0.3·40 − 1 is not exact in floating point.
            if time.before <= until + 1e-9 * time.end {
                let fraction =
                    if until > begin { ((time.before - begin) / (until - begin)).clamp(0.0, 1.0) } else { 1.0 };
                return if self.linear { from + (to - from) * fraction } else { half_cosine(from, to, fraction) };
            }
            begin = until;
        }
        last
    }

    fn check(self) -> Result<()> {
        let limit = if self.three_phase { 0.5 } else { 1.0 };
        let expected =
            if self.three_phase { "a fraction above 0, at most 0.5" } else { "a fraction above 0, at most 1" };
        expect(self.pct_start > 0.0 && self.pct_start <= limit, "pct_start", expected, self.pct_start)?;
        let divides = |found: f64| found >= 1.0 && found.is_finite();
        expect(divides(self.div_factor), "div_factor", "a number of 1 or more", self.div_factor)?;
        expect(divides(self.final_div_factor), "final_div_factor", "a number of 1 or more", self.final_div_factor)
    }
}

impl Curve {
    pub(super) fn factor(self, time: Time) -> f64 {
        match self {
            Self::Constant => 1.0,
            // A little more, because 0.3 / 0.1 is below 3.
            Self::Step { every, factor } => factor.powf((time.before / every + 1e-9).floor()),
            Self::Exponential { factor } => factor.powf(time.before),
            Self::Cosine { minimum } => half_cosine(1.0, minimum, time.fraction()),
            Self::Polynomial { power, minimum } => minimum + (1.0 - minimum) * (1.0 - time.fraction()).powf(power),
            Self::OneCycle(cycle) => cycle.factor(time),
            Self::CosineRestarts { every, multiplier, minimum } => {
                half_cosine(1.0, minimum, within_cycle(time.before / every, multiplier))
            }
            Self::InverseSqrt => (time.warmup / (time.warmup + time.after)).sqrt(),
            Self::CosLog { cycles } => {
                let position = (1.0 + (cycles.exp2() - 1.0) * time.fraction()).log2();
                0.5 * (1.0 - (2.0 * PI * position).cos())
            }
        }
    }

    pub(super) fn check(self, warmup: f64) -> Result<()> {
        let fraction = |name, found| expect((0.0..1.0).contains(&found), name, "a fraction from 0 to below 1", found);
        let above_zero = |name, found: f64| expect(found > 0.0 && found.is_finite(), name, "a number above 0", found);
        let epochs =
            |found: f64| expect(found > 0.0 && found.is_finite(), "every", "a number of epochs above 0", found);
        match self {
            Self::Constant => Ok(()),
            Self::Exponential { factor } => above_zero("factor", factor),
            Self::Step { every, factor } => epochs(every).and_then(|()| above_zero("factor", factor)),
            Self::Cosine { minimum } => fraction("minimum", minimum),
            Self::Polynomial { power, minimum } => {
                above_zero("power", power).and_then(|()| fraction("minimum", minimum))
            }
            Self::OneCycle(cycle) => cycle.check(),
            Self::CosineRestarts { every, multiplier, minimum } => {
                epochs(every)?;
                let grows = multiplier >= 1.0 && multiplier.is_finite();
                expect(grows, "multiplier", "a number of 1 or more", multiplier)?;
                fraction("minimum", minimum)
            }
            Self::InverseSqrt => {
                expect(warmup > 0.0, "warmup", "a number of epochs above 0 for `inverse_sqrt`", warmup)
            }
            Self::CosLog { cycles } => above_zero("cycles", cycles),
        }
    }
}

/// From `from` to `to` along half a cosine.
fn half_cosine(from: f64, to: f64, fraction: f64) -> f64 {
    to + (from - to) * 0.5 * (1.0 + (PI * fraction).cos())
}

/// How far a cycle has come, 0 to below 1, after `length` lengths of the first: each is `multiplier` times as long as
/// the one before it.
fn within_cycle(length: f64, multiplier: f64) -> f64 {
    let near = length + 1e-9; // 0.3 / 0.1 is below 3
    let (begin, cycle) = if multiplier == 1.0 {
        (near.floor(), 1.0)
    } else {
        let cycle = multiplier.powf((near * (multiplier - 1.0) + 1.0).log(multiplier).floor());
        ((cycle - 1.0) / (multiplier - 1.0), cycle)
    };
    ((length - begin) / cycle).clamp(0.0, 1.0)
}
