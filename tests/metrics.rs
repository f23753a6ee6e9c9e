//! Metrics against scikit-learn's: ties, weights, a class without rows, several outputs.

use std::collections::BTreeSet;
use std::path::Path;

use mlp::metrics::{self, Average};
use safetensors::{Dtype, SafeTensors};

/// The same sums in another order differ by some roundings.
const TOLERANCE: f64 = 1e-12;

/// A file of reference numbers, and which of its figures have been compared.
struct Reference {
    bytes: Vec<u8>,
    compared: BTreeSet<String>,
}

impl Reference {
    fn open(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name);
        Self { bytes: std::fs::read(path).unwrap(), compared: BTreeSet::new() }
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        let file = SafeTensors::deserialize(&self.bytes).unwrap();
        let tensor = file.tensor(name).unwrap();
        let words = tensor.data().as_chunks::<8>().0.iter();
        match tensor.dtype() {
            Dtype::F64 => words.map(|word| f64::from_le_bytes(*word)).collect(),
            Dtype::I64 => words.map(|word| i64::from_le_bytes(*word) as f64).collect(),
            other => panic!("{name} is {other:?}"),
        }
    }

    fn classes(&self, name: &str) -> Vec<usize> {
        self.numbers(name).into_iter().map(|class| class as usize).collect()
    }

    fn rows<const N: usize>(&self, name: &str) -> Vec<[f64; N]> {
        self.numbers(name).as_chunks().0.to_vec()
    }

    /// Compares a figure without and with the weights of the file.
    fn check(&mut self, figure: &str, find: impl Fn(Option<&[f64]>) -> mlp::Result<f64>) {
        let weights = self.numbers("weights");
        self.equal(&format!("metric.{figure}"), find(None).unwrap());
        self.equal(&format!("weighted.{figure}"), find(Some(&weights)).unwrap());
    }

    fn equal(&mut self, name: &str, found: f64) {
        let [expected] = self.numbers(name)[..] else { panic!("{name} is not a single number") };
        let error = (found - expected).abs();
        assert!(error <= TOLERANCE * expected.abs().max(1.0), "{name}: expected {expected}, found {found}");
        self.compared.insert(name.to_owned());
    }

    fn equal_curve(&self, name: &str, found: &[f64]) {
        let expected = self.numbers(name);
        assert_eq!(expected.len(), found.len(), "{name}");
        for (expected, found) in expected.into_iter().zip(found) {
            let found = if found.is_infinite() { 1e300 } else { *found };
            assert!((expected - found).abs() <= TOLERANCE * expected.abs().max(1.0), "{name}: {expected} {found}");
        }
    }

    /// Every figure of the file has been compared, but for those of `Confusion`, which `evaluate` reports.
    fn finish(self, elsewhere: &[&str]) {
        let file = SafeTensors::deserialize(&self.bytes).unwrap();
        for name in file.names() {
            let Some((_, figure)) = name.split_once('.').filter(|(kind, _)| ["metric", "weighted"].contains(kind))
            else {
                continue;
            };
            let known = elsewhere.iter().any(|part| figure.starts_with(part));
            assert!(known || self.compared.contains(name), "{name} was not compared");
        }
    }
}

#[test]
fn two_classes() {
    for name in ["metrics_binary.safetensors", "metrics_binary_extreme.safetensors"] {
        let mut reference = Reference::open(name);
        let (targets, predicted) = (reference.classes("targets"), reference.classes("predicted"));
        let scores = reference.numbers("scores");
        reference.check("roc_auc", |weights| metrics::roc_auc(&targets, &scores, weights));
        reference.check("average_precision", |weights| metrics::average_precision(&targets, &scores, weights));
        reference.check("log_loss", |weights| metrics::log_loss(&targets, &scores, weights));
        reference.check("brier", |weights| metrics::brier_score(&targets, &scores, weights));
        reference.check("balanced_accuracy", |weights| metrics::balanced_accuracy(&targets, &predicted, weights));
        reference.check("matthews", |weights| metrics::matthews_correlation(&targets, &predicted, weights));
        reference.check("cohen_kappa", |weights| metrics::cohen_kappa(&targets, &predicted, weights));

        let weights = reference.numbers("weights");
        let roc = metrics::roc_curve(&targets, &scores, Some(&weights)).unwrap();
        reference.equal_curve("roc.false_positive_rate", &roc.false_positive_rate);
        reference.equal_curve("roc.true_positive_rate", &roc.true_positive_rate);
        reference.equal_curve("roc.thresholds", &roc.thresholds);
        let curve = metrics::precision_recall_curve(&targets, &scores, Some(&weights)).unwrap();
        reference.equal_curve("precision_recall.precision", &curve.precision);
        reference.equal_curve("precision_recall.recall", &curve.recall);
        reference.equal_curve("precision_recall.thresholds", &curve.thresholds);
        reference.finish(&["accuracy", "precision", "recall", "f1"]);
    }
}

/// Two columns of probabilities say the same as one.
#[test]
fn two_classes_as_two_outputs() {
    let mut reference = Reference::open("metrics_binary.safetensors");
    let targets = reference.classes("targets");
    let scores: Vec<[f64; 2]> = reference.numbers("scores").into_iter().map(|yes| [1.0 - yes, yes]).collect();
    reference.check("log_loss", |weights| metrics::log_loss_of_classes(&targets, &scores, weights));
    reference.check("brier", |weights| metrics::brier_score_of_classes(&targets, &scores, weights));
    for average in [Average::Macro, Average::Weighted] {
        reference.check("roc_auc", |weights| metrics::roc_auc_one_vs_rest(&targets, &scores, average, weights));
    }
}

#[test]
fn several_classes() {
    let reference = check_classes::<5>("metrics_classes.safetensors");
    reference.finish(&["accuracy", "precision", "recall", "f1"]);
}

#[test]
fn a_class_without_rows() {
    let reference = check_classes::<4>("metrics_absent_class.safetensors");
    let (targets, scores) = (reference.classes("targets"), reference.rows::<4>("scores"));
    assert!(metrics::roc_auc_one_vs_rest(&targets, &scores, Average::Macro, None).unwrap().is_nan());
    reference.finish(&["accuracy", "precision", "recall", "f1", "average_precision_macro"]);
}

fn check_classes<const N: usize>(name: &str) -> Reference {
    let mut reference = Reference::open(name);
    let (targets, predicted) = (reference.classes("targets"), reference.classes("predicted"));
    let scores = reference.rows::<N>("scores");
    let whole = (0..N).all(|class| targets.contains(&class));
    let of_scores = |average| {
        let (targets, scores) = (&targets, &scores);
        move |weights: Option<&[f64]>| metrics::roc_auc_one_vs_rest(targets, scores, average, weights)
    };
    let precision = |average| {
        let (targets, scores) = (&targets, &scores);
        move |weights: Option<&[f64]>| metrics::average_precision_one_vs_rest(targets, scores, average, weights)
    };
    if whole {
        reference.check("roc_auc_ovr_macro", of_scores(Average::Macro));
        reference.check("average_precision_macro_present", precision(Average::Macro));
    }
    reference.check("roc_auc_ovr_weighted", of_scores(Average::Weighted));
    reference.check("average_precision_weighted_present", precision(Average::Weighted));
    for (figure, average) in [("roc_auc_ovo_macro", Average::Macro), ("roc_auc_ovo_weighted", Average::Weighted)] {
        let found = metrics::roc_auc_one_vs_one(&targets, &scores, average).unwrap();
        reference.equal(&format!("metric.{figure}"), found);
    }
    reference.check("log_loss", |weights| metrics::log_loss_of_classes(&targets, &scores, weights));
    reference.check("brier", |weights| metrics::brier_score_of_classes(&targets, &scores, weights));
    reference.check("top_2", |weights| metrics::top_k_accuracy(&targets, &scores, 2, weights));
    reference.check("top_3", |weights| metrics::top_k_accuracy(&targets, &scores, 3, weights));
    reference.check("balanced_accuracy", |weights| metrics::balanced_accuracy(&targets, &predicted, weights));
    reference.check("matthews", |weights| metrics::matthews_correlation(&targets, &predicted, weights));
    reference.check("cohen_kappa", |weights| metrics::cohen_kappa(&targets, &predicted, weights));
    reference
}

#[test]
fn numbers() {
    check_numbers::<1>("metrics_regression.safetensors");
    check_numbers::<2>("metrics_regression_outputs.safetensors");
}

fn check_numbers<const N: usize>(name: &str) {
    let mut reference = Reference::open(name);
    let (targets, values) = (reference.rows::<N>("targets"), reference.rows::<N>("predictions"));
    reference.check("mape", |weights| metrics::mean_absolute_percentage_error(&targets, &values, weights));
    reference.check("median_ae", |weights| metrics::median_absolute_error(&targets, &values, weights));
    reference.check("explained_variance", |weights| metrics::explained_variance(&targets, &values, weights));
    for level in [0.1, 0.5, 0.9] {
        let pinball = |weights: Option<&[f64]>| metrics::pinball_loss(&targets, &values, level, weights);
        reference.check(&format!("pinball_{level}"), pinball);
    }
    if N == 1 {
        reference.equal("metric.max_error", metrics::max_error(&targets, &values).unwrap());
    }
    reference.finish(&["mse", "rmse", "mae", "r2"]);
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let message = |result: mlp::Result<f64>| result.unwrap_err().to_string();
    let (targets, scores) = ([0_usize, 1, 1], [0.1, 0.8, 0.4]);
    assert!(message(metrics::roc_auc(&targets, &scores[..2], None)).contains("expected 3, found 2"));
    assert!(message(metrics::roc_auc(&targets[..0], &scores[..0], None)).contains("at least one row"));
    assert!(message(metrics::roc_auc(&[0_usize, 1, 2], &scores, None)).contains("row 2: expected a class below 2"));
    assert!(message(metrics::roc_auc(&targets, &[0.1, f64::NAN, 0.4], None)).contains("row 1"));
    assert!(message(metrics::roc_auc(&targets, &scores, Some(&[1.0, -1.0, 1.0]))).contains("found -1"));
    assert!(message(metrics::roc_auc(&targets, &scores, Some(&[0.0; 3]))).contains("a finite sum above 0"));
    assert!(message(metrics::roc_auc(&targets, &scores, Some(&[1.0; 2]))).contains("weights"));
    assert!(message(metrics::pinball_loss(&[[1.0]], &[[1.0]], 1.5, None)).contains("level"));
    assert!(message(metrics::log_loss_of_classes(&[3_usize], &[[0.5, 0.5]], None)).contains("found 3"));
    assert!(metrics::roc_auc(&[true, true], &[0.1, 0.2], None).unwrap().is_nan());
    assert!(metrics::cohen_kappa(&[1_usize, 1], &[1, 1], None).unwrap().is_nan());
    assert_eq!(metrics::balanced_accuracy(&[usize::MAX, 0], &[usize::MAX, 1], None).unwrap(), 0.5);
}
