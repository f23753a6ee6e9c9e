//! Shared by the Rust peers: the choice of workloads, the clock, the data. A line is
//! `RES peer workload threads value`: samples a second; steps a second for T3; µs a prediction for I1, I3, I4.

#![allow(dead_code)]

use std::time::Instant;

pub struct Settings {
    pub peer: String,
    pub threads: String,
    /// Where the files of the check are, if there is one to do.
    folder: Option<String>,
    workloads: Option<String>,
    chunks: usize,
    seconds: f64,
}

/// From the environment (PEER, THREADS, CHUNKS, SECS) and the last argument (`T1b32,T3`; all without), which
/// `--check FOLDER` may precede.
pub fn settings(peer: &str) -> Settings {
    let mut arguments = std::env::args().skip(1).peekable();
    let folder = arguments.next_if(|first| first == "--check").and_then(|_| arguments.next());
    let setting = |name: &str, otherwise: &str| std::env::var(name).unwrap_or(otherwise.to_string());
    Settings {
        peer: setting("PEER", peer),
        threads: setting("THREADS", "1"),
        folder,
        workloads: arguments.next(),
        chunks: setting("CHUNKS", "5").parse().unwrap(),
        seconds: setting("SECS", "0.12").parse().unwrap(),
    }
}

impl Settings {
    pub fn has(&self, workload: &str) -> bool {
        self.workloads.as_ref().is_none_or(|all| all.split(',').any(|one| one == workload))
    }

    /// What `run.py --check` wrote of a workload, if there is a check to do; classes are one number a row.
    pub fn check(&self, workload: &str, widths: &[usize], batch: usize, classes: bool) -> Option<Check> {
        let folder = self.folder.as_ref()?;
        let numbers = |ending: &str| -> Vec<f32> {
            let bytes = std::fs::read(format!("{folder}/{workload}.{ending}")).unwrap();
            bytes.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().unwrap())).collect()
        };
        let (mut plain, batches) = (numbers("weights").into_iter(), numbers("batches"));
        let mut take = |count| plain.by_ref().take(count).collect::<Vec<f32>>();
        let layers = widths.windows(2).map(|w| [take(w[0] * w[1]), take(w[1])]).collect();
        let (inputs, outputs) = (widths[0], if classes { 1 } else { widths[widths.len() - 1] });
        let (mut x, mut y) = (vec![], vec![]);
        for numbers in batches.chunks_exact(batch * (inputs + outputs)) {
            x.extend(&numbers[..batch * inputs]);
            y.extend(&numbers[batch * inputs..]);
        }
        Some(Check { layers, x, classes: y.iter().map(|class| *class as u32).collect(), y })
    }

    /// The line of the check.
    pub fn loss(&self, workload: &str, loss: f32) {
        println!("LOSS\t{}\t{workload}\t{loss:.7}", self.peer);
    }

    /// `call` works on `per` samples (or is `per` steps); `sync` waits for what it left under way.
    pub fn bench(&self, workload: &str, per: f64, mut call: impl FnMut(), mut sync: impl FnMut()) {
        if !self.has(workload) {
            return;
        }
        let start = Instant::now();
        let mut calls = 0_u64;
        while calls < 3 || start.elapsed().as_secs_f64() < 0.3 {
            call();
            calls += 1;
            if calls < 3 {
                sync();
            }
        }
        sync();
        let each = start.elapsed().as_secs_f64() / calls as f64;
        let inner = ((0.01 / each) as u64).max(1);
        for _ in 0..self.chunks {
            let start = Instant::now();
            let mut calls = 0_u64;
            while start.elapsed().as_secs_f64() < self.seconds {
                (0..inner).for_each(|_| call());
                calls += inner;
            }
            sync();
            let each = start.elapsed().as_secs_f64() / calls as f64;
            let value = if matches!(workload, "I1" | "I3" | "I4") { each * 1e6 } else { per / each };
            println!("RES\t{}\t{workload}\t{}\t{value:.6}", self.peer, self.threads);
        }
    }
}

/// Weights `[inputs, outputs]` and bias of each layer, and the rows and targets of eleven batches.
pub struct Check {
    pub layers: Vec<[Vec<f32>; 2]>,
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    pub classes: Vec<u32>,
}

struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    fn signed(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.next() * 2.0 - 1.0).collect()
    }
}

/// Rows of T1, T2, T5.
pub const N1: usize = 60000;

/// Images, and for a class the brightest of the first ten pixels.
pub fn mnist_like() -> (Vec<f32>, Vec<u32>) {
    let mut random = Random::new(1);
    let x: Vec<f32> = (0..N1 * 784).map(|_| random.next() * 0.25).collect();
    let brightest = |row: &[f32]| (1..10).fold(0, |best, i| if row[i] > row[best] { i } else { best }) as u32;
    let y = x.chunks(784).map(brightest).collect();
    (x, y)
}

/// T4's rows.
pub fn tab_like() -> (Vec<f32>, Vec<f32>) {
    let x = Random::new(2).signed(16384 * 13);
    let y = x.chunks(13).map(|row| row[0] * row[1] + row[2]).collect();
    (x, y)
}

/// T6's rows.
pub fn sines() -> (Vec<f32>, Vec<f32>) {
    let x = Random::new(3).signed(200 * 4);
    let y = x.iter().map(|x| x.sin()).collect();
    (x, y)
}
