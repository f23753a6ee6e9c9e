mlp::network! {
    input 4;
    dense 8 relu l2=0,01;
    dense 1;
    loss mse;
}

fn main() {}
