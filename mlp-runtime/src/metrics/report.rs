//! An evaluation as text: figures, a table of the classes, the confusion matrix.

use std::fmt;

use super::evaluation::Figures;
use super::{Confusion, Evaluation};

/// With more classes than this, the matrix does not fit on a screen; `confusion()` still has it.
const CLASSES_SHOWN: usize = 32;

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        line(f, "rows", &self.rows().to_string())?;
        if self.not_finite() > 0 {
            line(f, "\nnot finite", &self.not_finite().to_string())?;
        }
        line(f, "\nloss", &figure(self.loss()))?;
        match &self.figures {
            Figures::Values { r2, mae, rmse } => {
                line(f, "\nR²", &format!("{r2:.4}"))?;
                line(f, "\nMAE", &figure(*mae))?;
                line(f, "\nRMSE", &figure(*rmse))
            }
            Figures::Classes(matrix) => {
                line(f, "\naccuracy", &percent(matrix.accuracy()))?;
                self.table(f, "class", matrix.classes(), |class| matrix.support(class))?;
                self.matrix(f, matrix)
            }
            Figures::Outputs(matrices) => {
                line(f, "\naccuracy", &percent(self.accuracy().unwrap_or_default()))?;
                self.table(f, "output", matrices.len(), |output| {
                    matrices.get(output).map_or(0, |matrix| matrix.support(1))
                })
            }
        }
    }
}

impl Evaluation {
    /// Precision, recall, and F1 with one line per class (or output), and their means.
    fn table(
        &self,
        f: &mut fmt::Formatter<'_>,
        kind: &str,
        lines: usize,
        support: impl Fn(usize) -> u64,
    ) -> fmt::Result {
        let names = (0..lines).map(|class| self.name(class).chars().count());
        let width = names.max().unwrap_or(0).max("output".len());
        write!(f, "\n\n{kind:<width$}  precision    recall        F1      rows")?;
        let mut line = |name: &str, [precision, recall, f1]: [Option<f64>; 3], rows: u64| {
            let [precision, recall, f1] = [precision, recall, f1].map(Option::unwrap_or_default);
            write!(f, "\n{name:<width$}  {precision:>9.3} {recall:>9.3} {f1:>9.3} {rows:>9}")
        };
        for class in 0..lines {
            let figures = [self.precision(class), self.recall(class), self.f1(class)];
            line(&self.name(class), figures, support(class))?;
        }
        let means = [self.macro_precision(), self.macro_recall(), self.macro_f1()];
        line("mean", means, (0..lines).map(support).sum())
    }

    /// The counts. If classes have names, a row has its name and number, a column only the number.
    fn matrix(&self, f: &mut fmt::Formatter<'_>, matrix: &Confusion) -> fmt::Result {
        let classes = matrix.classes();
        if classes > CLASSES_SHOWN {
            return write!(f, "\n\nconfusion matrix: {classes} × {classes}, not shown");
        }
        let short = !self.named() || classes == 2;
        let row = |class| {
            if short { self.name(class) } else { format!("{class} {}", self.name(class)) }
        };
        let column = |class: usize| if short { self.name(class) } else { class.to_string() };
        let chars = |text: String| text.chars().count();
        let left = (0..classes).map(|class| chars(row(class))).max().unwrap_or(0);
        let counts = (0..classes).flat_map(|truth| (0..classes).map(move |class| matrix.count(truth, class)));
        let largest = counts.max().unwrap_or(0).to_string().len();
        let width = (0..classes).map(|class| chars(column(class))).max().unwrap_or(0).max(largest) + 1;

        write!(f, "\n\nconfusion: a row is the true class, a column the predicted one")?;
        write!(f, "\n{:left$} ", "")?;
        for class in 0..classes {
            write!(f, "{:>width$}", column(class))?;
        }
        for truth in 0..classes {
            write!(f, "\n{:<left$} ", row(truth))?;
            for class in 0..classes {
                match matrix.count(truth, class) {
                    0 => write!(f, "{:>width$}", "·")?,
                    count => write!(f, "{count:>width$}")?,
                }
            }
        }
        Ok(())
    }
}

/// A name and a figure, aligned in two columns. The name may begin with a line break.
fn line(f: &mut fmt::Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    let width = 10 + name.matches('\n').count();
    write!(f, "{name:<width$}{value:>10}")
}

/// A loss or an error of any size in at most ten characters.
pub(crate) fn figure(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-3..1e5).contains(&size) || !value.is_finite() {
        format!("{value:.4}")
    } else {
        format!("{value:.3e}")
    }
}

fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}
