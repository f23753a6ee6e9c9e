mlp::network! {
    input 2;
    dense 3 step;
    loss sparse_categorical;
}

fn main() {}
