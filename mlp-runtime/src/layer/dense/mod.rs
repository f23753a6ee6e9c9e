//! The fully connected layer, y = f(x·W + b).

mod forward;
mod penalty;

use std::fmt;
use std::hint::black_box;

use bytemuck::Zeroable;

use crate::Float;
use crate::activation::{Activation, Needs};
use crate::check::constants::size;
use crate::kernel::{self, Set};
use crate::layer::{InputDelta, IntoInputDelta};
use crate::optimizer::{Rule, UpdateBy};
use crate::parallel::{self, Job as _};
use crate::tensor::aligned::Fixed;
use crate::tensor::init::{Initializer, Random};
use crate::tensor::rows::{Activated, paired};
use crate::tensor::visit::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};
use forward::{Forward, OneRow};

/// A fully connected layer from `IN` values to `OUT`: its weights, and `BIAS` rows of bias, one or none.
///
/// The activation is part of the description, not of this type: a gradient is a `Dense`, too.
///
/// ```
/// mlp::network! { struct Net; input 3; dense 2 relu; dense 1; loss mse; }
///
/// let net = Net::init(1);
/// let hidden: &mlp::Dense<3, 2> = &net.dense1;
/// assert_eq!((hidden.weight().len(), hidden.bias()), (3, &[0.0, 0.0][..]));
/// ```
///
/// A layer has at least one input and one output. Others do not compile:
///
/// ```compile_fail,E0080
/// use mlp_runtime::{Dense, Tensors};
///
/// let nothing = Dense::<3, 0>::zeros();
/// ```
#[derive(Clone, PartialEq)]
#[doc(alias("Linear", "FullyConnected"))]
pub struct Dense<const IN: usize, const OUT: usize, T: Float = f32, const BIAS: usize = 1> {
    parameters: Fixed<Parameters<IN, OUT, T, BIAS>>,
}

#[derive(Clone, Copy, PartialEq, Zeroable)]
#[repr(C)] // the weights first, at the cache line
struct Parameters<const IN: usize, const OUT: usize, T, const BIAS: usize> {
    /// The row of an input contains its weights for all outputs.
    weight: [[T; OUT]; IN],
    bias: [[T; OUT]; BIAS],
}

impl<const IN: usize, const OUT: usize, T: Float, const BIAS: usize> Dense<IN, OUT, T, BIAS> {
    /// Weights drawn by `initializer`, bias 0.
    ///
    /// ```
    /// use mlp::Dense;
    /// use mlp::init::{Random, he_normal};
    ///
    /// let layer = Dense::<3, 2>::init(he_normal, &mut Random::new(1));
    /// assert_eq!(layer.bias(), [0.0, 0.0]);
    /// ```
    pub fn init(initializer: impl Initializer, random: &mut Random) -> Self {
        let mut layer = Self::zeros();
        for weight in layer.parameters.weight.as_flattened_mut() {
            *weight = initializer.draw(IN, OUT, random);
        }
        layer
    }

    /// The weights, `[IN][OUT]`: `weight()[i][o]` connects input `i` to output `o`.
    ///
    /// ```
    /// # mlp::network! { struct Net; input 3; dense 2 relu; dense 1; loss mse; }
    /// let net = Net::init(1);
    /// let from_input_0_to_neuron_1: f32 = net.dense1.weight()[0][1];
    /// assert_eq!(net.tensor("dense1.weight").unwrap()[[1, 0]], from_input_0_to_neuron_1);
    /// ```
    #[must_use]
    #[doc(alias("kernel", "coefs_"))]
    pub fn weight(&self) -> &[[T; OUT]] {
        &self.parameters.weight
    }

    /// The weights, mutably.
    ///
    /// ```
    /// # mlp::network! { struct Net; input 3; dense 2 relu; dense 1; loss mse; }
    /// let mut net = Net::init(1);
    /// net.dense1.weight_mut()[0] = [0.0, 0.0]; // input 0 has no influence any more
    /// assert_eq!(net.predict(&[1.0, 2.0, 3.0]), net.predict(&[9.0, 2.0, 3.0]));
    /// ```
    pub fn weight_mut(&mut self) -> &mut [[T; OUT]] {
        &mut self.parameters.weight
    }

    /// The bias of each output; empty with `bias=false`.
    ///
    /// ```
    /// # mlp::network! { struct Net; input 3; dense 2 relu bias=false; dense 1; loss mse; }
    /// let net = Net::init(1);
    /// assert_eq!((net.dense1.bias(), net.dense2.bias()), (&[][..], &[0.0][..]));
    /// ```
    #[must_use]
    #[doc(alias = "intercepts_")]
    pub fn bias(&self) -> &[T] {
        self.parameters.bias.as_flattened()
    }

    /// The bias, mutably.
    ///
    /// ```
    /// # mlp::network! { struct Net; input 3; dense 2 relu; dense 1; loss mse; }
    /// let mut net = Net::init(1);
    /// let [before] = net.predict(&[1.0, 2.0, 3.0]);
    /// net.dense2.bias_mut()[0] += 1.0;
    /// assert!((net.predict(&[1.0, 2.0, 3.0])[0] - before - 1.0).abs() < 1e-6);
    /// ```
    pub fn bias_mut(&mut self) -> &mut [T] {
        self.parameters.bias.as_flattened_mut()
    }

    /// y = f(x·W + b) for one row, on the stack.
    #[inline]
    pub fn row<A: Activation>(&self, x: &[T; IN], activation: A) -> [T; OUT] {
        kernel::dispatch(self.one_row(x, activation))
    }

    /// [`row`](Self::row) inside a function compiled for an instruction set: a tiny layer is inlined into it.
    #[doc(hidden)]
    #[inline(always)]
    pub fn row_in<A: Activation>(&self, x: &[T; IN], activation: A, set: impl Set) -> [T; OUT] {
        // Without optimization, inlined code takes stack for each layer. So only tiny layers are inlined, and none in
        // debug builds.
        if const { kernel::is_unrolled(IN, OUT) && !cfg!(debug_assertions) } {
            // If values were read one by one, the compiler would compute them one by one in the previous layer.
            let x = if kernel::reads_registers(IN, OUT) { x } else { black_box(x) };
            set.vectorize(self.one_row(x, activation))
        } else {
            self.row(x, activation)
        }
    }

    #[inline(always)]
    fn one_row<'a, A>(&'a self, x: &'a [T; IN], activation: A) -> OneRow<'a, IN, OUT, T, A> {
        let Parameters { weight, bias } = &*self.parameters;
        OneRow { x, weight, bias: bias.first(), activation }
    }

    /// y = f(x·W + b) for the rows of a batch. Also keeps x·W + b if the derivative of the activation needs it.
    #[inline]
    pub fn forward<A: Activation>(&self, x: &[[T; IN]], activation: A, out: &mut Activated<[T; OUT]>) {
        self.forward_keeping(x, activation, out, A::KEEPS == Needs::Input);
    }

    /// [`forward`](Self::forward) of a network's last layer: always keeps x·W + b, the logits.
    #[inline]
    pub fn forward_last<A: Activation>(&self, x: &[[T; IN]], activation: A, out: &mut Activated<[T; OUT]>) {
        self.forward_keeping(x, activation, out, true);
    }

    fn forward_keeping<A: Activation>(&self, x: &[[T; IN]], activation: A, out: &mut Activated<[T; OUT]>, keep: bool) {
        out.values.resize(x.len());
        out.logits.resize(if keep { x.len() } else { 0 });
        let Activated { logits, values } = out;
        let forward = Forward { layer: self, x, activation, logits, values };
        if kernel::shares_inside::<T>(x.len(), IN, OUT) {
            forward.run(); // its parts are shared
        } else {
            parallel::share(forward);
        }
    }

    /// From `delta`, ∂L/∂(x·W + b): writes the gradients of weights and bias to `gradient`, and ∂L/∂x to `input` if it
    /// is needed. Returns `input`. If one has more rows than the other, the additional rows are ignored.
    #[inline]
    pub fn backward<'d>(
        &self,
        x: &[[T; IN]],
        delta: &[[T; OUT]],
        gradient: &mut Self,
        input: impl IntoInputDelta<'d, [T; IN]>,
    ) -> InputDelta<'d, [T; IN]> {
        let (x, delta) = paired(x, delta);
        kernel::weight_gradient(x, delta, T::zero(), &mut gradient.parameters.weight);
        if let Some(bias) = gradient.parameters.bias.first_mut() {
            kernel::bias_gradient(delta, T::zero(), bias);
        }
        self.input_gradient(delta, input)
    }

    fn input_gradient<'d>(
        &self,
        delta: &[[T; OUT]],
        input: impl IntoInputDelta<'d, [T; IN]>,
    ) -> InputDelta<'d, [T; IN]> {
        let mut input = input.into_input_delta();
        if let Some(input) = &mut input {
            input.resize(delta.len());
            kernel::input_gradient(delta, &self.parameters.weight, input);
        }
        input
    }

    /// [`backward`](Self::backward) that updates weights and bias by `rule` at once, without a gradient. For a
    /// [plain](Rule::plain) rule, `delta` is −rate·∂L/∂(x·W + b). `input` is the derivative at the old weights.
    #[inline]
    pub fn descend<'d, R: Rule<T, K>, const K: usize>(
        &mut self,
        x: &[[T; IN]],
        delta: &[[T; OUT]],
        rule: R,
        moments: [&mut Self; K],
        input: impl IntoInputDelta<'d, [T; IN]>,
    ) -> InputDelta<'d, [T; IN]> {
        let (x, delta) = paired(x, delta);
        let input = self.input_gradient(delta, input);
        let Parameters { weight, bias } = &mut *self.parameters;
        let bias = bias.first_mut();
        if let Some([keep, _]) = rule.plain() {
            let keep = T::of(keep);
            kernel::weight_gradient(x, delta, keep, weight);
            if let Some(bias) = bias {
                kernel::bias_gradient(delta, keep, bias);
            }
            return input;
        }
        let mut moments = moments;
        if let Some(bias) = bias {
            let moments = moments.each_mut().map(|moment| moment.parameters.bias.as_flattened_mut());
            kernel::update_bias(delta, bias, UpdateBy { rule, moments });
        }
        let moments = moments.map(|moment| moment.parameters.weight.as_flattened_mut());
        kernel::update(x, delta, weight, UpdateBy { rule, moments });
        input
    }
}

impl<const IN: usize, const OUT: usize, T: Float, const BIAS: usize> Tensors for Dense<IN, OUT, T, BIAS> {
    type Scalar = T;

    const SPECS: &'static [Spec] = if BIAS > 0 {
        &[Spec::Field("weight", <[[T; OUT]; IN]>::SPECS), Spec::Field("bias", <[T; OUT]>::SPECS)]
    } else {
        &[Spec::Field("weight", <[[T; OUT]; IN]>::SPECS)]
    };

    fn zeros() -> Self {
        const {
            size("IN", IN, 1);
            size("OUT", OUT, 1);
        }
        Self { parameters: Fixed::zeros() }
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        let weight = self.parameters.weight.as_flattened();
        visit(&path.field("weight"), Tensor { shape: Shape::Transposed(OUT, IN), values: weight, trained: true });
        for bias in &self.parameters.bias {
            visit(&path.field("bias"), Tensor { shape: Shape::Vector(OUT), values: bias, trained: true });
        }
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.each_mut().map(|layer| layer.parameters.weight.as_flattened_mut()));
        if BIAS > 0 {
            visit(true, all.map(|layer| layer.parameters.bias.as_flattened_mut()));
        }
    }
}

impl<const IN: usize, const OUT: usize, T: Float, const BIAS: usize> fmt::Debug for Dense<IN, OUT, T, BIAS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dense({IN} → {OUT}")?;
        f.write_str(if BIAS > 0 { ")" } else { ", no bias)" })
    }
}
