mlp::network!(
    input 784;
    dense 10 sofmax;
);

fn main() {}
