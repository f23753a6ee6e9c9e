mlp::network! {
    input 64;
    layer Loop;
    dense 10;
}

fn main() {}
