//! CSV files, plain or gzip, with a row per line and the names of the columns in the first line → [`Dataset`].

mod lines;
mod table;

use super::source::Source;
use crate::data::cells::FromCells;
use crate::{Dataset, Float, Result};
use table::Table;

/// A CSV file and its format. Functions that read CSV take a path or a `Csv`:
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
    /// A file with commas between cells, decimal points, and the names of the columns in the first line.
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

    /// The separator between cells, such as `b';'` or `b'\t'`; a comma by default.
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

    /// The decimal separator, a point by default. In much of Europe programs write `b','`.
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

    /// Whether the first line has the names of the columns. Otherwise the names are `"0"`, `"1"`, `"2"`, and so on.
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

    /// The largest length of a row in bytes; a longer one is an error. By default it is 16 MiB, or 64 bytes for each
    /// column that the network reads if this is more. ([`Source::limit`] limits the whole file.)
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
    /// A dataset from a CSV file, plain or gzip. The columns `targets` are the targets; all others, in the order of the
    /// file, are the inputs. Classes are read from one column that contains numbers from 0 on (`0.0`, `1.0`, … too), or
    /// the names of `classes`. `True` is 1 and `False` is 0, in upper or lower case; for two `classes` such as `No` and
    /// `Yes` they are the second and the first.
    ///
    /// `csv` is a path, a [`Source`], or a [`Csv`] with options. The file is read as a stream, which needs memory for
    /// the dataset and one row of text.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the file cannot be read. [`Error::Cell`](crate::Error::Cell) if a cell
    /// does not contain a finite number, with its line, column, and text. [`Error::Format`](crate::Error::Format) if it
    /// is not a CSV file, a column is missing or named twice, the number of columns differs from the type, or a line
    /// has too few or too many cells.
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

    /// Like [`from_csv`](Self::from_csv), with the columns of the inputs also named, in the order of the network's
    /// inputs. Other columns are ignored.
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
