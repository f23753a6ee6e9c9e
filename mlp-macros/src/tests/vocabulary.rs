//! Each word of the vocabulary stands in the tests that go through all words of its kind, so that none is forgotten.

use std::collections::HashSet;
use std::path::Path;

use crate::words::statements::STATEMENTS;
use crate::words::{ACTIVATIONS, INITS, LOSSES, OPTIMIZERS, SCHEDULES};

/// The words of a file of the workspace.
fn words_of(file: &str) -> HashSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect()
}

/// Looks for all words but the exceptions, which must be words and missing.
fn assert_complete(file: &str, words: &[&str], exceptions: &[&str]) {
    let found = words_of(file);
    for word in words {
        let expected = !exceptions.contains(word);
        assert_eq!(found.contains(*word), expected, "`{word}` in {file}");
    }
    assert!(exceptions.iter().all(|word| words.contains(word)), "{file}: an exception is not a word: {exceptions:?}");
}

const GRADIENTS: &str = "tests/gradients.rs";
const ALLOCATIONS: &str = "tests/allocations.rs";
const BITWISE: &str = "mlp-runtime/src/kernel/tests/bitwise.rs";
/// Values and derivatives with 50 digits.
const REFERENCE: &str = "mlp-runtime/tests/reference.rs";
/// NaN through everything.
const NUMBERS: &str = "tests/numbers.rs";

#[test]
fn every_activation_is_tested() {
    let words: Vec<&str> = ACTIVATIONS.iter().map(|activation| activation.name).collect();
    // A threshold has no derivative.
    assert_complete(GRADIENTS, &words, &["step"]);
    assert_complete(BITWISE, &words, &[]);
    assert_complete(REFERENCE, &words, &[]);
    assert_complete(NUMBERS, &words, &[]);
}

#[test]
fn every_loss_is_tested() {
    let words: Vec<&str> = LOSSES.iter().map(|loss| loss.name).collect();
    // The perceptron's rule is not the derivative of what it counts: tests/perceptron.rs has its steps by hand.
    assert_complete(GRADIENTS, &words, &["perceptron"]);
    assert_complete(BITWISE, &words, &[]);
    assert_complete(ALLOCATIONS, &words, &[]);
    assert_complete(NUMBERS, &words, &[]);
    // rmse is the root of mse's mean: tests/golden.rs.
    assert_complete(REFERENCE, &words, &["perceptron", "rmse"]);
}

#[test]
fn every_initializer_optimizer_schedule_and_layer_is_tested() {
    assert_complete("mlp-runtime/tests/init.rs", INITS, &[]);
    let optimizers: Vec<&str> = OPTIMIZERS.iter().map(|optimizer| optimizer.type_name).collect();
    assert_complete(ALLOCATIONS, &optimizers, &[]);
    assert_complete("tests/golden.rs", &optimizers, &[]);
    let schedules: Vec<&str> = SCHEDULES.iter().map(|schedule| schedule.name).collect();
    assert_complete("tests/schedules.rs", &schedules, &[]);
    let layers: Vec<&str> = STATEMENTS.iter().filter(|layer| layer.is_layer).map(|layer| layer.keyword).collect();
    assert_complete(GRADIENTS, &layers, &[]);
    assert_complete(ALLOCATIONS, &layers, &[]);
}
