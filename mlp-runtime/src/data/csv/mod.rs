//! CSV files: a row a line, the columns named in the first line, gzip or plain → [`Dataset`].

mod lines;
mod table;

use super::source::Source;
use crate::data::cells::FromCells;
use crate::{Dataset, Float, Result};
use table::Table;

/// A CSV file and how it is written. Whatever reads CSV takes a path, or else a `Csv`:
///
/// ```
/// use mlp_runtime::Dataset;
/// use mlp_runtime::data::{Csv, Source};
///
/// let text = "length;width;species\n5,1;3,5;0\n6,2;2,9;1\n";
/// let csv = Csv::new(Source::bytes(text)).separator(b';').decimal(b',');
/// let flowers: Dataset<[f32; 2], usize> = Dataset::from_csv(csv, &["species"])?;
/// assert_eq!(flowers.inputs(), [[5.1, 3.5], [6.2, 2.9]]);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
#[derive(Debug)]
#[must_use]
#[doc(alias = "read_csv")]
pub struct Csv<'a> {
    source: Source<'a>,
    separator: u8,
    decimal: u8,
    header: bool,
    row_limit: Option<u64>,
}

impl<'a> Csv<'a> {
    /// A file with commas between cells, points in numbers, and the columns' names in its first line.
    ///
    /// ```
    /// use mlp::data::{Csv, Source};
    ///
    /// let set: mlp::Dataset<[f32; 1], [f32; 1]> = mlp::Dataset::from_csv(Csv::new(Source::bytes("x,y\n1,2\n")), &["y"])?;
    /// assert_eq!(set.inputs(), [[1.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn new(source: impl Into<Source<'a>>) -> Self {
        Self { source: source.into(), separator: b',', decimal: b'.', header: true, row_limit: None }
    }

    /// What separates cells: `b';'` or `b'\t'`, for example, instead of a comma.
    ///
    /// ```
    /// use mlp::data::{Csv, Source};
    ///
    /// let csv = Csv::new(Source::bytes("x\ty\n1\t2\n")).separator(b'\t');
    /// let set: mlp::Dataset<[f32; 1], [f32; 1]> = mlp::Dataset::from_csv(csv, &["y"])?;
    /// assert_eq!(set.targets(), [[2.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("sep", "delimiter"))]
    pub fn separator(self, separator: u8) -> Self {
        Self { separator, ..self }
    }

    /// What precedes the fraction in numbers: `b','` instead of a point, as programs write it in much of Europe.
    ///
    /// ```
    /// use mlp::data::{Csv, Source};
    ///
    /// let csv = Csv::new(Source::bytes("x;y\n1,5;2,5\n")).separator(b';').decimal(b',');
    /// let set: mlp::Dataset<[f32; 1], [f32; 1]> = mlp::Dataset::from_csv(csv, &["y"])?;
    /// assert_eq!((set.inputs()[0], set.targets()[0]), ([1.5], [2.5]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn decimal(self, decimal: u8) -> Self {
        Self { decimal, ..self }
    }

    /// Whether the first line has the columns' names. If not, the names are `"0"`, `"1"`, `"2"` and so on.
    ///
    /// ```
    /// use mlp::data::{Csv, Source};
    ///
    /// let csv = Csv::new(Source::bytes("1,2\n3,4\n")).header(false);
    /// let set: mlp::Dataset<[f32; 1], [f32; 1]> = mlp::Dataset::from_csv(csv, &["1"])?;
    /// assert_eq!((set.inputs(), set.targets()), (&[[1.0], [3.0]][..], &[[2.0], [4.0]][..]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("has_header", "skiprows"))]
    pub fn header(self, header: bool) -> Self {
        Self { header, ..self }
    }

    /// The most bytes of a row: a longer one is an error. Unless set, 16 MiB, or 64 bytes for each column that the
    /// network reads, whichever is more. (The whole file's limit is [`Source::limit`].)
    ///
    /// ```
    /// use mlp::data::{Csv, Source};
    ///
    /// let text = format!("x,y\n1,{}\n", "2".repeat(100_000));
    /// let csv = Csv::new(Source::bytes(&text)).row_limit(1_000);
    /// assert!(mlp::Dataset::<[f32; 1], [f32; 1]>::from_csv(csv, &["y"]).is_err());
    /// ```
    pub fn row_limit(self, bytes: u64) -> Self {
        Self { row_limit: Some(bytes), ..self }
    }
}

impl<'a, S: Into<Source<'a>>> From<S> for Csv<'a> {
    fn from(source: S) -> Self {
        Self::new(source)
    }
}

impl<T: Float, const N: usize, Y: FromCells> Dataset<[T; N], Y> {
    /// A data set from a CSV file, plain or gzip: the columns `targets` are the targets, all others, in the order of
    /// the file, the inputs. Classes are read from one column of numbers that start at 0, also `0.0`, `1.0` and so on,
    /// or of the names of `classes`. `True` is 1 and `False` 0, in any case of letters; of two `classes` such as `No`
    /// and `Yes` they are the second and the first.
    ///
    /// `csv` is a path, a [`Source`], or a [`Csv`] with options. The file is read as a stream: memory is needed for the
    /// data set and for one row of text.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) when the file cannot be read. [`Error::Cell`](crate::Error::Cell) when a
    /// cell does not hold a finite number, with its line, column and text. [`Error::Format`](crate::Error::Format) when
    /// it is not a CSV file, a column is missing or is named twice, there are more or fewer columns than the type says,
    /// or a line has too few or too many cells.
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("plant.csv");
    /// use mlp_runtime::Dataset;
    ///
    /// std::fs::write(&path, "AT,V,PE\n14.96,41.76,463.26\n25.18,62.96,444.37\n")?;
    /// let plant: Dataset<[f64; 2], [f64; 1]> = Dataset::from_csv(&path, &["PE"])?;
    /// assert_eq!(plant.inputs()[0], [14.96, 41.76]);
    /// assert_eq!(plant.targets()[0], [463.26]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias("read_csv", "load_csv"))]
    pub fn from_csv<'a>(csv: impl Into<Csv<'a>>, targets: &[&str]) -> Result<Self> {
        Table::open(csv.into(), N + Y::CELLS)?.rows(None, targets)
    }

    /// As [`from_csv`](Self::from_csv), with the inputs' columns named too, in the order they are wanted. Other columns
    /// are not read.
    ///
    /// # Errors
    /// As [`from_csv`](Self::from_csv).
    ///
    /// ```
    /// use mlp::data::Source;
    ///
    /// let text = "id,width,height,area\n7,2,3,6\n8,4,5,20\n";
    /// let set: mlp::Dataset<[f32; 2], [f32; 1]> =
    ///     mlp::Dataset::from_csv_columns(Source::bytes(text), &["height", "width"], &["area"])?;
    /// assert_eq!(set.inputs(), [[3.0, 2.0], [5.0, 4.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias = "usecols")]
    pub fn from_csv_columns<'a>(csv: impl Into<Csv<'a>>, inputs: &[&str], targets: &[&str]) -> Result<Self> {
        Table::open(csv.into(), N + Y::CELLS)?.rows(Some(inputs), targets)
    }
}
