use mlp::prelude::*;

network! {
    struct Net;
    input 3;
    dense 2;
    loss mse;
}

fn main() {
    let model = Net::new();
    println!("{:?}", model.predict(&[1.0, 2.0, 3.0]));
}
