mlp::network! {
    input 784;
    #[inline]
    dense 128 relu;
    dense 10 softmax;
}

fn main() {}
