//! Activations and losses against tables with 50 digits, over the whole range of their types.
//!
//! `reference/reference.py` made the tables, with mpmath. The bounds are those that the documentation of each item
//! states; ε is the distance from 1 to the next number of the type.

use mlp_runtime::__private::Activated;
use mlp_runtime::activation::{self, Activation, Needs};
use mlp_runtime::loss::{self, Loss, Output};
use mlp_runtime::{Dense, Float, Row, Tensors};

/// A table: the names of its columns, and its rows.
fn table<T: Float>(name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let path = format!("{}/tests/reference/{name}_{}.csv", env!("CARGO_MANIFEST_DIR"), T::NAME);
    let text = std::fs::read_to_string(path).unwrap();
    let mut rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<String>>());
    (rows.next().unwrap(), rows.collect())
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap()
}

/// How far a result is from the exact one, in ε of its size, or of `least` if that is more. What is below the normal
/// numbers may be 0; what is above the largest is infinite.
fn error<T: Float>(found: T, exact: f64, least: f64) -> f64 {
    let (found, smallest) = (found.widen(), T::min_positive_value().widen());
    if T::of(exact).is_infinite() || exact.abs() < smallest {
        let off = if exact.abs() < smallest { found.abs() > smallest } else { T::of(found) != T::of(exact) };
        return if off { f64::INFINITY } else { 0.0 };
    }
    let error = (found - exact).abs() / (T::epsilon().widen() * exact.abs().max(least));
    if error.is_nan() { f64::INFINITY } else { error }
}

/// y and dy/dz at z, of one row by itself.
fn at<A: Activation, T: Float>(activation: A, z: T) -> [T; 2] {
    let (mut y, mut slope) = ([z], [T::one()]);
    activation.forward(&mut y);
    let kept = if A::KEEPS == Needs::Input { [z] } else { y };
    activation.backward(&kept, &mut slope);
    [y[0], slope[0]]
}

/// y and dy/dz at each z, of a batch, in the instruction set of this machine.
fn in_a_batch<A: Activation, T: Float>(activation: A, z: &[T]) -> Vec<[T; 2]> {
    let (mut layer, mut out) = (Dense::<1, 1, T>::zeros(), Activated::default());
    layer.weight_mut()[0] = [T::one()];
    let (z, mut slopes) = (z.iter().map(|z| [*z]).collect::<Vec<_>>(), vec![[T::one()]; z.len()]);
    layer.forward(&z, activation, &mut out);
    mlp_runtime::__private::activation::backward(activation, &out, &mut slopes);
    out.values().iter().zip(&slopes).map(|(y, slope)| [y[0], slope[0]]).collect()
}

/// The largest errors of the value and of the derivative, and where they are.
fn worst<A: Activation, T: Float>(name: &str, activation: A, least: f64) -> [(f64, f64); 2] {
    let (names, rows) = table::<T>("activations");
    let column = names.iter().position(|column| column == name).unwrap_or_else(|| panic!("no table of {name}"));
    let z: Vec<T> = rows.iter().map(|row| T::of(number(&row[0]))).collect();
    let mut worst = [(0.0, 0.0); 2];
    for ((row, z), batched) in rows.iter().zip(&z).zip(in_a_batch(activation, &z)) {
        let exact = [number(&row[column]), number(&row[column + 1])];
        for found in [at(activation, *z), batched] {
            for (i, least) in [0.0, least].into_iter().enumerate() {
                let error = error(found[i], exact[i], least);
                if error > worst[i].0 {
                    worst[i] = (error, z.widen());
                }
            }
        }
    }
    worst
}

/// Each activation, the bounds on the errors of its value and its derivative in ε, and the size from which on errors of
/// the derivative are relative ones.
macro_rules! activations {
    ($($name:ident $(($parameter:expr))?: $value:literal, $derivative:literal from $least:expr;)*) => { $(
        #[test]
        fn $name() {
            fn check<T: Float>() {
                let [value, derivative] = worst::<_, T>(stringify!($name), activation::$name $(($parameter))?, $least);
                println!("{} {}: {value:.2?} {derivative:.2?}", stringify!($name), T::NAME);
                assert!(value.0 <= $value, "{}: value {} ε at {}", T::NAME, value.0, value.1);
                assert!(derivative.0 <= $derivative, "{}: derivative {} ε at {}", T::NAME, derivative.0, derivative.1);
            }
            check::<f32>();
            check::<f64>();
        }
    )* };
}

activations! {
    linear: 0.0, 0.0 from 0.0;
    sigmoid: 3.0, 1.0 from 1.0;
    tanh: 3.0, 3.0 from 1.0;
    relu: 0.0, 0.0 from 0.0;
    leaky_relu(0.125): 1.0, 0.0 from 0.0;
    elu(1.5): 3.0, 3.0 from 1.5;
    selu: 4.0, 6.0 from 1.0;
    softplus: 4.0, 4.0 from 0.0;
    softsign: 1.0, 2.0 from 1.0;
    gelu: 8.0, 8.0 from 0.1;
    silu: 4.0, 4.0 from 0.1;
    mish: 5.0, 6.0 from 0.1;
    hard_sigmoid: 1.0, 1.0 from 0.0;
    exponential: 1.0, 1.0 from 0.0;
}

/// The value and the derivative at −∞ and ∞, and NaN at NaN.
macro_rules! ends {
    ($($activation:expr => [$($low:expr),*] [$($high:expr),*];)*) => { $({
        fn check<T: Float>() {
            let name = stringify!($activation);
            let ends = [T::neg_infinity(), T::infinity(), T::nan()];
            for (z, batched) in ends.into_iter().zip(in_a_batch($activation, &ends)) {
                let same = |(a, b): (&T, &T)| a == b || a.is_nan() && b.is_nan();
                let single = at($activation, z);
                assert!(single.iter().zip(&batched).all(same), "{name} of {z}: {single:?}, {batched:?}");
            }
            assert_eq!(at($activation, T::neg_infinity()).map(Float::widen), [$($low),*], "{name} at -inf");
            assert_eq!(at($activation, T::infinity()).map(Float::widen), [$($high),*], "{name} at inf");
            assert!(at($activation, T::nan())[0].is_nan(), "{name} of NaN");
            assert!(name == "linear" || at($activation, T::nan())[1].is_nan(), "{name}'s derivative of NaN");
        }
        check::<f32>();
        check::<f64>();
    })* };
}

#[test]
fn limits_at_infinity() {
    use activation::*;
    const INF: f64 = f64::INFINITY;
    ends! {
        linear => [-INF, 1.0] [INF, 1.0];
        sigmoid => [0.0, 0.0] [1.0, 0.0];
        tanh => [-1.0, 0.0] [1.0, 0.0];
        relu => [0.0, 0.0] [INF, 1.0];
        leaky_relu(0.125) => [-INF, 0.125] [INF, 1.0];
        elu(1.5) => [-1.5, 0.0] [INF, 1.0];
        softplus => [0.0, 0.0] [INF, 1.0];
        softsign => [-1.0, 0.0] [1.0, 0.0];
        gelu => [0.0, 0.0] [INF, 1.0];
        silu => [0.0, 0.0] [INF, 1.0];
        mish => [0.0, 0.0] [INF, 1.0];
        hard_sigmoid => [0.0, 0.0] [1.0, 0.0];
        exponential => [0.0, 0.0] [INF, INF];
        step => [0.0, 0.0] [1.0, 0.0];
    }
    let [y, slope] = at(selu, f64::NEG_INFINITY);
    assert!((y + 1.758_099_340_847_377).abs() < 1e-15 && slope.abs() < 1e-15, "{y} {slope}"); // −λ·α
    assert_eq!(at(selu, f64::INFINITY), [INF, 1.050_700_987_355_480_5]);
    assert!(at(selu, f64::NAN).iter().all(|y| y.is_nan()));
}

/// Value and gradient of a loss on given logits.
fn cost<L: Loss, A: Activation, R: Row>(loss: L, last: A, logits: R, target: &L::Target<R>) -> (R::Scalar, R) {
    let (mut values, mut gradient) = (logits, R::ZERO);
    last.forward(&mut values);
    let output = Output::new(&logits, &values);
    loss.gradient(last, output, target, &mut gradient);
    (loss.value(output, target), gradient)
}

/// The target of a loss from the numbers of a table.
trait FromNumbers {
    fn from_numbers(numbers: &[f64]) -> Self;
}

impl FromNumbers for usize {
    fn from_numbers(numbers: &[f64]) -> Self {
        numbers[0] as usize
    }
}

impl<T: Float, const N: usize> FromNumbers for [T; N] {
    fn from_numbers(numbers: &[f64]) -> Self {
        std::array::from_fn(|i| T::of(numbers[i]))
    }
}

/// The largest relative error of a loss, and of its gradient in ε of 1 or of its size.
fn worst_loss<L: Loss, A: Activation, T: Float, const N: usize>(name: &str, loss: L, last: A) -> [f64; 2]
where
    L::Target<[T; N]>: FromNumbers,
{
    let (_, rows) = table::<T>("losses");
    let numbers = |cell: &str| cell.split(' ').map(number).collect::<Vec<_>>();
    let (mut worst, mut count) = ([0.0_f64; 2], 0);
    for row in rows.iter().filter(|row| row[0] == name) {
        let (logits, target) = (FromNumbers::from_numbers(&numbers(&row[1])), numbers(&row[2]));
        let (value, gradient) = cost::<L, A, [T; N]>(loss, last, logits, &FromNumbers::from_numbers(&target));
        let off = error(value, number(&row[3]), 0.0);
        let bound = if T::NAME == "f32" { 1e-6 } else { 1e-14 };
        assert!(off * T::epsilon().widen() <= bound, "{name} {}: {row:?}: {value:e}, off by {off} ε", T::NAME);
        worst[0] = worst[0].max(off);
        for (found, exact) in gradient.iter().zip(numbers(&row[4])) {
            let off = error(*found, exact, 1.0);
            assert!(off <= 6.0, "{name} {}: {row:?}: gradient {found:e}, off by {off} ε", T::NAME);
            worst[1] = worst[1].max(off);
        }
        count += 1;
    }
    assert!(count > 0, "no table of {name}");
    worst
}

macro_rules! losses {
    ($($name:ident: $loss:expr, $last:ident, $width:literal;)*) => { $(
        #[test]
        fn $name() {
            use activation::$last;
            use loss::*;
            let narrow = worst_loss::<_, _, f32, $width>(stringify!($name), $loss, $last);
            let wide = worst_loss::<_, _, f64, $width>(stringify!($name), $loss, $last);
            println!("{}: f32 {narrow:.1?} ε, f64 {wide:.1?} ε", stringify!($name));
        }
    )* };
}

/// Relative errors below 1e-6 in f32 and 1e-14 in f64, for logits of −100 to 100, with offsets of 1e8 too.
mod losses {
    use super::*;

    losses! {
        mse: mse, linear, 1;
        mae: mae, linear, 1;
        huber: huber(0.75), linear, 1;
        log_cosh: log_cosh, linear, 1;
        hinge: hinge, linear, 1;
        poisson_softplus: poisson, softplus, 1;
        poisson_exponential: poisson, exponential, 1;
        binary: binary, sigmoid, 1;
        sparse_categorical: sparse_categorical, softmax, 3;
        sparse_categorical_smoothed: label_smoothing(sparse_categorical, 0.125), softmax, 3;
        categorical: categorical, softmax, 3;
        categorical_smoothed: label_smoothing(categorical, 0.125), softmax, 3;
        kl_divergence: kl_divergence, softmax, 3;
    }
}
