//! Classes: a number, yes or no, or an enum of `classes`.

use std::borrow::Borrow;
use std::fmt;

use crate::loss::{self, Loss};
use crate::model::checks::{check_finite, checked_input};
use crate::model::predictor::look_at_output;
use crate::model::target::{Target, largest};
use crate::{Error, Float, Result, Row, Trainable};

/// A class with a number. `classes …;` in a description generates an enum that implements it.
///
/// ```
/// use mlp::Class;
/// use mlp::prelude::*;
///
/// network! {
///     struct Iris;
///     input 4;
///     dense 3 softmax;
///     classes Setosa, Versicolor = "iris versicolor", Virginica;
///     loss sparse_categorical;
/// }
///
/// assert_eq!(IrisClass::NAMES, ["Setosa", "iris versicolor", "Virginica"]);
/// assert_eq!(IrisClass::Virginica.index(), 2);
/// assert_eq!(IrisClass::from_index(0), Some(IrisClass::Setosa));
/// ```
#[doc(alias("Label"))]
pub trait Class: Copy + PartialEq + Send + Sync + 'static {
    /// The names of all classes, in the order of their numbers; empty if classes have no names.
    const NAMES: &'static [&'static str] = &[];

    /// The class of an output. There are as many outputs as classes; any number above gives the last class.
    #[doc(hidden)]
    fn of_output(output: usize) -> Self;

    /// The number of the class.
    ///
    /// ```
    /// use mlp::Class;
    ///
    /// assert_eq!(true.index(), 1);
    /// assert_eq!(7_usize.index(), 7);
    /// ```
    fn index(self) -> usize;

    /// The class with this number, if there is one.
    ///
    /// ```
    /// use mlp::Class;
    ///
    /// assert_eq!(bool::from_index(1), Some(true));
    /// assert_eq!(bool::from_index(2), None);
    /// ```
    #[doc(alias = "inverse_transform")]
    fn from_index(index: usize) -> Option<Self> {
        let class = Self::of_output(index);
        (class.index() == index).then_some(class)
    }
}

impl Class for usize {
    fn of_output(output: usize) -> Self {
        output
    }

    fn index(self) -> usize {
        self
    }
}

impl Class for bool {
    fn of_output(output: usize) -> Self {
        output > 0
    }

    fn index(self) -> usize {
        usize::from(self)
    }
}

/// A target that a loss with targets `L` accepts: an `L`, or a class of `classes` if the loss takes class numbers or,
/// for one `sigmoid` output, 0 or 1.
pub trait AsTarget<L>: Target {
    /// The target of the loss. A row of targets is borrowed, since it may be larger than the stack.
    fn as_target(&self) -> impl Borrow<L>;
}

impl<L: Target + Copy> AsTarget<L> for L {
    #[inline(always)]
    fn as_target(&self) -> impl Borrow<L> {
        self
    }
}

/// Writes a class's name.
///
/// # Errors
/// Those of the formatter.
pub fn show<C: Class>(class: C, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.pad(C::NAMES.get(class.index()).copied().unwrap_or_default())
}

/// The class with this name.
///
/// # Errors
/// [`Error::Class`] with the names there are.
pub fn named<C: Class>(name: &str) -> Result<C> {
    match C::NAMES.iter().position(|known| *known == name) {
        Some(index) => Ok(C::of_output(index)),
        None => Err(Error::Class { expected: C::NAMES.join(", "), found: name.to_owned() }),
    }
}

/// The class with this number.
///
/// # Errors
/// [`Error::Class`] with the numbers there are.
pub fn numbered<C: Class>(number: usize) -> Result<C> {
    if number < C::NAMES.len() {
        return Ok(C::of_output(number));
    }
    let last = C::NAMES.len().saturating_sub(1);
    Err(Error::Class { expected: format!("a number of 0..={last}"), found: number.to_string() })
}

/// The target of output `output` for a class. For two classes on one output, it is the number of the class.
#[must_use]
pub fn value<C: Class>(class: C, output: usize) -> f64 {
    let hit = if C::NAMES.len() == 2 && output == 0 { class.index() == 1 } else { class.index() == output };
    if hit { 1.0 } else { 0.0 }
}

/// A network that predicts classes: its loss is about classes.
///
/// ```
/// use mlp::prelude::*;
///
/// network! { struct Digits; input 64; dense 10 softmax; loss sparse_categorical; }
///
/// let model = Digits::init(1);
/// let class: usize = model.predict_class(&[0.5; 64]);
/// assert!(class < 10);
/// ```
#[doc(alias = "ClassifierMixin")]
pub trait Classifier: Trainable {
    /// The most probable class of a row. If the outputs are not finite, as for a row with NaN, it is the first class,
    /// or `false`; [`try_predict_class`](Self::try_predict_class) returns an error instead.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let [probability] = model.predict(&[0.0, 1.0]);
    /// assert_eq!(model.predict_class(&[0.0, 1.0]), probability > 0.5);
    /// ```
    #[doc(alias("argmax", "predict_classes", "classify", "predict_label"))]
    fn predict_class(&self, x: &Self::Input) -> Self::Class;

    /// The most probable class of a row of numbers from outside, such as a request to a server.
    ///
    /// # Errors
    /// As [`try_predict`](crate::Model::try_predict): another width, and inputs or outputs that are not finite.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// assert_eq!(model.try_predict_class(&[0.0, 1.0])?, model.predict_class(&[0.0, 1.0]));
    /// assert!(model.try_predict_class(&[0.0]).is_err());
    /// assert!(model.try_predict_class(&[0.0, f32::NAN]).is_err());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    fn try_predict_class(&self, x: &[Self::Scalar]) -> Result<Self::Class>;
}

impl<M: Trainable> Classifier for M
where
    M::Loss: Classifies<M::Output>,
{
    fn predict_class(&self, x: &M::Input) -> M::Class {
        M::Class::of_output(look_at_output(self, x, |output| M::LOSS.class(output)).unwrap_or(0))
    }

    fn try_predict_class(&self, x: &[M::Scalar]) -> Result<M::Class> {
        let class = look_at_output(self, checked_input::<M>(x)?, |output| {
            check_finite("outputs", output.as_slice()).map(|()| M::LOSS.class(output))
        });
        class.unwrap_or(Err(Error::Empty)).map(M::Class::of_output)
    }
}

/// A loss whose outputs of type `R` name a class.
#[diagnostic::on_unimplemented(
    message = "outputs of `{R}` with the loss `{Self}` do not name a class",
    note = "`predict_class` and `class_weights` need `sparse_categorical`, `categorical` or `kl_divergence`, or one output with `binary` or `perceptron`"
)]
pub trait Classifies<R: Row>: Loss {
    /// An array with one number per class; `[f64; 2]` for yes and no.
    type PerClass: Into<Vec<f64>>;

    /// The number of an output's class.
    fn class(self, output: &R) -> usize;

    /// The class number of a target; for a distribution, the most probable class.
    fn class_of(self, target: &Self::Target<R>) -> usize;
}

/// One output: yes above 0.5, as for the accuracy.
macro_rules! decides {
    ($($loss:ty),*) => { $(
        impl<T: Float> Classifies<[T; 1]> for $loss {
            type PerClass = [f64; 2];

            fn class(self, output: &[T; 1]) -> usize {
                usize::from(output[0] > T::of(0.5))
            }

            fn class_of(self, target: &[T; 1]) -> usize {
                self.class(target)
            }
        }
    )* };
}

/// Many outputs: the position of the largest.
macro_rules! chooses {
    ($($loss:ty),*) => { $(
        impl<T: Float, const N: usize> Classifies<[T; N]> for $loss {
            type PerClass = [f64; N];

            fn class(self, output: &[T; N]) -> usize {
                largest(output)
            }

            fn class_of(self, target: &Self::Target<[T; N]>) -> usize {
                target.class()
            }
        }
    )* };
}

decides!(loss::binary, loss::perceptron);
chooses!(loss::categorical, loss::kl_divergence, loss::sparse_categorical);

impl<T: Float, L: loss::CrossEntropy, const N: usize> Classifies<[T; N]> for loss::label_smoothing<L> {
    type PerClass = [f64; N];

    fn class(self, output: &[T; N]) -> usize {
        largest(output)
    }

    fn class_of(self, target: &L::Target<[T; N]>) -> usize {
        target.class()
    }
}
