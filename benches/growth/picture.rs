//! Ratios → an SVG picture: a panel for each size that grows, with logarithmic axes and the roofline at 1.

use std::error::Error;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::prelude::*;

/// What grows, and curves of points: its value, and the ratio there.
pub(crate) struct Panel {
    pub(crate) grows: &'static str,
    pub(crate) training: Vec<(f64, f64)>,
    pub(crate) prediction: Vec<(f64, f64)>,
}

/// Width and height, in pixels.
const SIZE: (u32, u32) = (1200, 440);

/// Colors that most color-blind people can tell apart (Okabe and Ito, 2008).
const BLUE: RGBColor = RGBColor(0, 114, 178);
const ORANGE: RGBColor = RGBColor(213, 94, 0);

/// Draws on white, readable on a page of any color.
pub(crate) fn write(path: &str, panels: &[Panel]) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(path, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let area = area.titled("Time of a sample over the roofline's, one thread", ("sans-serif", 22))?;
    let ratios = panels.iter().flat_map(|panel| panel.training.iter().chain(&panel.prediction)).map(|point| point.1);
    let ratios = 0.8..ratios.fold(4.0, f64::max) * 1.25;
    for (panel, area) in panels.iter().zip(area.split_evenly((1, panels.len()))) {
        draw(&area, panel, ratios.clone())?;
    }
    Ok(area.present()?)
}

fn draw(area: &DrawingArea<SVGBackend<'_>, Shift>, panel: &Panel, ratios: Range<f64>) -> Result<(), Box<dyn Error>> {
    let (first, last) = (panel.training[0].0, panel.training[panel.training.len() - 1].0);
    let powers: Vec<f64> = (0..).map(|power| 2_f64.powi(power)).take_while(|value| *value <= last).collect();
    let shown = powers.iter().copied().filter(|value| *value >= first);
    let shown = shown.step_by(powers.len().div_ceil(7)).collect();
    let marks = [1.0, 1.5, 2.0, 3.0, 5.0, 7.0].map(|digit| [0.1, 1.0, 10.0, 100.0].map(|decade| digit * decade));
    let marks = marks.concat().into_iter().filter(|mark| ratios.contains(mark)).collect();
    let mut chart = ChartBuilder::on(area).margin(12).x_label_area_size(44).y_label_area_size(60).build_cartesian_2d(
        (first / 1.15..last * 1.15).log_scale().with_key_points(shown),
        ratios.log_scale().with_key_points(marks),
    )?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(BLACK.mix(0.12))
        .label_style(("sans-serif", 15))
        .axis_desc_style(("sans-serif", 17))
        .x_label_formatter(&f64::to_string)
        .y_label_formatter(&f64::to_string)
        .x_desc(panel.grows)
        .y_desc("time / roofline's time")
        .draw()?;
    chart.draw_series(LineSeries::new([(first / 1.15, 1.0), (last * 1.15, 1.0)], BLACK.mix(0.6)))?;
    for (name, points, colour) in [("training", &panel.training, BLUE), ("prediction", &panel.prediction, ORANGE)] {
        let style = colour.stroke_width(2);
        chart
            .draw_series(LineSeries::new(points.iter().copied(), style.filled()).point_size(2))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], style));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.3))
        .label_font(("sans-serif", 15))
        .draw()?;
    Ok(())
}
