mlp::network! {
    input 2;
    dense 8 relu;
    dense 1 step;
    loss binary;
}

fn main() {}
