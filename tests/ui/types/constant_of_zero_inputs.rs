const SIDE: usize = 0;

mlp::network! {
    input SIDE * SIDE;
    dense 2 softmax;
    loss sparse_categorical;
}

fn main() {}
