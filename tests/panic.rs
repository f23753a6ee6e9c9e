//! A panic in the user's own part becomes a panic of the call, on any thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mlp::prelude::*;
use mlp::{Float, activation};

/// Breaks where it meets a number above 1000.
#[derive(Clone, Copy)]
pub struct Fragile;

impl activation::Elementwise for Fragile {
    const NEEDS: activation::Needs = activation::Needs::Input;

    fn value<T: Float>(self, z: T) -> T {
        assert!(z < T::of(1000.0), "too much for it");
        z
    }

    fn derivative<T: Float>(self, _: T) -> T {
        T::one()
    }
}

network! {
    struct Net;
    input 64;
    dense 64 crate::Fragile init=glorot_uniform;
    dense 1;
    loss mse;
}

#[test]
fn it_arrives_at_the_caller() {
    let (good, targets) = (vec![[1.0; 64]; 512], vec![[0.0]; 512]);
    let mut model = Net::init(1);
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(1e-6)).threads(2);
    // Of the first piece, of the second, and of both: the processor that meets it is any.
    for broken in [0..1, 511..512, 0..512] {
        let mut x = good.clone();
        x[broken].fill([1e9; 64]);
        let panic = catch_unwind(AssertUnwindSafe(|| trainer.step(&x, &targets))).expect_err("a number above 1000");
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"too much for it"));
    }
    for _ in 0..20 {
        trainer.step(&good, &targets).expect("it goes on");
    }
}
