mlp::network! {
    input 128;
    residual { dense 64; batch_norm relu; }
    dense 10;
}

fn main() {}
