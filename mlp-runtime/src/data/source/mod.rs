//! The bytes of a data file, plain or compressed. The first bytes say which, not the name.

#[cfg(feature = "gzip")]
mod gzip;
mod recognize;
mod stream;

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

pub(super) use recognize::Expected;
#[cfg(feature = "csv")]
pub(super) use stream::problem;
#[cfg(feature = "npy")]
pub(super) use stream::problem_of;
pub(super) use stream::{Stream, failed};

use crate::{Error, Result};

/// A source of data: a file, a reader, or bytes in memory, plain or compressed with gzip.
///
/// Functions that read data take a path or a `Source`:
///
/// ```
/// use mlp_runtime::Dataset;
/// use mlp_runtime::data::Source;
///
/// let images = [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8, 9];
/// let labels: &[u8] = &[0, 0, 8, 1, 0, 0, 0, 1, 4]; // any `impl Read`
/// let data = Dataset::<[f32; 3], usize>::from_idx(Source::bytes(&images), Source::reader(labels).name("labels"))?;
/// assert_eq!((data.inputs(), data.targets()), (&[[7.0, 8.0, 9.0]][..], &[4][..]));
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
#[must_use]
pub struct Source<'a> {
    name: PathBuf,
    input: Input<'a>,
    limit: Option<u64>,
}

enum Input<'a> {
    /// The file of the source's name.
    Path,
    Reader(Box<dyn Read + 'a>),
}

impl<'a> Source<'a> {
    /// A file. Named pipes and devices are refused, because they may never end. To read from one, open it and use
    /// [`reader`](Self::reader).
    ///
    /// ```
    /// use mlp::data::Source;
    ///
    /// let missing = Source::path("no/such/file.csv");
    /// let error = mlp::Dataset::<[f32; 1], [f32; 1]>::from_csv(missing, &["y"]).unwrap_err();
    /// assert!(error.to_string().starts_with("no/such/file.csv"));
    /// ```
    pub fn path(path: impl AsRef<Path>) -> Self {
        Self { name: path.as_ref().into(), input: Input::Path, limit: None }
    }

    /// Any reader, read to its end. It does not have to be buffered.
    ///
    /// ```
    /// use mlp::data::Source;
    ///
    /// let reader: &[u8] = b"x,y\n1,2\n"; // any `impl Read`
    /// let set: mlp::Dataset<[f32; 1], [f32; 1]> = mlp::Dataset::from_csv(Source::reader(reader), &["y"])?;
    /// assert_eq!(set.len(), 1);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn reader(reader: impl Read + 'a) -> Self {
        Self { name: "(reader)".into(), input: Input::Reader(Box::new(reader)), limit: None }
    }

    /// Bytes in memory, for example `include_bytes!("data.csv")`.
    ///
    /// ```
    /// use mlp::data::Source;
    ///
    /// let set: mlp::Dataset<[f32; 1], [f32; 1]> = mlp::Dataset::from_csv(Source::bytes("x,y\n1,2\n"), &["y"])?;
    /// assert_eq!(set.len(), 1);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn bytes(bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self::reader(bytes.as_ref()).name("(bytes)")
    }

    /// The name of a source that is not a file, for errors.
    ///
    /// ```
    /// use mlp::data::Source;
    ///
    /// let source = Source::bytes("x,y\n1,two\n").name("request 7");
    /// let error = mlp::Dataset::<[f32; 1], [f32; 1]>::from_csv(source, &["y"]).unwrap_err();
    /// assert!(error.to_string().starts_with("request 7"));
    /// ```
    pub fn name(self, name: impl AsRef<Path>) -> Self {
        match self.input {
            Input::Path => self,
            Input::Reader(_) => Self { name: name.as_ref().into(), ..self },
        }
    }

    /// The largest number of bytes to read, counted after decompression; more is an error. By default plain data have
    /// no limit, and compressed data may grow to 64 MiB or to 100 times their size, whichever is more.
    ///
    /// ```
    /// use mlp::data::Source;
    ///
    /// let source = Source::bytes("x,y\n1,2\n3,4\n").limit(6);
    /// assert!(mlp::Dataset::<[f32; 1], [f32; 1]>::from_csv(source, &["y"]).is_err());
    /// ```
    pub fn limit(self, bytes: u64) -> Self {
        Self { limit: Some(bytes), ..self }
    }

    /// The limit, if it was set.
    #[cfg(feature = "npy")]
    pub(super) fn most(&self) -> Option<u64> {
        self.limit
    }

    /// Opens and decompresses it, and checks its first bytes.
    pub(super) fn open(self, expected: Expected) -> Result<Stream<'a>> {
        let Self { name, input, limit } = self;
        let (reader, size): (Box<dyn Read + 'a>, _) = match input {
            Input::Reader(reader) => (reader, 0),
            Input::Path => {
                let (file, size) = file(&name)?;
                (Box::new(file), size)
            }
        };
        match stream::unpacked(reader, size, limit) {
            Ok(stream) => Stream::new(name, stream, expected),
            Err(error) => Err(failed(&name, error)),
        }
    }
}

impl<P: AsRef<Path>> From<P> for Source<'_> {
    fn from(path: P) -> Self {
        Self::path(path)
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// An open file with its size. Opening a pipe without a writer would wait forever, so its kind is checked first.
fn file(path: &Path) -> Result<(File, u64)> {
    let unreadable = |source| Error::File { path: path.into(), source };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    if !metadata.is_file() {
        let problem = "expected a file, found a pipe or a device; open it and use `Source::reader`";
        return Err(Error::format(path, problem));
    }
    Ok((File::open(path).map_err(unreadable)?, metadata.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named() {
        let error = Source::path("no/such/file.csv").open(Expected::Csv).err().unwrap();
        assert!(matches!(error, Error::File { .. }));
        assert_eq!(error.to_string(), "no/such/file.csv: there is no such file or folder");
        let chain = format!("{error:?}");
        assert_eq!(chain.matches("os error 2").count(), 1, "{chain}");
    }

    #[test]
    fn a_folder_is_not_a_file() {
        let error = Source::path(".").open(Expected::Idx).err().unwrap();
        assert_eq!(error.to_string(), ".: expected a file, found a folder");
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for path in [pipe.as_path(), Path::new("/dev/zero")] {
            let error = Source::path(path).open(Expected::Csv).err().unwrap();
            assert!(
                error.to_string().ends_with("found a pipe or a device; open it and use `Source::reader`"),
                "{error}"
            );
        }
    }
}
