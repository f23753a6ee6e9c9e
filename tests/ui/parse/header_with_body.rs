mlp::network! {
    pub struct Digits { input 784; }
    dense 10 softmax;
}

fn main() {}
