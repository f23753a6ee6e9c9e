//! Words of Keras, PyTorch, dfdx, Burn and Rust itself: understood only to say what to write here.

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

fn find(table: Table, word: &str) -> Option<Instead> {
    table.iter().find(|(foreign, _)| *foreign == word).map(|&(_, instead)| instead)
}

const IN_THE_LAYER: Instead = Say("`{}` is an activation, which goes after its layer's size: write `dense 128 relu;`");
const IN_RUST: Instead = Say("a description has no Rust items: write the `{}` outside of `network!`");
const IN_TRAINER: Instead = Say("`{}` is no part of the network: leave it out, and set it on the `Trainer`");
const NOT_AN_MLP: Instead = Say("there is no `{}` in a multi-layer perceptron: write `dense 128 relu;`");
const LOSS_LINE: Instead =
    Say("`{}` is a loss, which has a statement of its own: write `loss sparse_categorical;`, `loss mse;`, …");
const OPTIMIZER_LINE: Instead =
    Say("`{}` is an optimizer, which has a statement of its own: write `optimizer adam lr=1e-3;`");

const STATEMENTS: Table = &[
    ("linear", Word("dense")),
    ("fc", Word("dense")),
    ("fullyconnected", Word("dense")),
    ("hidden", Word("dense")),
    ("denselayer", Word("dense")),
    ("output", Say("there is no `{}`, the last `dense` is the output: write `dense 10 softmax;`")),
    ("outputs", Say("there is no `{}`, the last `dense` is the output: write `dense 10 softmax;`")),
    ("inputs", Word("input")),
    ("inputlayer", Word("input")),
    ("inputsize", Word("input")),
    ("inputdim", Word("input")),
    ("inputshape", Word("input")),
    ("features", Word("input")),
    ("dropoutlayer", Word("dropout")),
    ("batchnormalization", Word("batch_norm")),
    ("batchnorm1d", Word("batch_norm")),
    ("layernormalization", Word("layer_norm")),
    ("losses", Word("loss")),
    ("lossfn", Word("loss")),
    ("criterion", Word("loss")),
    ("optim", Word("optimizer")),
    ("optimiser", Word("optimizer")),
    ("batchsize", Word("batch")),
    ("minibatch", Word("batch")),
    ("epoch", Word("epochs")),
    ("nepochs", Word("epochs")),
    ("numepochs", Word("epochs")),
    ("scheduler", Word("schedule")),
    ("type", Word("dtype")),
    ("float", Word("dtype")),
    ("precision", Word("dtype")),
    ("f32", Say("`{}` is a dtype: write `dtype f32;`")),
    ("f64", Say("`{}` is a dtype: write `dtype f64;`")),
    ("activation", IN_THE_LAYER),
    ("relu", IN_THE_LAYER),
    ("leakyrelu", IN_THE_LAYER),
    ("elu", IN_THE_LAYER),
    ("selu", IN_THE_LAYER),
    ("gelu", IN_THE_LAYER),
    ("silu", IN_THE_LAYER),
    ("swish", IN_THE_LAYER),
    ("mish", IN_THE_LAYER),
    ("tanh", IN_THE_LAYER),
    ("sigmoid", Say("`{}` is an activation, which goes after its layer's size: write `dense 1 sigmoid;`")),
    ("softmax", Say("`{}` is an activation, which goes after its layer's size: write `dense 10 softmax;`")),
    ("logsoftmax", Say("`{}` is an activation, which goes after its layer's size: write `dense 10 softmax;`")),
    ("flatten", Say("rows are flat already: leave out `{}`, and write `input 28 * 28;`")),
    ("conv1d", NOT_AN_MLP),
    ("conv2d", NOT_AN_MLP),
    ("maxpool2d", NOT_AN_MLP),
    ("maxpooling2d", NOT_AN_MLP),
    ("embedding", NOT_AN_MLP),
    ("lstm", NOT_AN_MLP),
    (
        "sequential",
        Say("there is no `{}`, statements follow each other as they are: write `input 784;`, then the layers"),
    ),
    ("model", Say("there is no `{}`, the header names the network: write `struct Name;` first")),
    ("network", Say("there is no `{}`, the header names the network: write `struct Name;` first")),
    ("name", Say("there is no `{}`, the header names the network: write `struct Name;` first")),
    ("crossentropyloss", LOSS_LINE),
    ("crossentropy", LOSS_LINE),
    ("nllloss", LOSS_LINE),
    ("bceloss", LOSS_LINE),
    ("bcewithlogitsloss", LOSS_LINE),
    ("mseloss", LOSS_LINE),
    ("mse", LOSS_LINE),
    ("categorical", LOSS_LINE),
    ("sparsecategorical", LOSS_LINE),
    ("sgd", OPTIMIZER_LINE),
    ("adam", OPTIMIZER_LINE),
    ("adamw", OPTIMIZER_LINE),
    ("rmsprop", OPTIMIZER_LINE),
    ("adagrad", OPTIMIZER_LINE),
    ("lr", Say("`{}` is an option of the optimizer: write `optimizer adam lr=1e-3;`")),
    ("learningrate", Say("`{}` is an option of the optimizer: write `optimizer adam lr=1e-3;`")),
    ("momentum", Say("`{}` is an option of the optimizer: write `optimizer sgd momentum=0.9;`")),
    ("weightdecay", Say("`{}` is an option of the optimizer: write `optimizer adamw weight_decay=1e-2;`")),
    ("l1", Say("`{}` is an option of a layer: write `dense 128 relu l1=1e-5;`")),
    ("l2", Say("`{}` is an option of a layer: write `dense 128 relu l2=1e-4;`")),
    ("init", Say("`{}` is an option of a layer: write `dense 128 relu init=he_normal;`")),
    ("bias", Say("`{}` is an option of a layer: write `dense 128 relu bias=false;`")),
    ("metrics", IN_TRAINER),
    ("shuffle", IN_TRAINER),
    ("validation", IN_TRAINER),
    ("clipnorm", IN_TRAINER),
    ("earlystopping", IN_TRAINER),
    ("compile", Say("there is no `{}`, its parts are statements: write `loss mse;` and `optimizer adam;`")),
    ("fit", IN_TRAINER),
    ("train", IN_TRAINER),
    ("seed", Say("`{}` is no part of the network: leave it out, and give it to `init`")),
    ("let", Say("there is no `let`, a layer is named by a label: write `hidden: dense 128 relu;`")),
    ("fn", IN_RUST),
    ("const", IN_RUST),
    ("static", IN_RUST),
    ("use", IN_RUST),
    ("impl", IN_RUST),
    ("mod", IN_RUST),
    ("enum", Say("`{}` is no header of a network: write `struct Name;`")),
    ("class", Say("`{}` is no header of a network: write `struct Name;`")),
];

const ACTIVATION_WORDS: Table = &[
    ("swish", Word("silu")),
    ("identity", Word("linear")),
    ("none", Word("linear")),
    ("noactivation", Word("linear")),
    ("logistic", Word("sigmoid")),
    ("sigmoidal", Word("sigmoid")),
    ("rectifier", Word("relu")),
    ("rectifiedlinear", Word("relu")),
    ("lrelu", Word("leaky_relu")),
    ("hyperbolictangent", Word("tanh")),
    ("hardsigmoid", Word("hard_sigmoid")),
    ("exp", Word("exponential")),
    ("logsoftmax", Word("softmax")),
    ("step", Say("`step` has no derivative, so nothing can be learned through it: write `sigmoid`")),
    ("heaviside", Say("`{}` has no derivative, so nothing can be learned through it: write `sigmoid`")),
    ("threshold", Say("`{}` has no derivative, so nothing can be learned through it: write `sigmoid`")),
    ("prelu", Say("`{}` learns its slope, which is not part of the language: write `leaky_relu(0.25)`")),
];

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
    ("perceptron", Say("`perceptron` is not part of this version yet: write `binary`, after `dense 1 sigmoid;`")),
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

const BEHIND_THE_WORD: Instead =
    Say("`{}` needs no name: write `{value}` right after the word, as in `dense 128 relu`");
const NO_INPUT_WIDTH: Instead =
    Say("the width before a layer is known: leave out `{}`, and write the layer's own size only");
const A_STATEMENT: Instead = Say("dropout is a statement of its own: write `dropout {value};` after the layer");

const A_PARAMETER: Instead = Say("a parameter goes in parentheses: write `leaky_relu({value})`");

const OPTIONS: Table = &[
    ("units", BEHIND_THE_WORD),
    ("size", BEHIND_THE_WORD),
    ("width", BEHIND_THE_WORD),
    ("outfeatures", BEHIND_THE_WORD),
    ("outputdim", BEHIND_THE_WORD),
    ("doutput", BEHIND_THE_WORD),
    ("infeatures", NO_INPUT_WIDTH),
    ("inputdim", NO_INPUT_WIDTH),
    ("inputshape", NO_INPUT_WIDTH),
    ("dinput", NO_INPUT_WIDTH),
    ("activation", BEHIND_THE_WORD),
    ("act", BEHIND_THE_WORD),
    ("name", Say("there is no `{}`, a layer is named by a label: write `hidden: dense 128 relu;`")),
    ("label", Say("a label goes in front of its layer: write `hidden: dense 128 relu;`")),
    ("kernelinitializer", Word("init")),
    ("initializer", Word("init")),
    ("weightinit", Word("init")),
    ("initialiser", Word("init")),
    ("biasinitializer", Say("biases start at 0: leave out `{}`")),
    ("usebias", Word("bias")),
    ("withbias", Word("bias")),
    ("kernelregularizer", Word("l2")),
    ("regularizer", Word("l2")),
    ("biasregularizer", Say("biases have no penalty: leave out `{}`")),
    ("dropout", A_STATEMENT),
    ("rate", A_STATEMENT),
    ("learningrate", Word("lr")),
    ("alpha", Word("lr")),
    ("eta", Word("lr")),
    ("rho", Word("alpha")),
    ("negativeslope", A_PARAMETER),
    ("slope", A_PARAMETER),
    ("smoothing", Word("label_smoothing")),
    ("beta1", Word("beta1")),
    ("beta2", Word("beta2")),
    ("betas", Say("each of the two has a name: write `beta1=0.9 beta2=0.999`")),
    ("eps", Word("epsilon")),
    ("decay", Word("weight_decay")),
    ("weightdecay", Word("weight_decay")),
    ("wd", Word("weight_decay")),
    ("l2", Word("weight_decay")),
    ("amsgrad", Say("there is no `{}`: leave it out")),
    ("centered", Say("there is no `{}`: leave it out")),
    ("clipnorm", Say("clipping is set on the `Trainer`: leave out `{}`, and call `clip_norm(1.0)` there")),
    ("clipvalue", Say("clipping is set on the `Trainer`: leave out `{}`, and call `clip_norm(1.0)` there")),
    ("fromlogits", Say("a loss is always computed from logits: leave out `{}`")),
    ("reduction", Say("a loss is always the mean over the batch: leave out `{}`")),
    ("weight", Say("class weights are set on the `Trainer`: leave out `{}`")),
    ("delta", Say("`{}` needs no name: write `huber({value})`")),
    ("batchsize", Say("the batch is a statement of its own: write `batch {value};`")),
    ("epochs", Say("`{}` is a statement of its own: write `epochs {value};`")),
    ("dtype", Say("`{}` is a statement of its own: write `dtype f32;`")),
];
