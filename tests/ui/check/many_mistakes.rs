mlp::network! {
    #[derive(Debug)]
    struct Digits;
    dense 128 softmax;
    input 784;
    hidden: dense 64 relu;
    hidden: dense 10 sigmoid;
    loss categorical;
    optimizer sgd nesterov=true;
    loss mse;
    batch 32;
    batch 64;
}

fn main() {}
