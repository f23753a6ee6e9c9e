//! Optimizers and schedules, each with its options.

use super::{Kind, OptionWord, Range, option};

/// An optimizer.
pub(crate) struct Optimizer {
    /// The word.
    pub(crate) name: &'static str,
    /// The runtime's type.
    pub(crate) type_name: &'static str,
    /// Its options.
    pub(crate) options: &'static [OptionWord],
}

const LR: OptionWord = option("lr", Kind::Number(Range::AboveZero), "1e-3");
const MOMENTUM: OptionWord = option("momentum", Kind::Number(Range::Share), "0.9");
const EPSILON: OptionWord = option("epsilon", Kind::Number(Range::AboveZero), "1e-8");
const WEIGHT_DECAY: OptionWord = option("weight_decay", Kind::Number(Range::AtLeastZero), "1e-4");
const BETA1: OptionWord = option("beta1", Kind::Number(Range::Share), "0.9");
const BETA2: OptionWord = option("beta2", Kind::Number(Range::Share), "0.999");
const ADAM: &[OptionWord] = &[LR, BETA1, BETA2, EPSILON, WEIGHT_DECAY, option("amsgrad", Kind::Bool, "true")];

/// Every optimizer.
pub(crate) const OPTIMIZERS: &[Optimizer] = &[
    Optimizer {
        name: "sgd",
        type_name: "Sgd",
        options: &[LR, MOMENTUM, option("nesterov", Kind::Bool, "true"), WEIGHT_DECAY],
    },
    Optimizer { name: "adam", type_name: "Adam", options: ADAM },
    Optimizer { name: "adamw", type_name: "AdamW", options: ADAM },
    Optimizer {
        name: "rmsprop",
        type_name: "RmsProp",
        options: &[LR, option("alpha", Kind::Number(Range::Share), "0.99"), EPSILON, MOMENTUM, WEIGHT_DECAY],
    },
    Optimizer { name: "adagrad", type_name: "Adagrad", options: &[LR, EPSILON, WEIGHT_DECAY] },
    Optimizer { name: "adamax", type_name: "Adamax", options: &[LR, BETA1, BETA2, EPSILON, WEIGHT_DECAY] },
    Optimizer {
        name: "nadam",
        type_name: "NAdam",
        options: &[
            LR,
            BETA1,
            BETA2,
            EPSILON,
            option("momentum_decay", Kind::Number(Range::AtLeastZero), "4e-3"),
            WEIGHT_DECAY,
        ],
    },
    Optimizer { name: "radam", type_name: "RAdam", options: &[LR, BETA1, BETA2, EPSILON, WEIGHT_DECAY] },
    Optimizer { name: "lion", type_name: "Lion", options: &[LR, BETA1, BETA2, WEIGHT_DECAY] },
];

/// A learning-rate schedule.
pub(crate) struct Schedule {
    /// The word.
    pub(crate) name: &'static str,
    /// Its options.
    pub(crate) options: &'static [OptionWord],
    /// The options that it cannot do without, in the order of its constructor's arguments.
    pub(crate) required: &'static [&'static str],
    /// How it is written.
    pub(crate) example: &'static str,
}

const WARMUP: OptionWord = option("warmup", Kind::Number(Range::AtLeastZero), "2");
const WARMUP_START: OptionWord = option("warmup_start", Kind::Number(Range::Share), "0.1");
const MINIMUM: OptionWord = option("minimum", Kind::Number(Range::Share), "0.01");
const EVERY: OptionWord = option("every", Kind::Number(Range::AboveZero), "10");

/// Every schedule.
pub(crate) const SCHEDULES: &[Schedule] = &[
    Schedule {
        name: "constant",
        options: &[WARMUP, WARMUP_START],
        required: &[],
        example: "schedule constant warmup=2;",
    },
    Schedule {
        name: "step",
        options: &[EVERY, option("factor", Kind::Number(Range::AboveZero), "0.1"), WARMUP, WARMUP_START],
        required: &["every", "factor"],
        example: "schedule step every=10 factor=0.1;",
    },
    Schedule {
        name: "exponential",
        options: &[option("factor", Kind::Number(Range::AboveZero), "0.95"), WARMUP, WARMUP_START],
        required: &["factor"],
        example: "schedule exponential factor=0.95;",
    },
    Schedule { name: "cosine", options: &[MINIMUM, WARMUP, WARMUP_START], required: &[], example: "schedule cosine;" },
    Schedule {
        name: "cosine_restarts",
        options: &[EVERY, option("multiplier", Kind::Number(Range::AboveZero), "2"), MINIMUM, WARMUP, WARMUP_START],
        required: &["every"],
        example: "schedule cosine_restarts every=10;",
    },
    Schedule { name: "linear", options: &[MINIMUM, WARMUP, WARMUP_START], required: &[], example: "schedule linear;" },
    Schedule {
        name: "polynomial",
        options: &[option("power", Kind::Number(Range::AboveZero), "2"), MINIMUM, WARMUP, WARMUP_START],
        required: &["power"],
        example: "schedule polynomial power=2;",
    },
    Schedule {
        name: "one_cycle",
        options: &[
            option("pct_start", Kind::Number(Range::Share), "0.3"),
            option("div_factor", Kind::Number(Range::AboveZero), "25"),
            option("final_div_factor", Kind::Number(Range::AboveZero), "1e4"),
            option("linear_phases", Kind::Bool, "true"),
            option("three_phase", Kind::Bool, "true"),
        ],
        required: &[],
        example: "schedule one_cycle;",
    },
    Schedule {
        name: "inverse_sqrt",
        options: &[option("warmup", Kind::Number(Range::AboveZero), "2"), WARMUP_START],
        required: &["warmup"],
        example: "schedule inverse_sqrt warmup=2;",
    },
    Schedule {
        name: "coslog",
        options: &[option("cycles", Kind::Number(Range::AboveZero), "4"), WARMUP, WARMUP_START],
        required: &["cycles"],
        example: "schedule coslog cycles=4;",
    },
];

/// The optimizer of this name.
pub(crate) fn optimizer(name: &str) -> Option<&'static Optimizer> {
    OPTIMIZERS.iter().find(|optimizer| optimizer.name == name)
}

/// The schedule of this name.
pub(crate) fn schedule(name: &str) -> Option<&'static Schedule> {
    SCHEDULES.iter().find(|schedule| schedule.name == name)
}
