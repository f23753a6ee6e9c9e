//! The bytes of a data file, plain or compressed: which of the two its first bytes say, not its name.

use std::path::Path;

use crate::{Error, Result};

/// What every gzip file begins with (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The contents of a file, unpacked.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).map_err(|source| Error::File { path: path.into(), source })?;
    if bytes.starts_with(&GZIP) { unpack(&bytes).map_err(|problem| format(path, problem)) } else { Ok(bytes) }
}

/// The error of a file that is there, but not as it should be.
pub(super) fn format(path: &Path, problem: impl Into<String>) -> Error {
    Error::Format { path: path.into(), problem: problem.into() }
}

#[cfg(feature = "gzip")]
fn unpack(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(bytes), &mut unpacked)
        .map_err(|problem| format!("expected a whole gzip file, but it does not unpack: {problem}"))?;
    Ok(unpacked)
}

#[cfg(not(feature = "gzip"))]
fn unpack(_: &[u8]) -> Result<Vec<u8>, String> {
    Err("this file is compressed with gzip: enable the feature `gzip` of `mlp`, or unpack it with `gunzip`".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named() {
        let error = read(Path::new("no/such/file.csv")).unwrap_err();
        assert!(matches!(error, Error::File { .. }));
        assert!(error.to_string().starts_with("no/such/file.csv: "), "{error}");
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn gzip_that_breaks_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cut");
        std::fs::write(&path, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0]).unwrap();
        let error = read(&path).unwrap_err();
        assert!(error.to_string().contains("expected a whole gzip file"), "{error}");
    }

    #[cfg(not(feature = "gzip"))]
    #[test]
    fn gzip_without_the_feature() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("packed");
        std::fs::write(&path, [0x1f, 0x8b, 8, 0]).unwrap();
        let error = read(&path).unwrap_err();
        assert!(error.to_string().contains("enable the feature `gzip`"), "{error}");
    }
}
