mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule LinearLR;
}

fn main() {}
