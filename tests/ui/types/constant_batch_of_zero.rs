const ROWS: usize = 0;

mlp::network! {
    input 3;
    dense 2;
    loss mse;
    batch ROWS;
}

fn main() {}
