//! The options of schedules, one method each.

use super::Schedule;
use super::curve::{Curve, OneCycle};

impl Schedule {
    /// The end of a cosine, a line, or a polynomial, as a fraction of the learning rate, at least 0 and below 1. Other
    /// schedules do not have it.
    ///
    /// ```
    /// assert!((mlp::Schedule::cosine().minimum(0.1).factor(10.0, 10.0) - 0.1).abs() < 1e-12);
    /// ```
    #[must_use]
    pub const fn minimum(self, minimum: f64) -> Self {
        let curve = match self.curve {
            Curve::Cosine { .. } => Curve::Cosine { minimum },
            Curve::Polynomial { power, .. } => Curve::Polynomial { power, minimum },
            Curve::CosineRestarts { every, multiplier, .. } => Curve::CosineRestarts { every, multiplier, minimum },
            other => other,
        };
        Self { curve, ..self }
    }

    /// Each cycle of [`cosine_restarts`](Self::cosine_restarts) is `multiplier` times as long as the one before it. At
    /// least 1, and 1 by default (PyTorch's `T_mult`).
    ///
    /// ```
    /// let schedule = mlp::Schedule::cosine_restarts(1.0).multiplier(2.0);
    /// assert_eq!(schedule.factor(1.0, 10.0), 1.0); // restarts after 1 epoch
    /// assert_eq!(schedule.factor(3.0, 10.0), 1.0); // and 2 epochs later
    /// ```
    #[must_use]
    pub const fn multiplier(self, multiplier: f64) -> Self {
        match self.curve {
            Curve::CosineRestarts { every, minimum, .. } => {
                Self { curve: Curve::CosineRestarts { every, multiplier, minimum }, ..self }
            }
            _ => self,
        }
    }

    /// The fraction of [`one_cycle`](Self::one_cycle) in which the rate rises, 0.3 by default.
    ///
    /// ```
    /// assert!((mlp::Schedule::one_cycle().pct_start(0.5).factor(5.0, 10.0) - 1.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub const fn pct_start(self, pct_start: f64) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { pct_start, ..cycle }), ..self },
            _ => self,
        }
    }

    /// [`one_cycle`](Self::one_cycle) begins at the learning rate divided by this factor, 25 by default.
    ///
    /// ```
    /// assert!((mlp::Schedule::one_cycle().div_factor(10.0).factor(0.0, 10.0) - 0.1).abs() < 1e-12);
    /// ```
    #[must_use]
    pub const fn div_factor(self, div_factor: f64) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { div_factor, ..cycle }), ..self },
            _ => self,
        }
    }

    /// [`one_cycle`](Self::one_cycle) ends at its initial rate divided by this factor, 10,000 by default.
    ///
    /// ```
    /// let schedule = mlp::Schedule::one_cycle().div_factor(10.0).final_div_factor(100.0);
    /// assert!((schedule.factor(10.0, 10.0) - 0.001).abs() < 1e-9);
    /// ```
    #[must_use]
    pub const fn final_div_factor(self, final_div_factor: f64) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { final_div_factor, ..cycle }), ..self },
            _ => self,
        }
    }

    /// Whether the rate of [`one_cycle`](Self::one_cycle) changes linearly instead of along cosines. False by default.
    ///
    /// ```
    /// let schedule = mlp::Schedule::one_cycle().div_factor(10.0).pct_start(0.5).linear_phases(true);
    /// assert!((schedule.factor(2.5, 10.0) - 0.55).abs() < 1e-12); // half of the way from 0.1 to 1
    /// ```
    #[must_use]
    pub const fn linear_phases(self, linear: bool) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { linear, ..cycle }), ..self },
            _ => self,
        }
    }

    /// Whether [`one_cycle`](Self::one_cycle) first falls to its initial rate, as slowly as it rose, and then to its
    /// final rate. False by default.
    ///
    /// ```
    /// let schedule = mlp::Schedule::one_cycle().div_factor(10.0).three_phase(true);
    /// assert!((schedule.factor(6.0, 10.0) - 0.1).abs() < 1e-9); // as slowly down as up
    /// ```
    #[must_use]
    pub const fn three_phase(self, three_phase: bool) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { three_phase, ..cycle }), ..self },
            _ => self,
        }
    }

    /// Begins with `epochs` epochs in which the rate grows linearly: update i of the n updates in them, counted from 1,
    /// uses i/n of the rate. The schedule itself starts after them.
    ///
    /// ```
    /// let schedule = mlp::Schedule::constant().warmup(4.0);
    /// assert_eq!(schedule.factor(1.0, 10.0), 0.25);
    /// assert_eq!(schedule.factor(4.0, 10.0), 1.0);
    /// ```
    #[must_use]
    pub const fn warmup(self, epochs: f64) -> Self {
        Self { warmup: epochs, ..self }
    }

    /// Begins the warm-up at this fraction of the learning rate, from 0 to 1 (PyTorch's `LinearLR`: the first update
    /// has exactly this rate).
    ///
    /// ```
    /// assert_eq!(mlp::Schedule::constant().warmup(4.0).warmup_start(0.1).factor(0.0, 10.0), 0.1);
    /// ```
    #[must_use]
    pub const fn warmup_start(self, fraction: f64) -> Self {
        Self { warmup_start: Some(fraction), ..self }
    }
}
