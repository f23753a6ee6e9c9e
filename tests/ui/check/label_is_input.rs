mlp::network! {
    input 64;
    input: dense 32;
    dense 10;
}

fn main() {}
