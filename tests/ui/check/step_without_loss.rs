mlp::network! {
    input 2;
    dense 1 step;
}

fn main() {}
