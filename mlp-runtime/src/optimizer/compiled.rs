//! The built-in rules' passes, compiled with this crate in debug builds.
//!
//! A pass is generic, so it is compiled in the crate of the network. In a debug build it is not optimized and takes ten
//! times as long as the matrix products. The copies here, for both number types, are optimized by the profile's line
//! for `mlp-runtime`. Release builds use the generic pass, which knows the sizes.

use std::any::{Any, TypeId};

use super::Rule;
use super::adagrad::AdagradRule;
use super::adam::AdamRule;
use super::adamax::AdamaxRule;
use super::apply::Pass;
use super::lion::LionRule;
use super::nadam::NAdamRule;
use super::radam::RAdamRule;
use super::rmsprop::RmsPropRule;
use super::sgd::{MomentumRule, SgdRule};
use crate::{Float, kernel};

/// Runs a pass in the best instruction set.
#[inline(always)]
pub(super) fn run<T: Float, R: Rule<T, K>, const K: usize>(pass: Pass<'_, T, R, K>) {
    if cfg!(debug_assertions) { run_here(pass) } else { kernel::dispatch(pass) }
}

/// Runs the copy of each of these rules, for both number types, where it is that rule.
macro_rules! run_copies {
    ($pass:ident: $($rule:ident $(<$generic:ident>)?, $moments:literal;)*) => {$(
        run_copies!(@ $pass, f32, $rule $(<$generic f32>)?, $moments);
        run_copies!(@ $pass, f64, $rule $(<$generic f64>)?, $moments);
    )*};
    (@ $pass:ident, $scalar:ty, $rule:ident $(<$generic:ident $of:ty>)?, $moments:literal) => {
        if K == $moments
            && TypeId::of::<T>() == TypeId::of::<$scalar>()
            && let Some(&rule) = (&$pass.rule as &dyn Any).downcast_ref::<$rule $(<$of>)?>()
        {
            #[inline(never)]
            fn copy(pass: Pass<'_, $scalar, $rule $(<$of>)?, $moments>) {
                kernel::dispatch(pass);
            }
            let mut moments = $pass.moments.into_iter().map(bytemuck::cast_slice_mut);
            return copy(Pass {
                rule,
                w: bytemuck::cast_slice_mut($pass.w),
                g: bytemuck::cast_slice($pass.g),
                moments: std::array::from_fn(|_| moments.next().unwrap_or_default()),
            });
        }
    };
}

fn run_here<T: Float, R: Rule<T, K>, const K: usize>(pass: Pass<'_, T, R, K>) {
    run_copies! { pass:
        SgdRule, 0;
        MomentumRule<T>, 1;
        AdamRule<T>, 2;
        AdamRule<T>, 3;
        AdamaxRule<T>, 2;
        NAdamRule<T>, 2;
        RAdamRule<T>, 2;
        LionRule<T>, 1;
        RmsPropRule<T>, 1;
        RmsPropRule<T>, 2;
        AdagradRule<T>, 1;
    }
    kernel::dispatch(pass);
}
