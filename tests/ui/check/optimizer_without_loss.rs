mlp::network! {
    input 784;
    dense 1;
    optimizer adam lr=1e-3;
    epochs 10;
}

fn main() {}
