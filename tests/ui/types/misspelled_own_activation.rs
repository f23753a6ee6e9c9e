mlp::network! {
    input 3;
    dense 8 crate::Sime;
    dense 2;
    loss mse;
}

fn main() {}
