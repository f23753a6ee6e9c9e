mlp::network! {
    input 4;
    dropout 0,2;
    dense 1;
    loss mse;
}

fn main() {}
