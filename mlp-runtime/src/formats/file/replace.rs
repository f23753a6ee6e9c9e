//! A file that is replaced as a whole, or not at all.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

use super::kind::check_replaceable;
use super::temporary::{create_beside, remove_abandoned};

/// How many links may lead to each other.
const LINKS: usize = 40;

/// Writes a temporary file beside the target to the disk, and then renames it. A reader of `path` finds the old
/// contents or the new ones, also after a crash. If `path` is a symbolic link, the target is the file it points to,
/// even if that does not exist. A file keeps its permissions. Hard links to it keep the old contents.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let path = &target(path)?;
    remove_abandoned(path);
    let (file, temporary) = create_beside(path)?;
    let replaced = written(&file, path, bytes).and_then(|()| renamed(file, &temporary, path));
    if replaced.is_err() {
        // Report the first error.
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

/// The file that a path leads to, through all links. An error if that is not a file.
pub(crate) fn target(path: &Path) -> Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        if path.file_name().is_none() {
            return Err(Error::new(ErrorKind::InvalidInput, "expected the name of a file"));
        }
        let Ok(link) = fs::read_link(&path) else {
            check_replaceable(&path)?;
            return Ok(path);
        };
        // A link is relative to its own folder.
        path = path.parent().map_or(link.clone(), |folder| folder.join(link));
    }
    Err(Error::new(ErrorKind::InvalidInput, "expected a file, found links that lead to each other"))
}

fn written(mut file: &File, path: &Path, bytes: &[u8]) -> Result<()> {
    if let Ok(before) = fs::metadata(path) {
        file.set_permissions(before.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// Windows does not rename locked files.
fn renamed(file: File, temporary: &Path, path: &Path) -> Result<()> {
    if cfg!(windows) {
        drop(file);
        return fs::rename(temporary, path);
    }
    fs::rename(temporary, path)
}
