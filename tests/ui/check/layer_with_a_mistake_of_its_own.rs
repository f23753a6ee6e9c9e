use mlp::prelude::*;

network! {
    pub(crate) struct Encoder;
    input 784;
    dense 64 softmax;
    dense 32 relu;
}

network! {
    struct Classifier;
    input 784;
    layer Encoder;
    dense 10 softmax;
    loss sparse_categorical;
}

fn main() -> mlp::Result<()> {
    let train = Dataset::new(vec![[0.0; 784]], vec![3])?;
    let mut model = Classifier::init(1);
    Trainer::new(&mut model).fit(&train)?;
    println!("{}", model.predict_class(&[0.0; 784]));
    Ok(())
}
