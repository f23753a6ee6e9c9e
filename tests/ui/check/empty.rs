mlp::network! {}

fn main() {}
