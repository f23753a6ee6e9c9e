mlp::network! {
    input 64;
    residual relu;
    dense 10;
}

fn main() {}
