//! The workloads in a table: `cargo bench --bench networks`, a part of them by name, `cargo bench --bench networks T1`.

#![allow(missing_docs)]

mod workloads;

use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

#[divan::bench(args = workloads::NAMES)]
fn workload(bencher: Bencher, name: &str) {
    workloads::run(name, |rows, call| bencher.counter(ItemsCount::new(rows)).bench_local(call));
}
