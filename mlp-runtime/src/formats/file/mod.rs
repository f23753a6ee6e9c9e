//! Files as a whole: read, replaced, and written by one process at a time.

mod kind;
mod lock;
mod replace;
mod temporary;

use std::path::Path;

pub(crate) use lock::Lock;
pub(crate) use replace::target;

use crate::{Error, Result};

/// The whole file. Pipes and devices, which may never end, are refused.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    kind::check_readable(path).and_then(|()| std::fs::read(path)).map_err(|source| error(path, source))
}

/// Replaces the file as a whole, or leaves it unchanged.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    replace::replace(path, bytes).map_err(|source| error(path, source))
}

/// What is wrong with a file: what the system says, or what we do.
pub(crate) fn error(path: &Path, source: std::io::Error) -> Error {
    match source.get_ref() {
        Some(ours) => Error::format(path, ours.to_string()),
        None => Error::File { path: path.into(), source },
    }
}
