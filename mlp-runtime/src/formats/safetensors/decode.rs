//! The bytes of a file → networks of one type, or what does not fit.

use super::entry::Entry;
use super::header::{Header, TEXT};
use super::json::part;
use super::rules::{Name, Numbers};
use super::split::capacity;
use super::{Parts, layout};
use crate::tensor::visit::Tensors;

/// A complete file.
pub(crate) struct Opened<'f> {
    header: Header<'f>,
    entries: Vec<Entry>,
}

impl<'f> Opened<'f> {
    pub(crate) fn new(bytes: &'f [u8]) -> Result<Self, String> {
        let mut entries = vec![Entry::NONE; capacity(bytes)];
        let header = Header::read(bytes, &mut entries).map_err(|message| message.as_str().to_owned())?;
        header.check_sum_fast().map_err(|message| message.as_str().to_owned())?;
        Ok(Self { header, entries })
    }

    /// Reads the networks from a file. Other networks of a checkpoint are ignored.
    pub(super) fn decode<M: Tensors>(&mut self, parts: &mut Parts<'_, &mut M>) -> Result<(), String> {
        if self.header.is_checkpoint(&self.entries) {
            self.leave_aside(parts);
        }
        self.decode_all(parts)
    }

    /// Reads the networks from a file that contains no others.
    pub(crate) fn decode_all<M: Tensors>(&mut self, parts: &mut Parts<'_, &mut M>) -> Result<(), String> {
        let wide = size_of::<M::Scalar>() == size_of::<f64>();
        let mut found = Vec::new();
        for (part, network) in &*parts {
            let numbers = if part.starts_with("moment") { Numbers::Moments } else { Numbers::Weights };
            for (name, shape) in layout(part, &**network) {
                let name = Name { bytes: name.as_bytes(), length: name.len() };
                let place = self.header.fitting(&mut self.entries, name, shape, wide);
                let checked = place.and_then(|place| {
                    self.header.check(name, place, shape, wide, numbers)?;
                    Ok((shape, self.header.data.get(place.0..place.1).unwrap_or_default()))
                });
                found.push(checked.map_err(|message| message.as_str().to_owned())?);
            }
        }
        if let Some(message) = self.header.unexpected(&self.entries) {
            return Err(message.as_str().to_owned());
        }

        let mut found = found.into_iter();
        for (_, part) in parts {
            M::side_by_side([&mut **part], &mut |_, [values]| {
                if let Some((shape, bytes)) = found.next() {
                    shape.read(bytes, values);
                }
            });
            part.loaded();
        }
        Ok(())
    }

    /// Tensors of other networks are expected in a checkpoint.
    fn leave_aside<M>(&mut self, parts: &Parts<'_, &mut M>) {
        for entry in &mut self.entries {
            let name = part(self.header.text, entry.name);
            let below =
                |(part, _): &(&str, _)| name.strip_prefix(part.as_bytes()).is_some_and(|rest| rest.starts_with(b"."));
            entry.taken = entry.taken || !parts.iter().any(below);
        }
    }

    /// The text of a checkpoint.
    pub(crate) fn text(&mut self) -> Result<&'f str, String> {
        let found = self.header.find(&self.entries, TEXT.as_bytes(), TEXT.len());
        let found = found.filter(|_| self.header.is_checkpoint(&self.entries));
        let text = found.and_then(|at| {
            let entry = &mut self.entries[at];
            entry.taken = true;
            self.header.data.get(entry.start..entry.end)
        });
        let text =
            text.ok_or_else(|| format!("expected the checkpoint of a trainer, found a file without `{TEXT}`"))?;
        std::str::from_utf8(text).map_err(|error| format!("`{TEXT}`: expected a text: {error}"))
    }

    /// The name of the network to load: in a checkpoint, that of the best weights if there are any, otherwise of the
    /// last.
    pub(super) fn weights(&self) -> &'static str {
        if !self.header.is_checkpoint(&self.entries) {
            return "";
        }
        let keeps_best = self.entries.iter().any(|entry| part(self.header.text, entry.name).starts_with(b"best."));
        if keeps_best { "best" } else { "model" }
    }
}
