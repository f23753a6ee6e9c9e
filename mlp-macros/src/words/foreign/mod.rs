//! Words of Keras, PyTorch, dfdx, Burn and Rust itself: understood only to say what to write here.

mod not_yet;
mod options;
mod statements;

use self::not_yet::NOT_YET;
use self::options::{OPTIMIZER_OPTIONS, OPTIONS, SCHEDULE_OPTIONS};
use self::statements::STATEMENTS;
use super::{ACTIVATIONS, INITS, LOSSES, OPTIMIZERS, SCHEDULES, normal};

/// What to write instead of a foreign word.
#[derive(Clone, Copy)]
pub(crate) enum Suggestion {
    /// The word of this language.
    Rename(&'static str),
    /// Advice, when it is more than a word: `{}` is what the user wrote, `{value}` the value after it.
    Advice(&'static str),
}

/// Advice about the user's word.
pub(crate) fn advise(advice: &str, word: &str, value: &str) -> String {
    advice.replace("{}", word).replace("{value}", value)
}

use Suggestion::{Advice, Rename};

type Table = &'static [(&'static str, Suggestion)];

/// `Linear` → `dense`
pub(crate) fn foreign_statement(word: &str) -> Option<Suggestion> {
    let word = normal(word).replace("config", "");
    find(STATEMENTS, &word).or_else(|| find(NOT_YET, &word)).or_else(|| without_keyword(&word))
}

/// A word of the vocabulary whose statement begins with another word: `lion`, `poisson`, `one_cycle`
fn without_keyword(word: &str) -> Option<Suggestion> {
    let is = |known: &str| normal(known) == word;
    let found = [
        (OPTIMIZERS.iter().any(|known| is(known.name)), statements::OPTIMIZER_LINE),
        (LOSSES.iter().any(|known| is(known.name)), statements::LOSS_LINE),
        (SCHEDULES.iter().any(|known| is(known.name)), statements::SCHEDULE_LINE),
        (ACTIVATIONS.iter().any(|known| is(known.name)), statements::IN_THE_LAYER),
    ];
    found.into_iter().find_map(|(known, line)| known.then_some(line))
}

/// `swish` → `silu`
pub(crate) fn foreign_activation(word: &str) -> Option<Suggestion> {
    let word = normal(word);
    let same = ACTIVATIONS.iter().find(|known| normal(known.name) == word);
    same.map(|known| Rename(known.name)).or_else(|| find(ACTIVATION_WORDS, &word))
}

/// `BCEWithLogitsLoss` → `binary`
pub(crate) fn foreign_loss(word: &str) -> Option<Suggestion> {
    let word = normal(word);
    let word = word.strip_suffix("loss").unwrap_or(&word);
    let same = LOSSES.iter().find(|known| normal(known.name) == word);
    same.map(|known| Rename(known.name)).or_else(|| find(LOSS_WORDS, word))
}

/// `SGD` → `sgd`
pub(crate) fn foreign_optimizer(word: &str) -> Option<Suggestion> {
    let word = normal(word).replace("config", "");
    let same = OPTIMIZERS.iter().find(|known| known.name == word);
    same.map(|known| Rename(known.name)).or_else(|| find(OPTIMIZER_WORDS, &word))
}

/// `CosineAnnealingLR` → `cosine`
pub(crate) fn foreign_schedule(word: &str) -> Option<Suggestion> {
    find(SCHEDULE_WORDS, &normal(word))
}

/// `gamma` → `factor`
pub(crate) fn foreign_schedule_option(word: &str) -> Option<Suggestion> {
    find(SCHEDULE_OPTIONS, &normal(word))
}

/// `xavier_uniform` → `glorot_uniform`
pub(crate) fn foreign_init(word: &str) -> Option<Suggestion> {
    let word = normal(word);
    let same = INITS.iter().find(|known| normal(known) == word);
    same.map(|known| Rename(known)).or_else(|| find(INIT_WORDS, &word))
}

/// Whether another library calls a layer's size this: `units`.
pub(crate) fn names_a_size(word: &str) -> bool {
    matches!(
        normal(word).as_str(),
        "units" | "size" | "width" | "outfeatures" | "outputdim" | "doutput" | "n" | "neurons"
    )
}

/// Whether a path begins in another library: `nn::ReLU`.
pub(crate) fn is_foreign_library(word: &str) -> bool {
    matches!(word, "nn" | "F" | "torch" | "tf" | "keras" | "layers" | "activations" | "burn" | "dfdx" | "candle_nn")
}

/// `learning_rate` → `lr`
pub(crate) fn foreign_option(word: &str) -> Option<Suggestion> {
    find(OPTIONS, &normal(word))
}

/// `rate` → `lr`, which is dropout's elsewhere
pub(crate) fn foreign_optimizer_option(word: &str) -> Option<Suggestion> {
    find(OPTIMIZER_OPTIONS, &normal(word)).or_else(|| foreign_option(word))
}

fn find(table: Table, word: &str) -> Option<Suggestion> {
    table.iter().find(|(foreign, _)| *foreign == word).map(|&(_, instead)| instead)
}

const ACTIVATION_WORDS: Table = &[
    ("swish", Rename("silu")),
    ("identity", Rename("linear")),
    ("none", Rename("linear")),
    ("noactivation", Rename("linear")),
    ("logistic", Rename("sigmoid")),
    ("sigmoidal", Rename("sigmoid")),
    ("rectifier", Rename("relu")),
    ("rectifiedlinear", Rename("relu")),
    ("max", Rename("relu")),
    ("lrelu", Rename("leaky_relu")),
    ("hyperbolictangent", Rename("tanh")),
    ("hardsigmoid", Rename("hard_sigmoid")),
    ("exp", Rename("exponential")),
    ("logsoftmax", Rename("softmax")),
    ("heaviside", THRESHOLD),
    ("threshold", THRESHOLD),
    ("sign", THRESHOLD),
    ("binarystep", THRESHOLD),
    ("prelu", Advice("`{}` learns its slope, which is not part of the language: write `leaky_relu(0.25)`")),
];

const THRESHOLD: Suggestion = Advice(
    "`{}` is called `step` here, and only `loss perceptron;` trains it: write `step` with that, `sigmoid` without",
);

const LOSS_WORDS: Table = &[
    ("sparsecategoricalcrossentropy", Rename("sparse_categorical")),
    ("sparsecrossentropy", Rename("sparse_categorical")),
    ("categoricalcrossentropy", Rename("categorical")),
    ("softmaxcrossentropy", Rename("categorical")),
    ("crossentropywithlogits", Rename("categorical")),
    ("nll", Rename("sparse_categorical")),
    ("negativeloglikelihood", Rename("sparse_categorical")),
    ("crossentropy", Advice(WHICH_CROSS_ENTROPY)),
    ("ce", Advice(WHICH_CROSS_ENTROPY)),
    ("binarycrossentropy", Rename("binary")),
    ("binarycrossentropywithlogits", Rename("binary")),
    ("bce", Rename("binary")),
    ("bcewithlogits", Rename("binary")),
    ("log", Rename("binary")),
    ("logistic", Rename("binary")),
    ("meansquarederror", Rename("mse")),
    ("l2", Rename("mse")),
    ("squarederror", Rename("mse")),
    ("rootmeansquarederror", Rename("rmse")),
    ("meanabsoluteerror", Rename("mae")),
    ("l1", Rename("mae")),
    ("smoothl1", Rename("huber")),
    ("logcosh", Rename("log_cosh")),
    ("poissonnll", Rename("poisson")),
    ("kldiv", Rename("kl_divergence")),
    ("kld", Rename("kl_divergence")),
    ("kl", Rename("kl_divergence")),
    ("kullbackleiblerdivergence", Rename("kl_divergence")),
    ("kldivergence", Rename("kl_divergence")),
    ("svm", Rename("hinge")),
];

const WHICH_CROSS_ENTROPY: &str = "`{}` could be one of three: write `sparse_categorical` for targets that are class \
     numbers, `categorical` for one-hot rows, `binary` for yes or no";

const OPTIMIZER_WORDS: Table = &[
    ("momentum", Advice("`{}` is an option: write `sgd momentum=0.9`")),
    ("nesterov", Advice("`{}` is an option: write `sgd momentum=0.9 nesterov=true`")),
    ("gradientdescent", Rename("sgd")),
    ("gd", Rename("sgd")),
    ("stochasticgradientdescent", Rename("sgd")),
    ("rms", Rename("rmsprop")),
    ("nesterovadam", Rename("nadam")),
    ("rectifiedadam", Rename("radam")),
    ("adadelta", Rename("adagrad")),
];

const INIT_WORDS: Table = &[
    ("kaimingnormal", Rename("he_normal")),
    ("kaiminguniform", Rename("he_uniform")),
    ("kaiming", Rename("he_uniform")),
    ("he", Rename("he_uniform")),
    ("xaviernormal", Rename("glorot_normal")),
    ("xavieruniform", Rename("glorot_uniform")),
    ("xavier", Rename("glorot_uniform")),
    ("glorot", Rename("glorot_uniform")),
    ("lecun", Rename("lecun_normal")),
    ("zero", Rename("zeros")),
    ("normal", Rename("he_normal")),
    ("randomnormal", Rename("he_normal")),
    ("uniform", Rename("glorot_uniform")),
    ("randomuniform", Rename("glorot_uniform")),
];

const PLATEAU: Suggestion = Advice(
    "a schedule does not look at the loss, the `Trainer` does: leave out `{}`, and call its `reduce_on_plateau`",
);

const SCHEDULE_WORDS: Table = &[
    ("cosineannealinglr", Rename("cosine")),
    ("cosineannealing", Rename("cosine")),
    ("cosinedecay", Rename("cosine")),
    ("cos", Rename("cosine")),
    ("steplr", Rename("step")),
    ("stepdecay", Rename("step")),
    ("multisteplr", Rename("step")),
    ("piecewiseconstantdecay", Rename("step")),
    ("exponentiallr", Rename("exponential")),
    ("exponentialdecay", Rename("exponential")),
    ("exp", Rename("exponential")),
    ("constantlr", Rename("constant")),
    ("none", Rename("constant")),
    ("fixed", Rename("constant")),
    ("warmup", Advice("`{}` is an option: write `schedule constant warmup=2;`")),
    ("linearlr", Advice("`{}` is two things: write `constant warmup=2` to begin slowly, or `linear` to end slowly")),
    ("lineardecay", Rename("linear")),
    ("onecyclelr", Rename("one_cycle")),
    ("onecycle", Rename("one_cycle")),
    ("polynomiallr", Rename("polynomial")),
    ("polynomialdecay", Rename("polynomial")),
    ("poly", Rename("polynomial")),
    ("cosineannealingwarmrestarts", Rename("cosine_restarts")),
    ("cosinedecayrestarts", Rename("cosine_restarts")),
    ("sgdr", Rename("cosine_restarts")),
    ("inversesqrtdecay", Rename("inverse_sqrt")),
    ("invsqrt", Rename("inverse_sqrt")),
    ("noam", Rename("inverse_sqrt")),
    ("coslog4", Rename("coslog")),
    ("plateau", PLATEAU),
    ("reducelronplateau", PLATEAU),
    ("reduceonplateau", PLATEAU),
];
