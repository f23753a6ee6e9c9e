mlp::network! {
    input 64;
    residual relu [dense 64;]
    dense 10;
}

fn main() {}
