mlp::network! {
    input 64;
    layer dense 64;
    dense 10;
}

fn main() {}
