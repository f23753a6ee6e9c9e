//! The head of a `.npy` file (NumPy Enhancement Proposal 1): a Python dictionary of the dtype, the order and the shape.

use super::number::Dtype;
use crate::Result;
use crate::data::source::Stream;
use crate::error::quoted;

/// The longest text NumPy reads without being told that the file is trusted.
const LONGEST: usize = 10_000;

/// NumPy's own limit of dimensions.
const DIMENSIONS: usize = 64;

/// How many dimensions an error shows.
const SHOWN: usize = 6;

pub(super) struct Header {
    pub(super) dtype: Dtype,
    /// Whether the first index runs fastest.
    pub(super) fortran: bool,
    pub(super) shape: Vec<usize>,
}

impl Header {
    pub(super) fn read(stream: &mut Stream<'_>) -> Result<Self> {
        let mut start = [0; 8];
        let found = stream.fill(&mut start)?;
        let [magic @ .., version, _] = start;
        if found < start.len() || magic != *b"\x93NUMPY" {
            return Err(stream.wrong("expected a NumPy array (.npy), which begins with the bytes 93 4E 55 4D 50 59"));
        }
        if !matches!(version, 1..=3) {
            return Err(stream.wrong(format!("expected version 1, 2 or 3 of the format, found {version}")));
        }
        let mut length = [0; 4];
        stream.fill(&mut length[..if version == 1 { 2 } else { 4 }])?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LONGEST {
            return Err(stream.wrong(format!("expected a header of at most {LONGEST} bytes, found {length}")));
        }
        let mut text = vec![0; length];
        if stream.fill(&mut text)? < length {
            return Err(stream.wrong(format!("expected a header of {length} bytes, but the file ends early")));
        }
        Self::parse(&String::from_utf8_lossy(&text)).map_err(|problem| stream.wrong(problem))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let entry = |key: &str| entry(text, key).ok_or_else(|| format!("expected `{key}` in the header, found none"));
        let descr = entry("descr")?;
        let name = descr.trim_matches(['\'', '"']);
        let dtype = Dtype::parse(name).ok_or_else(|| {
            let advice = match name.get(1..2) {
                Some("c") => "save its real and imaginary parts, or its absolute values",
                Some("U" | "S") => "save numbers, for example `np.unique(labels, return_inverse=True)[1]`",
                Some("O") => "save it as numbers, with `array.astype(np.float32)`",
                _ => "save one array of numbers, with `array.astype(np.float32)`",
            };
            format!("expected an array of numbers of at most 64 bits, found the dtype {}: {advice}", quoted(name))
        })?;
        let fortran = entry("fortran_order")?.starts_with("True");
        let shape: Option<Vec<usize>> = sizes(entry("shape")?);
        let shape = shape.filter(|shape| shape.len() <= DIMENSIONS);
        let shape = shape.ok_or_else(|| format!("expected a shape like `(3, 4)`, found {}", quoted(text)))?;
        Ok(Self { dtype, fortran, shape })
    }

    /// `(60000, 28, 28)`
    pub(super) fn shape(&self) -> String {
        let sizes: Vec<String> = self.shape.iter().take(SHOWN).map(ToString::to_string).collect();
        let end = if self.shape.len() > SHOWN {
            ", …"
        } else if self.shape.len() == 1 {
            ","
        } else {
            ""
        };
        format!("({}{end})", sizes.join(", "))
    }

    /// Passes on the numbers in the order of the file, exactly as many as the shape says. Memory grows with the data,
    /// not with the shape.
    pub(super) fn numbers(&self, stream: &mut Stream<'_>, mut take: impl FnMut(f64)) -> Result<()> {
        let expected = self.shape.iter().try_fold(1, |numbers: usize, &size| numbers.checked_mul(size));
        let mut bytes = vec![0; 1 << 16]; // whole numbers of 1, 2, 4 or 8 bytes
        let mut found = 0;
        loop {
            let count = stream.fill(&mut bytes)?;
            let numbers = bytes[..count].chunks_exact(self.dtype.size);
            found += numbers.len();
            let rest = numbers.remainder().len();
            if rest > 0 || count == 0 || expected.is_some_and(|expected| found > expected) {
                return match expected {
                    Some(expected) if expected == found && rest == 0 => Ok(()),
                    _ => Err(stream.wrong(self.wrong_length(expected, found))),
                };
            }
            numbers.for_each(|number| take(self.dtype.number(number)));
        }
    }

    fn wrong_length(&self, expected: Option<usize>, found: usize) -> String {
        let more = expected.is_some_and(|expected| found > expected);
        let found = if more { "more" } else { &format!("{found}: was the file copied completely?") };
        format!("expected as many numbers as the shape {} says, found {found}", self.shape())
    }
}

/// The value of a key of a dictionary, up to the next comma or the closing bracket.
fn entry<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let at = ['\'', '"'].iter().find_map(|quote| {
        let key = format!("{quote}{key}{quote}");
        text.find(&key).map(|at| at + key.len())
    })?;
    let value = text[at..].trim_start().strip_prefix(':')?.trim_start();
    let end = match value.chars().next()? {
        '(' => value.find(')')? + 1,
        quote @ ('\'' | '"') => value[1..].find(quote)? + 2,
        _ => value.find([',', '}'])?,
    };
    Some(value[..end].trim_end())
}

/// `(3, 4)`, `(3,)` or `()`; Python 2 wrote `(3L, 4L)`.
fn sizes(shape: &str) -> Option<Vec<usize>> {
    let inside = shape.strip_prefix('(')?.strip_suffix(')')?.trim();
    let inside = inside.strip_suffix(',').unwrap_or(inside);
    if inside.is_empty() {
        return Some(Vec::new());
    }
    inside.split(',').map(|size| size.trim().trim_end_matches('L').parse().ok()).collect()
}
