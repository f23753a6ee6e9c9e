//! Weights compiled in: what the check of a file lets through, and what it says of the rest, called at run time here.

use mlp::prelude::*;
use mlp::{Tensors, weights};
use safetensors::tensor::{Dtype, TensorView};

mlp::network! {
    struct Small;
    input 3;
    hidden: dense 5 tanh;
    dense 2 bias=false;
    loss mse;
}

fn saved(model: &impl Model) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    model.save(file.path()).unwrap();
    std::fs::read(file.path()).unwrap()
}

/// The message of the check, if it has one.
fn checked(file: &[u8]) -> Option<String> {
    let (file, hook) = (file.to_vec(), std::panic::take_hook());
    std::panic::set_hook(Box::new(|_| {}));
    let result = std::panic::catch_unwind(move || weights::check(&file, Small::SPECS, "f32"));
    std::panic::set_hook(hook);
    result.err().map(|message| message.downcast_ref::<String>().cloned().unwrap_or_default())
}

/// A file of tensors of zeros.
fn file(tensors: &[(&str, Dtype, &[usize])]) -> Vec<u8> {
    let zeros = vec![0; 1024];
    let views = tensors.iter().map(|(name, dtype, shape)| {
        let size = shape.iter().product::<usize>() * if *dtype == Dtype::F32 { 4 } else { 8 };
        (*name, TensorView::new(*dtype, shape.to_vec(), &zeros[..size]).unwrap())
    });
    safetensors::serialize(views, None).unwrap()
}

#[test]
fn a_network_comes_back_from_bytes() {
    let model = Small::init(3);
    let bytes = saved(&model);
    assert_eq!(checked(&bytes), None);
    assert_eq!(weights::load::<Small>(&bytes), model);
}

#[test]
fn a_checkpoint_is_called_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("training.safetensors");
    let set = Dataset::new(vec![[0.5; 3]; 2], vec![[1.0; 2]; 2]).unwrap();
    let mut model = Small::init(3);
    Trainer::new(&mut model).checkpoint(&path).fit(&set).unwrap();
    let message = checked(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(message, "this is the checkpoint of a trainer: `load` it, and `save` the network");
    assert_eq!(checked(&saved(&Small::load(&path).unwrap())), None);
}

#[test]
fn each_way_to_differ_is_said() {
    let full = [
        ("hidden.weight", Dtype::F32, &[5, 3][..]),
        ("hidden.bias", Dtype::F32, &[5]),
        ("dense2.weight", Dtype::F32, &[2, 5]),
    ];
    assert_eq!(checked(&file(&full)), None);
    let mut tracked = full.to_vec();
    tracked.push(("hidden.num_batches_tracked", Dtype::F32, &[]));
    assert_eq!(checked(&file(&tracked)), None, "PyTorch's counter is ignored");

    let with = |place: usize, tensor| {
        let mut tensors = full.to_vec();
        tensors[place] = tensor;
        checked(&file(&tensors)).unwrap()
    };
    assert_eq!(with(1, ("hidden.bias", Dtype::F32, &[6])), "`hidden.bias` should have the shape [5], and has [6]");
    assert_eq!(
        with(2, ("dense2.weight", Dtype::F32, &[5, 2])),
        "`dense2.weight` should have the shape [2, 5], and has [5,2]"
    );
    assert_eq!(with(0, ("hidden.weight", Dtype::F64, &[5, 3])), "`hidden.weight` should be F32, and is F64");
    assert_eq!(with(2, ("dense3.weight", Dtype::F32, &[2, 5])), "`dense2.weight` is missing in the file");
    let mut more = full.to_vec();
    more.push(("extra", Dtype::F32, &[1]));
    assert_eq!(checked(&file(&more)).unwrap(), "the file has 4 tensors, the network 3");

    let whole = file(&full);
    assert!(checked(&whole[..whole.len() - 4]).unwrap().ends_with("is cut short: the file is broken"));
    for broken in [&b""[..], b"1234567", b"PK\x03\x04 something else", &u64::MAX.to_le_bytes()] {
        assert_eq!(checked(broken).unwrap(), "this is no safetensors file");
    }
}

#[test]
fn bytes_that_are_no_weights_do_no_harm() {
    let bytes = saved(&Small::init(3));
    for length in 0..bytes.len() {
        let _ = weights::load::<Small>(&bytes[..length]);
    }
    for at in 8..200 {
        for byte in [b'"', b'{', b']', b'\\', 0, 255] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            let _ = weights::load::<Small>(&changed);
            checked(&changed);
        }
    }
}
