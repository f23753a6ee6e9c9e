mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule cosine 10;
}

fn main() {}
