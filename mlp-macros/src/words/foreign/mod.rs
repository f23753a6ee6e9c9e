//! Words of Keras, PyTorch, dfdx, Burn and Rust itself: understood only to say what to write here.

mod options;
mod statements;

use self::options::{OPTIMIZER_OPTIONS, OPTIONS, SCHEDULE_OPTIONS};
use self::statements::STATEMENTS;
use super::{ACTIVATIONS, INITS, LOSSES, OPTIMIZERS, normal};

/// What to write instead of a foreign word.
#[derive(Clone, Copy)]
pub(crate) enum Instead {
    /// The word of this language.
    Word(&'static str),
    /// Advice, when it is more than a word: `{}` is what the user wrote, `{value}` the value after it.
    Say(&'static str),
}

/// Advice about the user's word.
pub(crate) fn advise(advice: &str, word: &str, value: &str) -> String {
    advice.replace("{}", word).replace("{value}", value)
}

use Instead::{Say, Word};

type Table = &'static [(&'static str, Instead)];

/// `Linear` → `dense`
pub(crate) fn foreign_statement(word: &str) -> Option<Instead> {
    find(STATEMENTS, &normal(word).replace("config", ""))
}

/// `swish` → `silu`
pub(crate) fn foreign_activation(word: &str) -> Option<Instead> {
    let word = normal(word);
    let same = ACTIVATIONS.iter().find(|known| normal(known.name) == word);
    same.map(|known| Word(known.name)).or_else(|| find(ACTIVATION_WORDS, &word))
}

/// `BCEWithLogitsLoss` → `binary`
pub(crate) fn foreign_loss(word: &str) -> Option<Instead> {
    let word = normal(word);
    let word = word.strip_suffix("loss").unwrap_or(&word);
    let same = LOSSES.iter().find(|known| normal(known.name) == word);
    same.map(|known| Word(known.name)).or_else(|| find(LOSS_WORDS, word))
}

/// `SGD` → `sgd`
pub(crate) fn foreign_optimizer(word: &str) -> Option<Instead> {
    let word = normal(word).replace("config", "");
    let same = OPTIMIZERS.iter().find(|known| known.name == word);
    same.map(|known| Word(known.name)).or_else(|| find(OPTIMIZER_WORDS, &word))
}

/// `CosineAnnealingLR` → `cosine`
pub(crate) fn foreign_schedule(word: &str) -> Option<Instead> {
    find(SCHEDULE_WORDS, &normal(word))
}

/// `gamma` → `factor`
pub(crate) fn foreign_schedule_option(word: &str) -> Option<Instead> {
    find(SCHEDULE_OPTIONS, &normal(word))
}

/// `xavier_uniform` → `glorot_uniform`
pub(crate) fn foreign_init(word: &str) -> Option<Instead> {
    let word = normal(word);
    let same = INITS.iter().find(|known| normal(known) == word);
    same.map(|known| Word(known)).or_else(|| find(INIT_WORDS, &word))
}

/// Whether another library gives a layer's size this name: `units`.
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
pub(crate) fn foreign_option(word: &str) -> Option<Instead> {
    find(OPTIONS, &normal(word))
}

/// `rate` → `lr`, which is dropout's elsewhere
pub(crate) fn foreign_optimizer_option(word: &str) -> Option<Instead> {
    find(OPTIMIZER_OPTIONS, &normal(word)).or_else(|| foreign_option(word))
}

fn find(table: Table, word: &str) -> Option<Instead> {
    table.iter().find(|(foreign, _)| *foreign == word).map(|&(_, instead)| instead)
}

const ACTIVATION_WORDS: Table = &[
    ("swish", Word("silu")),
    ("identity", Word("linear")),
    ("none", Word("linear")),
    ("noactivation", Word("linear")),
    ("logistic", Word("sigmoid")),
    ("sigmoidal", Word("sigmoid")),
    ("rectifier", Word("relu")),
    ("rectifiedlinear", Word("relu")),
    ("max", Word("relu")),
    ("lrelu", Word("leaky_relu")),
    ("hyperbolictangent", Word("tanh")),
    ("hardsigmoid", Word("hard_sigmoid")),
    ("exp", Word("exponential")),
    ("logsoftmax", Word("softmax")),
    ("heaviside", THRESHOLD),
    ("threshold", THRESHOLD),
    ("sign", THRESHOLD),
    ("binarystep", THRESHOLD),
    ("prelu", Say("`{}` learns its slope, which is not part of the language: write `leaky_relu(0.25)`")),
];

const THRESHOLD: Instead =
    Say("`{}` is called `step` here, and only `loss perceptron;` trains it: write `step` with that, `sigmoid` without");

const LOSS_WORDS: Table = &[
    ("sparsecategoricalcrossentropy", Word("sparse_categorical")),
    ("sparsecrossentropy", Word("sparse_categorical")),
    ("categoricalcrossentropy", Word("categorical")),
    ("softmaxcrossentropy", Word("categorical")),
    ("crossentropywithlogits", Word("categorical")),
    ("nll", Word("sparse_categorical")),
    ("negativeloglikelihood", Word("sparse_categorical")),
    ("crossentropy", Say(WHICH_CROSS_ENTROPY)),
    ("ce", Say(WHICH_CROSS_ENTROPY)),
    ("binarycrossentropy", Word("binary")),
    ("binarycrossentropywithlogits", Word("binary")),
    ("bce", Word("binary")),
    ("bcewithlogits", Word("binary")),
    ("log", Word("binary")),
    ("logistic", Word("binary")),
    ("meansquarederror", Word("mse")),
    ("l2", Word("mse")),
    ("squarederror", Word("mse")),
    ("rootmeansquarederror", Word("rmse")),
    ("meanabsoluteerror", Word("mae")),
    ("l1", Word("mae")),
    ("smoothl1", Word("huber")),
    ("logcosh", Word("log_cosh")),
    ("poissonnll", Word("poisson")),
    ("kldiv", Word("kl_divergence")),
    ("kld", Word("kl_divergence")),
    ("kl", Word("kl_divergence")),
    ("kullbackleiblerdivergence", Word("kl_divergence")),
    ("kldivergence", Word("kl_divergence")),
    ("svm", Word("hinge")),
];

const WHICH_CROSS_ENTROPY: &str = "`{}` can be one of three: write `sparse_categorical` for targets that are class \
     numbers, `categorical` for one-hot rows, `binary` for yes or no";

const OPTIMIZER_WORDS: Table = &[
    ("momentum", Say("`{}` is an option: write `sgd momentum=0.9`")),
    ("nesterov", Say("`{}` is an option: write `sgd momentum=0.9 nesterov=true`")),
    ("gradientdescent", Word("sgd")),
    ("gd", Word("sgd")),
    ("stochasticgradientdescent", Word("sgd")),
    ("rms", Word("rmsprop")),
    ("nadam", Word("adam")),
    ("adamax", Word("adam")),
    ("adadelta", Word("adagrad")),
];

const INIT_WORDS: Table = &[
    ("kaimingnormal", Word("he_normal")),
    ("kaiminguniform", Word("he_uniform")),
    ("kaiming", Word("he_uniform")),
    ("he", Word("he_uniform")),
    ("xaviernormal", Word("glorot_normal")),
    ("xavieruniform", Word("glorot_uniform")),
    ("xavier", Word("glorot_uniform")),
    ("glorot", Word("glorot_uniform")),
    ("lecun", Word("lecun_normal")),
    ("zero", Word("zeros")),
    ("normal", Word("he_normal")),
    ("randomnormal", Word("he_normal")),
    ("uniform", Word("glorot_uniform")),
    ("randomuniform", Word("glorot_uniform")),
];

const PLATEAU: Instead =
    Say("a schedule does not look at the loss, the `Trainer` does: leave out `{}`, and call its `reduce_on_plateau`");

const ONE_CYCLE: Instead = Say("there is no `{}`: write `cosine warmup=2`, which rises and falls once too");

const SCHEDULE_WORDS: Table = &[
    ("cosineannealinglr", Word("cosine")),
    ("cosineannealing", Word("cosine")),
    ("cosinedecay", Word("cosine")),
    ("cos", Word("cosine")),
    ("steplr", Word("step")),
    ("stepdecay", Word("step")),
    ("multisteplr", Word("step")),
    ("piecewiseconstantdecay", Word("step")),
    ("exponentiallr", Word("exponential")),
    ("exponentialdecay", Word("exponential")),
    ("exp", Word("exponential")),
    ("constantlr", Word("constant")),
    ("none", Word("constant")),
    ("fixed", Word("constant")),
    ("warmup", Say("`{}` is an option: write `schedule constant warmup=2;`")),
    ("linearlr", Say("there is no `{}`: write `constant warmup=2` to begin slowly, or `cosine` to end slowly")),
    ("linear", Say("there is no `{}`: write `constant warmup=2` to begin slowly, or `cosine` to end slowly")),
    ("onecyclelr", ONE_CYCLE),
    ("onecycle", ONE_CYCLE),
    ("polynomiallr", Say("there is no `{}`: write `cosine`")),
    ("polynomialdecay", Say("there is no `{}`: write `cosine`")),
    ("plateau", PLATEAU),
    ("reducelronplateau", PLATEAU),
    ("reduceonplateau", PLATEAU),
];
