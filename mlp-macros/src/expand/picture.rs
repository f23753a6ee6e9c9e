//! The picture of a network in its documentation: inline SVG that takes its colors from the page.

use std::fmt::Write;

use super::layer::Drawing;
use super::plan::{Plan, Step};

/// The largest number of columns; longer networks have no picture.
const MOST_COLUMNS: usize = 24;

/// Distances in the picture: between columns, between units, from the top, of a unit's radius.
const ACROSS: usize = 110;
const DOWN: usize = 18;
const TOP: usize = 46;
const RADIUS: usize = 6;

/// The most units that are drawn for a layer.
const MOST_UNITS: usize = 7;

impl Plan<'_> {
    /// Units as circles, weights as lines; nothing for a network that is too long.
    pub(super) fn picture(&self) -> Option<String> {
        let columns = self.columns();
        (columns.len() <= MOST_COLUMNS).then(|| picture(&columns))
    }

    /// The columns of the picture: the input, and each layer of its own width.
    fn columns(&self) -> Vec<Column> {
        let mut columns = vec![Column::new(self.input.number(), &self.input.shown, "input")];
        add(&self.steps, &mut columns);
        columns
    }
}

/// Adds the columns of some steps.
fn add(steps: &[Step<'_>], columns: &mut Vec<Column>) {
    for step in steps {
        let from = columns.len() - 1;
        add(&step.block, columns);
        let drawing = step.layer.drawing(step);
        if let Drawing::Units { name, word } = &drawing {
            columns.push(Column::new(step.outputs.number(), name, word));
            continue;
        }
        if let Some(column) = columns.last_mut() {
            column.notes.push(step.layer.statement());
            column.skips = match drawing {
                Drawing::Skip => Some(from),
                Drawing::Note | Drawing::Units { .. } => column.skips,
            };
        }
    }
}

/// A layer in the picture.
struct Column {
    /// How many units, if the macro knows.
    size: Option<usize>,
    name: String,
    word: String,
    /// What works on its values: norms, dropout.
    notes: Vec<String>,
    /// The column from which a residual connection comes here.
    skips: Option<usize>,
}

impl Column {
    fn new(size: Option<usize>, name: &str, word: &str) -> Self {
        Self { size, name: name.to_owned(), word: word.to_owned(), notes: Vec::new(), skips: None }
    }
}

/// Units as circles, weights as lines, residual connections as arcs.
fn picture(columns: &[Column]) -> String {
    let tallest = columns.iter().map(|column| units(column).0).max().unwrap_or(1);
    let (width, height) = (columns.len() * ACROSS, TOP + tallest * DOWN + 58);
    let label = columns.iter().map(|column| column.name.as_str()).filter(|name| !name.is_empty()).collect::<Vec<_>>();
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="layers of {}" viewBox="0 0 {width} {height}" style="max-width:{width}px;width:100%" fill="none" stroke="currentColor" font-size="12" text-anchor="middle">"#,
        label.join(", ")
    );
    for (i, pair) in columns.windows(2).enumerate() {
        if let [from, to] = pair {
            let (a, b) = (places(from, tallest), places(to, tallest));
            let mut path = String::new();
            for y1 in &a {
                for y2 in &b {
                    let _ = write!(path, "M{} {y1}L{} {y2}", x(i) + RADIUS, x(i + 1) - RADIUS);
                }
            }
            let _ = write!(svg, r#"<path opacity=".2" d="{path}"/>"#);
        }
    }
    for (i, column) in columns.iter().enumerate() {
        for y in places(column, tallest) {
            let _ = write!(svg, r#"<circle cx="{}" cy="{y}" r="{RADIUS}"/>"#, x(i));
        }
        let middle = TOP + tallest * DOWN / 2;
        let mut text = |y: usize, text: &str| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let _ = write!(svg, r#"<text x="{}" y="{y}" stroke="none" fill="currentColor">{text}</text>"#, x(i));
        };
        if units(column).1 {
            text(middle + 4, "⋮");
        }
        text(TOP + tallest * DOWN + 18, &column.name);
        text(TOP + tallest * DOWN + 34, &column.word);
        text(TOP + tallest * DOWN + 50, &column.notes.join(", "));
        if let Some(from) = column.skips {
            let (start, end) = (x(from), x(i));
            let _ = write!(svg, r#"<path d="M{start} {TOP}C{start} 4 {end} 4 {end} {TOP}"/>"#);
        }
    }
    svg + "</svg>"
}

fn x(column: usize) -> usize {
    column * ACROSS + ACROSS / 2
}

/// How many rows of the picture a layer takes, and whether the middle one represents the rest.
fn units(column: &Column) -> (usize, bool) {
    match column.size {
        Some(size) if size <= MOST_UNITS => (size, false),
        _ => (MOST_UNITS, true),
    }
}

/// The heights of a layer's units.
fn places(column: &Column, tallest: usize) -> Vec<usize> {
    let (count, rest) = units(column);
    let top = TOP + (tallest - count) * DOWN / 2 + DOWN / 2;
    (0..count).filter(|i| !(rest && *i == count / 2)).map(|i| top + i * DOWN).collect()
}
