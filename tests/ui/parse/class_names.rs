mlp::network! {
    input 64;
    dense 3 softmax;
    loss sparse_categorical;
    class_names = ["shirt", "bag", "boot"];
}

fn main() {}
