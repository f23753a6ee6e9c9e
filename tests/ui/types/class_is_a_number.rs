use mlp::prelude::*;

mlp::network! {
    struct Clothes;
    input 3;
    dense 2 softmax;
    loss sparse_categorical;
    classes Shirt, Bag;
}

fn main() {
    let mut model = Clothes::init(1);
    let set = Dataset::new(vec![[0.0; 3]], vec![1_usize]).unwrap();
    Trainer::new(&mut model).fit(&set).unwrap();
}
