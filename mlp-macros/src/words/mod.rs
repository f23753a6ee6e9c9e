//! The vocabulary: every activation, loss, optimizer, schedule, initializer and option, and what each asks for.

mod foreign;
mod spelling;
pub(crate) mod statements;
mod training;

pub(crate) use foreign::{
    Suggestion, advise, foreign_activation, foreign_init, foreign_loss, foreign_optimizer, foreign_optimizer_option,
    foreign_option, foreign_schedule, foreign_schedule_option, foreign_statement, is_foreign_library, names_a_size,
};
pub(crate) use spelling::{camel, field_name, is_rust_keyword, nearest, normal, snake};
pub(crate) use statements::{
    StatementSyntax, example, is_keyword, keyword_for, keywords, nearest_keyword, statement_named,
};
pub(crate) use training::{OPTIMIZERS, SCHEDULES, optimizer, schedule};

/// The name of a network without a header.
pub(crate) const DEFAULT_NAME: &str = "Network";

/// The largest size, and the largest number of rows or epochs.
pub(crate) const MAX_SIZE: usize = 16_777_216;

/// The values a number may have.
#[derive(Clone, Copy)]
pub(crate) enum Range {
    /// Every number.
    Any,
    /// `0 ≤ x`
    AtLeastZero,
    /// `0 < x`
    AboveZero,
    /// `0 ≤ x < 1`
    Share,
}

impl Range {
    /// Whether `x` is within the range.
    pub(crate) fn contains(self, x: f64) -> bool {
        match self {
            Self::Any => true,
            Self::AtLeastZero => x >= 0.0,
            Self::AboveZero => x > 0.0,
            Self::Share => (0.0..1.0).contains(&x),
        }
    }

    /// The range in words: "`lr` must be …".
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Any => "a number",
            Self::AtLeastZero => "at least 0",
            Self::AboveZero => "above 0",
            Self::Share => "at least 0 and below 1",
        }
    }

    /// The function of `mlp::check` by which rustc checks a constant, if there is something to check.
    pub(crate) fn check(self) -> Option<&'static str> {
        match self {
            Self::Any => None,
            Self::AtLeastZero => Some("not_negative"),
            Self::AboveZero => Some("positive"),
            Self::Share => Some("share"),
        }
    }
}

/// The parameter of `leaky_relu(0.01)` or `huber(1.0)`.
pub(crate) struct Parameter {
    /// Its default value, as a Rust literal.
    pub(crate) default: &'static str,
    /// The values it may have.
    pub(crate) range: Range,
}

/// An activation.
pub(crate) struct Activation {
    /// The word, which is also the name of the runtime's value.
    pub(crate) name: &'static str,
    /// Its parameter, if it has one.
    pub(crate) parameter: Option<Parameter>,
    /// The initializer of the weights before it.
    pub(crate) init: &'static str,
}

/// Every activation.
pub(crate) const ACTIVATIONS: &[Activation] = &[
    plain("linear", "glorot_uniform"),
    plain("sigmoid", "glorot_uniform"),
    plain("tanh", "glorot_uniform"),
    plain("relu", "he_uniform"),
    Activation {
        name: "leaky_relu",
        parameter: Some(Parameter { default: "0.01", range: Range::AtLeastZero }),
        init: "he_uniform",
    },
    Activation {
        name: "elu",
        parameter: Some(Parameter { default: "1.0", range: Range::AboveZero }),
        init: "he_uniform",
    },
    plain("selu", "lecun_normal"),
    plain("softplus", "glorot_uniform"),
    plain("softsign", "glorot_uniform"),
    plain("gelu", "he_uniform"),
    plain("silu", "he_uniform"),
    plain("mish", "he_uniform"),
    plain("hard_sigmoid", "glorot_uniform"),
    plain("exponential", "glorot_uniform"),
    plain("softmax", "glorot_uniform"),
    plain("step", "glorot_uniform"),
];

const fn plain(name: &'static str, init: &'static str) -> Activation {
    Activation { name, parameter: None, init }
}

/// What a loss takes from the last layer.
pub(crate) enum Takes {
    /// Any activation but `step`.
    Any,
    /// One of these activations.
    OneOf(&'static [&'static str]),
}

impl Takes {
    /// The activation to write, where not any will do.
    pub(crate) fn first(&self) -> Option<&'static str> {
        match self {
            Self::OneOf(words) => words.first().copied(),
            Self::Any => None,
        }
    }
}

/// What a loss takes as the target of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TargetKind {
    /// A number for each output.
    Row,
    /// A share for each class, which sum to 1.
    Distribution,
    /// The number of the class.
    Class,
    /// Yes or no for each output.
    YesNo,
}

/// A loss.
pub(crate) struct Loss {
    /// The word, which is also the name of the runtime's value.
    pub(crate) name: &'static str,
    /// Its parameter, if it has one.
    pub(crate) parameter: Option<Parameter>,
    /// The last activation it goes with.
    pub(crate) takes: Takes,
    /// What it takes as a target.
    pub(crate) target: TargetKind,
    /// Its options.
    pub(crate) options: &'static [OptionWord],
}

/// Every loss.
pub(crate) const LOSSES: &[Loss] = &[
    loss("mse", Takes::Any, TargetKind::Row),
    loss("rmse", Takes::Any, TargetKind::Row),
    loss("mae", Takes::Any, TargetKind::Row),
    Loss {
        parameter: Some(Parameter { default: "1.0", range: Range::AboveZero }),
        ..loss("huber", Takes::Any, TargetKind::Row)
    },
    loss("log_cosh", Takes::Any, TargetKind::Row),
    loss("poisson", Takes::OneOf(&["softplus", "exponential"]), TargetKind::Row),
    loss("binary", Takes::OneOf(&["sigmoid"]), TargetKind::YesNo),
    Loss { options: SMOOTHED, ..loss("categorical", Takes::OneOf(&["softmax"]), TargetKind::Distribution) },
    loss("kl_divergence", Takes::OneOf(&["softmax"]), TargetKind::Distribution),
    Loss { options: SMOOTHED, ..loss("sparse_categorical", Takes::OneOf(&["softmax"]), TargetKind::Class) },
    loss("hinge", Takes::OneOf(&["linear", "tanh"]), TargetKind::Row),
    loss("perceptron", Takes::OneOf(&["step"]), TargetKind::YesNo),
];

const fn loss(name: &'static str, takes: Takes, target: TargetKind) -> Loss {
    Loss { name, parameter: None, takes, target, options: &[] }
}

/// What an option's value is.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A number within a range.
    Number(Range),
    /// `true` or `false`.
    Bool,
    /// One of [`INITS`].
    Init,
}

/// An option, `name=value`.
pub(crate) struct OptionWord {
    /// The name.
    pub(crate) name: &'static str,
    /// What its value is.
    pub(crate) kind: Kind,
    /// A value to show.
    pub(crate) example: &'static str,
}

const fn option(name: &'static str, kind: Kind, example: &'static str) -> OptionWord {
    OptionWord { name, kind, example }
}

const SMOOTHED: &[OptionWord] = &[option("label_smoothing", Kind::Number(Range::Share), "0.1")];

/// The options of `dense`.
pub(crate) const DENSE_OPTIONS: &[OptionWord] = &[
    option("init", Kind::Init, "he_normal"),
    option("bias", Kind::Bool, "false"),
    option("l1", Kind::Number(Range::AtLeastZero), "1e-5"),
    option("l2", Kind::Number(Range::AtLeastZero), "1e-4"),
];

const NORM_EPSILON: OptionWord = option("epsilon", Kind::Number(Range::AboveZero), "1e-5");

/// The options of `batch_norm`.
pub(crate) const BATCH_NORM_OPTIONS: &[OptionWord] =
    &[option("momentum", Kind::Number(Range::Share), "0.1"), NORM_EPSILON];

/// The options of `layer_norm`.
pub(crate) const LAYER_NORM_OPTIONS: &[OptionWord] = &[NORM_EPSILON];

/// Every initializer.
pub(crate) const INITS: &[&str] =
    &["he_normal", "he_uniform", "glorot_normal", "glorot_uniform", "lecun_normal", "lecun_uniform", "zeros"];

/// Every element type.
pub(crate) const DTYPES: &[&str] = &["f32", "f64"];

/// The activation of this name.
pub(crate) fn activation(name: &str) -> Option<&'static Activation> {
    ACTIVATIONS.iter().find(|activation| activation.name == name)
}

/// The loss of this name.
pub(crate) fn loss_named(name: &str) -> Option<&'static Loss> {
    LOSSES.iter().find(|loss| loss.name == name)
}

/// `a`, `b` and `c`, each in backticks.
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, start)) => format!("{} {last} {end}", start.join(", ")),
        None => String::new(),
    }
}
