//! `Scaler` and `standardize` against scikit-learn's StandardScaler, and against each other: `scaler/scaler.py`.

use mlp::prelude::*;
use mlp::{Float, Row};
use serde_json::Value;

mlp::network! { struct Single; input 1; standardize; dense 1; loss mse; }
mlp::network! { struct Double; dtype f64; input 1; standardize; dense 1; loss mse; }

/// scikit-learn's figures of each column.
fn reference(dtype: &str) -> Vec<(String, Value)> {
    let all: Value = serde_json::from_str(include_str!("scaler/scaler.json")).unwrap();
    all[dtype].as_object().unwrap().iter().map(|(name, column)| (name.clone(), column.clone())).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// The standardized rows of both, and of a network that was saved and loaded, for a column.
fn all_ways<M>(rows: &[M::Input], more: &[M::Input]) -> [Vec<f64>; 3]
where
    M: Trainable<Target = <M as mlp::Layer>::Input>,
{
    let set = Dataset::new(rows.to_vec(), rows.iter().map(|_| M::Input::ZERO).collect()).unwrap();
    let mut trainer = M::init(1).into_trainer();
    trainer.prepare(&set).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    trainer.model().save(&path).unwrap();
    let loaded = M::load(&path).unwrap();
    let compiled_in: M = mlp::__private::weights::load(&std::fs::read(&path).unwrap());
    assert!(compiled_in.predict(&rows[0]) == loaded.predict(&rows[0]));
    let scaler = mlp::Scaler::fit(rows).unwrap();
    let of = |model: &M, x: &M::Input| model.activations(x)[0].1[0].widen();
    let rows = || rows.iter().chain(more);
    [
        rows().map(|x| scaler.transform(x).as_slice()[0].widen()).collect(),
        rows().map(|x| of(trainer.model(), x)).collect(),
        rows().map(|x| of(&loaded, x)).collect(),
    ]
}

fn check<M, T: Float>(dtype: &str, bound: f64)
where
    M: Trainable<Target = [T; 1]> + mlp::Layer<Input = [T; 1]> + mlp::Tensors<Scalar = T>,
{
    for (name, column) in reference(dtype) {
        let rows: Vec<[T; 1]> = numbers(&column["rows"]).into_iter().map(|x| [T::of(x)]).collect();
        // Also numbers that were not in the training set: a constant column is divided by 1.
        let more = [[rows[0][0] + T::of(0.5)], [T::ZERO], [T::of(1.0)]];
        let [scaled, standardized, loaded] = all_ways::<M>(&rows, &more);
        assert_eq!(scaled, standardized, "{dtype} {name}");
        assert_eq!(standardized, loaded, "{dtype} {name}, loaded");
        let (mean, deviation) = (column["mean"].as_f64().unwrap(), column["deviation"].as_f64().unwrap());
        // Sums in another order: means may differ by a unit in the last place of f64.
        let bound = bound + f64::EPSILON * mean.abs() / deviation;
        for (found, expected) in scaled.iter().zip(numbers(&column["standardized"])) {
            assert!((found - expected).abs() <= bound * expected.abs().max(1.0), "{dtype} {name}: {found} {expected}");
        }
        let scaler = mlp::Scaler::fit(&rows).unwrap();
        assert!((scaler.mean()[0] - mean).abs() <= 1e-14 * mean.abs().max(deviation), "{dtype} {name}");
        let found = if scaler.std()[0] == 0.0 { 1.0 } else { scaler.std()[0] };
        // Of a column that differs in its last digits only as many of the deviation are known.
        let known = 1e-13 + 4.0 * f64::EPSILON * mean.abs() / deviation;
        assert!((found / deviation - 1.0).abs() <= known, "{dtype} {name}: {found} {deviation}");
        for (x, y) in more.iter().zip(&scaled[rows.len()..]) {
            let expected = (x[0].widen() * 0.25 - mean * 0.25) / deviation * 4.0;
            assert!((y - expected).abs() <= bound * expected.abs().max(1.0), "{dtype} {name}: {x:?} {y} {expected}");
        }
        let back = scaler.inverse(&scaler.transform(&rows[5]))[0].widen();
        let ulp = bound * (mean.abs() + rows[5][0].widen().abs()).max(deviation);
        assert!((back - rows[5][0].widen()).abs() <= ulp, "{dtype} {name}: {back} {:?}", rows[5]);
    }
}

#[test]
fn single_precision() {
    check::<Single, f32>("f32", 1e-6);
}

#[test]
fn double_precision() {
    check::<Double, f64>("f64", 1e-11);
}

/// Below the normal numbers there is nothing to divide by: such a column is constant.
#[test]
fn subnormal_deviations() {
    for rows in [[[0.0_f32], [1e-45]], [[1e-40], [-1e-40]]] {
        let [scaled, standardized, loaded] = all_ways::<Single>(&rows, &[[1.0]]);
        assert_eq!((&scaled, &scaled), (&standardized, &loaded));
        assert!(scaled[..2].iter().all(|y| y.abs() < 1e-38) && scaled[2] == 1.0, "{scaled:?}");
    }
}

/// A mean that an `f32` cannot hold is an `f64` in the file, under the same name; any other is an `f32`, as before.
#[test]
fn the_mean_is_wide_in_a_file_where_it_must_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let mean = |rows: &[[f32; 1]]| {
        let mut trainer = Single::init(1).into_trainer();
        trainer.prepare(&Dataset::new(rows.to_vec(), vec![[0.0]; rows.len()]).unwrap()).unwrap();
        trainer.model().save(&path).unwrap();
        assert_eq!(Single::load(&path).unwrap(), *trainer.model());
        let bytes = std::fs::read(&path).unwrap();
        let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
        let tensor = file.tensor("standardize.mean").unwrap();
        assert_eq!(tensor.shape(), [1]);
        (tensor.dtype(), tensor.data().to_vec())
    };
    let (dtype, data) = mean(&[[16_777_216.0], [16_777_218.0]]);
    assert_eq!((dtype, data), (safetensors::Dtype::F64, 16_777_217.0_f64.to_le_bytes().to_vec()));
    let (dtype, data) = mean(&[[1.0], [2.0]]);
    assert_eq!((dtype, data), (safetensors::Dtype::F32, 1.5_f32.to_le_bytes().to_vec()));
}
