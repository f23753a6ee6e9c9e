const HIDDEN: usize = 64;

mlp::network! {
    input 784;
    dense HIDDEN relu;
    residual {
        dense 32 relu;
        dense HIDDEN + 1;
    }
    dense 10;
}

fn main() {}
