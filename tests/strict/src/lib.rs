//! Networks in a crate that denies every warning, with a renamed dependency, in every place where an item is allowed.

use neural::prelude::*;

/// Pixels along a side.
pub const SIDE: usize = 8;

const HIDDEN: usize = SIDE * 4;
const SHARE: f64 = 0.25;

network! {
    /// Digits, 8×8 gray pixels each.
    #[must_use]
    #[cfg(not(doctest))]
    pub struct Digits;

    dtype f64;
    input SIDE * SIDE;
    dropout 0.1;
    features: dense HIDDEN Sine init=glorot_normal l1=1e-6;
    dropout SHARE;
    dense { SIDE + 2 } softmax bias=false l2=1e-4;
    loss sparse_categorical label_smoothing=0.1;
    optimizer sgd lr=0.1 momentum=0.9 nesterov=true;
    batch 16;
    epochs 3;
}

// Several in one module, private, without a loss; unused but for their names.
network! {
    struct Encoder;
    input 4;
    dense 2 gelu;
}

network! {
    pub(crate) struct Decoder;
    input 2;
    dense 4 leaky_relu;
    loss huber;
}

/// A user's own activation.
#[derive(Clone, Copy, Debug)]
pub struct Sine;

impl neural::activation::Elementwise for Sine {
    const NEEDS: neural::activation::Needs = neural::activation::Needs::Input;

    fn value<T: neural::Float>(self, z: T) -> T {
        z.sin()
    }

    fn derivative<T: neural::Float>(self, z: T) -> T {
        z.cos()
    }
}

/// A user's own layer: y = gain · x + offset, and how often that was asked for.
#[derive(Clone, Debug, PartialEq, neural::Tensors)]
#[tensors(crate = neural)]
pub struct Affine<T: neural::Float, const N: usize> {
    gain: [T; N],
    #[tensor(untrained)]
    r#final: Offset<T, N>,
    #[tensor(skip)]
    calls: u32,
}

#[derive(Clone, Debug, PartialEq, neural::Tensors)]
#[tensors(crate = neural)]
struct Offset<T: neural::Float, const N: usize>([T; N]);

impl<T: neural::Float, const N: usize> neural::CustomLayer for Affine<T, N> {
    type Input = [T; N];
    type Output = [T; N];

    fn init(_: &mut neural::init::Random) -> Self {
        Self { gain: [T::of(1.0); N], r#final: Offset([T::of(0.5); N]), calls: 0 }
    }

    fn forward(&self, x: &[T; N]) -> [T; N] {
        std::array::from_fn(|i| self.gain[i] * x[i] + self.r#final.0[i])
    }

    fn backward(&self, x: &[T; N], _: &[T; N], dy: &[T; N], gradient: &mut Self) -> [T; N] {
        gradient.calls += 1;
        for ((gain, x), dy) in gradient.gain.iter_mut().zip(x).zip(dy) {
            *gain += *dy * *x;
        }
        std::array::from_fn(|i| self.gain[i] * dy[i])
    }
}

network! {
    struct Calibrated;
    input 3;
    layer Affine<f64, 3>;
    dense 1;
    loss mse;
    dtype f64;
}

/// A network inside a function, with parentheses and without a header.
#[must_use]
pub fn inside(x: &[f32; 2]) -> [f32; 1] {
    network!(input 2; dense 3 tanh; dense 1 sigmoid; loss binary;);
    Network::init(1).predict(x)
}

/// A module where nothing is in scope but what it names itself.
pub mod bare {
    #![no_implicit_prelude]

    ::neural::network! {
        /// Two numbers in, one out.
        pub struct Xor;

        input 2;
        dense 8 elu l1=1e-4;
        dropout 0.1;
        dense 1 sigmoid;
        loss binary;
        optimizer rmsprop lr=1e-2;
    }
}

/// Names like those of the expansion, and of what it calls.
pub mod shadowing {
    /// A user's own layer, in name only.
    #[derive(Debug)]
    pub struct Dense;

    /// A user's own module, named as one of the runtime's.
    pub mod activation {}

    /// A user's own `Option`.
    #[derive(Debug)]
    pub enum Option {}

    neural::network! {
        /// Still our layers.
        pub struct Shadowed;

        input 3;
        x: dense 4 relu;
        a: dense 4 relu;
        gradient: dense 4 relu;
        d: dense 1;
        loss mse;
    }
}

/// Networks that nothing outside sees, with no trait in scope. Most of their methods are never called.
pub mod private {
    ::neural::network! {
        struct Hidden;
        input 2;
        dense 3 relu;
        dense 2 softmax;
        loss sparse_categorical;
    }

    ::neural::network! {
        struct NoLoss;
        input 2;
        dense 1;
    }

    /// Everything a caller needs are methods of the struct.
    #[must_use]
    pub fn class_and_value(x: &[f32; 2]) -> (usize, f32) {
        let model = Hidden::init(1);
        (model.predict_class(x), NoLoss::init(1).predict(x)[0] + model.predict_batch(&[*x])[0][0])
    }
}

/// Every statement, as strict as the rest.
pub mod whole {
    ::neural::network! {
        /// A part.
        pub struct Encoder;
        input 8;
        standardize;
        dense 6;
        batch_norm relu;
        dense 4;
    }

    ::neural::network! {
        /// With all that there is.
        pub struct Whole;
        input 8;
        layer Encoder;
        residual relu {
            dense 8 gelu;
            layer_norm;
            dropout 0.1;
            dense 4;
        }
        dense 3 softmax;
        loss sparse_categorical;
        classes Shirt, TShirt = "T-shirt/top", Bag;
        optimizer rmsprop momentum=0.9;
        schedule step every=10 factor=0.5 warmup=1;
        batch 8;
    }

    ::neural::network! {
        /// Rosenblatt's.
        pub struct Perceptron;
        input 2;
        dense 1 step;
        loss perceptron;
        classes No, Yes;
    }
}

#[cfg(test)]
mod tests {
    use super::{Calibrated, Decoder, Digits, Encoder, SIDE, bare, inside, shadowing};
    use neural::prelude::*;

    #[test]
    fn all_of_them_work() {
        let rows: Vec<[f64; SIDE * SIDE]> = (0..20_u8).map(|row| [f64::from(row) / 20.0; SIDE * SIDE]).collect();
        let classes = (0..20).map(|row| row / 2).collect();
        let set = Dataset::new(rows, classes).unwrap();
        let mut digits = Digits::init(1);
        let history = Trainer::new(&mut digits).fit(&set).unwrap();
        assert_eq!(history.epochs().len(), 3);
        assert_eq!(Digits::PARAMETERS, 64 * 32 + 32 + 32 * 10);
        assert_eq!(digits.features.weight().len(), 64);
        assert_eq!(digits.tensor_names(), ["features.weight", "features.bias", "dense2.weight"]);

        assert!(Encoder::init(1).predict(&[0.0; 4]).iter().all(|y| y.abs() < 1e-9));
        let (loss, gradient) = Decoder::init(1).gradient(&[[0.5, 0.5]], &[[0.0; 4]]).unwrap();
        assert!(loss > 0.0 && gradient != Decoder::init(1));
        assert!((0.0..=1.0).contains(&inside(&[0.0, 1.0])[0]));
        assert_eq!(Calibrated::init(1).tensor_names()[..2], ["affine.gain", "affine.final.0"]);
        assert!(neural::check::gradient::<Calibrated>().unwrap().probes == 3 + 3 + 1);
        let xor: [([f32; 2], [f32; 1]); 4] =
            [([0.0, 0.0], [0.0]), ([0.0, 1.0], [1.0]), ([1.0, 0.0], [1.0]), ([1.0, 1.0], [0.0])];
        let (inputs, targets): (Vec<_>, Vec<_>) = xor.iter().copied().unzip();
        let mut model = bare::Xor::init(1);
        assert_eq!(bare::Xor::PARAMETERS, (2 + 1) * 8 + 8 + 1);
        Trainer::new(&mut model).epochs(500).fit(&Dataset::new(inputs, targets).unwrap()).unwrap();
        for (x, [wanted]) in xor {
            assert_eq!(model.predict_class(&x), wanted > 0.5, "{x:?}");
        }
        assert_eq!(shadowing::Shadowed::init(1).tensor_names()[6..], ["d.weight", "d.bias"]);
    }
}
