//! All but the products, which sum as many terms at once as a register holds, gives the same bits in each instruction
//! set; what is given a set's [`Arithmetic`](crate::kernel::Arithmetic), in each that fuses multiply and add, and in each that
//! does not. But AVX-512 has a tanh and a sigmoid of `f32` of its own.

use crate::__private::{Activated, Batch, Draw, Dropped, Normalized, Path};
use crate::activation::{self, Activation};
use crate::kernel::simd::x86::{AVX2, AVX512, PORTABLE, SSE2, forced};
use crate::kernel::simd::{Portable, Simd};
use crate::loss;
use crate::tensor::init::{Random, he_normal};
use crate::{BatchNorm, Dense, Float, LayerNorm, Row, Standardize, Tensors, layer::residual};

/// The same bits in each set.
fn same<T: Float>(what: &str, work: impl Fn() -> Vec<T>) {
    compare(what, work, &[&[SSE2, AVX2, AVX512, PORTABLE]]);
}

/// The same bits in each set of the same arithmetic.
fn alike<T: Float>(what: &str, work: impl Fn() -> Vec<T>) {
    if Portable::FMA {
        compare(what, work, &[&[AVX2, AVX512, PORTABLE]]);
    } else {
        compare(what, work, &[&[AVX2, AVX512], &[SSE2, PORTABLE]]);
    }
}

/// The same bits in each set of the same arithmetic but AVX-512, and there numbers as close to the exact ones, within 3
/// ulp each.
fn alike_but_avx512<T: Float>(what: &str, work: impl Fn() -> Vec<T>) {
    compare(what, &work, &[if Portable::FMA { &[AVX2, PORTABLE] } else { &[SSE2, PORTABLE] }]);
    for (found, other) in forced(AVX512, &work).into_iter().zip(forced(AVX2, &work)) {
        let ulp = T::epsilon() * other.abs().max(T::min_positive_value());
        let close = (found - other).abs() <= T::of(6.0) * ulp;
        assert!(close || found.is_nan() && other.is_nan(), "{what}: {found}, {other}");
    }
}

/// Compares what `work` gives in the sets of each group: to the bit, but for those of NaN, which no standard fixes.
fn compare<T: Float>(what: &str, work: impl Fn() -> Vec<T>, groups: &[&[u8]]) {
    let bits = |level| -> Vec<Option<u64>> {
        let numbers = forced(level, &work);
        numbers.iter().map(|x| (!x.is_nan()).then(|| x.widen().to_bits())).collect()
    };
    for group in groups {
        let expected = bits(group[0]);
        for level in &group[1..] {
            let found = bits(*level);
            let different = (0..expected.len()).find(|i| found[*i] != expected[*i]);
            let numbers = different.map(|i| [found[i], expected[i]].map(|bits| bits.map(f64::from_bits)));
            assert_eq!(different, None, "{what} in {}, sets {} and {level}: {numbers:?}", T::NAME, group[0]);
        }
    }
}

/// Zeros, the ends, and both signs of numbers from subnormal to huge: as many as fill rows of `R`, each row another.
fn numbers<R: Row>() -> Vec<R> {
    let special =
        [0.0, f64::INFINITY, f64::NAN, f64::MIN_POSITIVE, 1e-310, 1e-40, 1e300, 3e38, 88.7, 709.7, 104.0, 746.0];
    let powers = (-320..=310).map(|e| 10_f64.powf(f64::from(e) / 8.0));
    let steps = (1..400).map(|step| f64::from(step) / 16.0);
    let all: Vec<f64> = special.into_iter().chain(powers).chain(steps).flat_map(|x| [x, -x]).collect();
    fill(all.len().div_ceil(R::WIDTH) + 1, |i| all[i % all.len()])
}

/// Numbers as they are in training.
fn usual<R: Row>(rows: usize, seed: u64) -> Vec<R> {
    let mut random = Random::new(seed);
    fill(rows, |_| random.uniform(2.0))
}

fn fill<R: Row>(rows: usize, mut number: impl FnMut(usize) -> f64) -> Vec<R> {
    let mut all = vec![R::ZERO; rows];
    for (r, row) in all.iter_mut().enumerate() {
        for (i, value) in row.as_mut_slice().iter_mut().enumerate() {
            *value = R::Scalar::of(number(r * R::WIDTH + i));
        }
    }
    all
}

fn batch<R: Row>(rows: &[R]) -> Batch<R> {
    let mut batch = Batch::default();
    batch.resize(rows.len());
    batch.copy_from_slice(rows);
    batch
}

fn activated<R: Row>(activation: impl Activation, logits: &[R]) -> Activated<R> {
    let mut all = Activated { logits: batch(logits), values: batch(logits) };
    activation::forward(activation, &mut all.values);
    all
}

fn activations<T: Float, const N: usize>() {
    macro_rules! each {
        ($($activation:expr),*) => { $({
            let (activation, name, logits) = ($activation, stringify!($activation), numbers::<[T; N]>());
            let values = || activated(activation, &logits).values.as_flattened().to_vec();
            if ["tanh", "sigmoid"].contains(&name) && T::NAME == "f32" {
                alike_but_avx512(&format!("{name} of {N}"), values);
            } else {
                alike(&format!("{name} of {N}"), values);
            }
            let kept = activated(activation, &logits);
            alike(&format!("{name}'s derivative of {N}"), || {
                let mut delta = usual::<[T; N]>(logits.len(), 1);
                activation::batch::backward(activation, &kept, &mut delta);
                delta.as_flattened().to_vec()
            });
        })* };
    }
    use activation::*;
    each!(linear, relu, leaky_relu(0.01), elu(1.5), selu, sigmoid, hard_sigmoid, tanh, softplus, softsign);
    each!(exponential, gelu, silu, mish, softmax, step);
}

fn losses<T: Float, const N: usize>() {
    fn agree<L: Loss, T: Float, const N: usize>(name: &str, loss: L, last: impl Activation) {
        let (outputs, mut random) = (activated(last, &numbers::<[T; N]>()), Random::new(2));
        let targets: Vec<L::Target<[T; N]>> = outputs.values.iter().map(|_| loss.sample(&mut random)).collect();
        for row in 0..outputs.values.len() {
            let outputs = activated(last, &outputs.logits[row..=row]);
            let (what, cost) =
                (format!("{name} of {N}"), || vec![T::of(loss::costs(loss, &outputs, &targets[row..=row], &[]))]);
            if name == "binary" { alike(&what, cost) } else { same(&what, cost) }
        }
        same(&format!("{name}'s gradient of {N}"), || {
            let mut delta = vec![[T::ZERO; N]; targets.len()];
            loss::gradients(loss, last, &outputs, &targets, 0.3, &[], &mut delta);
            delta.as_flattened().to_vec()
        });
    }
    macro_rules! each {
        ($($loss:expr, $last:expr;)*) => { $(agree::<_, T, N>(stringify!($loss), $loss, $last);)* };
    }
    use activation::{linear, sigmoid, softmax, softplus, step, tanh};
    use loss::*;
    each! {
        mse, tanh;
        rmse, linear;
        mae, linear;
        huber(1.0), linear;
        log_cosh, linear;
        binary, sigmoid;
        categorical, softmax;
        kl_divergence, softmax;
        sparse_categorical, softmax;
        label_smoothing(categorical, 0.1), softmax;
        hinge, linear;
        poisson, softplus;
        perceptron, step;
    }
}

fn norms<T: Float, const N: usize>() {
    let (x, delta) = (usual::<[T; N]>(13, 3), usual::<[T; N]>(13, 4));
    let gelu = activation::gelu;
    alike(&format!("batch_norm of {N}"), || {
        let (norm, mut gradient, mut input) = (BatchNorm::<N, T>::init(), BatchNorm::zeros(), Batch::default());
        let (mut kept, mut found) = (Normalized::default(), Normalized::default());
        norm.train(&x, 1e-5, gelu, &mut kept);
        norm.backward(&kept, &delta, &mut gradient, &mut input);
        norm.forward(&x, 1e-5, gelu, &mut found);
        [&kept[..], &found, &input, &tensors(&gradient), &[norm.row(&x[0], 1e-5, gelu)]].concat().concat()
    });
    alike(&format!("layer_norm of {N}"), || {
        let (norm, mut gradient, mut input) = (LayerNorm::<N, T>::init(), LayerNorm::zeros(), Batch::default());
        let mut kept = Normalized::default();
        norm.forward(&x, 1e-5, gelu, &mut kept);
        norm.backward(&kept, &delta, &mut gradient, &mut input);
        assert_eq!(norm.row(&x[5], 1e-5, gelu), kept[5]);
        [&kept[..], &input, &tensors(&gradient)].concat().concat()
    });
}

/// All tensors, one after the other.
fn tensors<M: Tensors, const N: usize>(gradient: &M) -> Vec<[M::Scalar; N]> {
    let mut rows = Vec::new();
    gradient.tensors(&Path::ROOT, &mut |_, tensor| rows.extend_from_slice(tensor.values.as_chunks().0));
    rows
}

fn others<T: Float, const N: usize>() {
    let (x, other) = (usual::<[T; N]>(13, 5), usual::<[T; N]>(13, 6));
    same(&format!("dropout of {N}"), || {
        let (mut dropped, mut delta) = (Dropped::default(), batch(&other));
        dropped.forward(&x, 0.3, Draw::Step { seed: 1, step: 2, first_row: 3 }, 4);
        dropped.backward(&mut delta);
        [&dropped[..], &delta].concat().concat()
    });
    alike(&format!("residual of {N}"), || {
        let (mut sum, mut input) = (Activated::default(), batch(&other));
        residual::forward(&x, &other, activation::silu, &mut sum);
        residual::leave(&x, &mut input);
        [&sum[..], &input, &[residual::row(&x[0], &other[0], activation::silu)]].concat().concat()
    });
    same(&format!("standardize of {N}"), || {
        let (mut standardize, mut out, mut delta) = (Standardize::init(), Batch::default(), batch(&other));
        standardize.prepare(&x);
        standardize.forward(&x, &mut out);
        standardize.backward(&mut delta);
        [&out[..], &delta, &[standardize.row(&x[0])]].concat().concat()
    });
    same(&format!("a penalty of {N}"), || {
        let (dense, mut gradient) = (Dense::<5, N, T>::init(he_normal, &mut Random::new(7)), Dense::<5, N, T>::zeros());
        dense.penalize(0.1, 0.2, &mut gradient);
        [gradient.weight().as_flattened(), &[T::of(dense.penalty(0.1, 0.2))]].concat()
    });
}

/// A test with rows of these widths and both number types.
macro_rules! widths {
    ($($name:ident: $test:ident $($width:literal)*;)*) => { $(
        #[test]
        fn $name() {
            $($test::<f32, $width>(); $test::<f64, $width>();)*
        }
    )* };
}

widths! {
    activations_agree: activations 1 2 3 5 7 17 63 65 127 129;
    losses_agree: losses 1 3 17 65;
    norms_agree: norms 1 2 3 5 7 17 63 65 127 129;
    other_layers_agree: others 1 2 3 5 7 17 63 65 127 129;
}
