//! The file that is written before it replaces another: `.mlp-PROCESS-COUNT`, in the same folder.
//!
//! Its writer holds an advisory lock on it, which the system releases when the process ends in any way. So an unlocked
//! file with this name was left by a killed process, and the next writer removes it.

use std::fs::{self, DirEntry, File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::lock::process;

/// A new file beside `path`, locked.
pub(super) fn create_beside(path: &Path) -> Result<(File, PathBuf)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let temporary = path.with_file_name(format!(".mlp-{}-{count}", process()));
        let file = match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            opened => opened?,
        };
        match file.try_lock() {
            // Another process removed it, or is about to, before it was locked: try the next name.
            Err(TryLockError::WouldBlock) => {}
            Ok(()) if !temporary.exists() => {}
            // A file system without locks: files left there are not removed.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok((file, temporary)),
        }
    }
}

/// Removes files left by killed processes in the folder of `path`. A failure is not an error, since the caller did not
/// ask for it.
pub(super) fn remove_abandoned(path: &Path) {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(is_temporary) {
        let _ = remove_unlocked(&entry.path());
    }
}

/// `.mlp-7-0`, or `.mlp-0` as it was called before.
fn is_temporary(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let numbers = name.to_str().and_then(|name| name.strip_prefix(".mlp-"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let named = numbers.is_some_and(|numbers| numbers.split('-').count() <= 2 && numbers.split('-').all(is_number));
    // Not through a link to a file that is not ours.
    named && entry.file_type().is_ok_and(|kind| kind.is_file())
}

fn remove_unlocked(path: &Path) -> Result<()> {
    // Windows locks only what is open for reading or writing; other systems do not mind.
    let file = OpenOptions::new().write(true).open(path)?;
    file.try_lock().map_err(Error::from)?;
    fs::remove_file(path)
}
