mlp::network! {
    struct Xor;
    input 2;
    dense 9 tanh;
    dense 1 sigmoid;
    loss binary;
    weights "../../weights/xor.safetensors";
}

fn main() {}
