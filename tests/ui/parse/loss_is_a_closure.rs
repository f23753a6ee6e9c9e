mlp::network! {
    input 2;
    dense 1;
    loss |y, t| y - t;
}

fn main() {}
