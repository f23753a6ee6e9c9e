mlp::network! {
    input 64;
    dense 10;
    weights digits.safetensors;
}

fn main() {}
