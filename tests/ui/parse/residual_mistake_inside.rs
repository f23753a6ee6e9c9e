mlp::network! {
    input 64;
    residual { dens 32 relu; dense 64; }
    dense 10;
}

fn main() {}
