mlp::network! {
    input 784;
    dense 1;
    loss huber(0);
}

fn main() {}
