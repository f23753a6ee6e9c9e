//! The workloads on one and two threads, in a table: `cargo bench --bench networks`, or some of them by name:
//! `cargo bench --bench networks T1`.

#![allow(missing_docs)]

mod workloads;

use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

#[divan::bench(args = workloads::NAMES, consts = [1, 2])]
fn workload<const THREADS: usize>(bencher: Bencher, name: &str) {
    workloads::run(name, THREADS, |rows, call| bencher.counter(ItemsCount::new(rows)).bench_local(call));
}
