//! A trainer ↔ the bytes of its checkpoint.

use std::fmt::Write;

use super::text::Text;
use crate::formats::safetensors::{self, About, Opened};
use crate::model::trainable::Trainable;
use crate::optimizer::{Moments, Optimizer};
use crate::train::Trainer;
use crate::train::plateau::Plateau;
use crate::train::run::{Best, Run};

impl<M: Trainable, O: Optimizer, C> Trainer<'_, M, O, C> {
    /// The bytes of a checkpoint.
    pub(super) fn contents(&mut self) -> Result<Vec<u8>, String> {
        let names = names(self.moments.networks().len());
        let text = self.text(names.len());
        let mut moments = self.moments.networks();
        let mut parts = vec![("model", &*self.model)];
        parts.extend(names.iter().map(String::as_str).zip(moments.iter_mut().map(|moment| &**moment)));
        parts.extend(self.run.best.as_ref().map(|best| ("best", &best.model)));
        safetensors::encode(&parts, Some(&text), &About::of::<M>())
    }

    /// Everything except tensors: lines with a name and a value, then the history as CSV.
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
        if let Some(terms) = &self.checkpoints.terms {
            text += &terms.lines();
        }
        text + &run.history.csv()
    }

    /// Restores the contents of a checkpoint and returns the lines of its text, or says what is wrong with them.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<String, String> {
        let mut opened = Opened::new(bytes)?;
        let text = Text::read(opened.text()?, self.run.history.metric())?;
        let mut moments = self.moments.networks();
        let (expected, count) = (name_of::<O>(), moments.len());
        if (&expected, count) != (&text.optimizer, text.moments) {
            return Err(format!(
                "expected {count} moments of `{expected}`, found {} of `{}`: set the optimizer that it was written with",
                text.moments, text.optimizer
            ));
        }
        let names = names(count);
        let mut best = text.best.map(|(epoch, loss)| Best { epoch, loss, model: M::zeros() });
        let mut parts = vec![("model", &mut *self.model)];
        parts.extend(names.iter().map(String::as_str).zip(moments.iter_mut().map(|moment| &mut **moment)));
        parts.extend(best.as_mut().map(|best| ("best", &mut best.model)));
        opened.decode_all(&mut parts)?;
        self.updates = text.updates;
        self.run = Run::resumed(text.history, text.begin, best, text.plateau);
        Ok(text.lines)
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
