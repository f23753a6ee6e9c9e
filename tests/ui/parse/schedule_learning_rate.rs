mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule cosine lr=0.1;
}

fn main() {}
