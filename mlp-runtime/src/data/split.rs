//! Rows in another order, and one dataset → two.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use crate::error::expect;
use crate::{Dataset, Float, Result, Row, Target};

impl<X: Row, Y: Target> Dataset<X, Y> {
    /// Puts the rows into a random order. The same seed gives the same order on every machine.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let mut set = Dataset::new(vec![[0.0], [1.0], [2.0], [3.0]], vec![0_usize, 1, 2, 3])?;
    /// set.shuffle(42);
    /// assert!(set.inputs().iter().zip(set.targets()).all(|(&[x], &t)| x == t as f64)); // rows keep their targets
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias = "permute")]
    pub fn shuffle(&mut self, seed: u64) {
        // The order depends on the generator and the length alone: the rows stay with their targets.
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.shuffle(&mut Pcg64::seed_from_u64(seed));
        reorder(&mut self.inputs, &mut order);
        self.targets.shuffle(&mut Pcg64::seed_from_u64(seed));
    }

    /// Shuffles the rows with `seed` and splits them: `fraction` of the rows goes into the first part, the rest into
    /// the second. If targets are classes, each class is split this way, to the nearest row, so both parts have the
    /// same proportions.
    ///
    /// # Errors
    /// [`Error::Hyperparameter`](crate::Error::Hyperparameter) unless `fraction` is between 0 and 1 and leaves at least
    /// one row in each part.
    ///
    /// ```
    /// # use mlp_runtime::Dataset;
    /// let data = Dataset::new(vec![[0.0]; 10], vec![0_usize, 0, 0, 0, 0, 1, 1, 1, 1, 1])?;
    /// let (train, test) = data.split(0.8, 42)?;
    /// assert_eq!((train.len(), test.len()), (8, 2));
    /// assert_eq!(test.targets().iter().sum::<usize>(), 1); // one of each class
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[doc(alias("train_test_split", "random_split", "validation_split", "test_split"))]
    pub fn split(mut self, fraction: f64, seed: u64) -> Result<(Self, Self)> {
        let rows = share(self.len(), fraction).round();
        let holds = fraction > 0.0 && fraction < 1.0 && rows >= 1.0 && rows < self.len() as f64;
        expect(
            holds,
            "fraction of the rows for the first part",
            "between 0 and 1, with at least one row in each part",
            fraction,
        )?;
        self.shuffle(seed);
        if !Y::CLASSES {
            return self.split_at(rows as usize);
        }
        let mut left = quotas(&self.targets, fraction, rows as usize);
        let second: Vec<bool> = self.targets.iter().map(|target| !take(&mut left, target)).collect();
        // Only the second part is moved, so that memory holds one dataset, not two.
        let (mut x, mut y) = (second.iter(), second.iter());
        let second = Self {
            inputs: self.inputs.extract_if(.., |_| x.next() == Some(&true)).collect(),
            targets: self.targets.extract_if(.., |_| y.next() == Some(&true)).collect(),
        };
        Ok((self, second))
    }

    /// The first `rows` rows and the remaining ones, in order: for a time series, or for rows that are in random order
    /// already.
    ///
    /// # Errors
    /// [`Error::Hyperparameter`](crate::Error::Hyperparameter) unless each part gets at least one row.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let days = Dataset::new(vec![[1.0], [2.0], [3.0]], vec![[10.0], [20.0], [30.0]])?;
    /// let (past, future) = days.split_at(2)?;
    /// assert_eq!((past.len(), future.targets()), (2, &[[30.0]][..]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("take", "skip"))]
    pub fn split_at(mut self, rows: usize) -> Result<(Self, Self)> {
        let holds = (1..self.len()).contains(&rows);
        expect(holds, "rows of the first part", "at least 1 and fewer than the data set has", rows as f64)?;
        let second = Self { inputs: self.inputs.split_off(rows), targets: self.targets.split_off(rows) };
        Ok((self, second))
    }
}

fn share(rows: usize, fraction: f64) -> f64 {
    rows as f64 * fraction
}

/// How many rows of each class belong to the first part, `total` in sum: the share of each class rounded down, and the
/// missing rows from the classes with the largest remainders.
fn quotas<Y: Target>(targets: &[Y], fraction: f64, total: usize) -> BTreeMap<usize, usize> {
    let mut rows = BTreeMap::new();
    for target in targets {
        *rows.entry(target.class()).or_insert(0) += 1;
    }
    let mut remainders: Vec<(f64, usize)> =
        rows.iter().map(|(&class, &rows)| (share(rows, fraction).fract(), class)).collect();
    remainders.sort_by(|(a, _), (b, _)| b.total_cmp(a)); // stable: among equals the lower class first
    for count in rows.values_mut() {
        *count = share(*count, fraction) as usize;
    }
    let missing = total.saturating_sub(rows.values().sum());
    for (_, class) in remainders.into_iter().take(missing) {
        *rows.entry(class).or_insert(0) += 1;
    }
    rows
}

/// Whether the class of the row still has a place, and takes it.
fn take<Y: Target>(left: &mut BTreeMap<usize, usize>, target: &Y) -> bool {
    match left.get_mut(&target.class()) {
        Some(places) if *places > 0 => {
            *places -= 1;
            true
        }
        _ => false,
    }
}

/// Row r becomes the former row `order[r]`. A row may be larger than the stack, so the first row of each cycle is kept
/// on the heap while the others move.
fn reorder<X: Row>(rows: &mut [X], order: &mut [usize]) {
    let (width, numbers) = (X::WIDTH, X::flat_mut(rows));
    let mut kept = vec![X::Scalar::of(0.0); width];
    for first in 0..order.len() {
        if order[first] == first {
            continue;
        }
        kept.copy_from_slice(&numbers[first * width..][..width]);
        let mut to = first;
        while order[to] != to {
            let from = std::mem::replace(&mut order[to], to);
            if from == first {
                numbers[to * width..][..width].copy_from_slice(&kept);
            } else {
                numbers.copy_within(from * width..(from + 1) * width, to * width);
                to = from;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    /// Row `i` holds `i` and is of class `i % classes`.
    fn numbered(rows: usize, classes: usize) -> Dataset<[f64; 1], usize> {
        let inputs = (0..rows).map(|i| [i as f64]).collect();
        Dataset::new(inputs, (0..rows).map(|i| i % classes).collect()).unwrap()
    }

    #[test]
    fn rows_go_where_their_numbers_would() {
        for rows in [1, 2, 3, 10, 101] {
            let mut data = numbered(rows, 1);
            data.shuffle(5);
            let mut numbers: Vec<[f64; 1]> = (0..rows).map(|i| [i as f64]).collect();
            numbers.shuffle(&mut Pcg64::seed_from_u64(5));
            assert_eq!(data.inputs(), numbers);
        }
    }

    #[test]
    fn rows_stay_with_their_targets() {
        let mut data = numbered(100, 7);
        data.shuffle(1);
        assert_ne!(data, numbered(100, 7));
        for (input, target) in data.inputs().iter().zip(data.targets()) {
            assert_eq!(input[0] as usize % 7, *target);
        }
        let mut again = numbered(100, 7);
        again.shuffle(1);
        assert_eq!(data, again);
        again.shuffle(2);
        assert_ne!(data, again);
    }

    #[test]
    fn the_order_never_changes() {
        let mut data = numbered(8, 8);
        data.shuffle(42);
        assert_eq!(data.targets(), [3, 7, 0, 1, 2, 4, 6, 5]);
    }

    #[test]
    fn every_row_once() {
        let (first, second) = numbered(103, 5).split(0.3, 9).unwrap();
        let mut all: Vec<usize> = [first.inputs(), second.inputs()].concat().iter().map(|x| x[0] as usize).collect();
        all.sort_unstable();
        assert_eq!(all, (0..103).collect::<Vec<_>>());
        assert_eq!(first.len(), 31);
        assert!(second.inputs().iter().zip(second.targets()).all(|(x, y)| x[0] as usize % 5 == *y));
    }

    #[test]
    fn classes_keep_their_shares() {
        let targets: Vec<usize> = [vec![0; 90], vec![7; 9], vec![usize::MAX; 1]].concat();
        let data = Dataset::new(vec![[0.0]; 100], targets).unwrap();
        let (first, second) = data.split(0.5, 3).unwrap();
        let count = |part: &Dataset<_, usize>, class| part.targets().iter().filter(|&&y| y == class).count();
        assert_eq!((first.len(), second.len()), (50, 50));
        assert_eq!(count(&first, 0), 45);
        assert_eq!(count(&first, 7), 5); // 4.5 and 0.5: of equal remainders, the lower class comes first
        assert_eq!(count(&second, usize::MAX), 1);
    }

    #[test]
    fn values_are_divided_by_rows() {
        let data = Dataset::new(vec![[0.0]; 10], vec![[1.0]; 10]).unwrap();
        let (first, second) = data.split(0.25, 0).unwrap();
        assert_eq!((first.len(), second.len()), (3, 7));
    }

    #[test]
    fn a_part_without_rows_is_refused() {
        for fraction in [0.0, 1.0, -0.5, 1.5, f64::NAN, f64::INFINITY, 0.01, 0.99] {
            let error = numbered(10, 2).split(fraction, 0).unwrap_err();
            assert!(matches!(error, Error::Hyperparameter { .. }), "{fraction}: {error}");
        }
        assert_eq!(
            numbered(10, 2).split(2.0, 0).unwrap_err().to_string(),
            "fraction of the rows for the first part: expected between 0 and 1, with at least one row in each part, found 2"
        );
        assert!(numbered(10, 2).split_at(0).is_err());
        assert!(numbered(10, 2).split_at(10).is_err());
        assert_eq!(numbered(10, 2).split_at(9).unwrap().1.inputs(), [[9.0]]);
    }
}
