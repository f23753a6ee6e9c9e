const CLASSES: usize = 1;

mlp::network! {
    input 3;
    dense CLASSES softmax;
    loss sparse_categorical;
}

fn main() {}
