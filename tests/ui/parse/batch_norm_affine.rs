mlp::network! {
    input 64;
    dense 64;
    batch_norm affine=False;
    dense 10;
}

fn main() {}
