//! The settings and data that determine the result of a training. They are written to its checkpoint and compared when
//! it resumes.

use std::borrow::Borrow;
use std::hash::Hasher;

use twox_hash::XxHash64;

use super::text::Lines;
use crate::data::dataset::Dataset;
use crate::formats::safetensors::network;
use crate::loss::Loss as _;
use crate::model::class::AsTarget;
use crate::model::target::Target;
use crate::model::trainable::{LossTarget, Trainable};
use crate::optimizer::Optimizer;
use crate::tensor::rows::Row;
use crate::train::Trainer;
use crate::{Float, Layer};

/// Names and values, a line each.
pub(super) struct Terms(Vec<(&'static str, String)>);

/// The first difference: the name, the value in the checkpoint, and the value in the trainer.
pub(super) type Change = (&'static str, String, String);

/// Settings that may change: the user wants the training to continue differently.
const FREE: [&str; 4] = ["learning_rate", "epochs", "schedule", "reduce_on_plateau"];

impl Terms {
    /// The terms of a trainer and its data.
    pub(super) fn of<M: Trainable, O: Optimizer, C>(
        trainer: &Trainer<'_, M, O, C>,
        train: &Dataset<M::Input, M::Target>,
    ) -> Self {
        let settings = &trainer.settings;
        let weights = trainer.class_weights.as_ref().map(|weights| format!("{:?}", weights.given()));
        let plateau = settings.plateau.map(|rule| format!("{} after {} epochs", rule.factor, rule.patience));
        let (loss, loss_options) = M::LOSS.identity();
        Self(vec![
            ("data", format!("{:016x}", fingerprint::<M>(train))),
            ("rows", train.len().to_string()),
            ("network", network::<M>()),
            ("loss", without_paths(loss)),
            ("loss_options", loss_options),
            ("penalties", format!("{:.5e}", penalty_of_ones::<M>())),
            ("optimizer_settings", trainer.optimizer.settings()),
            ("seed", settings.seed.to_string()),
            ("batch_size", settings.batch_size.to_string()),
            ("shuffle", settings.shuffle.to_string()),
            ("clip_norm", settings.clip_norm.map_or("none".into(), |norm| norm.to_string())),
            ("class_weights", weights.unwrap_or_else(|| "none".into())),
            ("learning_rate", trainer.optimizer.learning_rate().to_string()),
            ("epochs", settings.epochs.to_string()),
            ("schedule", format!("{:?}", settings.schedule)),
            ("reduce_on_plateau", plateau.unwrap_or_else(|| "none".into())),
        ])
    }

    /// As lines of a checkpoint's text.
    pub(super) fn lines(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name} {value}\n")).collect()
    }

    /// A forbidden change since the checkpoint was written. A checkpoint without these lines is not compared.
    pub(super) fn forbidden(&self, written: &str) -> Option<Change> {
        self.changes(written).find(|(name, ..)| !FREE.contains(name))
    }

    /// The allowed changes.
    pub(super) fn free(&self, written: &str) -> Vec<Change> {
        self.changes(written).filter(|(name, ..)| FREE.contains(name)).collect()
    }

    fn changes(&self, written: &str) -> impl Iterator<Item = Change> {
        self.0.iter().filter_map(move |(name, now)| {
            let before = Lines(written).raw(name)?;
            (before != now).then(|| (*name, before.to_owned(), now.clone()))
        })
    }
}

/// A type's own name, and those of its parameters: `label_smoothing<categorical>`.
fn without_paths(name: &str) -> String {
    let own = |piece: &str| piece.rsplit("::").next().unwrap_or_default().to_owned();
    name.split_inclusive(['<', ',', ' ']).map(own).collect()
}

/// What `l1` and `l2` add to the loss of a network whose numbers are all 1.
fn penalty_of_ones<M: Layer>() -> f64 {
    let mut model = M::zeros();
    M::side_by_side([&mut model], &mut |_, [numbers]| numbers.fill(M::Scalar::of(1.0)));
    model.penalty()
}

/// The hash of all inputs and targets, in their order.
fn fingerprint<M: Trainable>(set: &Dataset<M::Input, M::Target>) -> u64 {
    let mut hasher = XxHash64::with_seed(0);
    numbers(<M as Layer>::Input::flat(set.inputs()).iter().map(|x| x.widen().to_bits()), &mut hasher);
    let width = if <LossTarget<M> as Target>::CLASSES { 0 } else { M::Output::WIDTH };
    for target in set.targets() {
        let target = target.as_target();
        let target: &LossTarget<M> = target.borrow();
        match width {
            0 => hasher.write_u64(target.class() as u64),
            _ => numbers((0..width).map(|output| target.value(output).to_bits()), &mut hasher),
        }
    }
    hasher.finish()
}

/// Hashes a kilobyte at a time, with fewer calls of the library, which helps debug builds.
fn numbers(numbers: impl Iterator<Item = u64>, hasher: &mut XxHash64) {
    let (mut bytes, mut filled) = ([0; 1024], 0);
    for number in numbers {
        bytes[filled..filled + 8].copy_from_slice(&number.to_le_bytes());
        filled += 8;
        if filled == bytes.len() {
            hasher.write(&bytes);
            filled = 0;
        }
    }
    hasher.write(&bytes[..filled]);
}
