mlp::network! {
    input 64;
    a: dense 64;
    residual { a: dense 64; }
    dense 10;
}

fn main() {}
