//! What the Rust peers share: the choice of workloads, the clock, the data. A line is `RES peer workload threads value`:
//! samples a second; steps a second for T3; µs a prediction for I1, I3, I4.

#![allow(dead_code)]

use std::time::Instant;

pub struct Settings {
    pub peer: String,
    pub threads: String,
    workloads: Option<String>,
    chunks: usize,
    seconds: f64,
}

/// From the environment (PEER, THREADS, CHUNKS, SECS) and the first argument (`T1b32,T3`; all without).
pub fn settings(peer: &str) -> Settings {
    let setting = |name: &str, otherwise: &str| std::env::var(name).unwrap_or(otherwise.to_string());
    Settings {
        peer: setting("PEER", peer),
        threads: setting("THREADS", "1"),
        workloads: std::env::args().nth(1),
        chunks: setting("CHUNKS", "5").parse().unwrap(),
        seconds: setting("SECS", "0.12").parse().unwrap(),
    }
}

impl Settings {
    pub fn has(&self, workload: &str) -> bool {
        self.workloads.as_ref().is_none_or(|all| all.split(',').any(|one| one == workload))
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
