//! Predictions with buffers, and how many rows are predicted at a time.

use std::any::type_name;
use std::fmt;
use std::slice::from_ref;

use crate::Layer;
use crate::model::Model;
use crate::parallel::{self, Tuning};
use crate::tensor::rows::Row as _;

/// Predicts with its own buffers. [`Model::predictor`] makes one.
///
/// ```
/// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
/// let mut predictor = model.predictor();
/// let outputs = predictor.predict_batch(&[[0.0, 0.0], [0.0, 1.0]]);
/// assert_eq!(outputs[1], model.predict(&[0.0, 1.0]));
/// ```
#[doc(alias = "InferenceSession")]
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

impl<'m, M: Layer> Predictor<'m, M> {
    pub(super) fn new(model: &'m M) -> Self {
        Self { model, activations: M::Activations::default(), threads: 1, tuning: Tuning::default() }
    }

    /// The largest number of threads that may share a batch: 1 by default, and always 1 without the feature `threads`.
    /// 0 counts as 1. The outputs are bitwise the same for any number, so the predictor now and then tries fewer
    /// threads and keeps the fastest number.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let mut predictor = model.predictor().threads(2);
    /// let rows = vec![[0.0, 1.0]; 10_000];
    /// assert_eq!(predictor.predict_batch(&rows)[9_999], model.predict(&[0.0, 1.0]));
    /// ```
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// The output for one row.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// assert_eq!(model.predictor().predict(&[0.0, 1.0]), model.predict(&[0.0, 1.0]));
    /// ```
    pub fn predict(&mut self, x: &M::Input) -> M::Output {
        self.predict_batch(from_ref(x));
        self.output()
    }

    /// The output for the only row of the last prediction. It is copied only once, since it may be larger than the
    /// stack.
    pub(super) fn output(&self) -> M::Output {
        match M::output(&self.activations).values().first() {
            Some(output) => *output,
            None => M::Output::ZERO,
        }
    }

    /// The outputs for several rows, valid until the next call.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let mut predictor = model.predictor();
    /// assert_eq!(predictor.predict_batch(&[[0.0, 0.0], [0.0, 1.0]]).len(), 2);
    /// ```
    pub fn predict_batch(&mut self, x: &[M::Input]) -> &[M::Output] {
        let threads = self.tuning.begin(self.threads, x.len());
        parallel::with_threads(threads, 0, || self.model.forward(x, &mut self.activations));
        self.tuning.end();
        M::output(&self.activations).values()
    }

    /// The logits of the last prediction's rows.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let mut predictor = model.predictor();
    /// predictor.predict(&[0.0, 1.0]);
    /// assert_eq!(predictor.logits(), [model.predict_logits(&[0.0, 1.0])]);
    /// ```
    pub fn logits(&self) -> &[M::Output] {
        M::output(&self.activations).logits()
    }
}

/// The largest number of rows that are predicted at a time, so that their values stay in the cache.
const CHUNK: usize = 256;

/// The largest size of their values in bytes, unless one row has more.
const CHUNK_BYTES: usize = 64 << 20;

/// How many rows to predict at a time. The last layer keeps its logits beside its values.
pub(crate) const fn chunk_rows<M: Layer>() -> usize {
    let values = M::VALUES.saturating_add(M::OUTPUTS).saturating_mul(size_of::<M::Scalar>());
    match CHUNK_BYTES.checked_div(values) {
        Some(0) => 1,
        Some(rows) if rows < CHUNK => rows,
        _ => CHUNK,
    }
}

/// The largest total of values, in bytes, that a prediction of one row puts on the stack.
const STACK: usize = 64 * 1024;

/// Whether the values of a single row's prediction fit on the stack.
pub(super) const fn fits_stack<M: Layer>() -> bool {
    M::VALUES.saturating_mul(size_of::<M::Scalar>()) <= STACK
}

/// Calls `look` with the output for a row, on the stack if it is small, otherwise in a predictor's buffer. (There is an
/// output for every row.)
pub(crate) fn look_at_output<M: Model, R>(model: &M, x: &M::Input, look: impl Fn(&M::Output) -> R) -> Option<R> {
    if fits_stack::<M>() {
        return Some(look_at_row(model, x, look));
    }
    model.predictor().predict_batch(from_ref(x)).first().map(look)
}

/// A separate function, because an unoptimized one reserves stack for all its values, used or not.
fn look_at_row<M: Layer, R>(model: &M, x: &M::Input, look: impl Fn(&M::Output) -> R) -> R {
    look(&model.row(x))
}
