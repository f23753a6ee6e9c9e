use mlp::prelude::*;

network! {
    input 4;
    dense 1;
    loss mse;
}

fn main() {
    let mut model = Network::init(1);
    let _ = Trainer::new(&mut model).optimizer(0.1);
}
