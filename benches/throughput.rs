//! The workloads as lines `RES peer workload threads value`, five each, to be alternated with other programs:
//! `cargo bench --bench throughput -- T1b32,T3`. Values are samples per second, but steps per second for T3, and µs per
//! prediction for I1, I3, and I4.

#![allow(missing_docs)]

mod workloads;

use std::time::Instant;

fn main() {
    let chosen = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let chosen = chosen.unwrap_or_else(|| workloads::NAMES.join(","));
    let setting = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    let (peer, threads) = (setting("PEER", "mlp"), setting("THREADS", "1"));
    let count: usize = threads.parse().expect("THREADS is a number");
    let chunks: usize = setting("CHUNKS", "5").parse().expect("CHUNKS is a number");
    let seconds: f64 = setting("SECS", "0.12").parse().expect("SECS is a number");
    for name in chosen.split(',') {
        workloads::run(name, count, |rows, call| {
            let each = time(0.3, 1, call);
            let inner = ((0.01 / each) as u64).max(1);
            for _ in 0..chunks {
                let each = time(seconds, inner, call);
                let value = match name {
                    "I1" | "I3" | "I4" => each * 1e6,
                    "T3" => 1.0 / each,
                    _ => rows as f64 / each,
                };
                println!("RES\t{peer}\t{name}\t{threads}\t{value:.6}");
            }
        });
    }
}

/// Seconds a call, over `seconds` at least; looks at the clock after each `inner` calls.
fn time(seconds: f64, inner: u64, call: &mut dyn FnMut()) -> f64 {
    let (start, mut calls) = (Instant::now(), 0_u64);
    loop {
        (0..inner).for_each(|_| call());
        calls += inner;
        let elapsed = start.elapsed().as_secs_f64();
        if elapsed > seconds {
            return elapsed / calls as f64;
        }
    }
}
