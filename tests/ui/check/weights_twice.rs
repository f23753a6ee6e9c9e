mlp::network! {
    input 64;
    dense 3;
    weights "a.safetensors";
    weights "b.safetensors";
}

fn main() {}
