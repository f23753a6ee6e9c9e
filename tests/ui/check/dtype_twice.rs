mlp::network! {
    dtype f32;
    input 784;
    dense 1;
    dtype f64;
}

fn main() {}
