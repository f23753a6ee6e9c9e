mlp::network! {
    input 64;
    dense 3;
    schedule cosine;
}

fn main() {}
