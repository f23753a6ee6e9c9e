//! The learning rate: if it is too small, training is slow; if it is too large, training diverges. One network and one
//! seed with three rates, as numbers and as a picture.
//!
//! `cargo run --release --example learning_rate`

use mlp::{plot, prelude::*};

/// Handwritten digits of 8×8 pixels.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/optdigits");
const OUTPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target");

network! {
    struct Digits;

    input 64;
    dense 32 relu;
    dense 10 softmax;
    loss sparse_categorical;
    epochs 30;
}

fn main() -> mlp::Result<()> {
    let (train, test) = mlp::data::idx_folder::<f32, 64>(DATA)?;
    let (train, test) = (train.scale(1.0 / 16.0)?, test.scale(1.0 / 16.0)?);

    println!("{:<18}{:>9}{:>9}{:>9}{:>9}{:>15}", "learning rate", "epoch 1", "3", "10", "30", "test accuracy");
    let mut runs = Vec::new();
    for (name, rate) in [("0.001, too small", 0.001), ("0.3, good", 0.3), ("2, too large", 2.0)] {
        let mut model = Digits::init(42);
        let history = Trainer::new(&mut model).optimizer(Sgd::new(rate)).fit(&train)?;

        let losses: Vec<f64> = history.epochs().iter().map(|epoch| epoch.loss).collect();
        let accuracy = model.evaluate(&test)?.accuracy().unwrap_or_default() * 100.0;
        print!("{name:<18}");
        for epoch in [1, 3, 10, 30] {
            print!("{:>9.4}", losses[epoch - 1]);
        }
        println!("{accuracy:>13.2} %");
        runs.push((name, losses));
    }
    println!(
        "\nA loss of ln 10 = {:.4} is that of guessing. After steps that are too large, the inputs of the relus are\n\
         negative for nearly every digit: they give 0, their gradient is 0, and nothing is learned any more.",
        10.0_f64.ln()
    );

    let curves: Vec<_> = runs.iter().map(|(name, losses)| (*name, losses.as_slice())).collect();
    std::fs::create_dir_all(OUTPUT).map_err(|source| Error::File { path: OUTPUT.into(), source })?;
    let file = format!("{OUTPUT}/learning_rate.svg");
    plot::curves(&file, "Three learning rates", &curves)?;
    println!("The curves are in {file}");
    Ok(())
}
