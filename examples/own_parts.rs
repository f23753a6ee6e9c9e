//! Parts of your own: an activation, a loss, and a layer written by hand, each checked against central differences. The
//! network predicts the power that a plant stays below in nine hours out of ten.
//!
//! `cargo run --release --example own_parts`

use mlp::init::Random;
use mlp::prelude::*;
use mlp::{CustomLayer, Float, activation};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/ccpp.csv.gz");

/// y = z·σ(β·z), which is silu for β = 1.
#[derive(Clone, Copy)]
struct Swish(f64);

impl activation::Elementwise for Swish {
    const NEEDS: activation::Needs = activation::Needs::Input;
    fn value<T: Float>(self, z: T) -> T {
        z / (T::one() + (-T::of(self.0) * z).exp())
    }
    fn derivative<T: Float>(self, z: T) -> T {
        let s = T::one() / (T::one() + (-T::of(self.0) * z).exp());
        s + T::of(self.0) * z * s * (T::one() - s)
    }
}

/// The pinball loss: too low costs q, too high 1 − q for each unit, which is least at the q-quantile.
#[derive(Clone, Copy)]
struct Quantile(f64);

impl mlp::loss::Elementwise for Quantile {
    fn value<T: Float>(self, y: T, t: T) -> T {
        if t > y { T::of(self.0) * (t - y) } else { T::of(1.0 - self.0) * (y - t) }
    }
    fn derivative<T: Float>(self, y: T, t: T) -> T {
        if t > y { T::of(-self.0) } else { T::of(1.0 - self.0) }
    }
}

/// A gain for each of four values, learned: y = gain · x.
#[derive(Clone, Debug, PartialEq, mlp::Tensors)]
struct Scale {
    gain: [f32; 4],
}

impl CustomLayer for Scale {
    type Input = [f32; 4];
    type Output = [f32; 4];
    fn init(_: &mut Random) -> Self {
        Self { gain: [1.0; 4] }
    }
    fn forward(&self, x: &[f32; 4]) -> [f32; 4] {
        std::array::from_fn(|i| self.gain[i] * x[i])
    }
    /// ∂L/∂gain = Σ ∂L/∂y·x over the rows, ∂L/∂x = ∂L/∂y·gain.
    fn backward(&self, x: &[f32; 4], _: &[f32; 4], dy: &[f32; 4], gradient: &mut Self) -> [f32; 4] {
        gradient.gain.iter_mut().zip(x).zip(dy).for_each(|((gain, x), dy)| *gain += dy * x);
        self.forward(dy)
    }
}

network! {
    struct Plant;
    input 4;
    standardize;
    layer Scale;
    dense 32 crate::Swish(1.5);
    dense 1;
    loss crate::Quantile(0.9);
    optimizer adam lr=3e-3;
    schedule cosine;
    batch 64;
    epochs 60;
}

fn main() -> mlp::Result<()> {
    println!("the gradient against central differences: {}", mlp::check::gradient::<Plant>()?);

    let set: Dataset<[f32; 4], [f32; 1]> = Dataset::from_csv(DATA, &["PE"])?;
    // Megawatts about 454, with a deviation of 17.
    let (train, test) = set.map_targets(|[mw]| [(mw - 454.0) / 17.0])?.split(0.8, 1)?;
    let mut model = Plant::init(1);
    println!("{}\n", model.summary());
    Trainer::new(&mut model).progress(true).fit(&train)?;

    let below = test.inputs().iter().zip(test.targets()).filter(|(x, t)| t[0] < model.predict(x)[0]).count();
    let share = 100.0 * below as f64 / test.len() as f64;
    println!("\nhours with less power than the network's 0.9-quantile: {share:.1} %");
    println!("the gains of temperature, vacuum, pressure and humidity: {:.2?}", model.scale.gain);
    Ok(())
}
