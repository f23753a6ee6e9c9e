//! A CSV file as a table: rows of cells, found by the names of their columns, with errors that say where.

use std::borrow::Cow;
use std::path::PathBuf;

use ::csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};

use super::Csv;
use super::lines::Lines;
use crate::data::cells::{FromCells, number};
use crate::data::source::{Expected, Stream, failed};
use crate::error::quoted;
use crate::{Dataset, Error, Float, Result};

/// The least limit of a row in bytes, and what a wide row has for each column.
const ROW: u64 = 16 << 20;
const CELL: u64 = 64;

/// How many columns an error lists.
const LISTED: usize = 8;

/// A file whose first line has been read.
pub(super) struct Table<'a> {
    path: PathBuf,
    names: StringRecord,
    reader: ::csv::Reader<Lines<Stream<'a>>>,
    /// The current row. Before the first it is that row already, if the file has no line of names.
    row: StringRecord,
    first: bool,
    separator: u8,
    decimal: u8,
    header: bool,
}

impl<'a> Table<'a> {
    /// Opens a file, from which `columns` columns will be read.
    pub(super) fn open(csv: Csv<'a>, columns: usize) -> Result<Self> {
        let Csv { source, separator, decimal, header, row_limit } = csv;
        let stream = source.open(Expected::Csv)?;
        if matches!(separator, b'"' | b'\r' | b'\n') || separator == decimal {
            return Err(stream.wrong("`Csv::separator` must not be a quote, a line end or the decimal separator"));
        }
        let limit = row_limit.unwrap_or(ROW.max(CELL.saturating_mul(columns as u64)));
        let path = stream.path.clone();
        let mut builder = ReaderBuilder::new();
        // The parser gets no headers, because it would keep a second copy of them.
        builder.has_headers(false).trim(Trim::All).delimiter(separator);
        let reader = builder.from_reader(Lines::new(stream, limit));
        let (names, row) = (StringRecord::new(), StringRecord::new());
        let mut table = Self { path, names, reader, row, first: false, separator, decimal, header };
        table.next()?;
        if header {
            table.names = std::mem::take(&mut table.row);
        } else {
            table.names = (0..table.row.len()).map(|column| column.to_string()).collect();
            table.first = !table.row.is_empty();
        }
        Ok(table)
    }

    /// All rows: each with the columns `inputs`, or all that are not `targets`, and its target.
    pub(super) fn rows<T: Float, const N: usize, Y: FromCells>(
        mut self,
        inputs: Option<&[&str]>,
        targets: &[&str],
    ) -> Result<Dataset<[T; N], Y>> {
        let targets = self.columns(targets, "targets")?;
        let inputs = self.inputs(inputs, &targets, N)?;
        self.compare("target", targets.len(), targets.iter().copied(), Y::CELLS)?;

        let (mut rows, mut row, mut values) = (Vec::new(), Vec::with_capacity(N), Vec::new());
        while self.next()? {
            row.clear();
            for &column in &inputs {
                let value = number::<T>(&self.cell(column));
                row.push(value.map_err(|expected| self.wrong(column, expected))?);
            }
            rows.extend_from_slice(row.as_chunks::<N>().0);

            let cells: Vec<Cow<'_, str>> = targets.iter().map(|&column| self.cell(column)).collect();
            let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
            values.push(Y::from_cells(&cells).map_err(|(position, expected)| {
                self.wrong(targets.get(position).copied().unwrap_or_default(), &expected)
            })?);
        }
        if rows.is_empty() {
            let problem = if self.header { "rows below the column names" } else { "rows" };
            return Err(Error::format(&self.path, format!("expected {problem}, found none")));
        }
        Dataset::new(rows, values)
    }

    /// Reads the next row, if there is one.
    fn next(&mut self) -> Result<bool> {
        if std::mem::take(&mut self.first) {
            return Ok(true);
        }
        let position = self.reader.position().byte();
        self.reader.get_mut().begin(position);
        self.reader.read_record(&mut self.row).map_err(|error| self.broken(error))
    }

    /// A cell of the row, a number in it with a decimal point.
    fn cell(&self, column: usize) -> Cow<'_, str> {
        let cell = self.row.get(column).unwrap_or_default();
        let decimal = char::from(self.decimal);
        let numeric = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | 'e' | 'E') || c == decimal;
        if decimal != '.' && cell.contains(decimal) && cell.chars().all(numeric) {
            return cell.replace(decimal, ".").into();
        }
        cell.into()
    }

    /// The inputs' columns: those of these names, or all that are not targets.
    fn inputs(&self, names: Option<&[&str]>, targets: &[usize], expected: usize) -> Result<Vec<usize>> {
        let Some(names) = names else {
            let others = || (0..self.names.len()).filter(|column| !targets.contains(column));
            self.compare("input", self.names.len() - targets.len(), others(), expected)?;
            return Ok(others().collect());
        };
        let columns = self.columns(names, "inputs")?;
        if let Some(&both) = columns.iter().find(|column| targets.contains(column)) {
            let name = quoted(&self.names[both]);
            let problem = format!("expected {name} among the inputs or the targets, found it in both");
            return Err(Error::format(&self.path, problem));
        }
        self.compare("input", columns.len(), columns.iter().copied(), expected)?;
        Ok(columns)
    }

    /// The positions of the columns of these names.
    fn columns(&self, names: &[&str], part: &str) -> Result<Vec<usize>> {
        let mut columns = Vec::with_capacity(names.len());
        for name in names {
            let column = self.column(name)?;
            if columns.contains(&column) {
                let problem = format!("expected {} once among the {part}, found it twice", quoted(name));
                return Err(Error::format(&self.path, problem));
            }
            columns.push(column);
        }
        Ok(columns)
    }

    fn column(&self, name: &str) -> Result<usize> {
        let mut found = (0..self.names.len()).filter(|&column| &self.names[column] == name);
        let problem = match (found.next(), found.next()) {
            (Some(column), None) => return Ok(column),
            (Some(_), Some(_)) => format!("expected one column {}, found several", quoted(name)),
            (None, _) => {
                let all = self.list(self.names.len(), 0..self.names.len());
                format!("expected a column {}, found {all}{}", quoted(name), self.hint())
            }
        };
        Err(Error::format(&self.path, problem))
    }

    fn compare(&self, kind: &str, count: usize, columns: impl Iterator<Item = usize>, expected: usize) -> Result<()> {
        if count == expected {
            return Ok(());
        }
        let found = self.list(count, columns);
        let problem = format!("expected {expected} {kind} columns, found {count}: {found}{}", self.hint());
        Err(Error::format(&self.path, problem))
    }

    /// `` `AT`, `V`, `AP` ``, the first ones of them if there are many.
    fn list(&self, count: usize, columns: impl Iterator<Item = usize>) -> String {
        if count == 0 {
            return "none".into();
        }
        let names: Vec<String> = columns.take(LISTED).map(|column| quoted(&self.names[column])).collect();
        let more = if count > LISTED { format!(" and {} more", count - LISTED) } else { String::new() };
        names.join(", ") + &more
    }

    /// What to do if everything seems to be one column.
    fn hint(&self) -> String {
        let text = if self.names.len() == 1 { &self.names[0] } else { "" };
        let other = [';', '\t', '|', ','].into_iter().find(|&c| text.contains(c) && c != char::from(self.separator));
        other.map_or(String::new(), |c| {
            format!("; cells seem to be separated by {c:?}: read it with `Csv::new(path).separator(b{c:?})`")
        })
    }

    /// What was expected of a cell of the row.
    fn wrong(&self, column: usize, expected: &str) -> Error {
        let cell = self.row.get(column).unwrap_or_default();
        let mut found = if cell.is_empty() { "an empty cell".into() } else { quoted(cell) };
        if self.decimal == b'.' && cell.contains(',') && cell.replacen(',', ".", 1).parse::<f64>().is_ok() {
            found += " (for decimal commas, use `Csv::decimal`)";
        }
        Error::Cell {
            path: self.path.clone(),
            line: self.reader.get_ref().line(),
            column: self.names.get(column).unwrap_or_default().into(),
            expected: expected.into(),
            found,
        }
    }

    /// The parser's error, in our words if they are better.
    fn broken(&self, error: ::csv::Error) -> Error {
        let line = self.reader.get_ref().line();
        let problem = match error.kind() {
            ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("line {line}: expected {expected_len} cells, one for each column, found {len}{}", self.hint())
            }
            ErrorKind::Utf8 { err, .. } => {
                format!("line {line}: expected text in UTF-8, but cell {} is not", err.field() + 1)
            }
            _ => format!("line {line}: {error}"),
        };
        if error.is_io_error() {
            return match error.into_kind() {
                ErrorKind::Io(error) => failed(&self.path, error),
                _ => Error::format(&self.path, problem),
            };
        }
        Error::Format { path: self.path.clone(), problem, source: Some(error.into()) }
    }
}
