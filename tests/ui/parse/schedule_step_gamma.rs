mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule step every=10 gamma=0.1;
}

fn main() {}
