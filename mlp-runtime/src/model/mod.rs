//! What users hold: a network that predicts, is saved and loaded, and says what it is made of.

pub(crate) mod class;
pub(crate) mod own;
pub(crate) mod predictor;
pub(crate) mod target;
pub(crate) mod trainable;
pub mod weights;

use std::slice::from_ref;

use ndarray::{Array2, ArrayD, ArrayView2, Axis, IxDyn};

#[cfg(feature = "files")]
use crate::formats::safetensors::{About, public as files};
use crate::layer::Layer;
use crate::layer::summary::{self, LayerSummary};
use crate::model::predictor::{Predictor, chunk_rows, fits_stack};
use crate::model::target::not_finite;
use crate::tensor::init::Random;
use crate::tensor::rows::{Batch, Row};
use crate::tensor::visit::{Path, Shape};
use crate::{Error, Float, Result};

/// Numbers as a row of inputs, if they are as many, and finite.
pub(crate) fn checked_input<M: Layer>(x: &[M::Scalar]) -> Result<&M::Input> {
    match M::Input::rows(x) {
        [row] if x.len() == M::INPUTS => check_finite("inputs", x).map(|()| row),
        _ => Err(Error::Shape { what: "numbers of the row".into(), expected: M::INPUTS, found: x.len() }),
    }
}

/// Whether the numbers of a single row are finite.
pub(crate) fn check_finite<T: Float>(part: &'static str, row: &[T]) -> Result<()> {
    not_finite(row).map_or(Ok(()), |(column, value)| Err(Error::NotFinite { part, row: 0, column, value }))
}

/// A network. Every `network!` is one, and has these methods as its own; this trait is for code that is generic over
/// networks. A [`CustomLayer`](crate::CustomLayer) by itself is one, too.
#[doc(alias("Module", "Sequential"))]
pub trait Model: Layer {
    /// A network with fresh weights: the same seed gives the same weights on every machine.
    #[must_use]
    #[doc(alias("new", "build"))]
    fn init(seed: u64) -> Self {
        Self::initialize(&mut Random::new(seed))
    }

    /// The output for one row. Allocates nothing as long as the values of all layers fit 64 KiB; see
    /// [`predictor`](Self::predictor) for larger networks.
    #[doc(alias("forward", "call", "infer", "__call__"))]
    fn predict(&self, x: &Self::Input) -> Self::Output {
        if fits_stack::<Self>() {
            return self.row(x);
        }
        self.predictor().predict(x)
    }

    /// The output for one row of numbers from outside, such as a request to a server.
    ///
    /// # Errors
    /// [`Error::Shape`] if there are not as many numbers as the network has inputs, [`Error::NotFinite`] for the first
    /// that is NaN or infinite, and if an output is, as where inputs are so large that a sum overflows.
    #[doc(alias("predict_slice", "predict_checked"))]
    fn try_predict(&self, x: &[Self::Scalar]) -> Result<Self::Output> {
        let x = checked_input::<Self>(x)?;
        if fits_stack::<Self>() {
            let output = self.row(x);
            return check_finite("outputs", output.as_slice()).map(|()| output);
        }
        let mut predictor = self.predictor();
        check_finite("outputs", Self::Output::flat(predictor.predict_batch(from_ref(x))))?;
        Ok(predictor.output())
    }

    /// The outputs for rows.
    #[doc(alias("predict_rows", "predict_many"))]
    fn predict_batch(&self, x: &[Self::Input]) -> Vec<Self::Output> {
        let mut outputs = Vec::with_capacity(x.len());
        let mut predictor = self.predictor();
        for chunk in x.chunks(chunk_rows::<Self>()) {
            outputs.extend_from_slice(predictor.predict_batch(chunk));
        }
        outputs
    }

    /// The outputs, `[rows, outputs]`, for an array `[rows, inputs]`.
    ///
    /// # Errors
    /// [`Error::Shape`] if a row is not as wide as the network's input.
    #[doc(alias = "predict_ndarray")]
    fn predict_array(&self, x: ArrayView2<'_, Self::Scalar>) -> Result<Array2<Self::Scalar>> {
        let (inputs, outputs) = (Self::Input::WIDTH, Self::Output::WIDTH);
        if x.ncols() != inputs {
            return Err(Error::Shape { what: "columns of the array".into(), expected: inputs, found: x.ncols() });
        }
        let mut found = Array2::from_elem((x.nrows(), outputs), Self::Scalar::of(0.0));
        let mut predictor = self.predictor();
        let mut rows = Batch::<Self::Input>::default();
        let chunk = chunk_rows::<Self>();
        for (x, mut found) in x.axis_chunks_iter(Axis(0), chunk).zip(found.axis_chunks_iter_mut(Axis(0), chunk)) {
            rows.resize(x.nrows());
            Self::Input::flat_mut(&mut rows).iter_mut().zip(x).for_each(|(to, from)| *to = *from);
            let values = Self::Output::flat(predictor.predict_batch(&rows));
            found.iter_mut().zip(values).for_each(|(to, from)| *to = *from);
        }
        Ok(found)
    }

    /// The output for one row before the last activation.
    #[doc(alias("logits", "decision_function"))]
    fn predict_logits(&self, x: &Self::Input) -> Self::Output {
        let mut predictor = self.predictor();
        predictor.predict_batch(from_ref(x));
        match predictor.logits().first() {
            Some(logits) => *logits,
            None => Self::Output::ZERO,
        }
    }

    /// What each layer gives for one row, in the order of the description: the layer's name, `dense1`, with its values.
    /// The last are those of [`predict`](Self::predict). A residual block's layers come before its sum, those of a
    /// network in another are `encoder.dense1`, and dropout is not among them.
    #[doc(alias("hooks", "intermediate_outputs", "feature_maps"))]
    fn activations(&self, x: &Self::Input) -> Vec<(String, Vec<Self::Scalar>)> {
        let (mut activations, mut found) = (Self::Activations::default(), Vec::new());
        self.forward(from_ref(x), &mut activations);
        self.outputs(&activations, &Path::ROOT, &mut |path, values| found.push((path.to_string(), values.to_vec())));
        found
    }

    /// A predictor that owns its buffers: after the first call of a size it allocates nothing.
    fn predictor(&self) -> Predictor<'_, Self> {
        Predictor::new(self)
    }

    /// How many numbers the network learns.
    const PARAMETERS: usize = LayerSummary::total(Self::LAYERS).parameters;

    /// How many products the network adds up to predict one row.
    const MULTIPLY_ADDS: usize = LayerSummary::total(Self::LAYERS).multiply_adds;

    /// How many bytes training keeps for each row of a batch, beside the row itself.
    const WORKSPACE_BYTES: usize = LayerSummary::total(Self::LAYERS).workspace * size_of::<Self::Scalar>();

    /// The layers as a table, with their outputs, parameters and multiply-adds.
    #[doc(alias("describe", "torchsummary"))]
    fn summary(&self) -> String {
        summary::table(Self::INPUTS, Self::LAYERS, Self::Scalar::NAME)
    }

    /// The names of the tensors, as in a file: `dense1.weight`, `dense1.bias`, …
    #[doc(alias("named_parameters", "parameters", "get_params", "weights"))]
    fn tensor_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.tensors(&Path::ROOT, &mut |path, _| names.push(path.to_string()));
        names
    }

    /// The tensor with this name, in PyTorch's layout: a weight is `[outputs, inputs]`.
    #[doc(alias("get_weights", "get_parameter", "weight"))]
    fn tensor(&self, name: &str) -> Option<ArrayD<Self::Scalar>> {
        let mut found = None;
        self.tensors(&Path::ROOT, &mut |path, tensor| {
            if path.to_string() == name {
                found = match tensor.shape {
                    Shape::HighLow(length) => {
                        let rounded = tensor.values.get(..length).unwrap_or_default();
                        ArrayD::from_shape_vec(IxDyn(&[length]), rounded.to_vec()).ok()
                    }
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
    /// names. The file is replaced in one go; where `path` is a link, that is the file it leads to. It carries a
    /// checksum, and in its metadata the layers, the classes and the version of `mlp`.
    ///
    /// # Errors
    /// [`Error::Format`] for the first tensor with a number that is not finite: a network that diverged does not replace
    /// a good file. [`Error::File`] if the file cannot be written.
    #[cfg(feature = "files")]
    #[doc(alias("save_weights", "save_model", "to_file", "dump"))]
    fn save(&self, path: impl AsRef<std::path::Path>) -> Result<()> {
        files::save_about(self, &About::of::<Self>(), path.as_ref())
    }

    /// What [`save`](Self::save) writes into a file, in memory: for a database, a message, a browser's storage.
    ///
    /// # Errors
    /// [`Error::Format`] for the first tensor with a number that is not finite.
    #[cfg(feature = "files")]
    #[doc(alias("state_dict", "serialize"))]
    fn to_bytes(&self) -> Result<Vec<u8>> {
        files::bytes_about(self, &About::of::<Self>(), "bytes".as_ref())
    }

    /// Reads a network from a safetensors file.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be read. [`Error::Format`] if it is damaged, or if its tensors are not exactly this
    /// network's, with finite numbers: the first that differs is named, with both shapes.
    #[cfg(feature = "files")]
    #[doc(alias("load_weights", "load_model", "from_file", "from_pretrained", "load_state_dict"))]
    fn load(path: impl AsRef<std::path::Path>) -> Result<Self> {
        let mut model = Self::zeros();
        files::load_into(&mut model, path)?;
        Ok(model)
    }

    /// Reads a network from the contents of a safetensors file.
    ///
    /// # Errors
    /// [`Error::Format`], as [`load`](Self::load).
    #[cfg(feature = "files")]
    #[doc(alias("from_bytes", "deserialize"))]
    fn load_bytes(bytes: &[u8]) -> Result<Self> {
        let mut model = Self::zeros();
        files::load_bytes(&mut model, bytes, "bytes")?;
        Ok(model)
    }

    /// Reads a network from what a reader gives until it ends, the contents of a safetensors file: a connection, an
    /// archive, a decoder.
    ///
    /// # Errors
    /// Those of [`load`](Self::load).
    #[cfg(feature = "files")]
    fn load_reader(reader: impl std::io::Read) -> Result<Self> {
        let mut model = Self::zeros();
        files::load_reader(&mut model, reader, "reader")?;
        Ok(model)
    }
}
