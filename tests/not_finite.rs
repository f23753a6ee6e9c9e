//! A row whose outputs are not finite never counts as correct, a report says how many there were, and `try_predict` returns
//! an error.

use mlp::metrics::{Meter, Task};
use mlp::prelude::*;

mlp::network! { struct Net; input 4; dense 8 relu; dense 3 softmax; loss sparse_categorical; }
mlp::network! { struct Gate; input 2; dense 1 sigmoid; loss binary; classes No, Yes; }
mlp::network! { struct Wide; input 2; dense 20_000 relu; dense 3 softmax; loss sparse_categorical; }

/// One network for each task: rows of the class that NaN would be taken for, and accuracy is 0.
#[test]
fn no_metric_counts_it_as_right() {
    for (bad, count) in [([f64::NAN; 2], 1), ([0.9, f64::INFINITY], 1), ([f64::NEG_INFINITY, 0.1], 1), ([0.9, 0.1], 0)]
    {
        let right = f64::from(1 - count);
        let mut meter = Meter::new(Task::Classes, 2);
        meter.add(&bad, &0_usize);
        let evaluation = meter.evaluation(0.0);
        assert_eq!((evaluation.accuracy(), evaluation.not_finite()), (Some(right), count as usize), "{bad:?}");
        assert_eq!(meter.metric(), Some(("accuracy", right)));
        let matrix = evaluation.confusion().unwrap();
        assert_eq!((matrix.support(0), matrix.predicted(0)), (1, right as u64));
        assert_eq!((evaluation.recall(0), evaluation.f1(0)), (Some(right), Some(right)));

        for task in [Task::Binary, Task::Signs] {
            let low = if task == Task::Signs { -1.0 } else { 0.0 };
            // Both outputs of the row, also the one that is finite.
            for targets in [[1.0, low], [low, 1.0], [low, low], [1.0, 1.0]] {
                let mut meter = Meter::new(task, 2);
                meter.add(&bad, &targets);
                let evaluation = meter.evaluation(0.0);
                assert_eq!(evaluation.not_finite(), count as usize);
                if count == 1 {
                    assert_eq!((evaluation.accuracy(), meter.metric()), (Some(0.0), Some(("accuracy", 0.0))));
                    assert_eq!(evaluation.macro_recall(), Some(0.0));
                }
            }
            let mut meter = Meter::new(task, 1);
            meter.add(&[f64::NAN], &[low]);
            assert_eq!(meter.evaluation(0.0).accuracy(), Some(0.0));
        }
    }
    for targets in [[1.0, 2.0], [5.0, 5.0]] {
        let mut meter = Meter::new(Task::Regression, 2);
        meter.add(&[f64::NAN, 2.0], &targets);
        meter.add(&[1.0, 2.0], &targets);
        let evaluation = meter.evaluation(0.0);
        assert_eq!(evaluation.not_finite(), 1);
        assert!(evaluation.mae().unwrap().is_nan() && evaluation.r2().unwrap().is_nan());
    }
}

/// scikit-learn's accuracy, recall and precision with the NaN rows predicted as a class that does not occur.
#[test]
fn a_report_says_how_many() {
    let mut model = Net::init(3);
    let set = Dataset::new(vec![[0.5; 4], [0.1; 4]], vec![0_usize, 0]).unwrap();
    assert_eq!(model.evaluate(&set).unwrap().not_finite(), 0);
    assert!(!model.evaluate(&set).unwrap().to_string().contains("finite"));
    model.dense1.weight_mut()[0][1] = f32::NAN;
    let evaluation = model.evaluate(&set).unwrap();
    assert_eq!((evaluation.accuracy(), evaluation.not_finite(), evaluation.rows()), (Some(0.0), 2, 2));
    assert!(evaluation.to_string().contains("\nnot finite         2\n"), "{evaluation}");
}

#[test]
fn strangers_get_an_error() {
    let model = Net::init(3);
    let message = |result: Result<usize>| result.unwrap_err().to_string();
    let x = [0.5, -1.0, 2.0, 0.0];
    assert_eq!(model.try_predict(&x).unwrap(), model.predict(&x));
    assert_eq!(model.try_predict_class(&x).unwrap(), model.predict_class(&x));
    for (row, expected) in [
        (&x[..3], "numbers of the row: expected 4, found 3"),
        (&[0.5; 5], "numbers of the row: expected 4, found 5"),
        (&[0.5; 8], "numbers of the row: expected 4, found 8"),
        (&[], "numbers of the row: expected 4, found 0"),
        (&[0.5, f32::NAN, 0.0, f32::INFINITY], "row 0 of the inputs has NaN in column 1: every number must be finite"),
    ] {
        assert_eq!(message(model.try_predict_class(row)), expected);
        assert_eq!(model.try_predict(row).unwrap_err().to_string(), expected);
    }
    let sums_overflow = [3e38; 4];
    let error = message(model.try_predict_class(&sums_overflow));
    assert!(error.starts_with("row 0 of the outputs has NaN in column "), "{error}");
    assert!(model.try_predict(&sums_overflow).is_err());
    assert_eq!(model.predict_class(&sums_overflow), 0, "as documented");

    // More values than the stack takes: the same on the heap.
    let wide = Wide::init(1);
    assert_eq!(wide.try_predict_class(&x[..2]).unwrap(), wide.predict_class(&[x[0], x[1]]));
    assert_eq!(wide.try_predict(&x[..2]).unwrap(), wide.predict(&[x[0], x[1]]));
    assert!(wide.try_predict_class(&[3e38, 3e38]).is_err() && wide.try_predict(&[3e38, 3e38]).is_err());

    let mut gate = Gate::init(1);
    gate.dense1.bias_mut()[0] = f32::NAN;
    assert_eq!(gate.predict_class(&[0.5, 0.5]), GateClass::No);
    assert!(matches!(gate.try_predict_class(&[0.5, 0.5]), Err(Error::NotFinite { part: "outputs", column: 0, .. })));
}
