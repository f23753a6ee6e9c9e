mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer adam lr=0.1f32;
}

fn main() {}
