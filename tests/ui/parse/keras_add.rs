mlp::network! {
    input 64;
    dense 64;
    Add();
    dense 10;
}

fn main() {}
