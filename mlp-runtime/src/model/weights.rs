//! Weights compiled into a binary: a safetensors file, checked while compiling, read without a way to fail.
//!
//! The rules are those of [`load`](crate::Model::load), in functions that rustc runs as well.

#![allow(clippy::result_large_err)] // a message cannot be boxed while compiling

use crate::Tensors;
use crate::check::Message;
use crate::formats::safetensors::entry::Entry;
use crate::formats::safetensors::header::Header;
use crate::formats::safetensors::rules::{Name, Numbers};
pub use crate::formats::safetensors::split::capacity;
use crate::tensor::visit::{Path, Shape, Spec};

/// Up to how many bytes the numbers of a file are looked at while compiling, too: its checksum, and whether they are
/// finite. That takes 0.3 s for 100,000 `f32`, and would take minutes for large files. (The header of a thousand
/// tensors takes 0.9 s, nearly all of it to read its JSON.)
const LOOKED_AT: usize = 4 << 20;

/// Whether the file at `path` has exactly these tensors, of this type. `N` is its [`capacity`].
///
/// # Panics
/// While compiling, for the first tensor that differs, with both shapes.
#[track_caller]
pub const fn check<const N: usize>(file: &[u8], path: &str, specs: &[Spec], dtype: &str) {
    if let Err(message) = checked(file, specs, dtype, &mut [Entry::NONE; N]) {
        Message::new().text(path).text(": ").bytes(message.as_bytes()).panic();
    }
}

const fn checked(file: &[u8], specs: &[Spec], dtype: &str, entries: &mut [Entry]) -> Result<(), Message> {
    let header = match Header::read(file, entries) {
        Ok(header) => header,
        Err(message) => return Err(message),
    };
    let looked_at = file.len() <= LOOKED_AT;
    if looked_at && let Err(message) = header.check_sum() {
        return Err(message);
    }
    if header.is_checkpoint(entries) {
        return Err(Message::new().text("this is the checkpoint of a trainer: `load` it, and `save` the network"));
    }
    let wide = matches!(dtype.as_bytes(), b"f64");
    let check = Check { header, wide, looked_at };
    if let Err(message) = check.all(entries, specs, Message::new()) {
        return Err(message);
    }
    match header.unexpected(entries) {
        Some(message) => Err(message),
        None => Ok(()),
    }
}

#[derive(Clone, Copy)]
struct Check<'f> {
    header: Header<'f>,
    wide: bool,
    looked_at: bool,
}

impl Check<'_> {
    /// Goes through the tensors of a network, whose names are below `path`.
    const fn all(self, entries: &mut [Entry], specs: &[Spec], path: Message) -> Result<(), Message> {
        let mut i = 0;
        while i < specs.len() {
            let checked = match specs[i] {
                Spec::Field(name, fields) | Spec::Untrained(name, fields) => {
                    let parent = if path.is_empty() { path } else { path.text(".") };
                    self.all(entries, fields, parent.text(name))
                }
                Spec::Tensor(shape) => self.one(entries, path.as_name(), shape),
            };
            if checked.is_err() {
                return checked;
            }
            i += 1;
        }
        Ok(())
    }

    const fn one(self, entries: &mut [Entry], name: Name<'_>, shape: Shape) -> Result<(), Message> {
        match self.header.fitting(entries, name, shape, self.wide) {
            Ok(place) if self.looked_at => self.header.check(name, place, shape, self.wide, Numbers::Weights),
            Ok(_) => Ok(()),
            Err(message) => Err(message),
        }
    }
}

/// The network with the weights of a file that [`check`] has let through.
#[must_use]
pub fn load<M: Tensors>(file: &[u8]) -> M {
    let mut model = M::zeros();
    let mut entries = vec![Entry::NONE; capacity(file)];
    let Ok(header) = Header::read(file, &mut entries) else { return model };
    let wide = size_of::<M::Scalar>() == size_of::<f64>();
    let mut tensors = Vec::new();
    model.tensors(&Path::ROOT, &mut |path, tensor| {
        let name = path.to_string();
        let name = Name { bytes: name.as_bytes(), length: name.len() };
        let (start, end) = header.fitting(&mut entries, name, tensor.shape, wide).unwrap_or_default();
        tensors.push((tensor.shape, header.data.get(start..end).unwrap_or_default()));
    });
    let mut tensors = tensors.into_iter();
    M::side_by_side([&mut model], &mut |_, [values]| {
        if let Some((shape, bytes)) = tensors.next() {
            shape.read(bytes, values);
        }
    });
    model.loaded();
    model
}
