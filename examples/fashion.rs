//! Fashion-MNIST: ten kinds of clothing, 28×28 gray pixels, 60,000 images for training and 10,000 for testing. On Debian
//! and Ubuntu: `apt install dataset-fashion-mnist`. Elsewhere, name the folder with its four files:
//!
//! `cargo run --release --example fashion [folder]`

use mlp::prelude::*;

/// Where the Debian package puts it.
const FOLDER: &str = "/usr/share/datasets/fashion-mnist";

/// Of the first weights, and of the order of the rows.
const SEED: u64 = 42;

const NAMES: [&str; 10] =
    ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

network! {
    /// Ten kinds of clothing, 28×28 gray pixels each.
    struct Fashion;

    input 28 * 28;
    dense 128 relu;
    dense 10 softmax;
    loss sparse_categorical;

    optimizer adam lr=1e-3;
    batch 32;
    epochs 10;
}

fn main() -> mlp::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| FOLDER.into());
    let data = mlp::data::fashion_mnist(&folder).inspect_err(|_| {
        eprintln!("Fashion-MNIST is not in {folder}.");
        eprintln!("Install it with `apt install dataset-fashion-mnist`, or give the folder of its four files:");
        eprintln!("cargo run --release --example fashion -- FOLDER\n");
    });
    let (train, test) = data?;

    let mut model = Fashion::init(SEED);
    println!("{}\n", model.summary());
    let history = Trainer::new(&mut model).seed(SEED).progress(true).fit(&train)?;
    let seconds: f64 = history.epochs().iter().map(|epoch| epoch.seconds).sum();
    println!("\ntrained in {seconds:.1} seconds\n\n{}", model.evaluate(&test)?.classes(&NAMES));
    Ok(())
}
