mlp::network! {
    struct Net;
    input 64;
    layer Net;
    dense 10;
}

fn main() {}
