mlp::network! {
    input 64;
    residual (dense 64;)
    dense 10;
}

fn main() {}
