mlp::network! {
    input 784;
    #[cfg_attr(unix, inline)]
    dense 128 relu;
    dense 10 softmax;
}

fn main() {}
