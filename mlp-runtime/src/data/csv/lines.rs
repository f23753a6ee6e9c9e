//! Reads the bytes of a CSV file for the parser, counts lines, and limits the length of rows.

use std::io::{self, Read};

use crate::data::source::problem;

/// Keeps the bytes that the parser has read since the row began, so that an error can name its line. The parser counts
/// only line feeds, and treats empty lines before a row as a part of it.
pub(super) struct Lines<R> {
    reader: R,
    /// Bytes of the source, the row's first at `begin`.
    recent: Vec<u8>,
    begin: usize,
    /// The position of the row's first byte in the source, and its line.
    position: u64,
    line: u64,
    /// The most bytes of a row.
    limit: u64,
}

/// How far the parser may read beyond the end of a row.
const AHEAD: usize = 1 << 16;

impl<R: Read> Lines<R> {
    pub(super) fn new(reader: R, limit: u64) -> Self {
        Self { reader, recent: Vec::new(), begin: 0, position: 0, line: 1, limit }
    }

    /// Tells that the next row begins at this byte of the source, or after it.
    pub(super) fn begin(&mut self, position: u64) {
        let rest = &self.recent[self.begin..];
        let passed = rest.len().min((position - self.position) as usize);
        let (passed, next) = rest.split_at(passed);
        self.line += ends(passed, next.first());
        self.begin += passed.len();
        self.position += passed.len() as u64;
        if self.begin > AHEAD {
            self.recent.drain(..self.begin);
            self.begin = 0;
        }
    }

    /// The line of the row's first cell, counted from 1.
    pub(super) fn line(&self) -> u64 {
        let rest = &self.recent[self.begin..];
        let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (empty, row) = rest.split_at(empty);
        self.line + ends(empty, row.first())
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if (self.recent.len() - self.begin) as u64 > self.limit.saturating_add(AHEAD as u64) {
            let (line, limit) = (self.line(), self.limit);
            return Err(problem(format!(
                "line {line}: expected a row of at most {limit} bytes, found a longer one: is a quote (\") left open, \
                 or is it not CSV? `Csv::row_limit` allows longer rows"
            )));
        }
        let count = self.reader.read(bytes)?;
        self.recent.extend_from_slice(&bytes[..count]);
        Ok(count)
    }
}

/// How many lines end in these bytes: with CR, LF, or both, which count at the LF.
fn ends(bytes: &[u8], next: Option<&u8>) -> u64 {
    let feeds = bytes.iter().filter(|&&byte| byte == b'\n').count();
    let returns = bytes.iter().filter(|&&byte| byte == b'\r').count();
    if returns == 0 {
        return feeds as u64;
    }
    let pairs = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
    let cut = bytes.last() == Some(&b'\r') && next == Some(&b'\n');
    (feeds + returns - pairs - usize::from(cut)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_line_end() {
        for (text, lines) in
            [("a\nb\n", 2), ("a\rb\r", 2), ("a\r\nb\r\n", 2), ("\n\r", 2), ("\r\n\r\n\n\r\r", 5), ("", 0)]
        {
            assert_eq!(ends(text.as_bytes(), None), lines, "{text:?}");
        }
        assert_eq!(ends(b"a\r", Some(&b'\n')), 0);
        assert_eq!(ends(b"a\r", Some(&b'a')), 1);
    }
}
