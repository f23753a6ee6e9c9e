//! CSV: a line of column names, then a row a line. Which columns are the targets is said by name.

use std::io::Cursor;
use std::path::Path;

use ::csv::{ErrorKind, Position, ReaderBuilder, StringRecord, Trim};

use super::source::{format, read};
use crate::data::cells::{FromCells, number};
use crate::{Dataset, Error, Float, Result};

impl<T: Float, const N: usize, Y: FromCells> Dataset<[T; N], Y> {
    /// A data set of a CSV file, plain or gzip: the columns `targets` are the targets, all others, in the order of the
    /// file, the inputs. Classes are read from one column of numbers from 0 on.
    ///
    /// # Errors
    /// [`Error::File`] when the file cannot be read, [`Error::Format`] when a column is missing, the columns are not as
    /// many as the type says, a line has too few or too many cells, or a cell does not hold a finite number: with
    /// the line (counted from 1, the names' line included), the column's name and the cell.
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
    pub fn from_csv(path: impl AsRef<Path>, targets: &[&str]) -> Result<Self> {
        Table::open(path.as_ref())?.rows(None, targets)
    }

    /// As [`from_csv`](Self::from_csv), with the inputs' columns named too, in the order they are wanted.
    ///
    /// # Errors
    /// As [`from_csv`](Self::from_csv).
    pub fn from_csv_columns(path: impl AsRef<Path>, inputs: &[&str], targets: &[&str]) -> Result<Self> {
        Table::open(path.as_ref())?.rows(Some(inputs), targets)
    }
}

type Reader = ::csv::Reader<Cursor<Vec<u8>>>;

/// A file whose first line has been read.
struct Table<'p> {
    path: &'p Path,
    names: Vec<String>,
    reader: Reader,
}

impl<'p> Table<'p> {
    fn open(path: &'p Path) -> Result<Self> {
        let bytes = Cursor::new(read(path)?);
        let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(bytes);
        let names = reader.headers().map(|names| names.iter().map(Into::into).collect());
        let names = names.map_err(|error| broken(path, &reader, &error))?;
        Ok(Self { path, names, reader })
    }

    fn rows<T: Float, const N: usize, Y: FromCells>(
        mut self,
        inputs: Option<&[&str]>,
        targets: &[&str],
    ) -> Result<Dataset<[T; N], Y>> {
        let targets = self.columns(targets)?;
        let inputs = match inputs {
            Some(names) => self.columns(names)?,
            None => (0..self.names.len()).filter(|column| !targets.contains(column)).collect(),
        };
        self.compare("input", &inputs, N)?;
        self.compare("target", &targets, Y::CELLS)?;

        let (mut rows, mut row, mut values) = (Vec::new(), Vec::with_capacity(N), Vec::new());
        let mut record = StringRecord::new();
        while self.next(&mut record)? {
            row.clear();
            for &column in &inputs {
                let value = record.get(column).map_or(Err("a number"), number::<T>);
                row.push(value.map_err(|expected| self.wrong(&record, column, expected))?);
            }
            rows.extend_from_slice(row.as_chunks::<N>().0);

            let cells: Vec<&str> = targets.iter().filter_map(|&column| record.get(column)).collect();
            values.push(Y::from_cells(&cells).map_err(|(position, expected)| {
                self.wrong(&record, targets.get(position).copied().unwrap_or_default(), &expected)
            })?);
        }
        if rows.is_empty() {
            return Err(format(self.path, "expected rows below the column names, found none"));
        }
        Dataset::new(rows, values)
    }

    fn next(&mut self, record: &mut StringRecord) -> Result<bool> {
        self.reader.read_record(record).map_err(|error| broken(self.path, &self.reader, &error))
    }

    /// The positions of the columns of these names.
    fn columns(&self, names: &[&str]) -> Result<Vec<usize>> {
        names.iter().map(|name| self.column(name)).collect()
    }

    fn column(&self, name: &str) -> Result<usize> {
        let mut found = (0..self.names.len()).filter(|&column| self.names[column] == name);
        match (found.next(), found.next()) {
            (Some(column), None) => Ok(column),
            (Some(_), Some(_)) => Err(format(self.path, format!("expected one column `{name}`, found several"))),
            (None, _) => {
                let all: Vec<usize> = (0..self.names.len()).collect();
                let problem = format!("expected a column `{name}`, found {}", self.list(&all));
                Err(format(self.path, problem))
            }
        }
    }

    fn compare(&self, kind: &str, columns: &[usize], expected: usize) -> Result<()> {
        if columns.len() == expected {
            return Ok(());
        }
        let problem = format!("expected {expected} {kind} columns, found {}: {}", columns.len(), self.list(columns));
        Err(format(self.path, problem))
    }

    /// `` `AT`, `V`, `AP` ``
    fn list(&self, columns: &[usize]) -> String {
        let names: Vec<String> = columns.iter().map(|&column| format!("`{}`", self.names[column])).collect();
        if names.is_empty() { "none".into() } else { names.join(", ") }
    }

    fn wrong(&self, record: &StringRecord, column: usize, expected: &str) -> Error {
        let line = line(&self.reader, record.position());
        let name = self.names.get(column).map_or("", String::as_str);
        let found = match record.get(column) {
            None | Some("") => "an empty cell".into(),
            Some(cell) => format!("`{cell}`"),
        };
        format(self.path, format!("line {line}, column `{name}`: expected {expected}, found {found}"))
    }
}

/// The line where a record begins. To the parser the empty lines before it belong to it.
fn line(reader: &Reader, position: Option<&Position>) -> u64 {
    let Some(position) = position else { return 1 };
    let text = reader.get_ref().get_ref().iter().skip(position.byte() as usize);
    let empty = text.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + empty.filter(|&&byte| byte == b'\n').count() as u64
}

/// What the parser says, in our words where we have better ones.
fn broken(path: &Path, reader: &Reader, error: &::csv::Error) -> Error {
    let line = line(reader, error.position());
    let problem = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("line {line}: expected {expected_len} cells, one for each column, found {len}")
        }
        ErrorKind::Utf8 { err, .. } => {
            format!("line {line}: expected text in UTF-8, but cell {} is not", err.field() + 1)
        }
        _ => format!("line {line}: {error}"),
    };
    format(path, problem)
}
