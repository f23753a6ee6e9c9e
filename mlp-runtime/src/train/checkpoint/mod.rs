//! A trainer in a file: weights, moments, the best weights, and a text that says how far training has come.

mod contents;
mod terms;
mod text;

use std::io::{Read, Write as _, stderr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Trainer;
use super::run::is_finite;
use crate::data::dataset::Dataset;
use crate::formats::file::{self, Lock};
use crate::formats::safetensors::public;
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::train::clock::Instant;
use crate::{Error, Result};
use terms::Terms;

/// The least time from one checkpoint to the next during a fit, and how many times as long as the writing took.
const PAUSE: Duration = Duration::from_secs(1);
const PAUSES: u32 = 9;

/// What errors call contents that came from no file.
const BYTES: &str = "bytes";
const READER: &str = "reader";

/// A trainer's checkpoints: where they go, and the one it has resumed.
#[derive(Default)]
pub(super) struct Checkpoints {
    to: Option<Checkpoint>,
    resumed: Option<Resumed>,
    allow_changes: bool,
    /// Of the last fit.
    terms: Option<Terms>,
}

/// Where checkpoints go.
struct Checkpoint {
    path: PathBuf,
    /// When the next one is due.
    due: Instant,
    /// How many epochs the last one has.
    epochs: Option<usize>,
    /// While a fit goes on.
    lock: Option<Lock>,
    /// Whether the last one could not be written.
    failed: bool,
}

/// The checkpoint that a trainer has resumed, until its fit begins.
struct Resumed {
    origin: PathBuf,
    /// The lines of its text.
    lines: String,
}

impl<'m, M: Trainable, O: Optimizer, C> Trainer<'m, M, O, C> {
    /// Writes all that training has come to into a file: weights, the optimizer's moments, the best weights of
    /// [`early_stopping`](Self::early_stopping), the history, and the settings with a hash of the data. It is written
    /// after an epoch, at most once a second and in a tenth of the time, and at the end of [`fit`](Self::fit), and
    /// replaced as a whole; but never by weights that are not finite. While it is written, its contents are in memory,
    /// and the old file and the new one are on the disk. [`resume`](Self::resume) continues from it; without that, the
    /// first epoch replaces a file that is there.
    ///
    /// Before the first epoch `fit` tries whether the file can be written. If that fails later, it says so on the
    /// standard error stream, trains on, and tries again when the next one is due; if the last one cannot be written
    /// either, that is the error of `fit`, after all epochs.
    ///
    /// During a fit nobody else writes the file: `fit` holds a lock on `training.safetensors.lock` beside it, which
    /// ends with the process, and a second one that wants to write it fails with the number of that process.
    ///
    /// [`Model::load`](crate::Model::load) reads it as well: the best weights, or the last where none are kept.
    ///
    /// It is a safetensors file with a checksum. The weights are `model.dense1.weight` and so on, the moments
    /// `moment1.dense1.weight`, the best weights `best.dense1.weight`; the bytes of `trainer` are a text.
    #[must_use]
    pub fn checkpoint(mut self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().into();
        self.checkpoints.to = Some(Checkpoint { path, due: Instant::now(), epochs: None, lock: None, failed: false });
        self
    }

    /// Continues from a [`checkpoint`](Self::checkpoint): the next [`fit`](Self::fit) makes the epochs that the
    /// interrupted one has not made, and gives the bits that it would have given. Where it made all, it makes none;
    /// with more [`epochs`](Self::epochs) it makes these.
    ///
    /// That takes the same data and the same settings: `fit` refuses others ([`Error::Changed`]), unless
    /// [`allow_changes`](Self::allow_changes) is set. Free to change are the learning rate, the schedule, the number of
    /// epochs and `reduce_on_plateau`, and what only watches: validation, early stopping, threads. `fit` then says on
    /// the standard error stream what has changed. The schedule is that of the new number of epochs from the first one
    /// on: with twice as many, a cosine is half as far, and its rate goes up again to that of a training that has had
    /// so many from the beginning. What `reduce_on_plateau` has taken from the rate stays taken.
    ///
    /// Another [optimizer](Self::optimizer) is set before, for it starts with fresh moments.
    ///
    /// ```no_run
    /// # use mlp_runtime::{Dataset, Result, Trainable, Trainer};
    /// # fn train<M: Trainable>(model: &mut M, set: &Dataset<M::Input, M::Target>) -> Result<()> {
    /// let file = "training.safetensors";
    /// let mut trainer = Trainer::new(model).epochs(500).checkpoint(file);
    /// if std::path::Path::new(file).exists() {
    ///     trainer = trainer.resume(file)?;
    /// }
    /// trainer.fit(set)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be read, [`Error::Format`] if it is damaged, not a checkpoint, or that of another
    /// network or optimizer; nothing has changed then.
    pub fn resume(self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = file::read(path)?;
        let mut this = self.resume_from(&bytes, path)?;
        let epochs = this.run.epochs();
        if let Some(checkpoint) = this.checkpoints.to.as_mut().filter(|checkpoint| checkpoint.path == path) {
            checkpoint.epochs = Some(epochs);
        }
        Ok(this)
    }

    /// As [`resume`](Self::resume), from the contents of a checkpoint.
    ///
    /// # Errors
    /// [`Error::Format`], as `resume`.
    pub fn resume_bytes(self, bytes: &[u8]) -> Result<Self> {
        self.resume_from(bytes, BYTES.as_ref())
    }

    /// As [`resume`](Self::resume), from what a reader gives until it ends.
    ///
    /// # Errors
    /// Those of `resume`.
    pub fn resume_reader(self, reader: impl Read) -> Result<Self> {
        let bytes = public::read_all(reader, READER.as_ref())?;
        self.resume_from(&bytes, READER.as_ref())
    }

    fn resume_from(mut self, bytes: &[u8], origin: &Path) -> Result<Self> {
        let lines = self.read(bytes).map_err(|problem| public::format(origin, problem))?;
        self.checkpoints.resumed = Some(Resumed { origin: origin.into(), lines });
        Ok(self)
    }

    /// What a [`checkpoint`](Self::checkpoint) of the trainer as it stands contains, for
    /// [`resume_bytes`](Self::resume_bytes): between fits, or single steps. It has settings to compare if the last fit
    /// wrote or resumed a checkpoint.
    ///
    /// # Errors
    /// [`Error::Format`] if the weights are not finite.
    pub fn to_bytes(&mut self) -> Result<Vec<u8>> {
        if !is_finite(&*self.model) {
            return Err(public::format(BYTES.as_ref(), "not written: expected finite weights".into()));
        }
        self.contents().map_err(|problem| public::format(BYTES.as_ref(), problem))
    }

    /// Lets a [resumed](Self::resume) training continue with other data or settings than its checkpoint was written
    /// with. The bits are then not those of the interrupted training.
    #[must_use]
    pub fn allow_changes(mut self) -> Self {
        self.checkpoints.allow_changes = true;
        self
    }

    /// A fit begins: compares what it resumes, and takes hold of the file that it will write.
    pub(super) fn begin_checkpoints(&mut self, train: &Dataset<M::Input, M::Target>) -> Result<()> {
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
            checkpoint.lock = None; // of a fit that has panicked
            let lock = file::target(&checkpoint.path).and_then(|target| Lock::of(&target));
            checkpoint.lock = Some(lock.map_err(|source| file::error(&checkpoint.path, source))?);
            checkpoint.failed = false;
        }
        self.checkpoints.resumed = None;
        Ok(())
    }

    /// Says what has changed since a checkpoint was written, and may.
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

    /// A fit ends, and others may write its file.
    pub(super) fn end_checkpoints(&mut self) {
        if let Some(checkpoint) = &mut self.checkpoints.to {
            checkpoint.lock = None;
        }
    }

    /// Writes the checkpoint after an epoch if it is due, and at the end of a fit if the file is older. Only there is
    /// it an error if that fails.
    pub(super) fn write_checkpoint(&mut self, end: bool) -> Result<()> {
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
            // A closed stream is no reason to stop training. Once is enough, until it has worked again.
            Err(error) if !failed_before => {
                let _ = writeln!(stderr(), "{error:?}; training continues, and the checkpoint is tried again");
            }
            Err(_) => {}
        }
        Ok(())
    }
}
