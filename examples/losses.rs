//! What a loss means, and which one fits a task: MSE and RMSE for values, binary cross-entropy for yes or no, categorical
//! cross-entropy for one class of many. Its targets are one-hot rows or, with the sparse variant, class numbers.
//!
//! `cargo run --release --example losses`

use mlp::prelude::*;

/// The output of a power station in MW, from four figures of the weather.
const PLANT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/ccpp.csv.gz");
/// Handwritten digits of 8×8 pixels.
const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/optdigits");
const SEED: u64 = 42;

network! {
    struct Squared;

    input 4;
    dense 32 tanh;
    dense 1;
    loss mse;
    optimizer adam lr=3e-3;
}

network! {
    struct Root;

    input 4;
    dense 32 tanh;
    dense 1;
    loss rmse;
    optimizer adam lr=3e-3;
}

network! {
    /// Is a digit even?
    struct Even;

    input 64;
    dense 32 relu;
    dense 1 sigmoid;
    loss binary;
    optimizer adam lr=1e-3;
}

network! {
    struct OneHot;

    input 64;
    dense 32 relu;
    dense 10 softmax;
    loss categorical;
    optimizer adam lr=1e-3;
}

network! {
    struct Numbers;

    input 64;
    dense 32 relu;
    dense 10 softmax;
    loss sparse_categorical;
    optimizer adam lr=1e-3;
}

fn main() -> mlp::Result<()> {
    values()?;
    classes()
}

/// MSE is in MW², its root in MW: what a person can judge. They are smallest at the same place.
fn values() -> mlp::Result<()> {
    let plant: Dataset<[f32; 4], [f32; 1]> = Dataset::from_csv(PLANT, &["PE"])?;
    let (train, test) = plant.split(0.8, SEED)?;
    let (weather, power) = (Scaler::fit(train.inputs())?, Scaler::fit(train.targets())?);
    // Networks like numbers about 1; losses are then in units of the power's deviation.
    let standardise = |set: Dataset<[f32; 4], [f32; 1]>| {
        set.map_inputs(|x| weather.transform(x))?.map_targets(|y| power.transform(y))
    };
    let (train, test) = (standardise(train)?, standardise(test)?);
    let mw = power.std()[0];

    let mse = trained(Squared::init(SEED), &train, &test)?.loss();
    let rmse = trained(Root::init(SEED), &train, &test)?.loss();
    println!("The power station: how far off on {} rows never seen", test.len());
    println!("mse   {mse:.4}, times {mw:.2}² is {:6.2} MW², whose root is {:.2} MW", mse * mw * mw, mse.sqrt() * mw);
    println!("rmse  {rmse:.4}, times {mw:.2}  is {:6.2} MW\n", rmse * mw);
    Ok(())
}

fn classes() -> mlp::Result<()> {
    let (train, test) = mlp::data::idx_folder::<f32, 64>(DIGITS)?;
    let (train, test) = (train.scale(1.0 / 16.0)?, test.scale(1.0 / 16.0)?);

    let even = |digit: &usize| [if digit.is_multiple_of(2) { 1.0 } else { 0.0 }];
    let one_hot = |digit: &usize| std::array::from_fn(|class| if class == *digit { 1.0 } else { 0.0 });
    let [train_even, test_even] = [&train, &test].map(|set| set.clone().map_targets(even));
    let [train_rows, test_rows] = [&train, &test].map(|set| set.clone().map_targets(one_hot));

    println!("Digits: loss and accuracy on {} never seen. To guess without looking costs ln 2 = 0.6931", test.len());
    println!("when there are two answers, and ln 10 = 2.3026 when there are ten.");
    let binary = trained(Even::init(SEED), &train_even?, &test_even?)?;
    let categorical = trained(OneHot::init(SEED), &train_rows?, &test_rows?)?;
    let sparse = trained(Numbers::init(SEED), &train, &test)?;
    for (name, figures) in
        [("binary: is it even?", &binary), ("categorical", &categorical), ("sparse_categorical", &sparse)]
    {
        println!("{name:<20} {:.6} {:8.2} %", figures.loss(), figures.accuracy().unwrap_or_default() * 100.0);
    }
    let same = categorical == sparse;
    println!("The last two are one loss, its targets written in two ways. The same to the last bit? {same}");
    Ok(())
}

fn trained<M: Trainable>(
    mut model: M,
    train: &Dataset<M::Input, M::Target>,
    test: &Dataset<M::Input, M::Target>,
) -> mlp::Result<Evaluation> {
    Trainer::new(&mut model).seed(SEED).epochs(30).fit(train)?;
    model.evaluate(test)
}
