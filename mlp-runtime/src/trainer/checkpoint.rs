//! A trainer in a file: weights, moments, the best weights, and the epochs so far.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, Instant};

use super::Trainer;
use super::run::{Best, Run};
use crate::Result;
use crate::files::{self, Notes};
use crate::history::History;
use crate::optimizer::{Moments, Optimizer};
use crate::trainable::Trainable;

/// The least time from one checkpoint to the next while a fit goes on, and how many times as long as the writing took.
const PAUSE: Duration = Duration::from_secs(1);
const PAUSES: u32 = 9;

/// Where checkpoints go, and when the next one is due.
pub(super) struct Checkpoint {
    path: PathBuf,
    due: Instant,
}

impl<M: Trainable, O: Optimizer> Trainer<'_, M, O> {
    /// Writes all that training has come to into a file: weights, the optimizer's moments, the best weights of
    /// [`early_stopping`](Self::early_stopping), and the history. It is written after an epoch, at most once a second and in a
    /// tenth of the time, and at the end of [`fit`](Self::fit), but never with a loss that is not finite, and is replaced as a whole.
    /// [`resume`](Self::resume) goes on from it.
    ///
    /// It is a safetensors file: the weights are `model.dense1.weight` and so on, the moments `moment1.dense1.weight`.
    #[must_use]
    pub fn checkpoint(mut self, path: impl AsRef<Path>) -> Self {
        self.checkpoint = Some(Checkpoint { path: path.as_ref().into(), due: Instant::now() });
        self
    }

    /// Goes on from a [`checkpoint`](Self::checkpoint): the next [`fit`](Self::fit) makes the epochs that the interrupted one
    /// has not made, and gives the bits that it would have given, on the same data with the same settings. Where it made all, it
    /// makes none; with more [`epochs`](Self::epochs) it makes these.
    ///
    /// Another [optimizer](Self::optimizer) is set before, for it starts with fresh moments.
    ///
    /// ```no_run
    /// # use mlp_runtime::{Dataset, Result, Trainable, Trainer};
    /// # fn train<M: Trainable>(model: &mut M, set: &Dataset<M::Input, M::Target>) -> Result<()> {
    /// let file = "training.safetensors";
    /// let mut trainer = Trainer::new(model).epochs(500).checkpoint(file);
    /// if std::fs::exists(file).is_ok_and(|exists| exists) {
    ///     trainer = trainer.resume(file)?;
    /// }
    /// trainer.fit(set)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if it cannot be read, [`Error::Format`](crate::Error::Format) if it is no checkpoint, or that of another network or of an
    /// optimizer with more or fewer moments; nothing has changed then.
    pub fn resume(mut self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = files::read_file(path)?;
        self.read(&bytes).map_err(|problem| files::format(path, problem))?;
        Ok(self)
    }

    /// Writes the checkpoint after an epoch, or at the end of a fit.
    pub(super) fn write_checkpoint(&mut self, end: bool) -> Result<()> {
        let Some(checkpoint) = &mut self.checkpoint else { return Ok(()) };
        let start = Instant::now();
        if !end && start < checkpoint.due {
            return Ok(());
        }
        let mut moments = self.moments.networks();
        let names = names(moments.len());
        let mut parts = vec![("model", &*self.model)];
        parts.extend(names.iter().map(String::as_str).zip(moments.iter_mut().map(|moment| &**moment)));
        parts.extend(self.run.best.as_ref().map(|best| ("best", &best.model)));
        let run = &self.run;
        let mut notes = vec![
            ("updates", self.updates.to_string()),
            ("moments", names.len().to_string()),
            ("begin", run.begin.to_string()),
            ("history", run.history.csv()),
        ];
        notes.extend(run.best.as_ref().map(|best| ("best", best.epoch.to_string())));
        let notes = notes.into_iter().map(|(name, note)| (name.into(), note)).collect();
        files::save_parts(&parts, Some(notes), &checkpoint.path)?;
        checkpoint.due = Instant::now() + PAUSE.max(start.elapsed() * PAUSES);
        Ok(())
    }

    /// A checkpoint's contents, or what is wrong with them.
    fn read(&mut self, bytes: &[u8]) -> Result<(), String> {
        let notes = files::notes(bytes)?;
        let history = History::from_csv(self.run.history.metric(), text(&notes, "history")?)?;
        let (updates, begin) = (number(&notes, "updates")?, number(&notes, "begin")?);
        let best = notes.contains_key("best").then(|| number::<usize>(&notes, "best")).transpose()?;
        let mut moments = self.moments.networks();
        let (expected, found) = (moments.len(), number::<usize>(&notes, "moments")?);
        if expected != found {
            return Err(format!(
                "expected {expected} moments, found {found}: set the optimizer that the checkpoint was written with"
            ));
        }
        let best = best.map(|epoch| {
            let made = epoch.checked_sub(1).and_then(|before| history.epochs().get(before));
            let made = made.ok_or_else(|| {
                format!("expected the best epoch among the {}, found {epoch}", history.epochs().len())
            })?;
            Ok::<_, String>(Best { epoch, loss: made.decisive_loss(), model: M::zeros() })
        });
        let mut best = best.transpose()?;
        if begin > history.epochs().len() {
            return Err(format!(
                "expected a fit that began within the {} epochs, found {begin}",
                history.epochs().len()
            ));
        }

        let names = names(moments.len());
        let mut parts = vec![("model", &mut *self.model)];
        parts.extend(names.iter().map(String::as_str).zip(moments.iter_mut().map(|moment| &mut **moment)));
        parts.extend(best.as_mut().map(|best| ("best", &mut best.model)));
        files::decode(&mut parts, bytes)?;
        self.updates = updates;
        self.run = Run { history, begin, interrupted: true, best };
        Ok(())
    }
}

/// `moment1`, `moment2`, …
fn names(moments: usize) -> Vec<String> {
    (1..=moments).map(|number| format!("moment{number}")).collect()
}

fn text<'n>(notes: &'n Notes, name: &str) -> Result<&'n str, String> {
    let note = notes.get(name).map(String::as_str);
    note.ok_or_else(|| format!("expected the checkpoint of a trainer, found a file without `{name}`"))
}

fn number<T: FromStr<Err: Display>>(notes: &Notes, name: &str) -> Result<T, String> {
    let note = text(notes, name)?;
    note.parse().map_err(|error| format!("`{name}`: expected a number, found `{note}`: {error}"))
}
