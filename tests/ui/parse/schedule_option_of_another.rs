mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule cosine every=10;
}

fn main() {}
