//! The products in every instruction set against the reference in f64, over sizes that fit no tile.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use super::naive;
use crate::Float;
use crate::kernel::blocking::line;
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::column_parallel::ColumnParallel;
use crate::kernel::gemm::operands::{Rhs, RowMajorLhs};
use crate::kernel::{self, WeightUpdate};
use crate::parallel::{self, Job};

fn rows<T: Float, const N: usize>(random: &mut Pcg64, rows: usize) -> Vec<[T; N]> {
    (0..rows).map(|_| std::array::from_fn(|_| T::of(random.random_range(-1.0..1.0)))).collect()
}

/// The same numbers in f64, for the reference.
fn widened<T: Float, const N: usize>(rows: &[[T; N]]) -> Vec<[f64; N]> {
    rows.iter().map(|row| row.map(T::widen)).collect()
}

/// Rounding of `terms` products of numbers of at most 1, in any order: terms · ε, and as much again where the reference
/// is no more exact than what is tested.
fn assert_close<T: Float, const N: usize>(found: &[[T; N]], expected: &[[f64; N]], terms: usize) {
    let bound = (terms as f64 + 1.0) * T::epsilon().widen() * if T::NAME == "f32" { 1.0 } else { 2.0 };
    for (found, expected) in found.as_flattened().iter().zip(expected.as_flattened()) {
        let difference = (found.widen() - *expected).abs();
        assert!(difference <= bound, "{found} {expected}, bound {bound}");
    }
}

/// All products of a layer with the best instruction set that is no better than `level`, against plain loops in f64.
fn compare<T: Float, const IN: usize, const OUT: usize>(level: u8, count: usize) {
    let mut random = Pcg64::seed_from_u64(count as u64);
    let (x, delta) = (rows::<T, IN>(&mut random, count), rows::<T, OUT>(&mut random, count));
    let weight = rows::<T, OUT>(&mut random, IN);
    let bias = rows::<T, OUT>(&mut random, 1)[0];
    let (wide_x, wide_delta, wide_weight) = (widened(&x), widened(&delta), widened(&weight));
    let at = |work: &mut dyn FnMut()| at_level(level, work);

    let (mut found, mut expected) = (vec![[T::nan(); OUT]; count], vec![[f64::NAN; OUT]; count]);
    let rectifies = IN * OUT > 32 && OUT > 1 && count > 1;
    for bias in [Some(&bias), None] {
        at(&mut || assert!(!kernel::forward(&x, &weight, bias, false, &mut found)));
        naive::forward(&wide_x, &wide_weight, bias.map(|bias| bias.map(T::widen)).as_ref(), &mut expected);
        assert_close(&found, &expected, IN);
        let rectify = |y: T| if rectifies && y < T::zero() { T::zero() } else { y };
        let rectified: Vec<_> = found.iter().map(|row| row.map(rectify)).collect();
        at(&mut || assert_eq!(kernel::forward(&x, &weight, bias, true, &mut found), rectifies));
        assert_eq!(found, rectified);
    }
    at(&mut || _ = kernel::forward(&vec![[T::nan(); IN]; count], &weight, None, true, &mut found));
    assert!(found.as_flattened().iter().all(|y| y.is_nan()), "a broken number must show");

    let (mut found, mut expected) = (vec![[T::nan(); OUT]; IN], vec![[f64::NAN; OUT]; IN]);
    at(&mut || kernel::weight_gradient(&x, &delta, T::zero(), &mut found));
    naive::weight_gradient(&wide_x, &wide_delta, &mut expected);
    assert_close(&found, &expected, count);

    let keep = 0.75;
    let mut moved = weight.clone();
    at(&mut || kernel::weight_gradient(&x, &delta, T::of(keep), &mut moved));
    for (expected, weight) in expected.as_flattened_mut().iter_mut().zip(wide_weight.as_flattened()) {
        *expected += keep * weight;
    }
    assert_close(&moved, &expected, count + 1);
    let mut moved = weight.clone();
    let mut seen = vec![T::zero(); IN * OUT];
    at(&mut || kernel::update(&x, &delta, &mut moved, Add { keep: T::of(keep), seen: &mut seen }));
    assert_close(&moved, &expected, count + 1);

    let (mut found, mut expected) = (vec![[T::nan(); IN]; count], vec![[f64::NAN; IN]; count]);
    at(&mut || kernel::input_gradient(&delta, &weight, &mut found));
    naive::input_gradient(&wide_delta, &wide_weight, &mut expected);
    assert_close(&found, &expected, OUT);

    let (mut found, mut moved) = ([T::nan(); OUT], bias);
    at(&mut || kernel::bias_gradient(&delta, T::zero(), &mut found));
    at(&mut || kernel::bias_gradient(&delta, T::of(keep), &mut moved));
    let mut updated = bias;
    at(&mut || kernel::update_bias(&delta, &mut updated, Add { keep: T::of(keep), seen: &mut [T::zero(); OUT] }));
    let sums: [f64; OUT] = std::array::from_fn(|o| wide_delta.iter().map(|delta| delta[o]).sum());
    assert_close(&[found], &[sums], count);
    let expected = [std::array::from_fn(|o| keep * bias[o].widen() + sums[o])];
    assert_close(&[moved], &expected, count);
    assert_close(&[updated], &expected, count);
}

/// w ← keep·w + g, for weights that are seen once.
struct Add<'a, T> {
    keep: T,
    seen: &'a mut [T],
}

impl<T: Float> WeightUpdate<T> for Add<'_, T> {
    fn split(self, at: usize) -> (Self, Self) {
        let (first, rest) = self.seen.split_at_mut(at);
        (Self { seen: first, ..self }, Self { seen: rest, ..self })
    }

    fn run(&mut self, at: usize, weights: &mut [T], gradient: &[T]) {
        for ((w, g), seen) in weights.iter_mut().zip(gradient).zip(&mut self.seen[at..]) {
            assert!(*seen == T::zero(), "a weight is moved twice");
            *seen = T::one();
            *w = self.keep * *w + *g;
        }
    }
}

/// Cut between rows anywhere, a product has the same bits: threads may share it.
fn split<T: Float, const IN: usize, const OUT: usize>(level: u8) {
    const ROWS: usize = 53;
    let mut random = Pcg64::seed_from_u64(1);
    let (x, delta) = (rows::<T, IN>(&mut random, ROWS), rows::<T, OUT>(&mut random, ROWS));
    let weight = rows::<T, OUT>(&mut random, IN);
    let bias = Some(&delta[0]);
    let run = |work: &mut dyn FnMut()| at_level(level, work);

    let (mut whole, mut parts) = (vec![[T::nan(); OUT]; ROWS], vec![[T::nan(); OUT]; ROWS]);
    run(&mut || _ = kernel::forward(&x, &weight, bias, false, &mut whole));
    for rows in [1, 2, 11, 13] {
        for (x, out) in x.chunks(rows).zip(parts.chunks_mut(rows)) {
            run(&mut || _ = kernel::forward(x, &weight, bias, false, out));
        }
        assert_eq!(whole, parts);
    }

    // In tests the pieces of shared work are cut as small as can be, and run one after another.
    for pieces in [2, 5, 1000] {
        for batch in [0, ROWS] {
            parts.fill([T::nan(); OUT]);
            run(&mut || {
                parallel::with_threads(pieces, batch, || _ = kernel::forward(&x, &weight, bias, false, &mut parts));
            });
            assert_eq!(whole, parts);
        }
    }

    let (mut whole, mut parts) = (weight.clone(), weight.clone());
    run(&mut || kernel::weight_gradient(&x, &delta, T::of(0.75), &mut whole));
    for pieces in [2, 5, 1000] {
        parts.clone_from(&weight);
        run(&mut || parallel::with_threads(pieces, 0, || kernel::weight_gradient(&x, &delta, T::of(0.75), &mut parts)));
        assert_eq!(whole, parts);
    }

    let (mut whole, mut parts) = (weight.clone(), weight.clone());
    let add = |w: &mut Vec<[T; OUT]>| {
        let mut seen = vec![T::zero(); IN * OUT];
        kernel::update(&x, &delta, w, Add { keep: T::of(0.75), seen: &mut seen });
    };
    run(&mut || add(&mut whole));
    for pieces in [2, 5, 1000] {
        parts.clone_from(&weight);
        run(&mut || parallel::with_threads(pieces, 0, || add(&mut parts)));
        assert_eq!(whole, parts);
    }

    for count in [5, 6, ROWS] {
        let (mut whole, mut parts) = (vec![[T::nan(); IN]; count], vec![[T::nan(); IN]; count]);
        run(&mut || kernel::input_gradient(&delta[..count], &weight, &mut whole));
        for pieces in [2, 5, 1000] {
            parts.fill([T::nan(); IN]);
            run(&mut || {
                parallel::with_threads(pieces, 0, || kernel::input_gradient(&delta[..count], &weight, &mut parts));
            });
            assert_eq!(whole, parts);
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub(in crate::kernel) const LEVELS: [u8; 4] = [
    crate::kernel::simd::x86::PORTABLE,
    crate::kernel::simd::x86::SSE2,
    crate::kernel::simd::x86::AVX2,
    crate::kernel::simd::x86::AVX512,
];
#[cfg(not(target_arch = "x86_64"))]
pub(in crate::kernel) const LEVELS: [u8; 1] = [0];

#[cfg(target_arch = "x86_64")]
pub(in crate::kernel) use crate::kernel::simd::x86::forced as at_level;
#[cfg(not(target_arch = "x86_64"))]
pub(in crate::kernel) fn at_level<R>(_: u8, work: impl FnOnce() -> R) -> R {
    work()
}

/// Cut between columns anywhere, too, also where one is left that stands alone.
#[test]
fn columns_cut_anywhere() {
    cut_between_columns::<f32, 66>();
    cut_between_columns::<f64, 66>();
    cut_between_columns::<f32, 20>(); // a factor that is not large
    cut_between_columns::<f64, 20>();
}

fn cut_between_columns<T: Float, const IN: usize>() {
    const OUT: usize = 161;
    let mut random = Pcg64::seed_from_u64(1);
    let (x, weight) = (rows::<T, IN>(&mut random, 53), rows::<T, OUT>(&mut random, IN));
    let lhs = RowMajorLhs { values: x.as_flattened(), width: IN };
    let rhs = Rhs::RowMajor { values: weight.as_flattened(), stride: OUT };
    let (mut whole, mut parts) = (vec![[T::nan(); OUT]; 53], vec![[T::nan(); OUT]; 53]);
    for level in LEVELS {
        at_level(level, &mut || {
            parallel::share(Gemm::row_major(lhs, rhs, &mut whole));
            for at in 1..OUT / line::<T>() {
                parts.fill([T::nan(); OUT]);
                let (first, rest) = ColumnParallel::new(lhs, rhs, &mut parts).split(at);
                first.run();
                rest.run();
                assert!(whole == parts, "cut at {at}");
            }
        });
    }
}

macro_rules! sizes {
    ($($name:ident: $inputs:literal $outputs:literal;)*) => { $(
        #[test]
        fn $name() {
            for level in LEVELS {
                for rows in [1, 2, 3, 5, 6, 7, 8, 17, 63, 65] {
                    compare::<f32, $inputs, $outputs>(level, rows);
                    compare::<f64, $inputs, $outputs>(level, rows);
                }
                split::<f32, $inputs, $outputs>(level);
                split::<f64, $inputs, $outputs>(level);
            }
        }
    )* };
}

sizes! {
    one_to_one: 1 1;
    two_to_three: 2 3;
    three_to_seventeen: 3 17;
    five_to_sixty_three: 5 63;
    four_to_thirty_two: 4 32;
    thirty_two_to_sixteen: 32 16;
    seven_to_five: 7 5;
    twelve_to_twenty: 12 20;
    thirty_one_to_twenty_five: 31 25;
    twenty_to_seventeen: 20 17;
    seventeen_to_nine: 17 9;
    seventeen_to_sixty_five: 17 65;
    sixty_three_to_two: 63 2;
    sixty_five_to_129: 65 129;
    seventy_to_ninety: 70 90;
    digits: 64 10;
    one_to_127: 1 127;
    one_twenty_seven_to_one: 127 1;
    one_twenty_nine_to_seven: 129 7;
    deep: 1030 33;
    long: 517 64;
    wide: 7 1100;
}
