//! Handwritten digits, from the data to a network in a file: training with `mlp` in one program.
//!
//! `cargo run --release --example digits`, or with another seed than 42 `cargo run --release --example digits -- 7`

use mlp::prelude::*;

/// 5,620 digits of 43 people, 8×8 pixels of 0..=16. The 13 who wrote the test set wrote none of the training set.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/optdigits");
const OUTPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target");
/// Of the split, of the first weights, and of the order of the rows: the same seed gives the same network.
fn seed() -> u64 {
    std::env::args().nth(1).and_then(|seed| seed.parse().ok()).unwrap_or(42)
}
/// Less than this, in percent, is an error: something has gone wrong.
const LEAST_ACCURACY: f64 = 95.0;

network! {
    /// Which digit is it?
    struct Digits;

    input 8 * 8;
    dense 128 relu l2=1e-4;
    dense 10 softmax l2=1e-4;
    loss sparse_categorical;

    optimizer adam lr=1e-3;
    batch 16;
    epochs 100;
}

network! {
    /// The same with what keeps a larger network from learning its training set by heart.
    struct Regularized;

    input 8 * 8;
    dense 256;
    batch_norm relu;
    dropout 0.3;
    dense 128;
    batch_norm relu;
    dropout 0.3;
    dense 10 softmax;
    loss sparse_categorical label_smoothing=0.1;

    optimizer adamw lr=3e-3;
    schedule cosine warmup=1;
    batch 32;
    epochs 40;
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let seed = seed();
    let (train, test) = mlp::data::idx_folder::<f32, 64>(DATA)?;
    // Networks like numbers about 1.
    let (train, test) = (train.scale(1.0 / 16.0)?, test.scale(1.0 / 16.0)?);
    // The settings above were chosen by the accuracy on parts of the training set; the test set is for the end.
    let (part, validation) = train.clone().split(0.9, seed)?;

    let mut plain = Digits::init(seed);
    println!("{}\n", plain.summary());
    let history = Trainer::new(&mut plain).seed(seed).validation(&validation).progress(true).fit(&part)?;
    std::fs::create_dir_all(OUTPUT).map_err(|source| Error::File { path: OUTPUT.into(), source })?;
    let curve = format!("{OUTPUT}/digits.svg");
    history.plot(&curve)?;
    println!("\nThe loss of each epoch is drawn in {curve}\n");

    let mut model = Regularized::init(seed);
    println!("{}\n", model.summary());
    Trainer::new(&mut model).seed(seed).progress(true).fit(&train)?;

    let (plain, regularized) = (plain.evaluate(&test)?, model.evaluate(&test)?);
    let [plain_accuracy, accuracy] = [&plain, &regularized].map(|set| set.accuracy().unwrap_or_default() * 100.0);
    println!("\nOn digits of people they have never seen");
    println!("the plain network is right for {plain_accuracy:.2} %,");
    println!("the regularized one:\n{regularized}");

    let is_right = |&i: &usize| model.predict_class(&test.inputs()[i]) == test.targets()[i];
    let (right, wrong): (Vec<usize>, Vec<usize>) = (0..test.len()).partition(is_right);
    println!("\nSome that it reads right, and some that it does not:\n");
    for digits in [right, wrong] {
        show(&model, &test, &digits[..digits.len().min(6)]);
    }

    let weights = format!("{OUTPUT}/digits.safetensors");
    model.save(&weights)?;
    let loaded = Regularized::load(&weights)?;
    let same = loaded.predict_batch(test.inputs()) == model.predict_batch(test.inputs());
    println!("The weights are in {weights}. Loaded again, they give the same predictions: {same}");
    if !same || plain_accuracy < LEAST_ACCURACY || accuracy < LEAST_ACCURACY {
        return Err(format!("expected an accuracy of {LEAST_ACCURACY} % or more, and the same predictions").into());
    }
    Ok(())
}

/// Draws digits side by side, and under each what the network takes it for, how sure it is, and what it is.
fn show(model: &Regularized, set: &Dataset<[f32; 64], usize>, digits: &[usize]) {
    const SHADES: [&str; 5] = ["  ", "░░", "▒▒", "▓▓", "██"];
    for row in 0..8 {
        for &digit in digits {
            let pixels = &set.inputs()[digit][8 * row..][..8];
            let line: String = pixels.iter().map(|ink| SHADES[(ink * 4.0).round() as usize]).collect();
            print!("{line}    ");
        }
        println!();
    }
    for &digit in digits {
        let scores = model.predict(&set.inputs()[digit]);
        let class = model.predict_class(&set.inputs()[digit]);
        let caption = format!("{class} ({:.0} %), is {}", scores[class] * 100.0, set.targets()[digit]);
        print!("{caption:<20}");
    }
    println!("\n");
}
