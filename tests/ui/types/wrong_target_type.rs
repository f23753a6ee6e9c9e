use mlp::prelude::*;

network! {
    input 3;
    dense 2 softmax;
    loss categorical;
}

fn main() {
    let mut model = Network::init(1);
    let _ = Trainer::new(&mut model).step(&[[0.0; 3]], &[1_usize]);
}
