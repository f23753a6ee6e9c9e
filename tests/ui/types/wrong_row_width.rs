use mlp::prelude::*;

network! {
    input 3;
    dense 2 softmax;
    loss sparse_categorical;
}

fn main() {
    Network::init(1).predict(&[0.0; 4]);
}
