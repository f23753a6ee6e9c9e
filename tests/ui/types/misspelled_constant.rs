const HIDDEN: usize = 8;

mlp::network! {
    input 3;
    dense HIDEN relu;
    dense 2;
    loss mse;
}

fn main() {}
