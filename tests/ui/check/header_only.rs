mlp::network! {
    struct Digits;
}

fn main() {}
