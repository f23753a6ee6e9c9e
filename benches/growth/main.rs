//! How the time per sample grows with width, depth, and batch, relative to the roofline: `cargo bench --bench growth`, or
//! with a picture `cargo bench --bench growth -- --plot benches/growth.svg`. It takes a minute and a half.
//!
//! # How to read it
//!
//! Three sizes grow, each in training (`Trainer::step`) and in prediction (`predict_batch`), on one thread: the width of
//! a network with two layers, the number of hidden layers of width 128, and the rows of a batch of 784-128-10.
//!
//! The ratio is the time per sample divided by the time of the roofline (Williams, Waterman and Patterson, 2009), the
//! shortest time that the machine allows. 1 is the limit; at 2 the machine could do twice as much. The roofline is the
//! longer of two times: that of the FLOPs at the peak rate of multiply-adds, and that of the bytes that must be moved, at
//! the rate of a buffer as large as everything the call works on. [`roofline`] counts both, and [`machine`] measures the
//! peak and the rates in the same run. Calls with little work, at the left of a series, mostly measure the call itself.
//!
//! A step is a ratio divided by the previous ratio in its table. Above 1.5 it is a cliff, marked with `!`.
//!
//! All times and peaks are the best of several rounds, since other work on the machine can only slow them down. This does
//! not help if one call lasts longer than the time slices of the operating system, as in wide networks and large batches:
//! these figures need an idle machine.

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
