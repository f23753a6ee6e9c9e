const EPSILON: f64 = 0.0;

mlp::network! {
    input 3;
    layer_norm epsilon=EPSILON;
    dense 1;
}

fn main() {}
