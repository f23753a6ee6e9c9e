//! Learning rates against PyTorch's schedulers, update by update, as a training reports them.

use std::path::Path;

use mlp::prelude::*;
use safetensors::SafeTensors;

mlp::network! { struct Line; dtype f64; input 1; dense 1; loss mse; optimizer sgd lr=0.1; }

/// Updates of the reference runs.
const UPDATES: usize = 40;

/// The same operations in another order.
const TOLERANCE: f64 = 1e-13;

fn reference(name: &str) -> Vec<f64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/schedules.safetensors");
    let bytes = std::fs::read(path).unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let rates = file.tensor(name).unwrap().data().as_chunks::<8>().0.iter().map(|word| f64::from_le_bytes(*word));
    rates.collect()
}

/// The rates of the last update of each epoch.
fn found(schedule: Schedule, epochs: usize) -> Vec<f64> {
    let rows = UPDATES / epochs;
    let set = Dataset::new(vec![[0.5]; rows], vec![[1.0]; rows]).unwrap();
    let mut model = Line::init(1);
    let history = Trainer::new(&mut model).schedule(schedule).batch_size(1).epochs(epochs).fit(&set).unwrap();
    history.epochs().iter().map(|epoch| epoch.learning_rate).collect()
}

/// `schedule` with this number of updates per epoch has the rates of the reference run.
fn check(name: &str, schedule: impl Fn(f64) -> Schedule) {
    let expected = reference(name);
    assert_eq!(expected.len(), UPDATES);
    for updates in [1, 2, 4, 10] {
        let found = found(schedule(updates as f64), UPDATES / updates);
        for (epoch, found) in found.into_iter().enumerate() {
            let update = (epoch + 1) * updates - 1;
            let expected = expected[update];
            assert!(
                (found - expected).abs() <= TOLERANCE,
                "{name}, update {update}: expected {expected}, found {found}"
            );
        }
    }
}

#[test]
fn curves() {
    check("warmup_cosine", |n| Schedule::cosine().minimum(0.01).warmup(8.0 / n).warmup_start(0.1));
    check("polynomial", |_| Schedule::polynomial(2.0));
    check("exponential", |n| Schedule::exponential(0.93_f64.powf(n)));
    check("step", |n| Schedule::step(12.0 / n, 0.5));
    check("inverse_sqrt", |n| Schedule::inverse_sqrt(8.0 / n));
    check("coslog4", |_| Schedule::coslog(4.0));
}

#[test]
fn restarts() {
    check("restarts_1", |n| Schedule::cosine_restarts(10.0 / n).minimum(0.01));
    check("restarts_2", |n| Schedule::cosine_restarts(5.0 / n).multiplier(2.0).minimum(0.01));
}

#[test]
fn one_cycle() {
    check("one_cycle_cos", |_| Schedule::one_cycle());
    check("one_cycle_linear", |_| Schedule::one_cycle().linear_phases(true));
    check("one_cycle_three_phase", |_| Schedule::one_cycle().three_phase(true));
}

/// A line is a polynomial of power 1, and the description says the same as the methods.
#[test]
fn words() {
    use mlp::Trainable as _;

    mlp::network! { struct Straight; input 1; dense 1; loss mse; schedule linear minimum=0.1 warmup=2; }
    assert_eq!(Straight::HYPERPARAMETERS.schedule, Schedule::polynomial(1.0).minimum(0.1).warmup(2.0));
    mlp::network! { struct Once; input 1; dense 1; loss mse; schedule one_cycle pct_start=0.2 three_phase=true; }
    assert_eq!(Once::HYPERPARAMETERS.schedule, Schedule::one_cycle().pct_start(0.2).three_phase(true));
    mlp::network! { struct Again; input 1; dense 1; loss mse; schedule cosine_restarts every=3 multiplier=2; }
    assert_eq!(Again::HYPERPARAMETERS.schedule, Schedule::cosine_restarts(3.0).multiplier(2.0));
    mlp::network! { struct Root; input 1; dense 1; loss mse; schedule inverse_sqrt warmup=2; }
    assert_eq!(Root::HYPERPARAMETERS.schedule, Schedule::inverse_sqrt(2.0));
}

#[test]
fn values_out_of_range_are_refused() {
    let set = Dataset::new(vec![[0.5]], vec![[1.0]]).unwrap();
    for (schedule, name) in [
        (Schedule::polynomial(0.0), "power"),
        (Schedule::linear().minimum(1.0), "minimum"),
        (Schedule::one_cycle().pct_start(0.0), "pct_start"),
        (Schedule::one_cycle().pct_start(0.6).three_phase(true), "pct_start"),
        (Schedule::one_cycle().div_factor(0.5), "div_factor"),
        (Schedule::one_cycle().final_div_factor(f64::NAN), "final_div_factor"),
        (Schedule::cosine_restarts(0.0), "every"),
        (Schedule::cosine_restarts(1.0).multiplier(0.5), "multiplier"),
        (Schedule::inverse_sqrt(0.0), "warmup"),
        (Schedule::coslog(0.0), "cycles"),
        (Schedule::constant().warmup(1.0).warmup_start(1.5), "warmup_start"),
    ] {
        let mut model = Line::init(1);
        let error = Trainer::new(&mut model).schedule(schedule).fit(&set).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
}
