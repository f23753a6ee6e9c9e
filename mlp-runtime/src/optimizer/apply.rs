//! A rule over whole tensors: shared among threads, in the best instruction set.

use super::{Rule, compiled};
use crate::Float;
use crate::kernel::{self, Simd, WeightUpdate, WithSimd};
use crate::parallel::{self, Cost, Job};
use crate::tensor::float::flush_subnormal;

/// Applies a rule to a whole tensor if it is trained, in one pass, in the best instruction set.
pub(super) fn apply<T: Float, R: Rule<T, K>, const K: usize>(
    trained: bool,
    rule: R,
    w: &mut [T],
    g: &[T],
    moments: [&mut [T]; K],
) {
    if trained {
        parallel::share(Pass { rule, w, g, moments });
    }
}

/// A rule with the moments of a tensor.
pub(crate) struct UpdateBy<'a, T, R, const K: usize> {
    pub(crate) rule: R,
    pub(crate) moments: [&'a mut [T]; K],
}

impl<T: Float, R: Rule<T, K>, const K: usize> WeightUpdate<T> for UpdateBy<'_, T, R, K> {
    fn split(self, at: usize) -> (Self, Self) {
        let (first, rest) = split(self.moments, at);
        (Self { moments: first, ..self }, Self { moments: rest, ..self })
    }

    fn run(&mut self, at: usize, w: &mut [T], g: &[T]) {
        let moments = self.moments.each_mut().map(|moment| &mut moment[at..at + g.len()]);
        compiled::run(Pass { rule: self.rule, w, g, moments });
    }
}

/// The first `at` numbers of each, and the rest.
fn split<T, const K: usize>(mut all: [&mut [T]; K], at: usize) -> ([&mut [T]; K], [&mut [T]; K]) {
    let mut rests = [(); K].map(|()| <&mut [T]>::default());
    for (all, rest) in all.iter_mut().zip(&mut rests) {
        (*all, *rest) = std::mem::take(all).split_at_mut(at);
    }
    (all, rests)
}

pub(super) struct Pass<'a, T, R, const K: usize> {
    pub(super) rule: R,
    pub(super) w: &'a mut [T],
    pub(super) g: &'a [T],
    pub(super) moments: [&'a mut [T]; K],
}

impl<T: Float, R: Rule<T, K>, const K: usize> Job for Pass<'_, T, R, K> {
    /// As long as the product that made the gradient: cut as that was, each thread finds its numbers in its own cache.
    fn cost(&self) -> Cost {
        Cost::new(self.w.len(), kernel::nanoseconds::<T>(parallel::batch_rows(), self.w.len(), 1))
    }

    fn split(self, at: usize) -> (Self, Self) {
        let Self { rule, w, g, moments } = self;
        let (w, g, moments) = (w.split_at_mut(at), g.split_at(at), split(moments, at));
        (Self { rule, w: w.0, g: g.0, moments: moments.0 }, Self { rule, w: w.1, g: g.1, moments: moments.1 })
    }

    #[inline]
    fn run(self) {
        compiled::run(self);
    }
}

impl<T: Float, R: Rule<T, K>, const K: usize> WithSimd for Pass<'_, T, R, K> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let all = self.w.len();
        let (w, g, moments) = (&mut self.w[..all], &self.g[..all], self.moments.map(|moment| &mut moment[..all]));
        for i in 0..all {
            let (weight, new) = self.rule.step(w[i], g[i], std::array::from_fn(|k| moments[k][i]));
            w[i] = flush_subnormal(weight);
            for k in 0..K {
                moments[k][i] = flush_subnormal(new[k]);
            }
        }
    }
}
