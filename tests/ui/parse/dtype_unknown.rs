mlp::network! {
    input 784;
    dense 1;
    dtype f16;
}

fn main() {}
