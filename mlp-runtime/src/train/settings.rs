//! The hyperparameters of a trainer other than its optimizer.

use super::plateau::ReduceOnPlateau;
use crate::error::expect;
use crate::train::schedule::Schedule;
use crate::{Result, Trainable, parallel};

#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) schedule: Schedule,
    pub(super) epochs: usize,
    pub(super) batch_size: usize,
    pub(super) shuffle: bool,
    pub(super) seed: u64,
    pub(super) plateau: Option<ReduceOnPlateau>,
    /// The number of epochs without a lower loss after which training ends.
    pub(super) patience: Option<usize>,
    pub(super) clip_norm: Option<f64>,
    pub(super) progress: bool,
    pub(super) threads: usize,
}

impl Settings {
    /// The settings of the description of `M`, and defaults for the others.
    pub(super) fn of<M: Trainable>() -> Self {
        let declared = M::HYPERPARAMETERS;
        Self {
            schedule: declared.schedule,
            epochs: declared.epochs,
            batch_size: declared.batch,
            shuffle: true,
            seed: 0,
            plateau: None,
            patience: None,
            clip_norm: None,
            progress: false,
            threads: parallel::available(),
        }
    }

    /// Checks the ranges, for a network whose batches have at least `least_rows` rows.
    #[allow(clippy::cast_precision_loss)] // for the messages
    pub(super) fn check(&self, least_rows: usize) -> Result<()> {
        self.schedule.check()?;
        if let Some(norm) = self.clip_norm {
            expect(norm > 0.0, "clip_norm", "a number above 0", norm)?;
        }
        if let Some(ReduceOnPlateau { factor, patience }) = self.plateau {
            expect(factor > 0.0 && factor < 1.0, "reduce_on_plateau", "a factor between 0 and 1", factor)?;
            expect(patience > 0, "reduce_on_plateau", "a whole number of epochs above 0", patience as f64)?;
        }
        if let Some(patience) = self.patience {
            expect(patience > 0, "early_stopping", "a whole number of epochs above 0", patience as f64)?;
        }
        let (rows, threads) = (self.batch_size, self.threads);
        expect(rows > 0, "batch_size", "a whole number above 0", rows as f64)?;
        let enough = "2 or more rows, for `batch_norm` takes their variance";
        expect(rows >= least_rows, "batch_size", enough, rows as f64)?;
        expect(threads > 0, "threads", "a whole number above 0", threads as f64)?;
        let one = threads == 1 || cfg!(feature = "threads");
        expect(one, "threads", "1, or the feature `threads` of `mlp`", threads as f64)
    }
}
