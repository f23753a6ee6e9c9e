//! The networks of each series, measured through the public API. The last layers are linear, the loss is `mse`, and the
//! optimizer `sgd`, so that the matrix products dominate.

use std::hint::black_box;
use std::time::Instant;

use mlp::prelude::*;

/// One value of what grows, and the best times so far.
pub(crate) struct Point {
    pub(crate) x: usize,
    pub(crate) rows: usize,
    /// Of the input, then of each layer.
    pub(crate) widths: Vec<usize>,
    /// Of a training step and of a prediction of all rows.
    pub(crate) seconds: [f64; 2],
}

/// The rows of a batch where something else grows.
const ROWS: usize = 64;

/// The network's inputs and two layers are of one width.
pub(crate) fn widths() -> Vec<Point> {
    macro_rules! points {
        ($($width:literal)*) => { vec![$( {
            mlp::network! { input $width; dense $width relu; dense $width; loss mse; }
            point::<Network, _, _>($width, ROWS, vec![$width; 3])
        } ),*] };
    }
    points! {
        16 17 20 24 28 31 32 33 40 48 56 63 64 65 80 96 100 112 127 128 129 160 192 224 255 256 257 320 384 448 500 512
        513 640 768 896 1000 1023 1024 1025 1280 1536 1792 2048 2049 2560 3000 3072 4096
    }
}

/// Hidden layers of 128.
pub(crate) fn depths() -> Vec<Point> {
    let mut points = Vec::new();
    macro_rules! points {
        ([$($layers:tt)*]) => {};
        ([$($layers:tt)*] + $($more:tt)*) => { points! { [$($layers)* dense 128 relu;] $($more)* } };
        ([$($layers:tt)*] $depth:literal $($more:tt)*) => {
            points.push({
                mlp::network! { input 128; $($layers)* dense 10; loss mse; }
                point::<Network, _, _>($depth, ROWS, [&[128; $depth + 1][..], &[10]].concat())
            });
            points! { [$($layers)*] $($more)* }
        };
    }
    // A plus adds a layer; a number is a network with this many.
    points! { [] +1 +2 +3 +4 +5 +6 +7 +8 ++10 ++12 ++14 ++16 ++++20 ++++24 ++++28 ++++32 }
    points
}

/// Rows of 784-128-10.
pub(crate) fn batches() -> Vec<Point> {
    mlp::network! { input 784; dense 128 relu; dense 10; loss mse; }
    let batches = [
        1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 17, 20, 24, 28, 32, 33, 40, 47, 48, 49, 56, 64, 65, 80, 96, 112, 128,
        129, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1000, 1024, 1280, 1536, 2048, 2560, 3072, 4096, 5000,
        6144, 8192,
    ];
    batches.map(|rows| point::<Network, _, _>(rows, rows, vec![784, 128, 10])).into()
}

fn point<M, const IN: usize, const OUT: usize>(x: usize, rows: usize, widths: Vec<usize>) -> Point
where
    M: Trainable<Input = [f32; IN], Target = [f32; OUT]>,
{
    assert_eq!(M::PARAMETERS, widths.windows(2).map(|layer| (layer[0] + 1) * layer[1]).sum::<usize>(), "{widths:?}");
    let (inputs, targets) = (numbers::<IN>(rows), numbers::<OUT>(rows));
    let mut model = M::init(1);
    let mut predictor = model.predictor();
    let prediction = time(|| _ = black_box(predictor.predict_batch(black_box(&inputs))));
    // So small a rate that all numbers stay of the size they have.
    let mut trainer = Trainer::new(&mut model).threads(1).optimizer(Sgd::new(1e-4));
    let training = time(|| _ = black_box(trainer.step(black_box(&inputs), &targets).expect("the data fit")));
    Point { x, rows, widths, seconds: [training, prediction] }
}

/// Seconds a call takes, after a first: the best of many short stretches, so that some fall between what else the
/// machine does.
fn time(mut call: impl FnMut()) -> f64 {
    let mut stretch = |calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| call());
        start.elapsed().as_secs_f64() / f64::from(calls)
    };
    stretch(1);
    let calls = (0.001 / stretch(1)).max(1.0) as u32;
    let (start, mut best) = (Instant::now(), f64::INFINITY);
    for count in 1.. {
        best = best.min(stretch(calls));
        if count >= 4 && start.elapsed().as_secs_f64() > 0.04 {
            break;
        }
    }
    best
}

/// Rows of numbers from -1 to 1.
fn numbers<const N: usize>(rows: usize) -> Vec<[f32; N]> {
    let number = |row: usize, i: usize| ((row * N + i) * 7919 % 2003) as f32 / 1001.0 - 1.0;
    (0..rows).map(|row| std::array::from_fn(|i| number(row, i))).collect()
}
