//! The tensors of a layer or a network, visited by name (files) or side by side with those of its gradient
//! (optimizers).

use std::fmt;

use crate::Float;
pub use crate::tensor::shape::Shape;

/// The path of a tensor: the names of the fields that lead to it, printed with dots, `encoder.dense1.weight`.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    name: &'a str,
}

impl<'a> Path<'a> {
    /// The network itself, which has no name.
    pub const ROOT: Path<'static> = Path { parent: None, name: "" };

    /// The path of one of its fields.
    #[must_use]
    pub const fn field(&'a self, name: &'a str) -> Path<'a> {
        Path { parent: Some(self), name }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parent {
            Some(parent) if !parent.name.is_empty() => write!(f, "{parent}.{}", self.name),
            _ => f.write_str(self.name),
        }
    }
}

/// One tensor of a network, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Tensor<'a, T> {
    /// Its shape in a file.
    pub shape: Shape,
    /// Its numbers as they lie in memory.
    pub values: &'a [T],
    /// Whether the optimizer updates it. Running statistics and constants are only saved and loaded.
    pub trained: bool,
}

/// A visitor of tensors and their paths.
pub type Visit<'v, T> = dyn FnMut(&Path<'_>, Tensor<'_, T>) + 'v;

/// A visitor of the outputs of each layer for some rows, row after row, with the layer's path.
pub type VisitOutputs<'v, T> = dyn FnMut(&Path<'_>, &[T]) + 'v;

/// A visitor that gets whether a tensor is trained, and its slices in `K` networks, of equal length.
pub trait Update<T, const K: usize>: FnMut(bool, [&mut [T]; K]) {}

impl<T, const K: usize, F: FnMut(bool, [&mut [T]; K])> Update<T, K> for F {}

/// The tensors of a type, known at compile time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spec {
    /// A tensor with its shape in a file. Its name is that of the field.
    Tensor(Shape),
    /// A field with its name, and what it has.
    Field(&'static str, &'static [Spec]),
    /// A field that is saved and loaded, but not trained.
    Untrained(&'static str, &'static [Spec]),
}

impl Spec {
    /// A field with the tensors of its type.
    #[must_use]
    pub const fn of<F: Tensors>(name: &'static str) -> Self {
        Self::Field(name, F::SPECS)
    }

    /// How many numbers are trained.
    pub(crate) const fn parameters(specs: &[Spec]) -> usize {
        let (mut sum, mut i) = (0, 0);
        while i < specs.len() {
            sum += match specs[i] {
                Spec::Tensor(shape) => shape.count(),
                Spec::Field(_, fields) => Self::parameters(fields),
                Spec::Untrained(..) => 0,
            };
            i += 1;
        }
        sum
    }
}

/// A type with tensors: a layer or a network. `network!` and `#[derive(mlp::Tensors)]` implement it.
///
/// A field of a struct that derives it is a number, a vector `[f32; N]`, a weight `[[f32; OUT]; IN]`, one of these in a
/// box, or a struct with tensors itself. The order of the visits is the order of the fields.
///
/// ```
/// use mlp::Tensors;
///
/// /// A moving average of some weights.
/// #[derive(Clone, mlp::Tensors)]
/// struct Average {
///     gain: [f32; 3],
/// }
///
/// let average = Average::zeros();
/// assert_eq!(average.gain, [0.0; 3]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tensor",
    note = "a tensor is `f32`, `[f32; N]` or `[[f32; OUT]; IN]`, of `f64` too, in a `Box` if it is large, or a struct that derives `mlp::Tensors`",
    note = "write `#[tensor(skip)]` on a field that is neither trained nor saved"
)]
pub trait Tensors: Clone + Send + Sync + 'static {
    /// The type of the numbers.
    type Scalar: Float;

    /// Names and shapes of the tensors, in the order of the visits.
    const SPECS: &'static [Spec];

    /// All tensors 0: the start of a gradient and of moments.
    fn zeros() -> Self;

    /// Visits each tensor with its path below `path`.
    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, Self::Scalar>);

    /// Visits the tensors of `K` networks side by side: a model, its gradient, its moments.
    fn side_by_side<const K: usize>(all: [&mut Self; K], visit: &mut impl Update<Self::Scalar, K>);

    /// Called after all tensors were read from a file: constants of a training set are now known.
    fn loaded(&mut self) {}
}
