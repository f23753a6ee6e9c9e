//! The workloads: five networks in training and three in prediction, through the public API, on data like MNIST and like
//! a table.

use std::hint::black_box;

use mlp::optimizer::Optimizer;
use mlp::prelude::*;

/// Every workload. T1 and T5 train a classifier of digits with plain descent, T2 a larger one with Adam, T3 learns XOR,
/// T4 and T6 fit a function with Adam; I1 to I4 predict.
pub(crate) const NAMES: [&str; 13] =
    ["T1b1", "T1b32", "T1b128", "T1b1024", "T2", "T3", "T4", "T5", "T6", "I1", "I2", "I3", "I4"];

mlp::network! { pub(crate) struct Digits; input 784; dense 128 relu; dense 10 softmax; loss sparse_categorical; }
mlp::network! { pub(crate) struct Wide; input 784; dense 1024 relu; dense 1024 relu; dense 10 softmax; loss sparse_categorical; }
mlp::network! { pub(crate) struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; }
mlp::network! { pub(crate) struct Table; input 13; dense 64 relu; dense 64 relu; dense 1; loss mse; }
mlp::network! { pub(crate) struct Smooth; input 784; dense 128 sigmoid; dense 10 softmax; loss sparse_categorical; }
mlp::network! { pub(crate) struct Small; input 4; dense 32 tanh; dense 16 tanh; dense 4; loss mse; }

/// Prepares the workload `name` on `threads` threads, and calls `measure` with the number of rows per call and the call.
pub(crate) fn run(name: &str, threads: usize, measure: impl FnOnce(usize, &mut dyn FnMut())) {
    match name {
        "T1b1" => digits(1, threads, measure),
        "T1b32" => digits(32, threads, measure),
        "T1b128" => digits(128, threads, measure),
        "T1b1024" => digits(1024, threads, measure),
        "T2" => train::<Wide, _>(Adam::new(1e-3), 256, threads, &images(60_000), labels, measure),
        "T3" => train::<Xor, _>(Sgd::new(0.1), 4, threads, &XOR, |x| [[0.0, 1.0][usize::from(x[0] != x[1])]], measure),
        "T4" => train::<Table, _>(Adam::new(1e-3), 64, threads, &rows(16_384), |x| [x[0] * x[1] + x[2]], measure),
        "T5" => train::<Smooth, _>(Sgd::new(0.1), 32, threads, &images(60_000), labels, measure),
        "T6" => train::<Small, _>(Adam::new(1e-3), 200, threads, &rows(200), |x| x.map(f32::sin), measure),
        "I1" => predict_one::<Digits>(&images(64), measure),
        "I2" => predict_batch::<Digits>(&images(1024), threads, measure),
        "I3" => predict_one::<Table>(&rows(64), measure),
        "I4" => predict_one::<Xor>(&XOR, measure),
        other => panic!("no workload {other}: there are {NAMES:?}"),
    }
}

const XOR: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

fn digits(batch: usize, threads: usize, measure: impl FnOnce(usize, &mut dyn FnMut())) {
    train::<Digits, _>(Sgd::new(0.1), batch, threads, &images(60_000), labels, measure);
}

/// One call is one update, on the next `batch` rows.
fn train<M: Trainable, O: Optimizer>(
    optimizer: O,
    batch: usize,
    threads: usize,
    x: &[M::Input],
    target: impl Fn(&M::Input) -> M::Target,
    measure: impl FnOnce(usize, &mut dyn FnMut()),
) {
    let targets: Vec<M::Target> = x.iter().map(target).collect();
    let mut model = M::init(1);
    let mut trainer = Trainer::new(&mut model).optimizer(optimizer).threads(threads);
    let mut row = 0;
    measure(batch, &mut || {
        if row + batch > x.len() {
            row = 0;
        }
        let loss = trainer.step(&x[row..row + batch], &targets[row..row + batch]);
        black_box(loss.expect("the data fit"));
        row += batch;
    });
}

/// One call predicts one row.
fn predict_one<M: Model>(x: &[M::Input], measure: impl FnOnce(usize, &mut dyn FnMut())) {
    let model = M::init(1);
    measure(1, &mut || {
        black_box(model.predict(black_box(&x[0])));
    });
}

/// One call predicts all rows.
fn predict_batch<M: Model>(x: &[M::Input], threads: usize, measure: impl FnOnce(usize, &mut dyn FnMut())) {
    let model = M::init(1);
    let mut predictor = model.predictor().threads(threads);
    measure(x.len(), &mut || {
        black_box(predictor.predict_batch(black_box(x)));
    });
}

fn images(count: usize) -> Vec<[f32; 784]> {
    let mut random = Random(1);
    (0..count).map(|_| std::array::from_fn(|_| random.next() * 0.25)).collect()
}

/// The brightest of the first ten pixels.
fn labels(x: &[f32; 784]) -> usize {
    (1..10).fold(0, |best, i| if x[i] > x[best] { i } else { best })
}

fn rows<const N: usize>(count: usize) -> Vec<[f32; N]> {
    let mut random = Random(2);
    (0..count).map(|_| std::array::from_fn(|_| random.next() * 2.0 - 1.0)).collect()
}

/// Xorshift: numbers of 0..1 that every language can draw.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f32 / 16_777_216.0
    }
}
