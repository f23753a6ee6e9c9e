mlp::network! {
    input 784;
    dense 1;
    dtype "f64";
}

fn main() {}
