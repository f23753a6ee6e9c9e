//! Labels that Rust reserves: raw fields, whose tensors have the plain name.

use mlp::prelude::*;

const WIDTH: usize = 3;
const RATE: f64 = 1e-3;

network! {
    struct Net;
    input 2;
    gen: dense WIDTH crate::IDENTITY l1=RATE l2=RATE init=zeros;
    r#type: batch_norm momentum=RATE;
    r#match: dense 1;
    loss mse;
}

const IDENTITY: mlp::activation::linear = mlp::activation::linear;

#[test]
fn reserved_labels() {
    let mut model = Net::init(1);
    let names = model.tensor_names();
    assert!(["gen.weight", "type.weight", "match.bias"].iter().all(|name| names.iter().any(|known| known == name)));
    assert_eq!(model.r#gen.bias(), [0.0; 3]);
    let set = Dataset::new(vec![[1.0, 2.0], [3.0, 4.0]], vec![[1.0], [2.0]]).unwrap();
    assert!(Trainer::new(&mut model).epochs(1).fit(&set).is_ok());
}
