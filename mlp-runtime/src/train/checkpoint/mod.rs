//! A trainer in a file: weights, moments, the best weights, and a text with the state of the training.

mod contents;
mod during_fit;
mod terms;
mod text;

use std::io::Read;
use std::path::{Path, PathBuf};

use super::Trainer;
use super::run::is_finite;
use crate::Result;
use crate::formats::file::{self, Lock};
use crate::formats::safetensors::public;
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::train::clock::Instant;
use terms::Terms;

/// What errors call contents that came from no file.
const BYTES: &str = "bytes";
const READER: &str = "reader";

/// A trainer's checkpoints: where they are written, and the one that was resumed.
#[derive(Default)]
pub(super) struct Checkpoints {
    to: Option<Checkpoint>,
    resumed: Option<Resumed>,
    allow_changes: bool,
    /// The settings and data of the last fit.
    terms: Option<Terms>,
}

/// Where checkpoints go.
struct Checkpoint {
    path: PathBuf,
    /// When the next one is due.
    due: Instant,
    /// The number of epochs in the last one.
    epochs: Option<usize>,
    /// Held during a fit.
    lock: Option<Lock>,
    /// Whether the last one could not be written.
    failed: bool,
}

/// The checkpoint that a trainer resumed, until its fit begins.
struct Resumed {
    origin: PathBuf,
    /// The lines of its text.
    lines: String,
}

impl<'m, M: Trainable, O: Optimizer, C> Trainer<'m, M, O, C> {
    /// Writes the state of the training to a file: the weights, the optimizer's moments, the best weights of
    /// [`early_stopping`](Self::early_stopping), the history, and the settings with a hash of the data.
    /// [`resume`](Self::resume) continues from it; without `resume`, the first epoch replaces an existing file.
    ///
    /// The file is written after an epoch and at the end of [`fit`](Self::fit), but at most once per second, and
    /// writing takes at most a tenth of the time. It is replaced as a whole, and never by weights that are not finite.
    /// During a write, its contents are in memory, and both the old and the new file are on disk.
    ///
    /// Before the first epoch, `fit` checks that the file can be written. If a later write fails, `fit` reports it on
    /// the standard error stream, continues to train, and tries again when the next checkpoint is due. If the last
    /// write fails too, `fit` returns the error after all epochs.
    ///
    /// During a fit no other process writes the file: `fit` holds a lock on `training.safetensors.lock` beside it,
    /// which ends with the process. A second `fit` with the same file fails, with the number of the process that holds
    /// the lock.
    ///
    /// [`Model::load`](crate::Model::load) can read the file, too: it takes the best weights if there are any,
    /// otherwise the last ones.
    ///
    /// It is a safetensors file with a checksum. The weights are called `model.dense1.weight` and so on, the moments
    /// `moment1.dense1.weight`, the best weights `best.dense1.weight`. The tensor `trainer` contains a text.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// # let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("training.safetensors");
    /// Trainer::new(&mut model).checkpoint(&path).fit(&train)?;
    /// assert_eq!(Line::load(&path)?, model);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn checkpoint(mut self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().into();
        self.checkpoints.to = Some(Checkpoint { path, due: Instant::now(), epochs: None, lock: None, failed: false });
        self
    }

    /// Continues from a [`checkpoint`](Self::checkpoint): the next [`fit`](Self::fit) runs the epochs that the
    /// interrupted one did not run, and its results are bitwise those of an uninterrupted training. If all epochs were
    /// done, it runs none. If [`epochs`](Self::epochs) is now larger, it runs the additional ones.
    ///
    /// This requires the same data and the same settings: `fit` returns [`Error::Changed`](crate::Error::Changed) for
    /// others, unless [`allow_changes`](Self::allow_changes) is set. The learning rate, the schedule, the number of
    /// epochs, `reduce_on_plateau`, and what only observes the training (validation, early stopping, threads) may
    /// always change. `fit` then reports on the standard error stream what changed. The schedule is the one of the new
    /// number of epochs, from the first epoch on: with twice as many epochs, a cosine is only half as far, and its rate
    /// rises to that of a training with this number from the beginning. Reductions by `reduce_on_plateau` remain in
    /// effect.
    ///
    /// Set another [optimizer](Self::optimizer) before `resume`, because it starts with fresh moments.
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
    /// [`Error::File`](crate::Error::File) if it cannot be read, [`Error::Format`](crate::Error::Format) if it is
    /// damaged, not a checkpoint, or the checkpoint of another network or optimizer. The network has not changed then.
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

    /// Like [`resume`](Self::resume), from the contents of a checkpoint.
    ///
    /// # Errors
    /// [`Error::Format`](crate::Error::Format), as `resume`.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut whole = model.clone();
    /// Trainer::new(&mut whole).epochs(10).fit(&train)?;
    ///
    /// let mut interrupted = Trainer::new(&mut model).epochs(4);
    /// interrupted.fit(&train)?;
    /// let bytes = interrupted.to_bytes()?;
    ///
    /// let mut resumed = Line::init(2);
    /// Trainer::new(&mut resumed).epochs(10).resume_bytes(&bytes)?.fit(&train)?;
    /// assert_eq!(resumed, whole); // bit by bit
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn resume_bytes(self, bytes: &[u8]) -> Result<Self> {
        self.resume_from(bytes, BYTES.as_ref())
    }

    /// Like [`resume`](Self::resume), from a reader, which is read to its end.
    ///
    /// # Errors
    /// Those of `resume`.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = Trainer::new(&mut model);
    /// trainer.fit(&train)?;
    /// let bytes = trainer.to_bytes()?;
    ///
    /// let mut copy = Line::init(2);
    /// let resumed = Trainer::new(&mut copy).resume_reader(&bytes[..])?; // any `impl Read`
    /// assert_eq!(resumed.history().epochs().len(), 10);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn resume_reader(self, reader: impl Read) -> Result<Self> {
        let bytes = public::read_all(reader, READER.as_ref())?;
        self.resume_from(&bytes, READER.as_ref())
    }

    fn resume_from(mut self, bytes: &[u8], origin: &Path) -> Result<Self> {
        let lines = self.read(bytes).map_err(|problem| public::format(origin, problem))?;
        self.checkpoints.resumed = Some(Resumed { origin: origin.into(), lines });
        Ok(self)
    }

    /// The contents of a [`checkpoint`](Self::checkpoint) of the trainer's current state, for
    /// [`resume_bytes`](Self::resume_bytes). Call it between fits, or between single steps. It contains settings to
    /// compare if the last fit wrote or resumed a checkpoint.
    ///
    /// # Errors
    /// [`Error::Format`](crate::Error::Format) if the weights are not finite.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = Trainer::new(&mut model);
    /// trainer.step(&[[1.0]], &[[3.0]])?;
    /// let bytes = trainer.to_bytes()?;
    ///
    /// let mut copy = Line::init(2);
    /// let resumed = Trainer::new(&mut copy).resume_bytes(&bytes)?;
    /// assert_eq!(resumed.model(), &trainer.into_model());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn to_bytes(&mut self) -> Result<Vec<u8>> {
        if !is_finite(&*self.model) {
            return Err(public::format(BYTES.as_ref(), "not written: expected finite weights".into()));
        }
        self.contents().map_err(|problem| public::format(BYTES.as_ref(), problem))
    }

    /// Lets a [resumed](Self::resume) training continue with data or settings other than those of its checkpoint. The
    /// results are then no longer those of an uninterrupted training.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// # let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("training.safetensors");
    /// Trainer::new(&mut model).checkpoint(&path).epochs(5).fit(&train)?;
    ///
    /// let more = Dataset::new(vec![[0.0], [4.0]], vec![[1.0], [9.0]])?;
    /// let mut copy = Line::init(1);
    /// assert!(Trainer::new(&mut copy).epochs(9).resume(&path)?.fit(&more).is_err()); // other data
    /// Trainer::new(&mut copy).epochs(9).allow_changes().resume(&path)?.fit(&more)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_changes(mut self) -> Self {
        self.checkpoints.allow_changes = true;
        self
    }
}
