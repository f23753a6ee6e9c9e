mlp::network! {
    pub struct Digits { }
    input 784.0;
    dense 128, rleu;
    dropout 20
    hidden: dens 64 relu;
    dense(10, softmax);
    loss sparse_categorical_crossentropy;
    optimizer adam 0.001;
    batch_size 32;
    epochs 0;
}

fn main() {}
