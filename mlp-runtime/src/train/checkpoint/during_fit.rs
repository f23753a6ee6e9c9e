//! Checkpoints while `fit` runs: what it resumes is compared, its file is locked, written, and released.

use std::io::{Write as _, stderr};
use std::path::Path;
use std::time::Duration;

use super::terms::Terms;
use super::{Checkpoint, Resumed, Trainer, terms};
use crate::data::dataset::Dataset;
use crate::formats::file::{self, Lock};
use crate::formats::safetensors::public;
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::train::clock::Instant;
use crate::train::run::is_finite;
use crate::{Error, Result};

/// The shortest pause between checkpoints of a fit, and how many times as long as the last write took it is at least.
const PAUSE: Duration = Duration::from_secs(1);
const PAUSES: u32 = 9;

impl<M: Trainable, O: Optimizer, C> Trainer<'_, M, O, C> {
    /// At the beginning of a fit: compares it with what it resumes, and locks the file that it will write.
    pub(in crate::train) fn begin_checkpoints(&mut self, train: &Dataset<M::Input, M::Target>) -> Result<()> {
        if self.checkpoints.to.is_none() && self.checkpoints.resumed.is_none() {
            return Ok(());
        }
        let terms = Terms::of(self, train);
        if let Some(Resumed { origin, lines }) = &self.checkpoints.resumed {
            let forbidden = terms.forbidden(lines).filter(|_| !self.checkpoints.allow_changes);
            if let Some((setting, expected, found)) = forbidden {
                return Err(Error::Changed { path: origin.clone(), setting, expected, found });
            }
            self.tell(origin, &terms.free(lines));
        }
        self.checkpoints.terms = Some(terms);
        if let Some(checkpoint) = &mut self.checkpoints.to {
            checkpoint.lock = None; // left by a fit that panicked
            let lock = file::target(&checkpoint.path).and_then(|target| Lock::of(&target));
            checkpoint.lock = Some(lock.map_err(|source| file::error(&checkpoint.path, source))?);
            checkpoint.failed = false;
        }
        self.checkpoints.resumed = None;
        Ok(())
    }

    /// Reports the allowed changes since the checkpoint was written.
    #[allow(clippy::cast_precision_loss)] // counts of epochs stay below 2^53
    fn tell(&self, origin: &Path, changes: &[terms::Change]) {
        if changes.is_empty() {
            return;
        }
        let changes: Vec<String> =
            changes.iter().map(|(name, before, now)| format!("`{name}` was {before} and is {now}")).collect();
        let (done, epochs) = (self.run.epochs(), self.run.begin.saturating_add(self.settings.epochs));
        let (at, reduced) = (done as f64, self.run.plateau.map_or(1.0, |plateau| plateau.factor));
        let factor = self.settings.schedule.factor(at, epochs as f64);
        let rate = self.optimizer.at(reduced * factor).learning_rate();
        // A closed stream is no reason not to train.
        let _ = writeln!(
            stderr(),
            "{}: {}; {done} of {epochs} epochs are made, and the schedule, that of {epochs} epochs from the first one \
             on, continues with the rate {rate:.3e}",
            origin.display(),
            changes.join(", "),
        );
    }

    /// At the end of a fit: others may write its file.
    pub(in crate::train) fn end_checkpoints(&mut self) {
        if let Some(checkpoint) = &mut self.checkpoints.to {
            checkpoint.lock = None;
        }
    }

    /// Writes the checkpoint after an epoch if it is due, and at the end of a fit if the file is older. A failure is an
    /// error only at the end.
    pub(in crate::train) fn write_checkpoint(&mut self, end: bool) -> Result<()> {
        let (start, epochs) = (Instant::now(), Some(self.run.epochs()));
        let due = |checkpoint: &Checkpoint| if end { checkpoint.epochs != epochs } else { checkpoint.due <= start };
        if !self.checkpoints.to.as_ref().is_some_and(due) || !is_finite(&*self.model) {
            return Ok(());
        }
        let contents = self.contents();
        let Some(checkpoint) = &mut self.checkpoints.to else { return Ok(()) };
        let contents = contents.map_err(|problem| public::format(&checkpoint.path, problem));
        let written = contents.and_then(|bytes| file::write(&checkpoint.path, &bytes));
        checkpoint.due = Instant::now() + PAUSE.max(start.elapsed() * PAUSES);
        let failed_before = std::mem::replace(&mut checkpoint.failed, written.is_err());
        match written {
            Ok(()) => checkpoint.epochs = epochs,
            Err(error) if end => return Err(error),
            // A closed stream is no reason to stop training. Report a failure once, until a write succeeds again.
            Err(error) if !failed_before => {
                let _ = writeln!(stderr(), "{error:?}; training continues, and the checkpoint is tried again");
            }
            Err(_) => {}
        }
        Ok(())
    }
}
