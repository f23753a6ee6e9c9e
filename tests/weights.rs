//! Compiled-in weights: which files the check accepts, and what it says about the others. Here it is called at run time.

#[path = "weights/mutants.rs"]
mod mutants;

use mlp::__private::weights;
use mlp::Tensors;
use mlp::prelude::*;
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
    let bytes = std::fs::read(file.path()).unwrap();
    assert!(model.to_bytes().unwrap() == bytes);
    bytes
}

/// The message of the check, if it has one, behind the file's name.
fn checked(file: &[u8]) -> Option<String> {
    let file = file.to_vec();
    let result =
        std::panic::catch_unwind(move || weights::check::<CAPACITY>(&file, "small.safetensors", Small::SPECS, "f32"));
    let message = result.err().map(|message| message.downcast_ref::<String>().cloned().unwrap_or_default());
    message.map(|message| message.strip_prefix("small.safetensors: ").unwrap_or("no name of the file").to_owned())
}

/// What reading at run time says.
fn loaded(file: &[u8]) -> Option<String> {
    Small::load_bytes(file).err().map(|error| error.to_string().strip_prefix("bytes: ").unwrap().to_owned())
}

/// As many tensors as any file here has.
const CAPACITY: usize = 64;

/// Panics of the check are expected: nothing is printed while `test` runs. The hook is of the whole process, so only
/// one test takes it at a time.
fn quietly(test: impl FnOnce()) {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(test));
    std::panic::set_hook(hook);
    if let Err(panic) = result {
        std::panic::resume_unwind(panic);
    }
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
    let mut message = String::new();
    quietly(|| message = checked(&std::fs::read(&path).unwrap()).unwrap());
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

    let says = |file: &[u8], expected: &str| {
        assert_eq!(checked(file).as_deref(), Some(expected));
        assert_eq!(loaded(file).as_deref(), Some(expected));
    };
    let with = |place: usize, tensor, expected: &str| {
        let mut tensors = full.to_vec();
        tensors[place] = tensor;
        says(&file(&tensors), expected);
    };
    quietly(|| {
        with(1, ("hidden.bias", Dtype::F32, &[6]), "tensor `hidden.bias`: expected the shape [5], found [6]");
        with(
            2,
            ("dense2.weight", Dtype::F32, &[5, 2]),
            "tensor `dense2.weight`: expected the shape [2, 5], found [5, 2]: transpose it, PyTorch stores [outputs, inputs]",
        );
        with(
            0,
            ("hidden.weight", Dtype::F64, &[5, 3]),
            "tensor `hidden.weight`: expected f32 numbers, found f64: write `dtype f64;`, or convert the file",
        );
        with(
            2,
            ("dense3.weight", Dtype::F32, &[2, 5]),
            "expected a tensor `dense2.weight`, found `dense3.weight`, `hidden.bias`, `hidden.weight`",
        );
        let mut more = full.to_vec();
        more.push(("extra", Dtype::F32, &[1]));
        says(&file(&more), "unexpected tensor `extra`: the network has no such tensor");

        let whole = file(&full);
        says(
            &whole[..whole.len() - 4],
            "expected a whole safetensors file: tensor `hidden.weight` ends with byte 120 of the data, which are 116",
        );
        for broken in [&b""[..], b"1234567", b"PK\x03\x04 something else", &u64::MAX.to_le_bytes()] {
            let message = checked(broken).unwrap();
            assert!(message.starts_with("expected a"), "{message}");
            says(broken, &message);
        }
    });
}

fn numbers(file: &[u8], at: usize, number: f32) -> Vec<u8> {
    let (mut file, data) = (file.to_vec(), 8 + u64::from_le_bytes(file[..8].try_into().unwrap()) as usize);
    file[data + 4 * at..][..4].copy_from_slice(&number.to_le_bytes());
    file
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    let whole = file(&[
        ("hidden.weight", Dtype::F32, &[5, 3][..]),
        ("hidden.bias", Dtype::F32, &[5]),
        ("dense2.weight", Dtype::F32, &[2, 5]),
    ]);
    // The library has sorted them by name: `dense2.weight`, `hidden.bias`, `hidden.weight`.
    quietly(|| {
        for (at, number, expected) in [
            (7, f32::NAN, "tensor `dense2.weight` has NaN at [1, 2]: every number must be finite"),
            (11, f32::INFINITY, "tensor `hidden.bias` has inf at [1]: every number must be finite"),
            (29, f32::NEG_INFINITY, "tensor `hidden.weight` has -inf at [4, 2]: every number must be finite"),
        ] {
            let file = numbers(&whole, at, number);
            assert_eq!(checked(&file).as_deref(), Some(expected));
            assert_eq!(loaded(&file).as_deref(), Some(expected));
        }
        for number in [f32::MAX, f32::MIN, -0.0, f32::from_bits(1)] {
            let file = numbers(&whole, 11, number);
            assert_eq!((checked(&file), loaded(&file)), (None, None));
        }
    });
}

#[test]
fn what_has_been_reported_is_refused() {
    mlp::network! {
        struct Reported;
        input 2;
        dense 1;
        loss mse;
    }
    for (name, expected) in [
        ("overlap", "no tensor has byte 4 of the data, which are 12"),
        ("long", "no tensor has byte 12 of the data, which are 100"),
        ("dtype-number", "the header is not as it should be from byte"),
    ] {
        let path = format!("{}/tests/weights/{name}.safetensors", env!("CARGO_MANIFEST_DIR"));
        let message = Reported::load(&path).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
        assert!(message.starts_with(&path), "{message}");
    }
}

/// Every flip of a bit in a file of ours is refused, by both readers.
#[test]
fn no_flip_goes_unnoticed() {
    let whole = saved(&Small::init(3));
    assert_eq!((checked(&whole), loaded(&whole)), (None, None));
    quietly(|| {
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut flipped = whole.clone();
                flipped[at] ^= 1 << bit;
                let message = loaded(&flipped);
                assert!(message.is_some(), "byte {at}, bit {bit}");
                assert_eq!(message, checked(&flipped));
            }
        }
        for length in 0..whole.len() {
            assert!(loaded(&whole[..length]).is_some());
            let _ = weights::load::<Small>(&whole[..length]);
        }
    });
}

/// Another program may change a file, and need not keep the checksum; its metadata may go as well.
#[test]
fn files_of_others_have_no_checksum() {
    let bytes = saved(&Small::init(3));
    let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let (_, metadata) = safetensors::SafeTensors::read_metadata(&bytes).unwrap();
    let metadata = metadata.metadata().as_ref().unwrap();
    assert_eq!(metadata["mlp.network"], "input 3; dense 5 tanh; dense 2 linear");
    assert_eq!(metadata["mlp.version"], env!("CARGO_PKG_VERSION"));
    assert!(!metadata.contains_key("mlp.classes"));
    assert!(metadata["mlp.checksum"].starts_with("xxh64:"));
    let bare = safetensors::serialize(file.tensors(), None).unwrap();
    assert!(Small::load_bytes(&bare).unwrap() == Small::init(3));
    let mut other = std::collections::HashMap::from([("format".to_owned(), "pt".to_owned())]);
    let kept = safetensors::serialize(file.tensors(), Some(other.clone())).unwrap();
    assert!(Small::load_bytes(&kept).unwrap() == Small::init(3));
    // What says that it is ours has a checksum.
    other.insert("mlp.version".to_owned(), "0.1.0".to_owned());
    let stripped = safetensors::serialize(file.tensors(), Some(other)).unwrap();
    assert_eq!(loaded(&stripped).unwrap(), "expected a checksum, found none: the file is damaged");
}
