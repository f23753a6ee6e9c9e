mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule step 10;
}

fn main() {}
