//! A trainer in a file: weights, moments, the best weights, and a text that says how far training has come.

use std::fmt::{Display, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use super::Trainer;
use super::plateau::Plateau;
use super::run::{Best, Run, is_finite};
use crate::Result;
use crate::formats::file;
use crate::formats::safetensors::{self, About, Opened, public};
use crate::model::trainable::Trainable;
use crate::optimizer::{Moments, Optimizer};
use crate::train::clock::Instant;
use crate::train::history::History;

/// The least time from one checkpoint to the next while a fit goes on, and how many times as long as the writing took.
const PAUSE: Duration = Duration::from_secs(1);
const PAUSES: u32 = 9;

/// Where checkpoints go.
pub(super) struct Checkpoint {
    path: PathBuf,
    /// When the next one is due.
    due: Instant,
    /// How many epochs the last one has.
    epochs: Option<usize>,
}

impl<M: Trainable, O: Optimizer, C> Trainer<'_, M, O, C> {
    /// Writes all that training has come to into a file: weights, the optimizer's moments, the best weights of
    /// [`early_stopping`](Self::early_stopping), and the history. It is written after an epoch, at most once a second
    /// and in a tenth of the time, and at the end of [`fit`](Self::fit), and replaced as a whole; but never by weights
    /// that are not finite. While it is written, its contents are in memory. [`resume`](Self::resume) goes on from it;
    /// without that, the first epoch replaces a file that is there.
    ///
    /// [`Model::load`](crate::Model::load) reads it as well: the best weights, or the last where none are kept.
    ///
    /// It is a safetensors file. The weights are `model.dense1.weight` and so on, the moments `moment1.dense1.weight`,
    /// the best weights `best.dense1.weight`; the bytes of `trainer` are a text.
    #[must_use]
    pub fn checkpoint(mut self, path: impl AsRef<Path>) -> Self {
        self.checkpoint = Some(Checkpoint { path: path.as_ref().into(), due: Instant::now(), epochs: None });
        self
    }

    /// Goes on from a [`checkpoint`](Self::checkpoint): the next [`fit`](Self::fit) makes the epochs that the
    /// interrupted one has not made, and gives the bits that it would have given, on the same data with the same
    /// settings. Where it made all, it makes none; with more [`epochs`](Self::epochs) it makes these.
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
    /// [`Error::File`](crate::Error::File) if it cannot be read, [`Error::Format`](crate::Error::Format) if it is no
    /// checkpoint, or that of another network or optimizer; nothing has changed then.
    pub fn resume(mut self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = file::read(path)?;
        self.read(&bytes).map_err(|problem| public::format(path, problem))?;
        if let Some(checkpoint) = self.checkpoint.as_mut().filter(|checkpoint| checkpoint.path == path) {
            checkpoint.epochs = Some(self.run.epochs());
        }
        Ok(self)
    }

    /// Writes the checkpoint after an epoch if it is due, and at the end of a fit if the file is older.
    pub(super) fn write_checkpoint(&mut self, end: bool) -> Result<()> {
        let (start, epochs) = (Instant::now(), Some(self.run.epochs()));
        let due = |checkpoint: &Checkpoint| if end { checkpoint.epochs != epochs } else { checkpoint.due <= start };
        if !self.checkpoint.as_ref().is_some_and(due) || !is_finite(&*self.model) {
            return Ok(());
        }
        let names = names(self.moments.networks().len());
        let text = self.text(names.len());
        let mut moments = self.moments.networks();
        let mut parts = vec![("model", &*self.model)];
        parts.extend(names.iter().map(String::as_str).zip(moments.iter_mut().map(|moment| &**moment)));
        parts.extend(self.run.best.as_ref().map(|best| ("best", &best.model)));
        if let Some(checkpoint) = &mut self.checkpoint {
            let bytes = safetensors::encode(&parts, Some(&text), &About::of::<M>())
                .map_err(|problem| public::format(&checkpoint.path, problem))?;
            file::write(&checkpoint.path, &bytes)?;
            checkpoint.due = Instant::now() + PAUSE.max(start.elapsed() * PAUSES);
            checkpoint.epochs = epochs;
        }
        Ok(())
    }

    /// What is no tensor: lines of a name and a value, then the history as CSV.
    fn text(&self, moments: usize) -> String {
        let run = &self.run;
        let mut text = format!("optimizer {}\nmoments {moments}\n", name_of::<O>());
        let _ = writeln!(text, "updates {}\nbegin {}", self.updates, run.begin); // a string takes all
        if let Some(best) = &run.best {
            let _ = writeln!(text, "best {}", best.epoch);
        }
        if let Some(Plateau { lowest, waited, factor }) = run.plateau {
            let _ = writeln!(text, "lowest {lowest}\nwaited {waited}\nfactor {factor}");
        }
        text + &run.history.csv()
    }

    /// A checkpoint's contents, or what is wrong with them.
    fn read(&mut self, bytes: &[u8]) -> Result<(), String> {
        let mut opened = Opened::new(bytes)?;
        let text = opened.text()?;
        let (lines, history) = text.split_at(text.find(History::FIRST).unwrap_or(text.len()));
        let history = History::from_csv(self.run.history.metric(), history)?;
        let lines = Lines(lines);
        let (expected, found) = (name_of::<O>(), lines.value::<String>("optimizer")?);
        let mut moments = self.moments.networks();
        let (count, count_found) = (moments.len(), lines.value::<usize>("moments")?);
        if (&expected, count) != (&found, count_found) {
            return Err(format!(
                "expected {count} moments of `{expected}`, found {count_found} of `{found}`: set the optimizer that it was written with"
            ));
        }
        let (updates, begin) = (lines.value("updates")?, lines.value("begin")?);
        let epochs = history.epochs().len();
        if begin > epochs {
            return Err(format!("`begin`: expected at most {epochs}, the number of epochs, found {begin}"));
        }
        let mut best = None;
        if let Some(epoch) = lines.optional("best")? {
            let made = history.epochs().iter().find(|made| made.number == epoch);
            let made = made.ok_or_else(|| format!("`best`: expected one of {epochs} epochs, found {epoch}"))?;
            best = Some(Best { epoch, loss: made.decisive_loss(), model: M::zeros() });
        }
        let mut plateau = None;
        if let Some(lowest) = lines.optional("lowest")? {
            plateau = Some(Plateau { lowest, waited: lines.value("waited")?, factor: lines.value("factor")? });
        }

        let names = names(moments.len());
        let mut parts = vec![("model", &mut *self.model)];
        parts.extend(names.iter().map(String::as_str).zip(moments.iter_mut().map(|moment| &mut **moment)));
        parts.extend(best.as_mut().map(|best| ("best", &mut best.model)));
        opened.decode(&mut parts)?;
        self.updates = updates;
        self.run = Run::resumed(history, begin, best, plateau);
        Ok(())
    }
}

/// `moment1`, `moment2`, …
fn names(moments: usize) -> Vec<String> {
    (1..=moments).map(|number| format!("moment{number}")).collect()
}

/// The type's own name: `Adam`.
fn name_of<O>() -> String {
    let path = std::any::type_name::<O>().split('<').next().unwrap_or_default();
    path.rsplit("::").next().unwrap_or_default().into()
}

/// Names and values, a line each.
struct Lines<'t>(&'t str);

impl Lines<'_> {
    fn optional<T: FromStr<Err: Display>>(&self, name: &str) -> Result<Option<T>, String> {
        let mut lines = self.0.lines().filter_map(|line| line.split_once(' '));
        let Some((_, value)) = lines.find(|(found, _)| *found == name) else { return Ok(None) };
        let value = value.parse().map_err(|error| format!("`{name}`: expected a number, found `{value}`: {error}"))?;
        Ok(Some(value))
    }

    fn value<T: FromStr<Err: Display>>(&self, name: &str) -> Result<T, String> {
        self.optional(name)?.ok_or_else(|| format!("expected a line with `{name}` in `trainer`"))
    }
}
