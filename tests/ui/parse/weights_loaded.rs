mlp::network! {
    input 64;
    dense 10;
    load "digits.safetensors";
}

fn main() {}
