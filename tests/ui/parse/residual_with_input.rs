mlp::network! {
    input 64;
    residual { input 64; dense 64; }
    dense 10;
}

fn main() {}
