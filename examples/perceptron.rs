//! The perceptron: a threshold, and Rosenblatt's rule, which changes the weights after each mistake. It learns AND and OR.
//! It never learns XOR, which no line separates. Two layers do: see the example `xor`.
//!
//! `cargo run --release --example perceptron`

use mlp::prelude::*;

const ROWS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

network! {
    /// y = 1 where w·x + b ≥ 0.
    struct Perceptron;

    input 2;
    dense 1 step init=zeros;
    loss perceptron;

    optimizer sgd lr=1.0;
    batch 1;
    epochs 20;
}

fn main() -> mlp::Result<()> {
    for (name, targets) in [("AND", [0.0, 0.0, 0.0, 1.0]), ("OR", [0.0, 1.0, 1.0, 1.0]), ("XOR", [0.0, 1.0, 1.0, 0.0])]
    {
        let set = Dataset::new(ROWS.to_vec(), targets.map(|t| [t]).to_vec())?;
        let mut model = Perceptron::init(0);
        // One row at a time, in their order, as in 1958.
        let history = Trainer::new(&mut model).shuffle(false).fit(&set)?;

        // The loss is the share of wrong answers, each counted just before the weights move.
        let mistakes: Vec<String> =
            history.epochs().iter().map(|epoch| format!("{:.0}", epoch.loss * ROWS.len() as f64)).collect();
        println!("{name}: mistakes in each epoch {}", mistakes.join(" "));
        let (w, b) = (model.dense1.weight(), model.dense1.bias());
        println!("     y = 1 where {:+.0}·x₁ {:+.0}·x₂ {:+.0} ≥ 0", w[0][0], w[1][0], b[0]);
        for (x, t) in ROWS.iter().zip(targets) {
            let y = model.predict(x)[0];
            println!("     {x:?} → {y:.0}{}", if y == t { "" } else { "   wrong" });
        }
        println!();
    }
    println!("No weights get XOR right: the two yeses and the two noes lie crosswise, and w·x + b = 0 is one line.");
    Ok(())
}
