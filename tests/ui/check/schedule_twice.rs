mlp::network! {
    input 64;
    dense 3;
    loss mse;
    schedule cosine;
    schedule constant;
}

fn main() {}
