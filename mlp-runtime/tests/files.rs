//! Weights in files: PyTorch's layout, writes as a whole or not at all, and an error for each file that does not fit.
#![cfg(feature = "files")]

use mlp_runtime::__private::{Path, Shape, Spec, Tensor, Update, Visit};
use mlp_runtime::{Float, Tensors, files};
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

/// Three inputs, two outputs, and a running mean, which is saved but not trained.
#[derive(Clone, Debug, PartialEq)]
struct Tiny<T> {
    weight: Vec<T>,
    bias: Vec<T>,
    mean: Vec<T>,
}

impl<T: Float> Tiny<T> {
    fn new(values: [f64; 6]) -> Self {
        Self { weight: values.map(T::of).to_vec(), bias: vec![T::of(0.5), T::of(-0.1)], mean: vec![T::of(7.0)] }
    }
}

impl<T: Float> Tensors for Tiny<T> {
    type Scalar = T;

    const SPECS: &'static [Spec] = &[
        Spec::Field(
            "dense1",
            &[
                Spec::Field("weight", &[Spec::Tensor(Shape::Transposed(2, 3))]),
                Spec::Field("bias", &[Spec::Tensor(Shape::Vector(2))]),
            ],
        ),
        Spec::Field("batch_norm1", &[Spec::Field("running_mean", &[Spec::Tensor(Shape::Vector(1))])]),
    ];

    fn zeros() -> Self {
        Self { weight: vec![T::of(0.0); 6], bias: vec![T::of(0.0); 2], mean: vec![T::of(0.0)] }
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        let mut show = |path: &Path<'_>, shape, values, trained| {
            visit(path, Tensor { shape, values, trained });
        };
        let dense = path.field("dense1");
        show(&dense.field("weight"), Shape::Transposed(2, 3), &self.weight, true);
        show(&dense.field("bias"), Shape::Vector(2), &self.bias, true);
        show(&path.field("batch_norm1").field("running_mean"), Shape::Vector(1), &self.mean, false);
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.each_mut().map(|one| one.weight.as_mut_slice()));
        visit(true, all.each_mut().map(|one| one.bias.as_mut_slice()));
        visit(false, all.each_mut().map(|one| one.mean.as_mut_slice()));
    }
}

/// In memory a row an input: `[in][out]`.
const VALUES: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];

fn bytes<T: Copy, const N: usize>(values: &[T], to: fn(T) -> [u8; N]) -> Vec<u8> {
    values.iter().flat_map(|&value| to(value)).collect()
}

#[test]
fn as_pytorch_stores_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tiny.safetensors");
    let model = Tiny::<f32>::new(VALUES);
    files::save(&model, &path).unwrap();

    let file = std::fs::read(&path).unwrap();
    let file = SafeTensors::deserialize(&file).unwrap();
    let mut names = file.names();
    names.sort_unstable();
    assert_eq!(names, ["batch_norm1.running_mean", "dense1.bias", "dense1.weight"]);
    let weight = file.tensor("dense1.weight").unwrap();
    assert_eq!((weight.dtype(), weight.shape()), (Dtype::F32, &[2, 3][..]));
    assert_eq!(weight.data(), bytes(&[1.0, 3.0, 5.0, 2.0, 4.0, 6.0], f32::to_le_bytes));
    let bias = file.tensor("dense1.bias").unwrap();
    assert_eq!((bias.shape(), bias.data()), (&[2][..], &*bytes(&[0.5, -0.1], f32::to_le_bytes)));

    let mut loaded = Tiny::<f32>::new([0.0; 6]);
    files::load_into(&mut loaded, &path).unwrap();
    assert_eq!(loaded, model);
}

#[test]
fn every_bit_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tiny.safetensors");
    let values = [f64::MIN_POSITIVE, -0.0, f64::MIN, 1.0 / 3.0, 0.1, f64::MAX];
    files::save(&Tiny::<f64>::new(values), &path).unwrap();
    let mut loaded = Tiny::<f64>::new([0.0; 6]);
    files::load_into(&mut loaded, &path).unwrap();
    assert_eq!(loaded.weight.iter().map(|x| x.to_bits()).collect::<Vec<_>>(), values.map(f64::to_bits));
    files::save(&loaded, &path).unwrap(); // over the old one
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

type Entry<'a> = (&'a str, Dtype, &'a [usize]);

const FITTING: [Entry<'_>; 3] = [
    ("dense1.weight", Dtype::F32, &[2, 3]),
    ("dense1.bias", Dtype::F32, &[2]),
    ("batch_norm1.running_mean", Dtype::F32, &[1]),
];

/// A file of zeros.
fn file(entries: &[Entry<'_>]) -> Vec<u8> {
    let zeros = [0; 64];
    let views = entries.iter().map(|&(name, dtype, shape)| {
        let size = shape.iter().product::<usize>() * dtype.bitsize() / 8;
        (name, TensorView::new(dtype, shape.to_vec(), &zeros[..size]).unwrap())
    });
    safetensors::serialize(views, None).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    let mut model = Tiny::<f32>::new(VALUES);
    let error = files::load_bytes(&mut model, bytes, "w.safetensors").unwrap_err();
    assert_eq!(model, Tiny::<f32>::new(VALUES), "a model that cannot be loaded stays as it was");
    error.to_string()
}

#[test]
fn what_fits_is_loaded() {
    let tracked = ("batch_norm1.num_batches_tracked", Dtype::I64, &[][..]);
    for entries in [&FITTING[..], &[tracked, FITTING[2], FITTING[0], FITTING[1]]] {
        let mut model = Tiny::<f32>::new(VALUES);
        files::load_bytes(&mut model, &file(entries), "w").unwrap();
        assert_eq!((model.weight, model.mean), (vec![0.0; 6], vec![0.0]));
    }
}

#[test]
fn the_first_difference_is_named() {
    let changed = |at: usize, entry: Entry<'static>| {
        let mut entries = FITTING;
        entries[at] = entry;
        refusal(&file(&entries))
    };
    assert_eq!(
        changed(0, ("dense1.weight", Dtype::F32, &[2, 5])),
        "w.safetensors: tensor `dense1.weight`: expected the shape [2, 3], found [2, 5]"
    );
    assert_eq!(
        changed(0, ("dense1.weight", Dtype::F32, &[3, 2])),
        "w.safetensors: tensor `dense1.weight`: expected the shape [2, 3], found [3, 2]: \
         transpose it, PyTorch stores [outputs, inputs]"
    );
    assert_eq!(
        changed(1, ("dense1.bias", Dtype::F64, &[2])),
        "w.safetensors: tensor `dense1.bias`: expected f32 numbers, found f64: write `dtype f64;`, or convert the file"
    );
    assert_eq!(
        changed(1, ("dense1.bias", Dtype::BF16, &[2])),
        "w.safetensors: tensor `dense1.bias`: expected f32 numbers, found bf16: convert the file"
    );
    assert_eq!(
        changed(1, ("dense2.bias", Dtype::F32, &[2])),
        "w.safetensors: expected a tensor `dense1.bias`, found `batch_norm1.running_mean`, `dense1.weight`, `dense2.bias`"
    );
    let mut more = FITTING.to_vec();
    more.push(("dense2.bias", Dtype::F32, &[1]));
    assert_eq!(refusal(&file(&more)), "w.safetensors: unexpected tensor `dense2.bias`: the network has no such tensor");
    // In the network's order: of two differences the weight's is told.
    let both = refusal(&file(&[("dense1.bias", Dtype::F32, &[9]), ("dense1.weight", Dtype::F32, &[1, 1])]));
    assert!(both.contains("`dense1.weight`"), "{both}");
    assert_eq!(refusal(&file(&[])), "w.safetensors: expected a tensor `dense1.weight`, found none");
}

#[test]
fn broken_files_are_refused() {
    let whole = file(&FITTING);
    for length in 0..whole.len() {
        let message = refusal(&whole[..length]);
        assert!(message.starts_with("w.safetensors: expected a whole safetensors file"), "{message}");
    }
    assert!(refusal(&[whole.clone(), vec![0]].concat()).contains("expected a whole safetensors file"));
    assert!(refusal(&[255; 100]).contains("expected a whole safetensors file"));
    assert!(refusal(b"PK\x03\x04").contains("`safetensors.torch.save_file(model.state_dict(), …)`"));
    // A byte more or less anywhere in the head must not panic.
    for at in 0..whole.len() {
        for byte in [0, b'"', b'9', b'}', 255] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            let _ = files::load_bytes(&mut Tiny::<f32>::new(VALUES), &bytes, "w");
        }
    }
}

#[test]
fn missing_files_and_folders() {
    let mut model = Tiny::<f32>::new(VALUES);
    let error = files::load_into(&mut model, "no/such.safetensors").unwrap_err();
    assert!(error.to_string().starts_with("no/such.safetensors: "), "{error}");
    let error = files::save(&model, "no/such.safetensors").unwrap_err();
    assert!(error.to_string().starts_with("no/such.safetensors: "), "{error}");
}
