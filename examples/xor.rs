//! XOR, which one neuron cannot learn: no line separates its two classes. A hidden layer bends the plane first.
//!
//! `cargo run --release --example xor`

use mlp::prelude::*;

network! {
    /// Are the two inputs different?
    struct Xor;

    input 2;
    dense 8 tanh;
    dense 1 sigmoid;
    loss binary;

    optimizer adam lr=0.05;
    batch 4;
    epochs 200;
}

fn main() -> mlp::Result<()> {
    let inputs = vec![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let xor = Dataset::new(inputs, vec![[0.0], [1.0], [1.0], [0.0]])?;

    let mut model = Xor::init(42);
    println!("{}\n", model.summary());

    println!("Before training:");
    show(&model, &xor);

    let history = Trainer::new(&mut model).fit(&xor)?;
    for epoch in history.epochs().iter().filter(|epoch| epoch.number % 40 == 0) {
        println!("epoch {:>3}: loss {:.4}", epoch.number, epoch.loss);
    }

    println!("\nAfter training:");
    show(&model, &xor);
    Ok(())
}

fn show(model: &Xor, xor: &Dataset<[f32; 2], [f32; 1]>) {
    println!("  a  b  target  output  different?");
    for (x, [target]) in xor.inputs().iter().zip(xor.targets()) {
        let [output] = model.predict(x);
        let answer = if model.predict_class(x) { "yes" } else { "no" };
        println!("{:>3}{:>3}{target:>8}{output:>8.3}  {answer}", x[0], x[1]);
    }
    println!();
}
