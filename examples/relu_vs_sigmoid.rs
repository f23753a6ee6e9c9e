//! Why deep networks use relu: the same six hidden layers with relu and with sigmoid, on the same digits with the same
//! seed. The derivative of a sigmoid is at most ¼, and the backward pass multiplies the gradient by it at every layer.
//! Little of the gradient reaches the first layer, which hardly learns.
//!
//! `cargo run --release --example relu_vs_sigmoid`

use std::ops::ControlFlow;

use mlp::prelude::*;

/// Handwritten digits of 8×8 pixels.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/optdigits");
const SEED: u64 = 42;
/// Training ends when the loss of an epoch is below this: about nine digits of ten are then read right.
const GOAL: f64 = 0.3;
/// … or after this many epochs.
const PATIENCE: usize = 200;

network! {
    struct Relu;

    input 64;
    dense 32 relu;
    dense 32 relu;
    dense 32 relu;
    dense 32 relu;
    dense 32 relu;
    dense 32 relu;
    dense 10 softmax;
    loss sparse_categorical;

    optimizer adam lr=1e-3;
    epochs PATIENCE;
}

network! {
    struct Sigmoid;

    input 64;
    dense 32 sigmoid;
    dense 32 sigmoid;
    dense 32 sigmoid;
    dense 32 sigmoid;
    dense 32 sigmoid;
    dense 32 sigmoid;
    dense 10 softmax;
    loss sparse_categorical;

    optimizer adam lr=1e-3;
    epochs PATIENCE;
}

type Digits = Dataset<[f32; 64], usize>;

fn main() -> mlp::Result<()> {
    let (digits, _) = mlp::data::idx_folder::<f32, 64>(DATA)?;
    let digits = digits.scale(1.0 / 16.0)?;

    let relu = gradient_norms(&Relu::init(SEED), &digits)?;
    let sigmoid = gradient_norms(&Sigmoid::init(SEED), &digits)?;
    println!("The norm of the gradient of each layer's weights, before the first step:\n");
    println!("layer         relu     sigmoid");
    for (layer, (relu, sigmoid)) in relu.iter().zip(&sigmoid).enumerate() {
        println!("dense{}  {relu:>10.2e}  {sigmoid:>10.2e}", layer + 1);
    }
    println!("The first layer gets {:.0} times as much with relu.\n", relu[0] / sigmoid[0]);

    println!("Epochs until the loss is below {GOAL}:");
    println!("relu     {}", epochs_to_goal(Relu::init(SEED), &digits)?);
    println!("sigmoid  {}", epochs_to_goal(Sigmoid::init(SEED), &digits)?);
    Ok(())
}

/// A gradient is a network of the same type, so its tensors have the same names.
fn gradient_norms<M: Trainable<Input = [f32; 64], Scalar = f32, Target = usize>>(
    model: &M,
    digits: &Digits,
) -> mlp::Result<Vec<f32>> {
    let (_, gradient) = model.gradient(digits.inputs(), digits.targets())?;
    let names = gradient.tensor_names().into_iter().filter(|name| name.ends_with("weight"));
    let tensors = names.filter_map(|name| gradient.tensor(&name));
    Ok(tensors.map(|tensor| tensor.iter().map(|g| g * g).sum::<f32>().sqrt()).collect())
}

fn epochs_to_goal<M: Trainable<Input = [f32; 64], Scalar = f32, Target = usize>>(
    mut model: M,
    digits: &Digits,
) -> mlp::Result<String> {
    let goal = |epoch: &Epoch, _: &M| {
        if epoch.loss < GOAL { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let history = Trainer::new(&mut model).seed(SEED).callback(goal).fit(digits)?;
    Ok(match history.last() {
        Some(last) if last.loss < GOAL => last.number.to_string(),
        _ => format!("more than {PATIENCE}"),
    })
}
