mlp::network! {
    input 64;
    residual { dropout 0.2; }
    dense 10;
}

fn main() {}
