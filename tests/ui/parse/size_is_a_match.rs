mlp::network! {
    input 784;
    dense match WIDE { true => 64, false => 128 } relu;
    dense 10 softmax;
}

fn main() {}
