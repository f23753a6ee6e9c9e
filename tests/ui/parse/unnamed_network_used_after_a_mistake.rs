use mlp::prelude::*;

network! { input 2; dense 4 tanh; dense 1 sigmoid; loss mse }

fn main() {
    let mut model = Network::init(1);
    let set = Dataset::new(vec![[0.0, 1.0]], vec![[1.0]]).unwrap();
    let history = Trainer::new(&mut model).batch_size(1).fit(&set).unwrap();
    println!("{history}");
    println!("{:?}", model.predict(&[0.0, 1.0]));
}
