use mlp::prelude::*;

network! {
    input 3;
    dense 2 softmax;
    loss sparse_categorical;
}

fn main() {
    let mut model = Network::init(1);
    let _ = Trainer::new(&mut model).class_weights([1, 2]);
}
