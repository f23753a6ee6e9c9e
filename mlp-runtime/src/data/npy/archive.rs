//! `.npz`: a ZIP archive with a `.npy` file for each array.

use std::io::{self, Read};
use std::path::PathBuf;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipSliceArchive};

use crate::Result;
use crate::data::source::{Expected, Source, Stream, problem_of};
use crate::error::quoted;

/// How many names an error lists.
const LISTED: usize = 8;

pub(super) struct Archive {
    path: PathBuf,
    limit: Option<u64>,
    zip: ZipSliceArchive<Vec<u8>>,
}

impl Archive {
    pub(super) fn open(source: Source<'_>) -> Result<Self> {
        let limit = source.most();
        let mut stream = source.open(Expected::Npz)?;
        let bytes = stream.all()?;
        let zip = ZipArchive::from_slice(bytes).map_err(|error| damaged(&stream, error))?;
        Ok(Self { path: stream.path, limit, zip })
    }

    /// The array of this name, ready to be read.
    pub(super) fn array(&self, name: &str) -> Result<Stream<'_>> {
        let file = format!("{name}.npy");
        let wrong = |problem: String| crate::Error::format(&self.path, problem);
        let broken = |error: rawzip::Error| crate::Error::Format {
            path: self.path.clone(),
            problem: format!("expected a whole .npz file: {error}"),
            source: Some(error.into()),
        };
        let (mut entries, mut names) = (self.zip.entries(), Vec::new());
        while let Some(entry) = entries.next_entry().map_err(broken)? {
            let path = entry.file_path();
            let found = String::from_utf8_lossy(path.as_ref()).into_owned();
            if found != file {
                names.push(quoted(found.strip_suffix(".npy").unwrap_or(&found)));
                continue;
            }
            let data = self.zip.get_entry(entry.wayfinder()).map_err(broken)?;
            let packed = data.data();
            let bytes: Box<dyn Read + '_> = match entry.compression_method() {
                CompressionMethod::STORE => Box::new(packed),
                CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(packed)),
                other => return Err(wrong(format!("expected array `{name}` stored or deflated, found {other:?}"))),
            };
            let size = packed.len() as u64;
            let verified = Whole(data.verifying_reader(bytes));
            return Stream::inside(self.path.join(file), verified, size, self.limit, Expected::Npy);
        }
        let more = if names.len() > LISTED { format!(" and {} more", names.len() - LISTED) } else { String::new() };
        names.truncate(LISTED);
        let names = if names.is_empty() { "none".into() } else { names.join(", ") };
        Err(wrong(format!("expected an array {}, found {names}{more}", quoted(name))))
    }
}

/// A reader whose errors are problems with the contents of the file.
struct Whole<R>(R);

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let damaged = |error| problem_of("expected a whole .npz file, but it is damaged or ends early", error);
        self.0.read(bytes).map_err(|error: io::Error| damaged(error))
    }
}

fn damaged(stream: &Stream<'_>, error: rawzip::Error) -> crate::Error {
    crate::Error::Format {
        path: stream.path.clone(),
        problem: format!("expected a whole .npz file: {error}"),
        source: Some(error.into()),
    }
}
