//! Files of another kind than expected, and files in unusual but valid forms.
#![cfg(all(feature = "csv", feature = "gzip"))]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use mlp_runtime::data::{Csv, Source};
use mlp_runtime::{Dataset, Error, Result};

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files");

type Small = Dataset<[f32; 2], [f32; 1]>;

fn read(bytes: impl AsRef<[u8]>) -> Result<Small> {
    Dataset::from_csv(Source::bytes(&bytes).name("a.csv"), &["y"])
}

fn message(bytes: impl AsRef<[u8]>) -> String {
    read(bytes).unwrap_err().to_string()
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes.as_ref()).unwrap();
    packed.finish().unwrap()
}

/// What the file of the report says, without its folder.
fn report(name: &str) -> String {
    let error = Small::from_csv(format!("{FILES}/{name}"), &["y"]).unwrap_err().to_string();
    error.replace(&format!("{FILES}/"), "")
}

#[test]
fn reported_files() {
    assert_eq!(report("cr_bad_cell.csv"), "cr_bad_cell.csv: line 3, column `b`: expected a number, found `x`");
    assert_eq!(
        report("twice.csv.gz"),
        "twice.csv.gz: expected a CSV file, found a file that is compressed twice: unpack it once with `gunzip`"
    );
    assert_eq!(
        report("utf16_without_bom.csv"),
        "utf16_without_bom.csv: expected a CSV file, found text in UTF-16 without a byte order mark: \
         save it as UTF-8 (`iconv -f UTF-16LE -t UTF-8`)"
    );
    assert_eq!(
        report("semicolons.csv"),
        "semicolons.csv: expected a column `y`, found `a;b;y`; cells seem to be separated by ';': \
         read it with `Csv::new(path).separator(b';')`"
    );
    let padded = Small::from_csv(format!("{FILES}/padded.csv.gz"), &["y"]).unwrap();
    assert_eq!(padded.inputs(), [[1.0, 2.0], [4.0, 5.0]]);
}

#[test]
fn semicolons_and_decimal_commas() {
    let csv = || Csv::new(format!("{FILES}/semicolons.csv")).separator(b';');
    let data = Small::from_csv(csv().decimal(b','), &["y"]).unwrap();
    assert_eq!((data.inputs(), data.targets()), (&[[1.5, 2.0], [4.0, 5.0]][..], &[[3.0], [6.0]][..]));
    let error = Small::from_csv(csv(), &["y"]).unwrap_err().to_string();
    let expected = "line 2, column `a`: expected a number, found `1,5` (for decimal commas, use `Csv::decimal`)";
    assert!(error.ends_with(expected), "{error}");
    let error = Small::from_csv(Csv::new(Source::bytes("a;y")).separator(b';').decimal(b';'), &["y"]).unwrap_err();
    assert!(error.to_string().contains("must not be"), "{error}");
    let tabs = Small::from_csv(Csv::new(Source::bytes("a\tb\ty\n1\t2\t3\n")).separator(b'\t'), &["y"]).unwrap();
    assert_eq!(tabs.inputs(), [[1.0, 2.0]]);
}

#[test]
fn files_without_column_names() {
    let csv = || Csv::new(Source::bytes("1,2,3\n4,5,6\n")).header(false);
    let data = Small::from_csv(csv(), &["2"]).unwrap();
    assert_eq!((data.inputs(), data.targets()), (&[[1.0, 2.0], [4.0, 5.0]][..], &[[3.0], [6.0]][..]));
    let data = Small::from_csv_columns(csv(), &["2", "0"], &["1"]).unwrap();
    assert_eq!(data.inputs(), [[3.0, 1.0], [6.0, 4.0]]);
    let error = Small::from_csv(csv(), &["3"]).unwrap_err().to_string();
    assert_eq!(error, "(bytes): expected a column `3`, found `0`, `1`, `2`");
    let bad = Csv::new(Source::bytes("1,x,3\n")).header(false);
    let error = Small::from_csv(bad, &["2"]).unwrap_err().to_string();
    assert_eq!(error, "(bytes): line 1, column `1`: expected a number, found `x`");
}

/// Python's `str.splitlines` over the text before the bad cell's row counts the same.
#[test]
fn lines_are_counted_whatever_ends_them() {
    for end in ["\n", "\r", "\r\n"] {
        let error = message(["a,b,y", "1,2,3", "", "", "4,\"5\",6", "7,x,9", ""].join(end));
        assert_eq!(error, "a.csv: line 6, column `b`: expected a number, found `x`", "{end:?}");
        let error = message(["a,b,y", "1,2,3", "4,5", ""].join(end));
        assert_eq!(error, "a.csv: line 3: expected 3 cells, one for each column, found 2", "{end:?}");
        let names = ["\"a", "a\"", "b", "y"].join(end).replacen(&format!("\"{end}b"), "\",b", 1).replacen(
            &format!("b{end}y"),
            "b,y",
            1,
        );
        let error = message(format!("{names}{end}1,2,3{end}4,,6{end}"));
        assert_eq!(error, "a.csv: line 4, column `b`: expected a number, found an empty cell", "{end:?}");
    }
    // Line ends that lie where one buffer ends and the next begins.
    for rows in 1000..1100 {
        let text = format!("a,b,y\r\n{}1,2,?\r\n", "10,20,30\r\n".repeat(rows));
        assert!(message(text).starts_with(&format!("a.csv: line {}, column `y`", rows + 2)));
    }
    let blank = format!("a,b,y\n{}1,2,?\n", "\r\n".repeat(100_000));
    assert!(message(blank).starts_with("a.csv: line 100002, column `y`"));
}

#[test]
fn a_column_is_an_input_or_a_target() {
    let columns = |inputs: &[&str], targets: &[&str]| {
        Small::from_csv_columns(Source::bytes("a,b,y\n1,2,3\n"), inputs, targets).unwrap_err().to_string()
    };
    assert_eq!(columns(&["a", "y"], &["y"]), "(bytes): expected `y` among the inputs or the targets, found it in both");
    assert_eq!(columns(&["a", "a"], &["y"]), "(bytes): expected `a` once among the inputs, found it twice");
    assert_eq!(columns(&["a", "b"], &["y", "y"]), "(bytes): expected `y` once among the targets, found it twice");
}

#[test]
fn a_cell_is_an_error_of_its_own() {
    let Error::Cell { path, line, column, expected, found, .. } = read("a,b,y\n1,2,3\n4,five,6\n").unwrap_err() else {
        panic!("expected `Error::Cell`");
    };
    assert_eq!((path.to_str().unwrap(), line, column.as_str()), ("a.csv", 3, "b"));
    assert_eq!((expected.as_str(), found.as_str()), ("a number", "`five`"));
}

#[test]
fn other_formats_are_named() {
    let cases: [(&[u8], &str); 9] = [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "a Git LFS pointer"),
        (b"\n<!DOCTYPE html>\n<html lang=\"en\">", "a web page (HTML)"),
        (b"[{\"a\": 1, \"y\": 2}]", "JSON"),
        (b"PK\x03\x04\x14\0\x06\0", "a ZIP archive, an Excel workbook (.xlsx)"),
        (b"\x28\xb5\x2f\xfd\x24\0", "a file compressed with Zstandard"),
        (b"PAR1\x15\x04\x15\x10", "a Parquet file"),
        (b"\0\0\x08\x01\0\0\0\x02\x07\x08", "an IDX file"),
        (b"\xff\xfea\0,\0b\0", "text in UTF-16"),
        (b"\x80\x04\x95\x0b\0\0\0\0\0\0\0]", "a Python pickle"),
    ];
    for (bytes, what) in cases {
        let error = message(bytes);
        assert!(error.starts_with(&format!("a.csv: expected a CSV file, found {what}")), "{error}");
        let packed = message(gzip(bytes));
        assert_eq!(packed, error, "the same in a compressed file");
    }
}

#[test]
fn members_and_padding() {
    let (first, second) = (gzip("a,b,y\n1,2,3\n"), gzip("4,5,6\n"));
    let rows = |parts: &[&[u8]]| read(parts.concat()).map(|data| data.len()).map_err(|error| error.to_string());
    assert_eq!(rows(&[&first, &second]), Ok(2));
    assert_eq!(rows(&[&first, &[0; 1000], &second, &[0; 70_000]]), Ok(2));
    assert_eq!(rows(&[&first, &[0; 1]]), Ok(1));
    let behind = rows(&[&first, b"more bytes"]).unwrap_err();
    assert!(behind.contains(&format!("found other bytes behind it, from byte {} on", first.len())), "{behind}");
    for length in [first.len() - 1, first.len() - 8, first.len() - 12, 12, 9, 3] {
        let cut = rows(&[&first[..length]]).unwrap_err();
        assert!(cut.contains("expected a whole gzip file"), "{cut}");
    }
    let mut damaged = first.clone();
    let sum = first.len() - 8;
    damaged[sum] ^= 1;
    assert!(rows(&[&damaged]).unwrap_err().contains("its checksum does not fit"));
    // A header with all its parts (RFC 1952): extra, name, comment, checksum.
    let deflated = &first[10..];
    let header = b"\x1f\x8b\x08\x1e\0\0\0\0\0\x03\x04\0abcdname\0comment\0\x12\x34";
    assert_eq!(rows(&[header, deflated]), Ok(1));
}

#[test]
fn idx_with_padding_and_swapped() {
    let images = gzip([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 7, 8]);
    let labels = [0, 0, 8, 1, 0, 0, 0, 1, 3];
    let padded = [images, vec![0; 512]].concat();
    let idx = |images: &[u8], labels: &[u8]| {
        Dataset::<[f32; 2], usize>::from_idx(Source::bytes(images).name("images"), Source::bytes(labels).name("labels"))
    };
    assert_eq!(idx(&padded, &labels).unwrap().inputs(), [[7.0, 8.0]]);
    let error = idx(&labels, &padded).unwrap_err().to_string();
    assert!(error.contains("images: expected images of 2 numbers each, found one number each: are these the labels?"));
    let error = idx(&padded, &padded).unwrap_err().to_string();
    assert!(error.contains("labels: expected labels, one dimension, found 2 dimensions, 1 × 2: are these the images?"));
    let error = idx(b"<html><body>404</body></html>", &labels).unwrap_err().to_string();
    assert!(error.starts_with("images: expected an IDX file, found a web page (HTML)"), "{error}");
}

#[test]
fn sources_of_errors_are_kept() {
    use std::error::Error as _;
    let csv = read("a,b,y\n1,2\n").unwrap_err();
    assert!(matches!(csv.source(), Some(source) if source.is::<csv::Error>()));
    let missing = Small::from_csv("no/such.csv", &["y"]).unwrap_err();
    let text = missing.source().unwrap().to_string();
    assert!(text.contains("os error 2") && !missing.to_string().contains(&text), "{missing}");
    let damaged = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
    let error = read(damaged).unwrap_err();
    assert!(matches!(error.source(), Some(source) if source.is::<flate2::DecompressError>()));
}
