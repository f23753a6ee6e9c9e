//! The axis of the loss: linear or logarithmic, where its ticks are, and what is written beside them.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

/// Beyond this a loss says nothing more, and differences of two would overflow.
const LARGEST: f64 = 1e100;

/// An axis that has room for all losses of a picture.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    logarithmic: bool,
    /// In the axis' own measure, the decimal logarithm if it is logarithmic.
    range: Range<f64>,
}

impl Axis {
    /// Logarithmic if all losses are positive and the largest is more than 100 times the smallest.
    pub(super) fn of(losses: impl Iterator<Item = f64>) -> Self {
        let losses = span(losses).unwrap_or(0.0..1.0);
        if losses.start > 0.0 && losses.end > 100.0 * losses.start {
            let range = losses.start.log10() - 0.15..losses.end.log10() + 0.15;
            return Self { logarithmic: true, range };
        }
        let size = losses.end.abs().max(losses.start.abs());
        let margin = ((losses.end - losses.start) * 0.05).max(size * 1e-3).max(1e-9);
        Self { logarithmic: false, range: losses.start - margin..losses.end + margin }
    }

    /// Where a loss stands: 0 is the lower end, 1 the upper.
    pub(super) fn share(&self, loss: f64) -> f64 {
        let place = if self.logarithmic { loss.log10() } else { loss };
        (place - self.range.start) / (self.range.end - self.range.start)
    }

    fn loss(&self, place: f64) -> f64 {
        if self.logarithmic { 10_f64.powf(place) } else { place }
    }

    /// Round numbers, about five to ten of them.
    fn ticks(&self) -> Vec<f64> {
        let length = self.range.end - self.range.start;
        let power = 10_f64.powf((length / 10.0).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power);
        let step = step.into_iter().find(|step| length / step <= 10.0).unwrap_or(length);
        let places: Vec<f64> = if !self.logarithmic {
            steps(self.range.clone(), step).collect()
        } else if length < 3.5 {
            let digits = [1.0, 2.0, 5.0].map(f64::log10);
            let decades = steps(self.range.start.floor()..self.range.end, 1.0);
            decades.flat_map(|decade| digits.map(|digit| decade + digit)).collect()
        } else {
            steps(self.range.clone(), step.max(1.0)).collect()
        };
        let inside = places.into_iter().filter(|place| self.range.contains(place));
        inside.map(|place| self.loss(place)).collect()
    }

    /// A loss to five digits, as short as it can be written.
    fn label(&self, loss: f64) -> String {
        if !self.logarithmic && loss.abs() < (self.range.end - self.range.start) * 1e-6 {
            return "0".into();
        }
        let rounded: f64 = format!("{loss:.4e}").parse().unwrap_or(loss);
        if (1e-4..1e6).contains(&rounded.abs()) { rounded.to_string() } else { format!("{rounded:e}") }
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, loss: &f64, (from, to): (i32, i32)) -> i32 {
        from + (self.share(*loss) * f64::from(to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks() }
    }

    fn range(&self) -> Range<f64> {
        self.loss(self.range.start)..self.loss(self.range.end)
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, loss: &f64) -> String {
        self.label(*loss)
    }
}

/// The multiples of `step` in a range.
fn steps(range: Range<f64>, step: f64) -> impl Iterator<Item = f64> {
    let first = (range.start / step).ceil();
    let count = ((range.end / step).floor() - first).max(-1.0) + 1.0;
    (0..count as u32).map(move |i| (first + f64::from(i)) * step)
}

/// Whether a loss can be drawn at all.
pub(super) fn drawable(loss: f64) -> bool {
    loss.abs() <= LARGEST
}

/// From the smallest to the largest.
pub(super) fn span(values: impl Iterator<Item = f64>) -> Option<Range<f64>> {
    values.fold(None, |span: Option<Range<f64>>, value| {
        let span = span.unwrap_or(value..value);
        Some(span.start.min(value)..span.end.max(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(losses: &[f64]) -> Vec<String> {
        let axis = Axis::of(losses.iter().copied());
        axis.ticks().into_iter().map(|tick| axis.label(tick)).collect()
    }

    #[test]
    fn round_numbers_are_written_short() {
        assert_eq!(labels(&[0.05, 1.15]), ["0", "0.2", "0.4", "0.6", "0.8", "1", "1.2"]);
        assert_eq!(labels(&[0.004, 0.9]), ["0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]);
        assert_eq!(labels(&[1e-7, 10.0]), ["1e-7", "1e-6", "1e-5", "0.0001", "0.001", "0.01", "0.1", "1", "10"]);
        assert_eq!(labels(&[-1e6, 5e6]), ["-1e6", "0", "1e6", "2e6", "3e6", "4e6", "5e6"]);
        assert!(labels(&[0.3]).contains(&"0.3".into()));
    }

    #[test]
    fn never_more_than_ticks_have_room() {
        for smallest in [1e-300, 1e-9, 0.0, 0.99, -1e100] {
            for largest in [1e-299, 1e-3, 1.0, 1e9, 1e100] {
                let count = labels(&[smallest, largest]).len();
                assert!((3..=13).contains(&count), "{smallest} to {largest}: {count}");
            }
        }
    }
}
