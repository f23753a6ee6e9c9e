mlp::network! {
    input 784;
    dense if cfg!(unix) { 64 } else { 128 } relu;
    dense 10 softmax;
}

fn main() {}
