//! Memory grows with the size of the data, not with numbers in them, and no message is longer than 500 characters.
//!
//! A counting allocator measures the peak, so this is a single test in its own process.
#![cfg(all(feature = "csv", feature = "gzip"))]
#![allow(unsafe_code, reason = "an allocator")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use mlp_runtime::data::{Csv, Source};
use mlp_runtime::{Dataset, Error};

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator, with counters.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MIB: usize = 1 << 20;

/// The error with the megabytes that were held at once on the way to it.
fn measured<D>(read: impl FnOnce() -> mlp_runtime::Result<D>) -> (Error, usize) {
    let before = HELD.load(Relaxed);
    PEAK.store(before, Relaxed);
    let error = read().err().expect("an error");
    (error, PEAK.load(Relaxed).saturating_sub(before).div_ceil(MIB))
}

fn refused<D>(what: &str, expected: &str, most: usize, read: impl FnOnce() -> mlp_runtime::Result<D>) {
    let start = Instant::now();
    let (error, peak) = measured(read);
    println!("{what}: {peak} MiB, {:?}: {error}", start.elapsed());
    assert!(error.to_string().contains(expected), "{what}: {error}");
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(text.chars().count() <= 500, "{what}: {} characters", text.chars().count());
    }
    assert!(peak <= most, "{what}: {peak} MiB");
    assert!(start.elapsed() < Duration::from_secs(60), "{what}: {:?}", start.elapsed());
}

/// The same bytes again and again, `total` of them.
fn repeated(piece: &'static [u8], total: u64) -> impl Read {
    struct Repeated(&'static [u8], usize);
    impl Read for Repeated {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            for byte in bytes.iter_mut() {
                *byte = self.0[self.1];
                self.1 = (self.1 + 1) % self.0.len();
            }
            Ok(bytes.len())
        }
    }
    Repeated(piece, 0).take(total)
}

fn packed(mut reader: impl Read) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    io::copy(&mut reader, &mut packed).unwrap();
    packed.finish().unwrap()
}

type Small = Dataset<[f32; 2], [f32; 1]>;

fn csv<'a>(source: impl Into<Csv<'a>>) -> mlp_runtime::Result<Small> {
    Small::from_csv(source, &["y"])
}

#[test]
fn hostile_files() {
    let zeros = packed(repeated(b"0", 1 << 24)).repeat(64); // 1 GiB, without its time
    assert!(zeros.len() < 8 * MIB, "{} bytes", zeros.len());
    refused("1 GiB of zeros as CSV", "a row of at most 16777216 bytes", 80, || csv(Source::bytes(&zeros)));
    let idx = [&[0, 0, 8, 2, 64, 0, 0, 0, 0, 0, 0, 1][..], &[0; 1000]].concat();
    refused("IDX that promises a billion rows", "found 1000", 1, || {
        Dataset::<[f32; 1], usize>::from_idx(Source::bytes(&idx), "labels")
    });
    refused("1 GiB of zeros without a limit of a row", "100 times the compressed size", 300, || {
        csv(Csv::new(Source::bytes(&zeros)).row_limit(u64::MAX))
    });
    refused("the same with a limit of the source", "at most 1000 bytes, the limit of this source", 1, || {
        csv(Source::bytes(&zeros).limit(1000))
    });

    refused("50 million columns", "a row of at most 16777216 bytes", 500, || {
        csv(Source::reader(repeated(b"a,", 100 << 20)))
    });
    refused("columns below the limit", "expected a column `y`", 500, || csv(Source::reader(repeated(b"a,", 15 << 20))));
    let long = || (&b"a,b,y\n1,2,"[..]).chain(repeated(b"9", 500 << 20));
    refused("a cell of 500 MB", "line 2: expected a row of at most 16777216 bytes", 100, || {
        csv(Source::reader(long()))
    });
    refused("the same with a limit", "at most 1000 bytes", 1, || csv(Csv::new(Source::reader(long())).row_limit(1000)));
    let cell = || (&b"a,b,y\n1,2,"[..]).chain(repeated(b"x", 15 << 20));
    refused("a cell below the limit", "xxx…` (15728640 characters)", 100, || csv(Source::reader(cell())));
    refused("an open quote", "is a quote (\") left open", 100, || {
        csv(Source::reader((&b"a,b,y\n1,\"2,3\n"[..]).chain(repeated(b"1,2,3\n", 100 << 20))))
    });
    refused("a name of 15 MB", "expected a column `y`", 100, || csv(Source::reader(repeated(b"n", 15 << 20))));

    let dimensions = [&[0, 0, 8, 255][..], &[255; 255 * 4]].concat();
    refused("IDX of 255 dimensions", "expected rows of 1 numbers, found rows of 4294967295 × ", 1, || {
        Dataset::<[f32; 1], usize>::from_idx(Source::bytes(&dimensions), "labels")
    });
    let empty = packed(io::empty()).repeat(1_000_000);
    refused("a million empty gzip members", "expected a column `y`, found none", 1, || csv(Source::bytes(&empty)));
}
