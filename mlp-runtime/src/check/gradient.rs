//! Gradients against finite differences: for your own activations, losses, and layers.

use std::fmt;

use crate::layer::dropout::Draw;
use crate::loss::Loss;
use crate::tensor::init::Random;
use crate::tensor::rows::Row;
use crate::tensor::visit::Path;
use crate::train::pass::Pass;
use crate::{Error, Float, Result, Trainable};

/// The number of rows in the batch.
const ROWS: usize = 5;

/// The result of [`gradient`].
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; dtype f64; }
/// let check = mlp::check::gradient::<Xor>()?;
/// assert_eq!(check.probes, Xor::PARAMETERS);
/// assert!(check.largest < 1e-6);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GradientCheck {
    /// The number of derivatives that were compared.
    pub probes: usize,
    /// How many of them were skipped because there is a kink between the two points of a difference.
    pub kinks: usize,
    /// The largest deviation, relative to the largest entry of its tensor.
    pub largest: f64,
}

impl fmt::Display for GradientCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { probes, kinks, largest } = self;
        write!(f, "{probes} probes, {kinks} across a kink, largest deviation {largest:.1e}")
    }
}

/// Compares the gradient of every trained number of a fresh network with central differences of its loss,
/// (L(w + h) − L(w − h)) / 2h, on random rows and targets, without dropout.
///
/// In f64, h is 1e-5 and a deviation may be 1e-6 of the tensor's largest entry. In f32, where losses have a rounding
/// error of 6e-8, h is 1e-2 and the bound 2e-2. If the differences over ±h and ±h/4 disagree by more than half the
/// bound, there is a kink between the points.
///
/// # Errors
/// [`Error::Gradient`] for the first number that deviates.
///
/// ```
/// use mlp::prelude::*;
///
/// network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; dtype f64; }
///
/// println!("{}", mlp::check::gradient::<Xor>()?);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn gradient<M: Trainable>() -> Result<GradientCheck> {
    let (h, bound) = if size_of::<M::Scalar>() == 8 { (1e-5, 1e-6) } else { (1e-2, 2e-2) };
    let mut probe = Probe::<M>::new();
    let names = probe.model.tensor_names();
    let gradient = probe.numbers_of_gradient();
    let mut check = GradientCheck { probes: 0, kinks: 0, largest: 0.0 };
    for (tensor, (name, (trained, values))) in names.into_iter().zip(gradient).enumerate() {
        let scale = values.iter().fold(1e-3_f64, |scale, g| scale.max(g.abs()));
        for (index, analytic) in values.into_iter().enumerate().filter(|_| trained) {
            let (wide, close) = (probe.difference(tensor, index, h), probe.difference(tensor, index, h / 4.0));
            check.probes += 1;
            if (wide - close).abs() > 0.5 * bound * scale {
                check.kinks += 1;
                continue;
            }
            let deviation = (wide - analytic).abs() / scale;
            check.largest = check.largest.max(deviation);
            if deviation.is_nan() || deviation > bound {
                return Err(Error::Gradient { tensor: name, index, analytic, difference: wide });
            }
        }
    }
    Ok(check)
}

/// A network, a batch, and their loss.
struct Probe<M: Trainable> {
    model: M,
    rows: Vec<M::Input>,
    targets: Vec<<M::Loss as Loss>::Target<M::Output>>,
    pass: Pass<M>,
}

impl<M: Trainable> Probe<M> {
    fn new() -> Self {
        let mut random = Random::new(1);
        let mut model = M::initialize(&mut random);
        // Biases of 0 would put dead units exactly on their kink, where no difference helps.
        M::side_by_side([&mut model], &mut |trained, [values]| {
            if trained {
                values.iter_mut().for_each(|w| *w += M::Scalar::of(random.uniform(0.1)));
            }
        });
        let mut row = || {
            let mut row = M::Input::ZERO;
            row.as_mut_slice().iter_mut().for_each(|x| *x = M::Scalar::of(random.uniform(1.5)));
            row
        };
        let rows = (0..ROWS).map(|_| row()).collect();
        let targets = (0..ROWS).map(|_| M::LOSS.sample::<M::Output>(&mut random)).collect();
        Self { model, rows, targets, pass: Pass::new() }
    }

    /// The numbers of the gradient, tensor by tensor, and whether each tensor is trained.
    fn numbers_of_gradient(&mut self) -> Vec<(bool, Vec<f64>)> {
        let (mut gradient, mut tensors) = (M::zeros(), Vec::new());
        self.pass.run(&self.model, &self.rows, &self.targets, Draw::Nothing, &mut gradient);
        gradient.tensors(&Path::ROOT, &mut |_, tensor| {
            tensors.push((tensor.trained, tensor.values.iter().map(|g| g.widen()).collect()));
        });
        tensors
    }

    fn loss(&mut self) -> f64 {
        self.pass.forward(&self.model, &self.rows, &self.targets, Draw::Nothing, 1.0).total()
    }

    /// (L(w + h) − L(w − h)) / 2h for one number.
    fn difference(&mut self, tensor: usize, index: usize, h: f64) -> f64 {
        let before = self.replace(tensor, index, |w| w);
        let mut at = |offset: f64| {
            self.replace(tensor, index, |_| before + M::Scalar::of(offset));
            self.loss()
        };
        let difference = at(h) - at(-h);
        self.replace(tensor, index, |_| before);
        difference / (2.0 * h)
    }

    /// Changes one number; returns its previous value.
    fn replace(&mut self, tensor: usize, index: usize, change: impl Fn(M::Scalar) -> M::Scalar) -> M::Scalar {
        let (mut at, mut before) = (0, M::Scalar::of(0.0));
        M::side_by_side([&mut self.model], &mut |_, [values]| {
            if let (true, Some(w)) = (at == tensor, values.get_mut(index)) {
                before = std::mem::replace(w, change(*w));
            }
            at += 1;
        });
        before
    }
}
