//! Recognizes a file of another kind than expected: its first bytes → the name of its kind, and what to do with it.

/// How many bytes are looked at.
pub(super) const HEAD: usize = 512;

/// What a reader wants.
#[derive(Clone, Copy, PartialEq)]
#[allow(dead_code, reason = "two of them belong to features")]
pub(in crate::data) enum Expected {
    Csv,
    Idx,
    Npy,
    Npz,
}

impl Expected {
    fn name(self) -> &'static str {
        match self {
            Self::Csv => "a CSV file",
            Self::Idx => "an IDX file",
            Self::Npy => "a NumPy array (.npy)",
            Self::Npz => "a NumPy archive (.npz)",
        }
    }

    fn is_text(self) -> bool {
        self == Self::Csv
    }

    /// The signature that is right.
    fn signature(self) -> Option<&'static [u8]> {
        match self {
            Self::Npy => Some(NPY),
            Self::Npz => Some(ZIP),
            _ => None,
        }
    }
}

/// The first bytes, the file they belong to, what to do.
type Signature = (&'static [u8], &'static str, &'static str);

const NPY: &[u8] = b"\x93NUMPY";
const ZIP: &[u8] = b"PK\x03\x04";

const UNPACK: &str = "unpack it first";
const CONVERT: &str = "convert it to CSV, NumPy's .npy or IDX";
const SAVE_AS_CSV: &str = "save the sheet as CSV";

/// Formats that are text themselves.
const TEXTS: &[Signature] = &[
    (b"version https://git-lfs.github.com/", "a Git LFS pointer instead of the data", "run `git lfs pull`"),
    (b"<!doctype", WEB_PAGE, DOWNLOAD),
    (b"<html", WEB_PAGE, DOWNLOAD),
    (b"<head", WEB_PAGE, DOWNLOAD),
    (b"<!--", WEB_PAGE, DOWNLOAD),
    (b"<?xml", "an XML document", DOWNLOAD),
    (b"%PDF-", "a PDF document", SAVE_AS_CSV),
    (b"@relation", "a Weka file (ARFF)", CONVERT),
];

const WEB_PAGE: &str = "a web page (HTML)";
const DOWNLOAD: &str = "download the file itself, not the page about it";

/// Formats that are not text, so that a column may be called `PAR1`. From each format's documentation; most are in the
/// `magic` file of the program `file`, too.
const SIGNATURES: &[Signature] = &[
    (&[0x1f, 0x8b], "a file that is compressed twice", "unpack it once with `gunzip`"),
    (NPY, "a NumPy array (.npy)", "read it with `Dataset::from_npy`, feature `npy`"),
    (ZIP, "a ZIP archive, an Excel workbook (.xlsx) or a NumPy archive (.npz)", "unpack it, or save as CSV"),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (&[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook (.xls)", SAVE_AS_CSV),
    (b"\xfd7zXZ\0", "a file compressed with xz", "unpack it with `unxz`"),
    (b"BZh", "a file compressed with bzip2", "unpack it with `bunzip2`"),
    (&[0x28, 0xb5, 0x2f, 0xfd], "a file compressed with Zstandard", "unpack it with `unzstd`"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"PAR1", "a Parquet file", CONVERT),
    (b"ARROW1", "an Arrow file", CONVERT),
    (b"\x89HDF\r\n", "an HDF5 file", CONVERT),
    (b"MATLAB 5.0", "a MATLAB file", CONVERT),
    (b"SQLite format 3\0", "an SQLite database", "export the table as CSV"),
    (b"\x89PNG\r\n", "a single picture (PNG)", CONVERT),
    (&[0xff, 0xd8, 0xff], "a single picture (JPEG)", CONVERT),
    (b"GIF8", "a single picture (GIF)", CONVERT),
    (&[0x80, 0x02], "a Python pickle", CONVERT),
    (&[0x80, 0x03], "a Python pickle", CONVERT),
    (&[0x80, 0x04], "a Python pickle", CONVERT),
    (&[0x80, 0x05], "a Python pickle", CONVERT),
    (&[0xff, 0xfe], "text in UTF-16", UTF8),
    (&[0xfe, 0xff], "text in UTF-16", UTF8),
];

const UTF8: &str = "save it as UTF-8 (`iconv -f UTF-16 -t UTF-8`)";

/// An error with the kind of the file, unless that is the expected one or unknown.
pub(super) fn recognize(head: &[u8], expected: Expected) -> Result<(), String> {
    let text = head.trim_ascii_start();
    let known = |table: &'static [Signature], head: &[u8]| table.iter().find(|known| starts_with(head, known.0));
    let found = match known(TEXTS, text).or_else(|| known(SIGNATURES, head).filter(|_| !is_text(head))) {
        Some(known) if expected.signature() == Some(known.0) => None,
        Some(&(_, what, advice)) => Some((what, advice)),
        None if is_json(text) => Some(("JSON", CONVERT)),
        None if expected.is_text() => binary(head),
        None => (is_text(head) && head.contains(&b'\n'))
            .then_some(("text", "if it is a CSV file, read it with `Dataset::from_csv`")),
    };
    found.map_or(Ok(()), |(what, advice)| Err(format!("expected {}, found {what}: {advice}", expected.name())))
}

/// Ignores the case of letters.
fn starts_with(head: &[u8], signature: &[u8]) -> bool {
    head.get(..signature.len()).is_some_and(|head| head.eq_ignore_ascii_case(signature))
}

/// An object or an array of them. (A CSV may begin with `[`, too: column names of SQL Server.)
fn is_json(text: &[u8]) -> bool {
    let Some((&open, rest)) = text.split_first() else { return false };
    let next = rest.trim_ascii_start().first();
    match open {
        b'{' => matches!(next, Some(b'"' | b'}')),
        b'[' => matches!(next, Some(b'{' | b'[')),
        _ => false,
    }
}

/// What bytes are that text in UTF-8 does not have.
fn binary(head: &[u8]) -> Option<(&'static str, &'static str)> {
    if let [0, 0, 8..=14, 1..=4, ..] = head {
        return Some(("an IDX file", "read it with `Dataset::from_idx`"));
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    // Digits, separators and line ends have a zero byte each in UTF-16, and UTF-8 has none.
    if half > 0 && even.max(odd) * 2 > half && even.min(odd) * 8 < half {
        return Some(if odd > even {
            ("text in UTF-16 without a byte order mark", "save it as UTF-8 (`iconv -f UTF-16LE -t UTF-8`)")
        } else {
            ("text in UTF-16 without a byte order mark", "save it as UTF-8 (`iconv -f UTF-16BE -t UTF-8`)")
        });
    }
    ((even + odd) * 4 > head.len()).then_some(("binary data", CONVERT))
}

/// Whether there are no control characters but white space.
fn is_text(head: &[u8]) -> bool {
    let printable = |byte: &u8| *byte >= b' ' && *byte != 0x7f || byte.is_ascii_whitespace();
    head.iter().all(printable) && head.iter().filter(|byte| byte.is_ascii()).count() * 2 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_file_is_not_mistaken() {
        for text in ["a,b\n1,2\n", "PAR1,PAR2\n1,2\n", "[a],[b]\n1,2\n", "größe,y\n1,2\n", "", "1", "\u{feff}a,b"] {
            assert_eq!(recognize(text.as_bytes(), Expected::Csv), Ok(()), "{text}");
        }
        for text in
            ["{\"a\": 1}", "[\n  {\"a\": 1}]", " <!DOCTYPE html>\n", "version https://git-lfs.github.com/spec/v1\n"]
        {
            assert!(recognize(text.as_bytes(), Expected::Csv).is_err(), "{text}");
        }
    }

    #[test]
    fn text_in_utf_16() {
        let little: Vec<u8> = "Größe,y\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Größe,y\n1,2\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, from) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
            let problem = recognize(&bytes, Expected::Csv).unwrap_err();
            let advice = format!("without a byte order mark: save it as UTF-8 (`iconv -f {from} -t UTF-8`)");
            assert_eq!(problem, format!("expected a CSV file, found text in UTF-16 {advice}"));
        }
    }

    #[test]
    fn text_instead_of_idx() {
        let problem = recognize(b"label,pixel0\n5,0\n", Expected::Idx).unwrap_err();
        assert!(problem.starts_with("expected an IDX file, found text: if it is a CSV file, read it"), "{problem}");
        assert_eq!(recognize(&[0, 0, 8, 1, 0, 0, 0, 1, 10], Expected::Idx), Ok(()));
        assert_eq!(
            recognize(b"\x89PNG\r\n\x1a\n\0", Expected::Idx).unwrap_err(),
            "expected an IDX file, found a single picture (PNG): convert it to CSV, NumPy's .npy or IDX"
        );
    }
}
