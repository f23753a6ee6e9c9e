mlp::network! {
    input 64;
    dense 64;
    batch_norm l2=0.1;
    dense 10;
}

fn main() {}
