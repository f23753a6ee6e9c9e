mod classifier {
    mlp::network! { pub struct Classifier; input 64; dense 10 softmax; }
}

use classifier::Classifier;

mlp::network! {
    input 64;
    layer Classifier;
    dense 2;
}

fn main() {}
