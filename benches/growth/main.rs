//! How the time of a sample grows with width, depth and batch, over the roofline's time: `cargo bench --bench growth`,
//! and with a picture `cargo bench --bench growth -- --plot benches/growth.svg`. It takes a minute and a half.
//!
//! # How to read it
//!
//! Three things grow, each in training (`Trainer::step`) and in prediction (`predict_batch`), on one thread: the width
//! of a network of two layers, the hidden layers of width 128, and the rows of a batch of 784-128-10.
//!
//! The ratio is the time of a sample over the roofline's, the least that the machine leaves for it (Williams, Waterman
//! and Patterson, 2009): 1 is the limit, at 2 the machine could do twice as much. The roofline's time is that of the
//! FLOPs at the peak of multiply-adds, or that of the bytes, each moved as often as it must be, at the rate of a buffer
//! that is as large as all that the call works on, whichever is longer; [`roofline`] counts both, [`machine`] measures
//! peak and rates in the same run. Where a call has little to do, at the left of a series, it is the call itself that
//! takes the time.
//!
//! A step is a ratio over the ratio before it in its table. Above 1.5 it is a cliff, and marked `!`.
//!
//! All times and peaks are the best of several rounds: other work on the machine can only slow them. It cannot be told
//! apart where one call lasts longer than the system's slices of time, in wide networks and large batches: there the
//! figures need a machine with nothing else to do.

#![allow(missing_docs)]

mod machine;
mod networks;
mod picture;
mod roofline;

use machine::Machine;
use networks::Point;
use picture::Panel;
use roofline::Work;

struct Series {
    /// What grows.
    grows: &'static str,
    measure: fn() -> Vec<Point>,
}

const SERIES: [Series; 3] = [
    Series { grows: "width, batch of 64", measure: networks::widths },
    Series { grows: "hidden layers of width 128, batch of 64", measure: networks::depths },
    Series { grows: "batch, 784-128-10", measure: networks::batches },
];

/// A step above it is a cliff.
const CLIFF: f64 = 1.5;

/// How often every series is measured, from its first point to its last.
const ROUNDS: usize = 3;

fn main() {
    let plot = std::env::args().skip_while(|argument| argument != "--plot").nth(1);
    let mut machine = Machine::new();
    let mut best: [Vec<Point>; SERIES.len()] = Default::default();
    for _ in 0..ROUNDS {
        for (best, series) in best.iter_mut().zip(&SERIES) {
            machine.measure();
            let mut points = (series.measure)();
            for (point, best) in points.iter_mut().zip(&*best) {
                point.seconds = [0, 1].map(|mode| point.seconds[mode].min(best.seconds[mode]));
            }
            *best = points;
        }
    }
    print!("{machine}");
    let panels = best.iter().zip(&SERIES).map(|(points, series)| {
        let [training, prediction] = [0, 1].map(|mode| tabulate(&machine, series.grows, points, mode));
        Panel { grows: series.grows, training, prediction }
    });
    let panels: Vec<Panel> = panels.collect();
    if let Some(path) = plot {
        picture::write(&path, &panels).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

/// Prints a table of training, mode 0, or prediction, mode 1, and gives the ratios of its points.
fn tabulate(machine: &Machine, grows: &str, points: &[Point], mode: usize) -> Vec<(f64, f64)> {
    println!("\n{}: {grows}", ["training", "prediction"][mode]);
    println!("{:>8} {:>12} {:>12} {:>8} {:>8}", "", "µs a sample", "roofline's", "ratio", "step");
    let mut last = None;
    let ratios = points.iter().map(|point| {
        let Point { x, rows, widths, seconds } = point;
        let work = [Work::training, Work::prediction][mode](widths, *rows);
        let [time, roofline] = [seconds[mode], work.seconds(machine)].map(|seconds| seconds * 1e6 / *rows as f64);
        let ratio = time / roofline;
        let step = ratio / last.replace(ratio).unwrap_or(ratio);
        let mark = if step > CLIFF { "!" } else { "" };
        println!("{x:>8} {time:>12.4} {roofline:>12.4} {ratio:>8.2} {step:>8.2} {mark}");
        (*x as f64, ratio)
    });
    ratios.collect()
}
