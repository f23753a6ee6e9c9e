mlp::network! {
    fn hidden() { 128 }
    input 784;
    dense 10 softmax;
}

fn main() {}
