mlp::network! {
    input 2;
    batch_norm step;
    dense 1;
}

fn main() {}
