//! One writer at a time: `training.safetensors.lock` beside a checkpoint.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The right to write a file: an advisory lock on a file beside it, held until it is dropped or the process ends in any
/// way. It works between threads and between processes. On a file system without locks, every process gets it.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Locks the file at `path`. Fails if it is locked, with the number of the process that holds the lock.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".lock");
        let path = path.with_file_name(name);
        loop {
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            let mut lock = match file.try_lock() {
                Ok(()) => Self { file, path: path.clone() },
                // There is no lock, so there is nothing to remove at the end.
                Err(TryLockError::Error(_)) => return Ok(Self { file, path: PathBuf::new() }),
                Err(TryLockError::WouldBlock) => return Err(taken(file)),
            };
            // The previous holder may have removed it after it was opened here.
            if is_at(&lock.file, &path) {
                lock.sign()?;
                return Ok(lock);
            }
            lock.path.clear();
        }
    }

    /// Writes the number of this process into it.
    fn sign(&mut self) -> Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        writeln!(self.file, "{}", process())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // While it is still locked: a process that opens it now finds that it is gone, and tries again. A file that cannot
            // be removed does no harm without a lock.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The error for a file that is locked.
fn taken(mut file: File) -> Error {
    let mut holder = String::new();
    // On Windows, nobody can read a locked file.
    let known = file.read_to_string(&mut holder).is_ok();
    let holder = match holder.trim().parse::<u32>() {
        Ok(number) if known && number == process() => format!("this process ({number})"),
        Ok(number) if known => format!("process {number}"),
        _ => "another process".into(),
    };
    Error::new(
        ErrorKind::WouldBlock,
        format!("{holder} is writing this checkpoint: give each training a file of its own"),
    )
}

/// Whether the file is the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let numbers = |found: fs::Metadata| (found.dev(), found.ino());
    file.metadata().ok().map(numbers) == fs::metadata(path).ok().map(numbers)
}

/// Other systems do not remove open files.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// The number of this process; 0 on a platform without processes.
pub(super) fn process() -> u32 {
    if cfg!(target_family = "wasm") { 0 } else { std::process::id() }
}
