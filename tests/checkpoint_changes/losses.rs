//! The loss belongs to a training, with its options: those of our own losses, and of a user's, which show in its values.

use mlp::Float;
use mlp::loss::Elementwise;
use mlp::prelude::*;

use super::place;

/// The pinball loss.
#[derive(Clone, Copy)]
pub(crate) struct Quantile(pub(crate) f64);

impl Elementwise for Quantile {
    fn value<T: Float>(self, y: T, t: T) -> T {
        let d = t - y;
        (T::of(self.0) * d).max(T::of(self.0 - 1.0) * d)
    }

    fn derivative<T: Float>(self, y: T, t: T) -> T {
        if t > y { T::of(-self.0) } else { T::of(1.0 - self.0) }
    }
}

/// Another one with the same values.
#[derive(Clone, Copy)]
pub(crate) struct Pinball(pub(crate) f64);

impl Elementwise for Pinball {
    fn value<T: Float>(self, y: T, t: T) -> T {
        Quantile(self.0).value(y, t)
    }

    fn derivative<T: Float>(self, y: T, t: T) -> T {
        Quantile(self.0).derivative(y, t)
    }
}

/// A network with these last statements, in a module of its own.
macro_rules! network {
    ($module:ident: $($statements:tt)*) => {
        mod $module {
            mlp::network! {
                pub(crate) struct Net;
                input 2;
                dense 3 tanh;
                $($statements)*
                batch 4;
                epochs 2;
            }
        }
    };
}

network!(mse: dense 2; loss mse;);
network!(huber_1: dense 2; loss huber(1.0););
network!(huber_2: dense 2; loss huber(2.0););
network!(quantile_9: dense 2; loss crate::losses::Quantile(0.9););
network!(quantile_8: dense 2; loss crate::losses::Quantile(0.8););
network!(pinball_9: dense 2; loss crate::losses::Pinball(0.9););
network!(decays: dense 2 l2=1e-3; loss mse;);
network!(plain: dense 2 softmax; loss categorical;);
network!(smooth_1: dense 2 softmax; loss categorical label_smoothing=0.1;);
network!(smooth_2: dense 2 softmax; loss categorical label_smoothing=0.2;);

fn set() -> Dataset<[f32; 2], [f32; 2]> {
    let row = |i: usize| std::array::from_fn(|k| ((2 * i + k) as f32).sin());
    let target = |i: usize| if i.is_multiple_of(2) { [1.0, 0.0] } else { [0.0, 1.0] };
    Dataset::new((0..12).map(row).collect(), (0..12).map(target).collect()).unwrap()
}

/// The setting that a training of `$second` finds changed in a checkpoint of `$first`.
macro_rules! changed {
    ($first:ident, $second:ident) => {{
        let (_folder, path) = place();
        Trainer::new(&mut $first::Net::init(1)).checkpoint(&path).fit(&set()).unwrap();
        let mut model = $second::Net::init(2);
        let mut resumed = Trainer::new(&mut model).epochs(3).resume(&path).unwrap();
        let setting = match resumed.fit(&set()) {
            Ok(_) => None,
            Err(Error::Changed { setting, expected, found, .. }) => {
                assert_ne!(expected, found);
                Some(setting)
            }
            Err(error) => panic!("{error}"),
        };
        if setting.is_some() {
            let mut model = $second::Net::init(2);
            Trainer::new(&mut model).epochs(3).allow_changes().resume(&path).unwrap().fit(&set()).unwrap();
        }
        setting
    }};
}

#[test]
fn another_loss_is_refused() {
    assert_eq!(changed!(mse, huber_1), Some("loss"));
    assert_eq!(changed!(quantile_9, pinball_9), Some("loss"));
    assert_eq!(changed!(plain, smooth_1), Some("loss"));
    assert_eq!(changed!(mse, quantile_9), Some("loss"));
}

#[test]
fn other_options_of_a_loss_are_refused() {
    assert_eq!(changed!(huber_1, huber_2), Some("loss_options"));
    assert_eq!(changed!(smooth_1, smooth_2), Some("loss_options"));
    assert_eq!(changed!(quantile_9, quantile_8), Some("loss_options"));
    assert_eq!(changed!(mse, decays), Some("penalties"));
}

#[test]
fn the_same_loss_resumes() {
    assert_eq!(changed!(mse, mse), None);
    assert_eq!(changed!(huber_1, huber_1), None);
    assert_eq!(changed!(quantile_9, quantile_9), None);
    assert_eq!(changed!(smooth_1, smooth_1), None);
    assert_eq!(changed!(decays, decays), None);
}
