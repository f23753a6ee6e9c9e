const MOMENTUM: f64 = 1.0;

mlp::network! {
    input 3;
    batch_norm momentum=MOMENTUM;
    dense 1;
}

fn main() {}
