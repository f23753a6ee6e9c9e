use mlp::prelude::*;

network! {
    pub struct Iris;
    input 4;
    dense 8 relu;
    dense 4 softmax;
    loss sparse_categorical;
    classes Setosa, Versicolor, Virginica;
}

pub struct Garden {
    pub model: Iris,
}

trait Named {
    fn name(&self) -> &'static str;
}

impl Named for Iris {
    fn name(&self) -> &'static str {
        "iris"
    }
}

fn class(garden: &Garden) -> IrisClass {
    garden.model.predict_class(&[5.1, 3.5, 1.4, 0.2])
}

fn main() -> mlp::Result<()> {
    let train = Dataset::new(vec![[5.1_f32, 3.5, 1.4, 0.2]], vec![IrisClass::Setosa])?;
    let mut model = Iris::init(42);
    let history = Trainer::new(&mut model).epochs(3).fit(&train)?;
    println!("{} {}", history, model.evaluate(&train)?.loss);
    model.save("iris.safetensors")?;
    let model = Iris::load("iris.safetensors")?;
    let output: [f32; 3] = model.predict(&[5.1, 3.5, 1.4, 0.2]);
    println!("{} {output:?} {:?}", Iris::PARAMETERS, model.dense1.weight);
    println!("{:?} {}", class(&Garden { model: model.clone() }), model.name());
    for output in model.predict_batch(&[[0.0; 4]]) {
        println!("{output:?}");
    }
    let mut trainer = model.into_trainer();
    trainer.fit(&train)?;
    Ok(())
}
