mlp::network! {
    input 2;
    dense 1;
    loss mse;
    optimizer cosine;
}

fn main() {}
