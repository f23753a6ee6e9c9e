use mlp::prelude::*;

network! {
    input 3;
    dense 2;
    loss mse;
}

fn main() {
    Network::init(1).predict_class(&[0.0; 3]);
}
