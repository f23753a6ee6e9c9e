mlp::network! {
    input 64;
    layer nn::Linear(64, 32);
    dense 10;
}

fn main() {}
