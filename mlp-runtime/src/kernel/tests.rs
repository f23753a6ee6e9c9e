//! The tiled products against the reference, over sizes that fit no tile.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use super::reference;
use crate::Float;

fn rows<T: Float, const N: usize>(random: &mut Pcg64, rows: usize) -> Vec<[T; N]> {
    (0..rows).map(|_| std::array::from_fn(|_| T::of(random.random_range(-1.0..1.0)))).collect()
}

/// Rounding of `terms` products of numbers of at most 1, in any order: terms · ε on each side, and as much again.
fn assert_close<T: Float, const N: usize>(found: &[[T; N]], expected: &[[T; N]], terms: usize) {
    let bound = (terms as f64 + 1.0) * T::epsilon().widen() * 2.0;
    for (found, expected) in found.as_flattened().iter().zip(expected.as_flattened()) {
        let difference = (*found - *expected).abs().widen();
        assert!(difference <= bound, "{found} {expected}, bound {bound}");
    }
}

fn compare<T: Float, const IN: usize, const OUT: usize>(count: usize) {
    let mut random = Pcg64::seed_from_u64(count as u64);
    let (x, delta) = (rows::<T, IN>(&mut random, count), rows::<T, OUT>(&mut random, count));
    let weight = rows::<T, OUT>(&mut random, IN);
    let bias = rows::<T, OUT>(&mut random, 1)[0];

    let (mut found, mut expected) = (vec![[T::nan(); OUT]; count], vec![[T::nan(); OUT]; count]);
    super::forward(&x, &weight, Some(&bias), &mut found);
    reference::forward(&x, &weight, Some(&bias), &mut expected);
    assert_close(&found, &expected, IN);
    super::forward(&x, &weight, None, &mut found);
    reference::forward(&x, &weight, None, &mut expected);
    assert_close(&found, &expected, IN);

    let (mut found, mut expected) = (vec![[T::nan(); OUT]; IN], vec![[T::nan(); OUT]; IN]);
    super::weight_gradient(&x, &delta, &mut found);
    reference::weight_gradient(&x, &delta, &mut expected);
    assert_close(&found, &expected, count);

    let (mut found, mut expected) = (vec![[T::nan(); IN]; count], vec![[T::nan(); IN]; count]);
    super::input_gradient(&delta, &weight, &mut found);
    reference::input_gradient(&delta, &weight, &mut expected);
    assert_close(&found, &expected, OUT);
}

macro_rules! sizes {
    ($($name:ident: $inputs:literal $outputs:literal;)*) => { $(
        #[test]
        fn $name() {
            for rows in [1, 2, 3, 5, 6, 7, 17] {
                compare::<f32, $inputs, $outputs>(rows);
                compare::<f64, $inputs, $outputs>(rows);
            }
        }
    )* };
}

sizes! {
    one_to_one: 1 1;
    two_to_three: 2 3;
    three_to_seventeen: 3 17;
    five_to_sixty_three: 5 63;
    seventeen_to_sixty_five: 17 65;
    sixty_five_to_129: 65 129;
    digits: 64 10;
    one_twenty_seven_to_one: 127 1;
    deep_panels: 7 300;
}
