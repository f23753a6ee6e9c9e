//! Update i of the n updates of a warm-up, counted from 1, uses i/n of the rate: measured in the weights.

use mlp::prelude::*;

mlp::network! { struct Net; dtype f64; input 1; dense 1 bias=false; loss mse; optimizer sgd lr=0.5; }

/// What each update's rate was: the row has input 0.1 and target 0, so that the gradient is 2·0.01·w.
fn rates(rows: usize, batch: usize, epochs: usize, schedule: Schedule) -> Vec<f64> {
    let mut rates = Vec::new();
    // A training of k batches has all updates but those after the k-th; the rates follow from the weights between.
    let updates = rows.div_ceil(batch);
    let weights = |epochs: usize| {
        let mut model = Net::init(1);
        model.dense1.weight_mut()[0] = [1.0];
        let set = Dataset::new(vec![[0.1]; rows], vec![[0.0]; rows]).unwrap();
        let trainer = Trainer::new(&mut model).schedule(schedule).batch_size(batch).epochs(epochs);
        let mut seen = vec![1.0];
        { trainer }.callback(|_, model: &Net| seen.push(model.dense1.weight()[0][0])).fit(&set).unwrap();
        seen
    };
    let seen = weights(epochs);
    for two in seen.windows(2) {
        // One update an epoch gives its rate; of several the product of (1 − rate·0.02).
        rates.push(if updates == 1 { (1.0 - two[1] / two[0]) / 0.02 } else { two[1] / two[0] });
    }
    rates
}

#[test]
fn one_update_an_epoch() {
    for n in [1, 2, 3, 4, 7] {
        let found = rates(4, 32, 9, Schedule::constant().warmup(n as f64));
        for (i, rate) in found.into_iter().enumerate() {
            let expected = 0.5 * ((i + 1) as f64 / n as f64).min(1.0);
            assert!((rate - expected).abs() < 1e-12, "update {} of {n}: {rate}, not {expected}", i + 1);
        }
    }
}

/// Batches of 4, 4 and 2 rows: each is an update, however many rows it has.
#[test]
fn several_updates_an_epoch() {
    let found = rates(10, 4, 4, Schedule::constant().warmup(2.0));
    for (epoch, product) in found.into_iter().enumerate() {
        let rate = |i: usize| 0.5 * ((epoch * 3 + i) as f64 / 6.0).min(1.0);
        let expected: f64 = (1..=3).map(|i| 1.0 - 0.02 * rate(i)).product();
        assert!((product - expected).abs() < 1e-12, "epoch {}: {product}, not {expected}", epoch + 1);
    }
}

/// The schedule begins after the warm-up, with its whole rate; a warm-up may end within an epoch.
#[test]
fn the_schedule_follows() {
    let found = rates(4, 32, 6, Schedule::step(1.0, 0.1).warmup(2.0));
    for (rate, expected) in found.iter().zip([0.25, 0.5, 0.5, 0.05, 0.005, 0.0005]) {
        assert!((rate - expected).abs() < 1e-12, "{found:?}");
    }
    let found = rates(4, 32, 3, Schedule::constant().warmup(1.5));
    for (rate, expected) in found.iter().zip([0.5 / 1.5, 0.5, 0.5]) {
        assert!((rate - expected).abs() < 1e-12, "{found:?}");
    }
}

/// The network moves in the first epoch, also where it is the only one.
#[test]
fn the_first_epoch_is_not_wasted() {
    let found = rates(4, 32, 1, Schedule::constant().warmup(1.0));
    assert!((found[0] - 0.5).abs() < 1e-12);
    let mut model = Net::init(1);
    let set = Dataset::new(vec![[1.0]; 4], vec![[5.0]; 4]).unwrap();
    let history = Trainer::new(&mut model).schedule(Schedule::constant().warmup(1.0)).epochs(1).fit(&set).unwrap();
    assert_eq!(history.last().unwrap().learning_rate, 0.5);
}
