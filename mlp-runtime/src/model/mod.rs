//! The trait of all networks: they predict, are saved and loaded, and describe themselves.

mod arrays;
pub(crate) mod checks;
pub(crate) mod class;
pub(crate) mod own;
pub(crate) mod predictor;
pub(crate) mod target;
pub(crate) mod trainable;
pub mod weights;

use std::slice::from_ref;

use ndarray::{Array2, ArrayD, ArrayView2};

#[cfg(feature = "files")]
use crate::formats::safetensors::{About, public as files};
use crate::layer::Layer;
use crate::layer::summary::{self, LayerSummary};
use crate::model::checks::{check_finite, checked_input};
use crate::model::predictor::{Predictor, chunk_rows, fits_stack};
use crate::tensor::init::Random;
use crate::tensor::rows::Row;
use crate::tensor::visit::Path;
use crate::{Float, Result};

/// A network. Every `network!` is one and has these methods itself. The trait is for code that is generic over
/// networks. A [`CustomLayer`](crate::CustomLayer) is one, too.
///
/// ```
/// use mlp::Model;
///
/// mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; }
///
/// /// The name and the size of every network.
/// fn describe<M: Model>(model: &M) -> String {
///     format!("{} tensors, {} numbers", model.tensor_names().len(), M::PARAMETERS)
/// }
///
/// assert_eq!(describe(&Xor::init(1)), "4 tensors, 33 numbers");
/// ```
#[doc(alias("Module", "Sequential"))]
pub trait Model: Layer {
    /// A network with fresh weights: the same seed gives the same weights on every machine.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// assert_eq!(Xor::init(7), Xor::init(7));
    /// assert_ne!(Xor::init(7), Xor::init(8));
    /// ```
    #[must_use]
    #[doc(alias("new", "build"))]
    fn init(seed: u64) -> Self {
        Self::initialize(&mut Random::new(seed))
    }

    /// The output for one row. Allocates nothing if the values of all layers fit in 64 KiB; see
    /// [`predictor`](Self::predictor) for larger networks.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let [probability] = model.predict(&[0.0, 1.0]);
    /// assert!((0.0..=1.0).contains(&probability));
    /// ```
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
    /// [`Error::Shape`](crate::Error::Shape) if the number of values differs from the number of inputs.
    /// [`Error::NotFinite`](crate::Error::NotFinite) for the first input that is NaN or infinite, and for an output
    /// that is: inputs can be so large that a sum overflows.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// assert_eq!(model.try_predict(&[0.0, 1.0])?, model.predict(&[0.0, 1.0]));
    /// let error = model.try_predict(&[0.0, 1.0, 0.0]).unwrap_err();
    /// assert_eq!(error.to_string(), "numbers of the row: expected 2, found 3");
    /// assert!(model.try_predict(&[0.0, f32::NAN]).is_err());
    /// # Ok::<(), mlp::Error>(())
    /// ```
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

    /// The outputs for several rows.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let outputs = model.predict_batch(&[[0.0, 0.0], [0.0, 1.0]]);
    /// assert_eq!(outputs.len(), 2);
    /// ```
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
    /// [`Error::Shape`](crate::Error::Shape) if a row is not as wide as the network's input.
    ///
    /// ```
    /// use ndarray::array;
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    ///
    /// let outputs = model.predict_array(array![[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]].view())?;
    /// assert_eq!(outputs.shape(), [3, 1]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias = "predict_ndarray")]
    fn predict_array(&self, x: ArrayView2<'_, Self::Scalar>) -> Result<Array2<Self::Scalar>> {
        arrays::predict(self, x)
    }

    /// The output for one row before the last activation.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let ([z], [y]) = (model.predict_logits(&[0.0, 1.0]), model.predict(&[0.0, 1.0]));
    /// assert!((y - 1.0 / (1.0 + (-z).exp())).abs() < 1e-6); // y = σ(z)
    /// ```
    #[doc(alias("logits", "decision_function"))]
    fn predict_logits(&self, x: &Self::Input) -> Self::Output {
        let mut predictor = self.predictor();
        predictor.predict_batch(from_ref(x));
        match predictor.logits().first() {
            Some(logits) => *logits,
            None => Self::Output::ZERO,
        }
    }

    /// The output of each layer for one row, in the order of the description: the layer's name, such as `dense1`, and
    /// its values. The last entry is the output of [`predict`](Self::predict). The layers of a residual block come
    /// before its sum. Layers of a network in a network have names like `encoder.dense1`. Dropout is not listed.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let activations = model.activations(&[0.0, 1.0]);
    /// let widths: Vec<(&str, usize)> = activations.iter().map(|(name, values)| (&**name, values.len())).collect();
    /// assert_eq!(widths, [("dense1", 8), ("dense2", 1)]);
    /// ```
    #[doc(alias("hooks", "intermediate_outputs", "feature_maps"))]
    fn activations(&self, x: &Self::Input) -> Vec<(String, Vec<Self::Scalar>)> {
        let (mut activations, mut found) = (Self::Activations::default(), Vec::new());
        self.forward(from_ref(x), &mut activations);
        self.outputs(&activations, &Path::ROOT, &mut |path, values| found.push((path.to_string(), values.to_vec())));
        found
    }

    /// A predictor with its own buffers. It allocates nothing after the first call with a given number of rows.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let mut predictor = model.predictor();
    /// for row in [[0.0, 0.0], [0.0, 1.0]] {
    ///     assert_eq!(predictor.predict(&row), model.predict(&row));
    /// }
    /// ```
    fn predictor(&self) -> Predictor<'_, Self> {
        Predictor::new(self)
    }

    /// The number of values that training learns.
    const PARAMETERS: usize = LayerSummary::total(Self::LAYERS).parameters;

    /// The number of multiply-adds that the prediction of one row takes.
    const MULTIPLY_ADDS: usize = LayerSummary::total(Self::LAYERS).multiply_adds;

    /// The memory that training needs for each row of a batch, in bytes, besides the row itself.
    const WORKSPACE_BYTES: usize = LayerSummary::total(Self::LAYERS).workspace * size_of::<Self::Scalar>();

    /// A table of the layers, with their outputs, parameters, and multiply-adds.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let summary = model.summary();
    /// assert!(summary.contains("dense1") && summary.contains("tanh"));
    /// ```
    #[doc(alias("describe", "torchsummary"))]
    fn summary(&self) -> String {
        summary::table(Self::INPUTS, Self::LAYERS, Self::Scalar::NAME)
    }

    /// The names of the tensors, as in a file: `dense1.weight`, `dense1.bias`, …
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// assert_eq!(model.tensor_names(), ["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"]);
    /// ```
    #[doc(alias("named_parameters", "parameters", "get_params", "weights"))]
    fn tensor_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.tensors(&Path::ROOT, &mut |path, _| names.push(path.to_string()));
        names
    }

    /// The tensor with this name, in PyTorch's layout: a weight has the shape `[outputs, inputs]`.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let weight = model.tensor("dense1.weight").unwrap();
    /// assert_eq!(weight.shape(), [8, 2]);
    /// assert_eq!(weight[[3, 1]], model.dense1.weight()[1][3]); // the field is `[inputs][outputs]`
    /// assert_eq!(model.tensor("dense9.weight"), None);
    /// ```
    #[doc(alias("get_weights", "get_parameter", "weight"))]
    fn tensor(&self, name: &str) -> Option<ArrayD<Self::Scalar>> {
        arrays::tensor(self, name)
    }

    /// Writes the weights to a safetensors file. PyTorch's `load_state_dict` accepts it if the modules have the same
    /// names. The file is replaced as a whole; if `path` is a symbolic link, the file it points to is replaced. It
    /// contains a checksum, and metadata with the layers, the classes, and the version of `mlp`.
    ///
    /// # Errors
    /// [`Error::Format`](crate::Error::Format) for the first tensor with a number that is not finite: a network that
    /// diverged does not replace a good file. [`Error::File`](crate::Error::File) if the file cannot be written.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// # let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("xor.safetensors");
    /// model.save(&path)?;
    /// assert_eq!(Xor::load(&path)?, model);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "files")]
    #[doc(alias("save_weights", "save_model", "to_file", "dump"))]
    fn save(&self, path: impl AsRef<std::path::Path>) -> Result<()> {
        files::save_about(self, &About::of::<Self>(), path.as_ref())
    }

    /// The contents of the file that [`save`](Self::save) writes: for a database, a message, or a browser's storage.
    ///
    /// # Errors
    /// [`Error::Format`](crate::Error::Format) for the first tensor with a number that is not finite.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let bytes = model.to_bytes()?;
    /// assert_eq!(Xor::load_bytes(&bytes)?, model);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[cfg(feature = "files")]
    #[doc(alias("state_dict", "serialize"))]
    fn to_bytes(&self) -> Result<Vec<u8>> {
        files::bytes_about(self, &About::of::<Self>(), "bytes".as_ref())
    }

    /// Reads a network from a safetensors file.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if it cannot be read. [`Error::Format`](crate::Error::Format) if it is
    /// damaged, contains numbers that are not finite, or does not contain exactly the tensors of this network. The
    /// error names the first difference, with both shapes.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("xor.safetensors");
    /// # model.save(&path)?;
    /// let loaded = Xor::load(&path)?;
    /// assert_eq!(loaded, model);
    /// assert!(Xor::load("no/such/file.safetensors").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// [`Error::Format`](crate::Error::Format), as [`load`](Self::load).
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let bytes = model.to_bytes()?;
    /// assert_eq!(Xor::load_bytes(&bytes)?, model);
    /// assert!(Xor::load_bytes(&bytes[..bytes.len() - 1]).is_err()); // damaged
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[cfg(feature = "files")]
    #[doc(alias("from_bytes", "deserialize"))]
    fn load_bytes(bytes: &[u8]) -> Result<Self> {
        let mut model = Self::zeros();
        files::load_bytes(&mut model, bytes, "bytes")?;
        Ok(model)
    }

    /// Reads a network from a reader over the contents of a safetensors file: a connection, an archive, or a decoder.
    /// It is read to its end.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let bytes = model.to_bytes()?;
    /// assert_eq!(Xor::load_reader(&bytes[..])?, model); // any `impl Read`
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[cfg(feature = "files")]
    fn load_reader(reader: impl std::io::Read) -> Result<Self> {
        let mut model = Self::zeros();
        files::load_reader(&mut model, reader, "reader")?;
        Ok(model)
    }
}
