//! The committed expansion compiles, and after training it equals the macro's network bit by bit.

use mlp::prelude::*;

/// What the macro gives for `expansion/fashion.mlp`; `mlp-macros` tests that it is.
mod written {
    #![allow(unreachable_pub, clippy::pedantic, clippy::needless_borrow)] // formatted output, included as it is

    include!("expansion/fashion.rs");
}

mod generated {
    mlp::network! {
        /// Ten kinds of clothing, 28×28 gray pixels each.
        pub(super) struct Fashion;

        input 784;
        dense 128 relu;
        dense 10 softmax;
        loss sparse_categorical;
    }
}

fn trained<M: Trainable<Input = [f32; 784], Target = usize, Scalar = f32>>() -> (Vec<f32>, String) {
    let x: Vec<[f32; 784]> = (0..40).map(|row| std::array::from_fn(|i| ((row * 31 + i) as f32).sin())).collect();
    let targets: Vec<usize> = (0..40).map(|row| row % 10).collect();
    let set = Dataset::new(x, targets).unwrap();
    let mut model = M::init(7);
    let history = Trainer::new(&mut model).fit(&set).unwrap();
    let losses: Vec<f32> = history.epochs().iter().map(|epoch| epoch.loss as f32).collect();
    assert!(losses[9] < losses[0], "{losses:?}");
    let mut bits = Vec::new();
    model.tensors(&mlp::__private::Path::ROOT, &mut |_, tensor| bits.extend_from_slice(tensor.values));
    (bits, model.summary())
}

#[test]
fn what_is_committed_trains_as_what_is_generated() {
    assert_eq!(trained::<written::Fashion>(), trained::<generated::Fashion>());
}
