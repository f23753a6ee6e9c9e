mlp::network! {
    input 784; # pixels of a row
    # the hidden layer
    dense 128 relu;
    dense 10 softmax;
}

fn main() {}
