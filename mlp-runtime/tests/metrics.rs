//! Metrics against published figures, or figures that are easily computed by hand.

use mlp_runtime::metrics::{Evaluation, Meter, Task};

fn classes(truth: &[usize], predicted: &[usize]) -> Evaluation {
    let mut meter = Meter::new(Task::Classes, 3);
    for (truth, &predicted) in truth.iter().zip(predicted) {
        let scores: [f32; 3] = std::array::from_fn(|class| if class == predicted { 0.9 } else { 0.05 });
        meter.add(&scores, truth);
    }
    meter.evaluation(0.5)
}

/// `sklearn.metrics.classification_report`, the example of its documentation.
#[test]
fn classification_report() {
    let report = classes(&[0, 1, 2, 2, 2], &[0, 0, 2, 2, 1]);
    assert_eq!(report.accuracy(), Some(0.6));
    let figures = |figure: fn(&Evaluation, usize) -> Option<f64>| {
        [0, 1, 2].map(|class| (figure(&report, class).unwrap() * 100.0).round() / 100.0)
    };
    assert_eq!(figures(Evaluation::precision), [0.5, 0.0, 1.0]);
    assert_eq!(figures(Evaluation::recall), [1.0, 0.0, 0.67]);
    assert_eq!(figures(Evaluation::f1), [0.67, 0.0, 0.8]);
    let rounded = |value: Option<f64>| format!("{:.2}", value.unwrap());
    assert_eq!(rounded(report.macro_precision()), "0.50");
    assert_eq!(rounded(report.macro_recall()), "0.56");
    assert_eq!(rounded(report.macro_f1()), "0.49");
    assert_eq!(report.precision(3), None);
    assert_eq!(report.mae(), None);
}

/// `sklearn.metrics.confusion_matrix`, the example of its documentation.
#[test]
fn confusion_matrix() {
    let report = classes(&[2, 0, 2, 2, 0, 1], &[0, 0, 2, 2, 0, 2]);
    let matrix = report.confusion().unwrap();
    let counts = [0, 1, 2].map(|truth| [0, 1, 2].map(|predicted| matrix.count(truth, predicted)));
    assert_eq!(counts, [[2, 0, 0], [0, 0, 1], [1, 0, 2]]);
    assert_eq!((matrix.support(2), matrix.predicted(2), matrix.count(3, 0)), (3, 3, 0));
}

/// `sklearn.metrics`: the examples of `r2_score`, `mean_absolute_error` and `root_mean_squared_error`.
#[test]
fn values() {
    let mut meter = Meter::new(Task::Regression, 1);
    for (value, target) in [(2.5, 3.0), (0.0, -0.5), (2.0, 2.0), (8.0, 7.0)] {
        meter.add(&[value], &[target]);
    }
    assert_eq!(meter.metric(), Some(("mae", 0.5)));
    let report = meter.evaluation(0.375);
    let close = |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 1e-12;
    assert!(close(report.r2(), 0.948_608_137_044_967_8)); // published as 0.948…
    assert!(close(report.rmse(), 0.375_f64.sqrt())); // published as 0.612…
    assert_eq!((report.accuracy(), report.confusion()), (None, None));

    let mut meter = Meter::new(Task::Regression, 2);
    for (value, target) in [([0.0, 2.0], [0.5, 1.0]), ([-1.0, 2.0], [-1.0, 1.0]), ([8.0, -5.0], [7.0, -6.0])] {
        meter.add(&value, &target);
    }
    let report = meter.evaluation(0.0);
    // By hand: 1 − 1.25/(217/6) and 1 − 3/(98/3) on average; 4.5 and 4.25 over six errors.
    assert!(close(report.r2(), 1.0 - (1.25 / (217.0 / 6.0) + 3.0 / (98.0 / 3.0)) / 2.0), "{:?}", report.r2());
    assert!(close(report.mae(), 0.75)); // published
    assert!(close(report.rmse(), (4.25_f64 / 6.0).sqrt()));
}

#[test]
fn constant_targets() {
    for (value, expected) in [(3.0, 1.0), (4.0, 0.0)] {
        let mut meter = Meter::new(Task::Regression, 1);
        meter.add(&[value], &[3.0]);
        meter.add(&[value], &[3.0]);
        assert_eq!(meter.evaluation(0.0).r2(), Some(expected));
    }
}

#[test]
fn yes_or_no() {
    let mut meter = Meter::new(Task::Binary, 1);
    assert_eq!(meter.metric(), None);
    for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.5, 1.0), (0.7, 1.0)] {
        meter.add(&[output], &[target]);
    }
    let report = meter.evaluation(0.1);
    let matrix = report.confusion().unwrap();
    let counts = [0, 1].map(|truth| [0, 1].map(|predicted| matrix.count(truth, predicted)));
    assert_eq!(counts, [[1, 1], [1, 2]]);
    assert_eq!((report.accuracy(), report.precision(1)), (Some(0.6), Some(2.0 / 3.0)));
    meter.clear();
    assert_eq!(meter.metric(), None);
    meter.add(&[1.0], &[1.0]);
    assert_eq!(meter.metric(), Some(("accuracy", 1.0)));
}

#[test]
fn several_times_yes_or_no() {
    let mut meter = Meter::new(Task::Binary, 2);
    meter.add(&[0.9, 0.9], &[1.0, 0.0]);
    meter.add(&[0.1, 0.9], &[1.0, 1.0]);
    let report = meter.evaluation(0.1);
    assert_eq!(meter.metric(), Some(("accuracy", 0.5)));
    assert_eq!([0, 1].map(|output| report.recall(output)), [Some(0.5), Some(1.0)]);
    assert_eq!([0, 1].map(|output| report.precision(output)), [Some(1.0), Some(0.5)]);
    assert_eq!(report.macro_recall(), Some(0.75));
    assert_eq!(report.confusion(), None);
    assert_eq!(report.confusion_of(1).map(|matrix| matrix.count(0, 1)), Some(1));
}

#[test]
fn signs() {
    let mut meter = Meter::new(Task::Signs, 1);
    meter.add(&[0.3], &[1.0]);
    meter.add(&[-2.0], &[-1.0]);
    meter.add(&[0.0], &[1.0]);
    assert_eq!(meter.metric(), Some(("accuracy", 2.0 / 3.0)));
    assert!(meter.evaluation(0.7).to_string().contains("\n-1 "));
}

#[test]
fn reports() {
    let report = classes(&[0, 1, 2, 2, 2], &[0, 0, 2, 2, 1]);
    assert_eq!(
        report.to_string(),
        "\
rows               5
loss          0.5000
accuracy     60.00 %

class   precision    recall        F1      rows
0           0.500     1.000     0.667         1
1           0.000     0.000     0.000         1
2           1.000     0.667     0.800         3
mean        0.500     0.556     0.489         5

confusion: a row is the true class, a column the predicted one
   0 1 2
0  1 · ·
1  1 · ·
2  · 1 2"
    );
    assert_eq!(
        report.classes(&["T-shirt/top", "bag"]).to_string(),
        "\
rows               5
loss          0.5000
accuracy     60.00 %

class        precision    recall        F1      rows
T-shirt/top      0.500     1.000     0.667         1
bag              0.000     0.000     0.000         1
2                1.000     0.667     0.800         3
mean             0.500     0.556     0.489         5

confusion: a row is the true class, a column the predicted one
               0 1 2
0 T-shirt/top  1 · ·
1 bag          1 · ·
2 2            · 1 2"
    );
    let mut meter = Meter::new(Task::Regression, 1);
    meter.add(&[450.0], &[454.0]);
    meter.add(&[440.0], &[440.0]);
    assert_eq!(
        meter.evaluation(1.2e-7).to_string(),
        "\
rows               2
loss        1.200e-7
R²            0.8367
MAE           2.0000
RMSE          2.8284"
    );
}
