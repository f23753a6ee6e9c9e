mlp::network! {
    input 784;
    dense 128 relu kernel_regularizer=l2(0.01);
    dense 10 softmax;
}

fn main() {}
