//! NumPy's files, written by NumPy itself (`npy/make.py`).
#![cfg(feature = "npy")]

use mlp_runtime::data::{Source, read_npy};
use mlp_runtime::{Dataset, Result};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npy");

fn file(name: &str) -> String {
    format!("{FOLDER}/{name}.npy")
}

fn load<const N: usize>(inputs: &str, labels: &str) -> Result<Dataset<[f32; N], usize>, String> {
    Dataset::from_npy(file(inputs), file(labels)).map_err(|error| error.to_string().replace(&format!("{FOLDER}/"), ""))
}

#[test]
fn every_number_type_and_order() {
    for size in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"] {
        for order in ["little", "big"] {
            let name = format!("{size}-{order}");
            let data = load::<3>(&name, "labels").unwrap();
            let first = if size.starts_with('u') { 1.0 } else { -1.0 };
            let last = if size.starts_with('f') { -2.5 } else { 7.0 };
            assert_eq!(data.inputs(), [[0.0, first, 2.0], [3.0, 100.0, last]], "{name}");
            assert_eq!(data.targets(), [3, 0]);
        }
    }
    assert_eq!(load::<1>("bool", "bool").unwrap().targets(), [1, 0]);
    assert_eq!(read_npy::<f32>(file("version2")).unwrap().as_slice().unwrap(), [1.0, 2.0, 3.0]);
}

/// Labels in floating point are classes where they are whole numbers.
#[test]
fn labels_of_any_dtype() {
    assert_eq!(load::<3>("f4-little", "float-labels").unwrap().targets(), [2, 0]);
    assert_eq!(
        load::<3>("f4-little", "fractions").unwrap_err(),
        "fractions.npy: row 1: expected a class, a whole number from 0 on, found 0.5"
    );
}

/// The numbers that NumPy gives for `half.npy` in float64.
#[test]
fn half_precision() {
    let half = read_npy::<f64>(file("half")).unwrap();
    let numpy: [f64; 5] = [0.333_251_953_125, 65504.0, 5.960_464_477_539_063e-8, -0.0, 6.097_555_160_522_461e-5];
    for (ours, numpy) in half.iter().zip(numpy) {
        assert_eq!(ours.to_bits(), numpy.to_bits(), "{ours} and {numpy}");
    }
}

#[test]
fn any_shape() {
    // The same numbers whichever index runs fastest in the file.
    let array = read_npy::<f64>(file("fortran")).unwrap();
    assert_eq!(array.shape(), [2, 3, 4]);
    assert!(array.iter().enumerate().all(|(place, &value)| value == place as f64));
    let data = load::<12>("fortran", "labels").unwrap();
    assert_eq!(data.inputs()[1][..3], [12.0, 13.0, 14.0]);

    let values: Dataset<[f32; 3], [f32; 1]> = Dataset::from_npy(file("f4-little"), file("labels")).unwrap();
    assert_eq!(values.targets(), [[3.0], [0.0]]);
    assert_eq!(read_npy::<f32>(file("scalar")).unwrap().ndim(), 0);
}

#[test]
fn archives() {
    for name in ["stored", "packed"] {
        let path = format!("{FOLDER}/{name}.npz");
        let data: Dataset<[f32; 6], usize> = Dataset::from_npz(&path, "x_train", "y_train").unwrap();
        assert_eq!(data.inputs()[1], [6.0, 7.0, 8.0, 9.0, 10.0, 11.0]);
        assert_eq!(data.targets(), [1, 0]);

        let error = Dataset::<[f32; 6], usize>::from_npz(&path, "x", "y").unwrap_err().to_string();
        assert_eq!(error, format!("{path}: expected an array `x`, found `x_train`, `y_train`"));
        let error = Dataset::<[f32; 7], usize>::from_npz(&path, "x_train", "y_train").unwrap_err().to_string();
        assert_eq!(error, format!("{path}/x_train.npy: expected rows of 7 numbers, found the shape (2, 2, 3)"));

        // Every damage is noticed, or is of no importance: never another number.
        let bytes = std::fs::read(&path).unwrap();
        let read = |bytes: &[u8]| Dataset::<[f32; 6], usize>::from_npz(Source::bytes(bytes), "x_train", "y_train");
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << (at % 8);
            assert!(read(&damaged).map_or(true, |read| read == data), "{name}: byte {at}");
            assert!(read(&bytes[..at]).is_err(), "{name}: cut at {at}");
        }
    }
}

#[test]
fn each_mistake_is_named() {
    let fails = |inputs: &str, labels: &str| load::<3>(inputs, labels).unwrap_err();
    let number = "expected an array of numbers of at most 64 bits, found the dtype";
    assert!(
        fails("text", "labels").starts_with(&format!("text.npy: {number} `<U3`: save numbers, for example `np.un"))
    );
    assert!(fails("objects", "labels").contains(&format!("{number} `|O`: save it as numbers")));
    assert!(fails("complex", "labels").contains(&format!("{number} `<c16`: save its real")));
    assert!(fails("structured", "labels").contains(&format!("{number} `[('a`: save one array")));
    assert_eq!(fails("scalar", "labels"), "scalar.npy: expected rows of 3 numbers, found the shape ()");
    assert_eq!(fails("labels", "labels"), "labels.npy: expected rows of 3 numbers, found the shape (2,)");
    assert_eq!(
        fails("f4-little", "negative"),
        "negative.npy: row 1: expected a class, a whole number from 0 on, found -1"
    );
    assert_eq!(
        fails("f4-little", "f8-big"),
        "f8-big.npy: expected classes, whole numbers in one dimension, found float64 of the shape (2, 3)"
    );
    assert_eq!(fails("nan", "labels"), "row 0 of the inputs has NaN in column 2: every number must be finite");
    let error = Dataset::<[f32; 3], usize>::from_npy(Source::bytes("a,b\n1,2\n"), "labels").unwrap_err().to_string();
    assert!(error.starts_with("(bytes): expected a NumPy array (.npy), found text: if it is a CSV file"), "{error}");

    let whole = std::fs::read(file("f4-little")).unwrap();
    let read = |bytes: &[u8]| read_npy::<f32>(Source::bytes(bytes)).map_err(|error| error.to_string());
    for length in 0..whole.len() {
        assert!(read(&whole[..length]).is_err(), "cut at {length}");
    }
    let cut = read(&whole[..whole.len() - 3]).unwrap_err();
    assert!(cut.contains("as the shape (2, 3) says, found 5: was the file copied completely?"), "{cut}");
    assert!(read(&[&whole[..], &[0; 4]].concat()).unwrap_err().contains("found more"));
    // A shape of more numbers than memory holds, in a header of the same length.
    let (wide, huge) = (b"(2, 3), }            ", b"(9223372036854775807,");
    let at = whole.windows(wide.len()).position(|bytes| bytes == wide).unwrap();
    let mut promised = whole.clone();
    promised[at..at + huge.len()].copy_from_slice(huge);
    promised[at + huge.len()] = b')';
    let problem = read(&promised).unwrap_err();
    assert!(problem.contains("the shape (9223372036854775807,) says, found 6"), "{problem}");
}
