mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule cosine minimum=1;
}

fn main() {}
