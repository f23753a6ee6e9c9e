//! Initializers of weights, named by the words of the language: `dense 128 relu init=he_normal` uses [`he_normal`].

#![allow(non_camel_case_types)] // the words of the language are these items

use rand::{Rng, RngExt, SeedableRng};
use rand_distr::StandardNormal;
use rand_pcg::Pcg64;

use crate::Float;

/// A seeded source of random numbers. The same seed gives the same numbers on every machine.
///
/// ```
/// use mlp::init::Random;
///
/// let mut random = Random::new(42);
/// let drawn = random.uniform(0.1);
/// assert!(drawn.abs() <= 0.1);
/// assert_eq!(Random::new(42).uniform(0.1), drawn);
/// ```
#[derive(Clone, Debug)]
pub struct Random(Pcg64);

impl Random {
    /// The random numbers of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// A uniform random number in −limit..limit.
    ///
    /// ```
    /// let x = mlp::init::Random::new(1).uniform(0.1);
    /// assert!((-0.1..0.1).contains(&x));
    /// ```
    pub fn uniform(&mut self, limit: f64) -> f64 {
        (self.0.random::<f64>() * 2.0 - 1.0) * limit
    }

    /// A normal random number with mean 0 and this standard deviation.
    ///
    /// ```
    /// let mut random = mlp::init::Random::new(1);
    /// let mean = (0..10_000).map(|_| random.normal(2.0)).sum::<f64>() / 1e4;
    /// assert!(mean.abs() < 0.1);
    /// ```
    pub fn normal(&mut self, deviation: f64) -> f64 {
        self.0.sample::<f64, _>(StandardNormal) * deviation
    }

    /// An integer from 0 to below `bound`, which is at least 1.
    ///
    /// ```
    /// let mut random = mlp::init::Random::new(1);
    /// assert!((0..100).all(|_| random.below(6) < 6));
    /// ```
    pub fn below(&mut self, bound: usize) -> usize {
        self.0.random_range(0..bound.max(1))
    }

    /// The generator, for the distributions of `rand`.
    pub fn generator(&mut self) -> &mut impl Rng {
        &mut self.0
    }
}

/// Draws one weight of a layer with `inputs` inputs and `outputs` outputs.
///
/// ```
/// use mlp::init::{Initializer, Random};
/// use mlp::prelude::*;
///
/// network! { struct Net; input 4; dense 8 relu init=he_uniform; dense 1; loss mse; }
///
/// let weight: f32 = mlp::init::he_uniform.draw(4, 8, &mut Random::new(1));
/// assert!(weight.abs() <= (6.0_f32 / 4.0).sqrt());
/// ```
pub trait Initializer: Copy {
    /// One weight.
    fn draw<T: Float>(self, inputs: usize, outputs: usize, random: &mut Random) -> T;
}

/// Declares initializers: their source, and the expression of one weight in `i` inputs, `o` outputs and `random`.
macro_rules! initializers {
    ($($(#[$doc:meta])* $name:ident = |$i:ident, $o:ident, $random:ident| $weight:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name;

        impl Initializer for $name {
            #[allow(clippy::cast_precision_loss)] // widths stay below 2^24
            fn draw<T: Float>(self, inputs: usize, outputs: usize, $random: &mut Random) -> T {
                let ($i, $o) = (inputs as f64, outputs as f64);
                let _ = ($i, $o);
                T::of($weight)
            }
        }
    )* };
}

initializers! {
    /// Normal with deviation √(2 / inputs) (He, 2015).
    he_normal = |i, o, random| random.normal((2.0 / i).sqrt());
    /// Uniform in ±√(6 / inputs) (He, 2015).
    he_uniform = |i, o, random| random.uniform((6.0 / i).sqrt());
    /// Normal with deviation √(2 / (inputs + outputs)) (Glorot, 2010).
    glorot_normal = |i, o, random| random.normal((2.0 / (i + o)).sqrt());
    /// Uniform in ±√(6 / (inputs + outputs)) (Glorot, 2010).
    glorot_uniform = |i, o, random| random.uniform((6.0 / (i + o)).sqrt());
    /// Normal with deviation √(1 / inputs) (LeCun, 1998), for `selu`.
    lecun_normal = |i, o, random| random.normal((1.0 / i).sqrt());
    /// Uniform in ±√(3 / inputs) (LeCun, 1998).
    lecun_uniform = |i, o, random| random.uniform((3.0 / i).sqrt());
}

/// All weights 0. For a single layer only: the units of a hidden layer would remain equal.
///
/// ```
/// use mlp::prelude::*;
///
/// network! { struct Neuron; input 2; dense 1 sigmoid init=zeros; loss binary; }
///
/// assert_eq!(Neuron::init(1).predict(&[3.0, 4.0]), [0.5]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct zeros;

impl Initializer for zeros {
    fn draw<T: Float>(self, _: usize, _: usize, _: &mut Random) -> T {
        T::zero()
    }
}
