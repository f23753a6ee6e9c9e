mlp::network! {
    input 2;
    dense 1 heaviside;
}

fn main() {}
