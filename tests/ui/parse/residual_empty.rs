mlp::network! {
    input 64;
    residual { }
    dense 10;
}

fn main() {}
