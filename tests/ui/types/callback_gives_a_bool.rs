use mlp::prelude::*;

network! {
    input 2;
    dense 1;
    loss mse;
}

fn main() {
    let mut model = Network::init(1);
    let _ = Trainer::new(&mut model).callback(|epoch, _| epoch.loss < 0.1);
}
