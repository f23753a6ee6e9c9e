//! `weights "…"` for networks with many layers. rustc limits how long a constant may be evaluated, so the test is that
//! this file compiles. A thousand tensors take 0.9 s.

use mlp::__private::{Shape, Spec, weights};

mlp::network! {
    struct Blocks;
    input 4;
    dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu;
    dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu;
    dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu;
    dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu;
    dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu;
    dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu; dense 4; batch_norm relu;
    dense 4; batch_norm relu; dense 4;
    weights "weights/blocks.safetensors";
}

/// Ten tensors or fields of ten letters.
macro_rules! ten {
    ($item:ident) => {
        &[
            $item!("a"),
            $item!("b"),
            $item!("c"),
            $item!("d"),
            $item!("e"),
            $item!("f"),
            $item!("g"),
            $item!("h"),
            $item!("i"),
            $item!("j"),
        ]
    };
}
macro_rules! tensor {
    ($name:literal) => {
        Spec::Field($name, &[Spec::Tensor(Shape::Vector(1))])
    };
}
macro_rules! pair {
    ($name:literal) => {
        Spec::Field($name, ten!(tensor))
    };
}
macro_rules! triple {
    ($name:literal) => {
        Spec::Field($name, ten!(pair))
    };
}
const THOUSAND: &[Spec] = ten!(triple);

const FILE: &[u8] = include_bytes!("weights/thousand.safetensors");
const _: () = weights::check::<{ weights::capacity(FILE) }>(FILE, "thousand.safetensors", THOUSAND, "f32");

#[test]
fn they_are_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/weights/blocks.safetensors");
    assert!(Blocks::pretrained() == Blocks::load(path).unwrap());
    let file = safetensors::SafeTensors::deserialize(FILE).unwrap();
    assert_eq!(file.len(), 1000);
}
