use mlp::prelude::*;

network! {
    struct Net;
    input 3;
    dense 2;
    loss mse;
}

fn main() {
    let mut model = Net::init(1);
    let _ = Trainer::new(&mut model).optimizer(Adam { lr: 0.1 });
}
