//! Reads a reference run, and measures how far a result is from it.

use std::collections::HashMap;
use std::path::PathBuf;

use mlp::prelude::*;
use mlp::{Float, Row};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::Value;

/// A reference run: its tensors as f64, its `train` metadata.
pub(crate) struct Run {
    pub(crate) tensors: HashMap<String, (Vec<usize>, Vec<f64>)>,
    pub(crate) train: Value,
    pub(crate) network: String,
}

pub(crate) fn read(name: &str) -> Run {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.safetensors"));
    let bytes = std::fs::read(path).unwrap();
    let (_, metadata) = SafeTensors::read_metadata(&bytes).unwrap();
    let metadata = metadata.metadata().clone().unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let wide = |view: &TensorView<'_>| -> Vec<f64> {
        let words = view.data().as_chunks::<8>().0.iter();
        match view.dtype() {
            Dtype::F64 => words.map(|word| f64::from_le_bytes(*word)).collect(),
            _ => words.map(|word| i64::from_le_bytes(*word) as f64).collect(),
        }
    };
    Run {
        tensors: tensors.iter().map(|(name, view)| (name.into(), (view.shape().to_vec(), wide(&view)))).collect(),
        train: serde_json::from_str(&metadata["train"]).unwrap(),
        network: metadata["network"].clone(),
    }
}

impl Run {
    pub(crate) fn values(&self, name: &str) -> &[f64] {
        &self.tensors[name].1
    }

    pub(crate) fn option(&self, name: &str) -> Option<f64> {
        self.train.get(name).or_else(|| self.train["optimizer"].get(name))?.as_f64()
    }

    pub(crate) fn rows<R: Row>(&self, name: &str) -> Vec<R> {
        self.values(name)
            .chunks(R::WIDTH)
            .map(|values| {
                let mut row = R::ZERO;
                row.as_mut_slice().iter_mut().zip(values).for_each(|(to, from)| *to = R::Scalar::of(*from));
                row
            })
            .collect()
    }

    /// The network with the parameters before the first step, through a file like PyTorch's.
    pub(crate) fn initial<M: Model>(&self) -> M {
        let initial = self.tensors.iter().filter_map(|(name, (shape, values))| {
            let values: Vec<u8> = match M::Scalar::NAME {
                "f32" => values.iter().flat_map(|v| (*v as f32).to_le_bytes()).collect(),
                _ => values.iter().flat_map(|v| v.to_le_bytes()).collect(),
            };
            Some((name.strip_prefix("init.")?, shape.clone(), values))
        });
        let initial: Vec<_> = initial.collect();
        let dtype = if M::Scalar::NAME == "f32" { Dtype::F32 } else { Dtype::F64 };
        let views =
            initial.iter().map(|(name, shape, data)| (*name, TensorView::new(dtype, shape.clone(), data).unwrap()));
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), safetensors::serialize(views, None).unwrap()).unwrap();
        M::load(file.path()).unwrap()
    }
}

/// Targets of a run, in the type of the loss.
pub(crate) trait Targets: Sized {
    fn read(run: &Run) -> Vec<Self>;
}

impl Targets for usize {
    fn read(run: &Run) -> Vec<Self> {
        run.values("targets").iter().map(|class| *class as usize).collect()
    }
}

impl<T: Float, const N: usize> Targets for [T; N] {
    fn read(run: &Run) -> Vec<Self> {
        run.rows("targets")
    }
}

/// max|a − b| / max(max|b|, 1e-3).
pub(crate) fn deviation<T: Float>(found: impl IntoIterator<Item = T>, expected: &[f64]) -> f64 {
    let found: Vec<f64> = found.into_iter().map(Float::widen).collect();
    assert_eq!(found.len(), expected.len());
    let scale = expected.iter().fold(1e-3_f64, |scale, b| scale.max(b.abs()));
    found.iter().zip(expected).fold(0.0_f64, |worst, (a, b)| worst.max((a - b).abs())) / scale
}
