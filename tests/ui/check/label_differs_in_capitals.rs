mlp::network! {
    input 64;
    hidden: dense 32;
    Hidden: dense 32;
    dense 10;
}

fn main() {}
