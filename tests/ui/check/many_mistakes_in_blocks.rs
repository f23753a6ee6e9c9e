mlp::network! {
    input 64;
    dense 8 relu;
    standardize;
    residual softmax {
        a: dense 32;
        a: batch_norm;
    }
    layer Encoder;
    layer Encoder;
    dense 10 softmax;
    layer_norm;
    loss sparse_categorical;
    classes Shirt, Bag;
    batch 1;
}

fn main() {}
