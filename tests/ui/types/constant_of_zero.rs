const HIDDEN: usize = 0;

mlp::network! {
    input 3;
    dense HIDDEN relu;
    dense 2 softmax;
    loss sparse_categorical;
}

fn main() {}
