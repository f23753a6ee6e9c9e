//! Regression: the output of a power plant in MW from the weather, by a network and by least squares on the same rows.
//!
//! `cargo run --release --example power_plant`

use mlp::prelude::*;

/// Temperature, exhaust vacuum, pressure, humidity, and the power `PE` in MW: 9,568 hours of a plant in Turkey.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/ccpp.csv.gz");
const SEED: u64 = 42;

network! {
    struct PowerPlant;

    input 4;
    dense 64 relu;
    dense 64 relu;
    dense 1;
    loss mse;

    optimizer adam lr=3e-3;
    batch 64;
    epochs 100;
}

type Hours = Dataset<[f32; 4], [f32; 1]>;

fn main() -> mlp::Result<()> {
    // Settings are chosen on the validation part; the test part is looked at once, at the end.
    let plant: Hours = Dataset::from_csv(DATA, &["PE"])?;
    let (train, rest) = plant.split(0.6, SEED)?;
    let (validation, test) = rest.split(0.5, SEED)?;
    println!("{} hours to train on, {} for validation, {} for the test", train.len(), validation.len(), test.len());

    // Networks learn best from numbers about 1: mean 0 and deviation 1, as the training part has them.
    let (weather, power) = (Scaler::fit(train.inputs())?, Scaler::fit(train.targets())?);
    let standardise =
        |hours: &Hours| hours.clone().map_inputs(|x| weather.transform(x))?.map_targets(|y| power.transform(y));
    let (scaled, scaled_validation) = (standardise(&train)?, standardise(&validation)?);

    let mut model = PowerPlant::init(SEED);
    println!("\n{}\n", model.summary());
    Trainer::new(&mut model).seed(SEED).validation(&scaled_validation).progress(true).fit(&scaled)?;

    let evaluation = model.evaluate(&standardise(&test)?)?;
    let network = evaluation.rmse().unwrap_or_default() * power.std()[0];
    let plane = LeastSquares::fit(&train);
    let line = plane.rmse(&test);
    println!("\nOn the test part:");
    println!("least squares  {line:.3} MW off (root of the mean square)");
    println!(
        "the network    {network:.3} MW off, {:.3} of that; R² is {:.4}\n",
        network / line,
        evaluation.r2().unwrap_or_default()
    );

    println!("   °C   cm Hg     mbar      %   truth  network  least squares");
    for (x, [truth]) in test.inputs().iter().zip(test.targets()).take(8) {
        let [network] = power.inverse(&model.predict(&weather.transform(x)));
        let [celsius, vacuum, pressure, humidity] = x;
        print!("{celsius:>5.1}  {vacuum:>6.2}  {pressure:>7.1}  {humidity:>5.1}");
        println!("  {truth:>6.1}  {network:>7.1}  {:>13.1}", plane.predict(x));
    }
    Ok(())
}

/// The plane closest to the rows: y = c₀ + c₁·x₁ + … + c₄·x₄.
struct LeastSquares([f64; 5]);

impl LeastSquares {
    /// Solves the normal equations (XᵀX)·c = Xᵀy by Gaussian elimination; XᵀX is positive definite: no pivoting needed.
    fn fit(hours: &Hours) -> Self {
        let mut rows = [[0.0; 6]; 5]; // XᵀX, and Xᵀy in the last column
        for (x, [y]) in hours.inputs().iter().zip(hours.targets()) {
            let x = Self::with_one(x);
            for (row, xi) in rows.iter_mut().zip(x) {
                for (sum, value) in row.iter_mut().zip(x.into_iter().chain([f64::from(*y)])) {
                    *sum += xi * value;
                }
            }
        }
        for pivot in 0..5 {
            let solved = rows[pivot].map(|value| value / rows[pivot][pivot]);
            for row in &mut rows {
                let factor = row[pivot];
                row.iter_mut().zip(solved).for_each(|(value, solved)| *value -= factor * solved);
            }
            rows[pivot] = solved;
        }
        Self(rows.map(|row| row[5]))
    }

    fn with_one([a, b, c, d]: &[f32; 4]) -> [f64; 5] {
        [1.0, f64::from(*a), f64::from(*b), f64::from(*c), f64::from(*d)]
    }

    fn predict(&self, x: &[f32; 4]) -> f64 {
        self.0.iter().zip(Self::with_one(x)).map(|(c, x)| c * x).sum()
    }

    fn rmse(&self, hours: &Hours) -> f64 {
        let errors = hours.inputs().iter().zip(hours.targets()).map(|(x, [y])| self.predict(x) - f64::from(*y));
        (errors.map(|error| error * error).sum::<f64>() / hours.len() as f64).sqrt()
    }
}
