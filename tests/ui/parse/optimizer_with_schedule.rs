mlp::network! {
    input 2;
    dense 1;
    loss mse;
    optimizer adam schedule=cosine;
}

fn main() {}
