mlp::network! {
    input 64;
    dense 64;
    batch_norm eps=1e-3;
    dense 10;
}

fn main() {}
