//! The metric that training reports for each epoch.

use super::Task;
use crate::model::target::{all_finite, decided};
use crate::{Float, Target};

/// Accumulates what [`Meter::metric`](super::Meter::metric) returns, which is all that training needs. Allocates
/// nothing.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    task: Task,
    rows: usize,
    /// The rows whose outputs are not finite. None of them is correct.
    not_finite: usize,
    outputs: usize,
    /// The number of correct outputs or classes, or the sum of the absolute errors.
    sum: f64,
}

impl Watch {
    /// For a network with this number of outputs.
    pub(crate) fn new(task: Task, outputs: usize) -> Self {
        let outputs = if task == Task::Classes { 1 } else { outputs };
        Self { task, rows: 0, not_finite: 0, outputs, sum: 0.0 }
    }

    /// Forgets all rows.
    pub(crate) fn clear(&mut self) {
        (self.rows, self.not_finite, self.sum) = (0, 0, 0.0);
    }

    /// How many rows there were.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// How many of them had outputs that are not finite.
    pub(crate) fn not_finite(&self) -> usize {
        self.not_finite
    }

    /// Counts one row.
    #[inline]
    pub(crate) fn add<T: Float>(&mut self, output: &[T], target: &impl Target) {
        self.rows += 1;
        let values = output.iter().map(|value| value.widen()).enumerate();
        let finite = all_finite(output);
        self.not_finite += usize::from(!finite);
        self.sum += match self.task {
            Task::Classes => f64::from(u8::from(decided(output) == Some(target.class()))),
            Task::Binary | Task::Signs if !finite => 0.0,
            Task::Regression => values.map(|(i, value)| (value - target.value(i)).abs()).sum(),
            Task::Binary | Task::Signs => {
                let threshold = self.task.threshold();
                values.filter(|(i, value)| (*value > threshold) == (target.value(*i) > threshold)).count() as f64
            }
        };
    }

    /// The accuracy, or the mean absolute error; `None` before the first row.
    pub(crate) fn metric(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.sum / (self.rows * self.outputs) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Meter;

    #[test]
    fn gives_what_the_matrices_and_errors_give() {
        for task in [Task::Regression, Task::Binary, Task::Classes, Task::Signs] {
            let (mut watch, mut meter) = (Watch::new(task, 3), Meter::new(task, 3));
            assert_eq!(watch.metric(), None);
            for row in 0..50 {
                let number = |i: usize| ((row * 3 + i) as f64).sin();
                let (output, values) = ([0, 1, 2].map(number), [5, 6, 7].map(number));
                if task == Task::Classes {
                    watch.add(&output, &(row % 3));
                    meter.add(&output, &(row % 3));
                } else {
                    watch.add(&output, &values);
                    meter.add(&output, &values);
                }
            }
            let evaluation = meter.evaluation(0.0);
            let expected = evaluation.accuracy().or_else(|| evaluation.mae()).unwrap();
            let found = watch.metric().unwrap();
            assert!((found - expected).abs() < 1e-15, "{task:?}: {found} {expected}");
            watch.clear();
            assert_eq!(watch.metric(), None);
        }
    }

    #[test]
    fn widths_that_differ_are_no_panic() {
        let mut meter = Meter::new(Task::Regression, 3);
        meter.add(&[1.0, 2.0, 3.0], &[1.0_f32]);
        let mut meter = Meter::new(Task::Classes, 3);
        meter.add(&[0.0, 0.0, 0.0, 0.0, 9.0], &0);
        assert_eq!(meter.metric(), Some(("accuracy", 0.0)));
    }
}
