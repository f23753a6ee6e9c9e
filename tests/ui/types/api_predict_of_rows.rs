use mlp::prelude::*;

network! {
    struct Net;
    input 3;
    dense 2;
}

fn main() {
    let rows = vec![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    println!("{:?}", Net::init(1).predict(&rows));
}
