mlp::network! {
    input 784;
    standardize;
    batch_norm relu;
    residual relu { dense 784 relu; dense 784; }
    dense 10 softmax;
    schedule cosine;
}

fn main() {}
