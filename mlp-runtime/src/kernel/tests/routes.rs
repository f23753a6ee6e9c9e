//! The tables at the top of `kernel/mod.rs`: each example must take the path that its row names.

use crate::kernel::route::{Route, forward, input_gradient, weight_gradient};
use crate::parallel;

type Dispatcher = fn(usize, usize, usize) -> Route;

#[test]
fn the_tables_are_true() {
    let source = include_str!("../mod.rs");
    let products: [(&str, Dispatcher); 3] =
        [("X·W", forward::<f32>), ("Xᵀ·Δ", weight_gradient::<f32>), ("Δ·Wᵀ", input_gradient::<f32>)];
    for (product, dispatcher) in products {
        let mut lines = source.lines().skip_while(|line| !line.starts_with(&format!("//! | {product} |"))).skip(2);
        let rows: Vec<_> = lines.by_ref().take_while(|line| line.starts_with("//! |")).collect();
        assert!(rows.len() > 4, "no table for {product}");
        for row in rows {
            let cells: Vec<_> =
                row.trim_start_matches("//! |").trim_end_matches('|').split('|').map(str::trim).collect();
            let [route, _, example] = cells[..] else { panic!("{row}") };
            let example: Vec<usize> = example.split(", ").map(|number| number.parse().unwrap()).collect();
            let [rows, inputs, outputs, threads] = example[..] else { panic!("{row}") };
            parallel::with_threads(threads, rows, || {
                assert_eq!(format!("{:?}", dispatcher(rows, inputs, outputs)), route, "{product}: {row}");
            });
        }
    }
}
