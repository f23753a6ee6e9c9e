//! Losses, epoch by epoch → an SVG picture.

mod axis;

use std::ops::Range;
use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;

use self::axis::{Axis, drawable, span};
use crate::{Error, History, Result, Stop};

/// Width and height, in pixels.
const SIZE: (u32, u32) = (800, 480);

/// Colors that most color-blind people can tell apart (Okabe and Ito, 2008).
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// Curves with more points are drawn without dots.
const DOTS: usize = 60;

/// A name, and points: an epoch and its loss.
type Curve<'a> = (&'a str, Vec<(f64, f64)>);

/// A name, and the epoch where a line across the picture has it.
type Mark = (String, f64);

impl History {
    /// Draws the training loss over the epochs as SVG, and the validation loss if there is one, like [`curves`]. A line
    /// marks the epoch whose weights were [kept](Self::kept).
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written.
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("loss.svg");
    /// # let history = mlp_runtime::History::new("accuracy");
    /// history.plot(&path)?; // `path` is "loss.svg", say
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plot(&self, path: impl AsRef<Path>) -> Result<()> {
        let epochs = self.epochs().iter();
        let validation: Vec<_> =
            epochs.clone().filter_map(|epoch| Some((epoch.number as f64, epoch.validation_loss?))).collect();
        let training = epochs.map(|epoch| (epoch.number as f64, epoch.loss)).collect();
        let mut curves = vec![("training, in training mode", training)];
        if !validation.is_empty() {
            curves.push(("validation", validation));
        }
        write(path.as_ref(), "Loss", &curves, self.mark())
    }

    fn mark(&self) -> Option<Mark> {
        let (kept, last) = (self.kept()?, self.last()?.number);
        let name = match self.stop() {
            Some(Stop::EarlyStopping { .. }) => format!("kept: epoch {kept}, stopped after {last}"),
            _ => format!("kept: epoch {kept}"),
        };
        Some((name, kept as f64))
    }
}

/// Draws several runs in one SVG picture, each with a name and its losses from epoch 1 on. The axis of the loss is
/// logarithmic if all losses are positive and the largest is more than 100 times the smallest. Losses that are not
/// finite or exceed 10¹⁰⁰ are left out and leave a gap.
///
/// # Errors
/// [`Error::File`] if the file cannot be written.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("rates.svg");
/// use mlp_runtime::plot;
///
/// let (good, small) = ([0.9, 0.3, 0.1], [0.99, 0.97, 0.95]);
/// plot::curves(&path, "Learning rates", &[("0.1", &good), ("0.001", &small)])?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn curves(path: impl AsRef<Path>, title: &str, runs: &[(&str, &[f64])]) -> Result<()> {
    let points = |losses: &[f64]| (1_u32..).map(f64::from).zip(losses.iter().copied()).collect();
    let curves: Vec<Curve<'_>> = runs.iter().map(|&(name, losses)| (name, points(losses))).collect();
    write(path.as_ref(), title, &curves, None)
}

fn write(path: &Path, title: &str, curves: &[Curve<'_>], mark: Option<Mark>) -> Result<()> {
    let svg = draw(title, curves, mark).map_err(std::io::Error::other);
    svg.and_then(|svg| std::fs::write(path, svg)).map_err(|source| Error::File { path: path.into(), source })
}

/// The picture. Fails only if the library does.
fn draw(title: &str, curves: &[Curve<'_>], mark: Option<Mark>) -> Result<String, String> {
    let points = || curves.iter().flat_map(|(_, points)| points).filter(|point| drawable(point.1));
    let losses = Axis::of(points().map(|&(_, loss)| loss));
    let epochs = span(points().map(|&(epoch, _)| epoch)).unwrap_or(1.0..1.0);
    let epochs = if epochs.is_empty() { epochs.start - 0.5..epochs.end + 0.5 } else { epochs };
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
    let drawn = chart(&area, title, curves, mark, &epochs, &losses);
    drawn.and_then(|()| area.present()).map_err(|error| error.to_string())?;
    drop(area);
    Ok(svg)
}

type Drawn<'s> = Result<(), DrawingAreaErrorKind<<SVGBackend<'s> as DrawingBackend>::ErrorType>>;

/// Axes, curves, and legend on white, readable on a page of any color.
fn chart<'s>(
    area: &DrawingArea<SVGBackend<'s>, Shift>,
    title: &str,
    curves: &[Curve<'_>],
    mark: Option<Mark>,
    epochs: &Range<f64>,
    losses: &Axis,
) -> Drawn<'s> {
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 22))
        .margin(16)
        .x_label_area_size(44)
        .y_label_area_size(80)
        .build_cartesian_2d(epochs.clone(), losses.clone())?;
    let ticks = ((epochs.end - epochs.start) as usize).saturating_add(1);
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(BLACK.mix(0.12))
        .x_labels(ticks.min(12))
        .x_label_formatter(&|epoch| {
            if epoch.fract() == 0.0 { epoch.to_string() } else { String::new() }
        })
        .label_style(("sans-serif", 15))
        .axis_desc_style(("sans-serif", 17))
        .x_desc("epoch")
        .y_desc("loss")
        .draw()?;
    for ((name, points), color) in curves.iter().zip(COLORS.iter().cycle()) {
        let style = color.stroke_width(2);
        let legend = move |(x, y)| PathElement::new([(x, y), (x + 20, y)], style);
        chart.draw_series(LineSeries::new([], style))?.label(*name).legend(legend);
        for piece in points.split(|point| !drawable(point.1)) {
            let dots = if points.len() <= DOTS || piece.len() == 1 { 3 } else { 0 };
            chart.draw_series(LineSeries::new(piece.iter().copied(), style.filled()).point_size(dots))?;
        }
    }
    if let Some((name, epoch)) = mark {
        let style = BLACK.mix(0.6).stroke_width(1);
        let ends = losses.range();
        let line = [(epoch, ends.start), (epoch, ends.end)];
        let legend = move |(x, y)| PathElement::new([(x, y), (x + 20, y)], style);
        chart.draw_series(DashedLineSeries::new(line, 4, 3, style))?.label(name).legend(legend);
    }
    chart
        .configure_series_labels()
        .position(emptiest_place(curves, epochs, losses))
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.3))
        .label_font(("sans-serif", 15))
        .draw()
}

/// The place with the fewest points, where the legend hides the least.
fn emptiest_place(curves: &[Curve<'_>], epochs: &Range<f64>, losses: &Axis) -> SeriesLabelPosition {
    let hidden = |x: Range<f64>, y: Range<f64>| {
        let points = curves.iter().flat_map(|(_, points)| points);
        let inside = points.filter(|(epoch, loss)| {
            let epoch = (epoch - epochs.start) / (epochs.end - epochs.start);
            x.contains(&epoch) && y.contains(&losses.share(*loss))
        });
        inside.count()
    };
    let (left, right) = (-0.1..0.4, 0.6..1.1);
    let (lower, middle, upper) = (-0.1..0.3, 0.35..0.65, 0.7..1.1);
    let places = [
        (hidden(right.clone(), upper.clone()), SeriesLabelPosition::UpperRight),
        (hidden(left.clone(), upper), SeriesLabelPosition::UpperLeft),
        (hidden(right.clone(), middle), SeriesLabelPosition::MiddleRight),
        (hidden(right, lower.clone()), SeriesLabelPosition::LowerRight),
        (hidden(left, lower), SeriesLabelPosition::LowerLeft),
    ];
    let emptiest = places.into_iter().min_by_key(|&(points, _)| points);
    emptiest.map_or(SeriesLabelPosition::UpperRight, |(_, place)| place)
}
