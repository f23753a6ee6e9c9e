mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule cosine T_max=50;
}

fn main() {}
