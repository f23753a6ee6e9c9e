mlp::network! {
    pub struct Digits;

    input 784;
    dense 10 sofmax;
    loss sparse_categorical;
}

fn main() {
    let model = Digits::init(42);
    let scores: [f32; 10] = model.predict(&[0.0; 784]);
    println!("{scores:?}");
}
