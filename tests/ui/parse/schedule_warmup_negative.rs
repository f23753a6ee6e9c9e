mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule cosine warmup=-1;
}

fn main() {}
