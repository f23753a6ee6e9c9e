const ROWS: usize = 1;

mlp::network! {
    input 3;
    batch_norm;
    dense 1;
    loss mse;
    batch ROWS;
}

fn main() {}
