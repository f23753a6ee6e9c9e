mlp::network! {
    struct Network;
    input 4;
    dense 8 relu;
    dense 1;
    loss mse;
    optimizer adam lr=1e-3 n_threads=2;
}

fn main() {}
