//! The unpacked bytes of a source, with a limit.

use std::fmt;
use std::io::{self, BufReader, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::recognize::{Expected, HEAD, recognize};
use crate::error::Cause;
use crate::{Error, Result};

/// What every gzip file begins with (RFC 1952).
pub(super) const GZIP: [u8; 2] = [0x1f, 0x8b];

/// An open source. The kind of the file was checked: it is the expected one, or unknown.
pub(in crate::data) struct Stream<'a> {
    pub(in crate::data) path: PathBuf,
    bytes: Box<dyn Read + 'a>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(path: PathBuf, mut bytes: Box<dyn Read + 'a>, expected: Expected) -> Result<Self> {
        let head = head(&mut bytes, HEAD).map_err(|error| failed(&path, error))?;
        recognize(&head, expected).map_err(|problem| Error::format(&path, problem))?;
        Ok(Self { path, bytes: Box::new(Cursor::new(head).chain(bytes)) })
    }

    /// A file inside of an archive, where it takes `packed` bytes.
    #[cfg(feature = "npy")]
    pub(in crate::data) fn inside(
        path: PathBuf,
        reader: impl Read + 'a,
        packed: u64,
        limit: Option<u64>,
        expected: Expected,
    ) -> Result<Self> {
        let limit = limit.unwrap_or_else(|| super::gzip::most(packed));
        Self::new(path, Box::new(Limited { reader, limit, left: limit }), expected)
    }

    /// All bytes, to the end.
    #[cfg(feature = "npy")]
    pub(in crate::data) fn all(&mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.bytes.read_to_end(&mut bytes).map_err(|error| failed(&self.path, error))?;
        Ok(bytes)
    }

    /// What is wrong with the contents.
    pub(in crate::data) fn wrong(&self, problem: impl Into<String>) -> Error {
        Error::format(&self.path, problem)
    }

    /// Fills `bytes` as far as possible, and returns the number of bytes read.
    pub(in crate::data) fn fill(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < bytes.len() {
            match self.bytes.read(&mut bytes[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(&self.path, error)),
            }
        }
        Ok(filled)
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(bytes)
    }
}

/// Plain bytes as they are, gzip unpacked. `size` is that of the file, as far as it is known.
pub(super) fn unpacked<'a>(
    mut reader: Box<dyn Read + 'a>,
    size: u64,
    limit: Option<u64>,
) -> io::Result<Box<dyn Read + 'a>> {
    let head = head(&mut reader, GZIP.len())?;
    let packed = head == GZIP;
    let reader = BufReader::with_capacity(1 << 16, Cursor::new(head).chain(reader));
    if packed {
        return gunzip(reader, size, limit);
    }
    Ok(match limit {
        Some(limit) => Box::new(Limited { reader, limit, left: limit }),
        None => Box::new(reader),
    })
}

#[cfg(feature = "gzip")]
fn gunzip<'a>(reader: impl io::BufRead + 'a, size: u64, limit: Option<u64>) -> io::Result<Box<dyn Read + 'a>> {
    Ok(Box::new(super::gzip::Gunzip::new(reader, size, limit)))
}

#[cfg(not(feature = "gzip"))]
fn gunzip<'a>(_: impl io::BufRead + 'a, _: u64, _: Option<u64>) -> io::Result<Box<dyn Read + 'a>> {
    Err(problem("this file is compressed with gzip: enable the feature `gzip` of `mlp`, or unpack it with `gunzip`"))
}

/// The first bytes, `count` of them unless there are fewer.
fn head(reader: &mut impl Read, count: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(count);
    reader.take(count as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// A reader that returns an error beyond its limit.
struct Limited<R> {
    reader: R,
    limit: u64,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(bytes)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| above(self.limit))?;
        Ok(count)
    }
}

/// The error beyond the limit.
pub(super) fn above(limit: u64) -> io::Error {
    problem(format!("expected at most {limit} bytes, the limit of this source, found more; see `Source::limit`"))
}

/// A problem with the contents, as an `io::Error` that readers can return.
pub(in crate::data) fn problem(text: impl Into<String>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, Problem { text: text.into(), source: None })
}

/// Like [`problem`], with the error of a library.
#[cfg(feature = "gzip")]
pub(in crate::data) fn problem_of(text: impl Into<String>, source: impl Into<Cause>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, Problem { text: text.into(), source: Some(source.into()) })
}

/// The reason why reading failed: a [`problem`] with the contents, or the operating system.
pub(in crate::data) fn failed(path: &Path, error: io::Error) -> Error {
    match error.downcast::<Problem>() {
        Ok(Problem { text, source }) => Error::Format { path: path.into(), problem: text, source },
        Err(source) => Error::File { path: path.into(), source },
    }
}

#[derive(Debug)]
struct Problem {
    text: String,
    source: Option<Cause>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;

    #[test]
    fn a_limit_is_inclusive() {
        let read = |limit| {
            let mut stream = Source::bytes("a,b\n1,2\n").limit(limit).open(Expected::Csv)?;
            let mut bytes = [0; 100];
            stream.fill(&mut bytes)
        };
        assert_eq!(read(8).unwrap(), 8);
        assert_eq!(
            read(7).unwrap_err().to_string(),
            "(bytes): expected at most 7 bytes, the limit of this source, found more; see `Source::limit`"
        );
    }

    #[test]
    fn a_reader_that_fails() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the cable is cut"))
            }
        }
        let error = Source::reader(Broken).name("upload").open(Expected::Csv).err().unwrap();
        assert_eq!(error.to_string(), "upload: the file could not be read or written");
        assert_eq!(format!("{error:?}"), "upload: the file could not be read or written: the cable is cut");
    }

    #[cfg(not(feature = "gzip"))]
    #[test]
    fn gzip_without_the_feature() {
        let error = Source::bytes(&[0x1f, 0x8b, 8, 0]).open(Expected::Csv).err().unwrap();
        assert!(error.to_string().contains("enable the feature `gzip`"), "{error}");
    }
}
