mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule cosine eta_min=1e-5;
}

fn main() {}
