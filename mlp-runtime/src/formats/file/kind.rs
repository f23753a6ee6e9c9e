//! Paths that do not lead to a regular file.

use std::fs::{self, FileType};
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

/// Checks that a path can be read to its end; pipes and devices may have none. The reader reports a missing file.
pub(super) fn check_readable(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            let what = name(found.file_type());
            let hint = if found.is_dir() { "" } else { ": open it, and read it with `load_reader`" };
            Err(Error::new(ErrorKind::InvalidInput, format!("expected a file, found {what}{hint}")))
        }
        _ => Ok(()),
    }
}

/// Checks that a path can be replaced by a file: it is a file, or does not exist yet.
pub(super) fn check_replaceable(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            let what = name(found.file_type());
            let problem = format!("expected a file to replace, found {what}, which is left as it is");
            Err(Error::new(ErrorKind::InvalidInput, problem))
        }
        _ => Ok(()),
    }
}

fn name(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;

        if kind.is_fifo() {
            return "a pipe (FIFO)";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if kind.is_dir() { "a folder" } else { "something else" }
}
