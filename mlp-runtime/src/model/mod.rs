//! What users hold: a network that predicts, is saved and loaded, and says what it is made of.

pub mod class;
pub(crate) mod own;
pub(crate) mod target;
pub(crate) mod trainable;
pub mod weights;

use std::any::type_name;
use std::fmt;

use ndarray::{Array2, ArrayD, ArrayView2, Axis, IxDyn};

use crate::layer::Layer;
use crate::layer::summary::{self, LayerSummary};
use crate::parallel::{self, Tuning};
use crate::tensor::init::Random;
use crate::tensor::rows::{Batch, Row};
use crate::tensor::visit::{Path, Shape};
use crate::{Error, Float, Result};

/// How many rows a piece of a long batch has: their values stay in the cache.
pub(crate) const CHUNK: usize = 256;

/// The largest total of values, in bytes, that a prediction of one row puts on the stack.
const STACK: usize = 64 * 1024;

/// A network. Every `network!` is one.
pub trait Model: Layer {
    /// A network with fresh weights: the same seed gives the same weights on every machine.
    #[must_use]
    fn init(seed: u64) -> Self {
        Self::initialize(&mut Random::new(seed))
    }

    /// The output for one row. Allocates nothing as long as the values of all layers fit 64 KiB; see
    /// [`predictor`](Self::predictor) for larger networks.
    fn predict(&self, x: &Self::Input) -> Self::Output {
        if Self::VALUES * size_of::<Self::Scalar>() <= STACK { self.row(x) } else { self.predictor().predict(x) }
    }

    /// The outputs for rows.
    fn predict_batch(&self, x: &[Self::Input]) -> Vec<Self::Output> {
        let mut outputs = Vec::with_capacity(x.len());
        let mut predictor = self.predictor();
        for chunk in x.chunks(CHUNK) {
            outputs.extend_from_slice(predictor.predict_batch(chunk));
        }
        outputs
    }

    /// The outputs, `[rows, outputs]`, for an array `[rows, inputs]`.
    ///
    /// # Errors
    /// [`Error::Shape`] if a row is not as wide as the network's input.
    fn predict_array(&self, x: ArrayView2<'_, Self::Scalar>) -> Result<Array2<Self::Scalar>> {
        let (inputs, outputs) = (Self::Input::WIDTH, Self::Output::WIDTH);
        if x.ncols() != inputs {
            return Err(Error::Shape { what: "columns of the array".into(), expected: inputs, found: x.ncols() });
        }
        let mut found = Array2::from_elem((x.nrows(), outputs), Self::Scalar::of(0.0));
        let mut predictor = self.predictor();
        let mut rows = Batch::<Self::Input>::default();
        for (x, mut found) in x.axis_chunks_iter(Axis(0), CHUNK).zip(found.axis_chunks_iter_mut(Axis(0), CHUNK)) {
            rows.resize(x.nrows());
            Self::Input::flat_mut(&mut rows).iter_mut().zip(x).for_each(|(to, from)| *to = *from);
            let values = Self::Output::flat(predictor.predict_batch(&rows));
            found.iter_mut().zip(values).for_each(|(to, from)| *to = *from);
        }
        Ok(found)
    }

    /// The output for one row before the last activation.
    fn predict_logits(&self, x: &Self::Input) -> Self::Output {
        let mut predictor = self.predictor();
        predictor.predict(x);
        predictor.logits().first().copied().unwrap_or(Self::Output::ZERO)
    }

    /// What each layer gives for one row, in the order of the description: the layer's name, `dense1`, with its values.
    /// The last are those of [`predict`](Self::predict). A residual block's layers come before its sum, those of a
    /// network in another are `encoder.dense1`, and dropout is not among them.
    fn activations(&self, x: &Self::Input) -> Vec<(String, Vec<Self::Scalar>)> {
        let (mut activations, mut found) = (Self::Activations::default(), Vec::new());
        self.forward(std::slice::from_ref(x), &mut activations);
        self.outputs(&activations, &Path::ROOT, &mut |path, values| found.push((path.to_string(), values.to_vec())));
        found
    }

    /// A predictor that owns its buffers: after the first call of a size it allocates nothing.
    fn predictor(&self) -> Predictor<'_, Self> {
        Predictor { model: self, activations: Self::Activations::default(), threads: 1, tuning: Tuning::default() }
    }

    /// How many numbers the network learns.
    const PARAMETERS: usize = LayerSummary::total(Self::LAYERS).parameters;

    /// How many products the network adds up to predict one row.
    const MULTIPLY_ADDS: usize = LayerSummary::total(Self::LAYERS).multiply_adds;

    /// How many bytes training keeps for each row of a batch, beside the row itself.
    const WORKSPACE_BYTES: usize = LayerSummary::total(Self::LAYERS).workspace * size_of::<Self::Scalar>();

    /// The layers as a table, with their outputs, parameters and multiply-adds.
    fn summary(&self) -> String {
        summary::table(Self::INPUTS, Self::LAYERS, Self::Scalar::NAME)
    }

    /// The names of the tensors, as in a file: `dense1.weight`, `dense1.bias`, …
    fn tensor_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.tensors(&Path::ROOT, &mut |path, _| names.push(path.to_string()));
        names
    }

    /// The tensor with this name, in PyTorch's layout: a weight is `[outputs, inputs]`.
    fn tensor(&self, name: &str) -> Option<ArrayD<Self::Scalar>> {
        let mut found = None;
        self.tensors(&Path::ROOT, &mut |path, tensor| {
            if path.to_string() == name {
                found = match tensor.shape {
                    Shape::Vector(length) => ArrayD::from_shape_vec(IxDyn(&[length]), tensor.values.to_vec()).ok(),
                    Shape::Transposed(outputs, inputs) => {
                        let array = ArrayD::from_shape_vec(IxDyn(&[inputs, outputs]), tensor.values.to_vec());
                        array.ok().map(ArrayD::reversed_axes)
                    }
                };
            }
        });
        found
    }

    /// Writes the weights to a safetensors file that PyTorch's `load_state_dict` takes when its modules have the same
    /// names. The file is replaced in one go.
    ///
    /// # Errors
    /// [`Error::Format`] for the first tensor with a number that is not finite, so that a training that diverged never
    /// replaces a good file; [`Error::File`] if it cannot be written.
    #[cfg(feature = "files")]
    fn save(&self, path: impl AsRef<std::path::Path>) -> Result<()> {
        crate::formats::safetensors::save(self, path)
    }

    /// Reads a network from a safetensors file.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be read, [`Error::Format`] if its tensors are not exactly this network's: the first
    /// that differs is named, with both shapes. The same for a number that is not finite.
    #[cfg(feature = "files")]
    fn load(path: impl AsRef<std::path::Path>) -> Result<Self> {
        let mut model = Self::zeros();
        crate::formats::safetensors::load_into(&mut model, path)?;
        Ok(model)
    }
}

impl<L: Layer> Model for L {}

/// Predicts with buffers of its own, made by [`Model::predictor`].
pub struct Predictor<'m, M: Layer> {
    model: &'m M,
    activations: M::Activations,
    threads: usize,
    tuning: Tuning,
}

impl<M: Layer> fmt::Debug for Predictor<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { threads, .. } = self;
        f.debug_struct("Predictor").field("model", &type_name::<M>()).field("threads", threads).finish_non_exhaustive()
    }
}

impl<M: Layer> Predictor<'_, M> {
    /// How many threads may share a batch; 1 unless set (0 counts as 1), and always 1 without the feature `threads`.
    /// The bits of the outputs are the same for any number, so now and then fewer are tried, and what is fastest is
    /// kept.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// The output for one row.
    pub fn predict(&mut self, x: &M::Input) -> M::Output {
        self.predict_batch(std::slice::from_ref(x)).first().copied().unwrap_or(M::Output::ZERO)
    }

    /// The outputs for rows, valid until the next call.
    pub fn predict_batch(&mut self, x: &[M::Input]) -> &[M::Output] {
        let threads = self.tuning.begin(self.threads, x.len());
        parallel::with_threads(threads, 0, || self.model.forward(x, &mut self.activations));
        self.tuning.end();
        M::output(&self.activations).values()
    }

    /// The logits of the last prediction's rows.
    pub fn logits(&self) -> &[M::Output] {
        M::output(&self.activations).logits()
    }
}
