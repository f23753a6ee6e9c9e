//! t
use mlp::prelude::*;
network! {
    pub struct Digits;
    input 64;
    dense 128 relu;
    dense 10 softmax;
    loss sparse_categorical;
    optimizer adam lr=1e-3;
    batch 32;
    epochs 30;
}
fn main() -> mlp::Result<()> {
    let (train, test) = mlp::data::idx_folder::<f32, 64>("examples/data/optdigits")?;
    let (train, test) = (train.scale(1.0 / 16.0)?, test.scale(1.0 / 16.0)?);
    let mut model = Digits::init(42);
    println!("{}", model.summary());
    let history = Trainer::new(&mut model).validation(&test).progress(true).fit(&train)?;
    println!("{history}\n{}", model.evaluate(&test)?);
    Ok(())
}
