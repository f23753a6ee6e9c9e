mlp::network! {
    input 64;
    dense 64;
    norm;
    dense 10;
}

fn main() {}
