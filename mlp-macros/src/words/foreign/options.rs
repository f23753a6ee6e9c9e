//! Options as others name them.

use super::Instead::{self, Say, Word};
use super::Table;

const BEHIND_THE_WORD: Instead =
    Say("`{}` needs no name: write `{value}` right after the word, as in `dense 128 relu`");
const NO_INPUT_WIDTH: Instead =
    Say("the width before a layer is known: leave out `{}`, and write the layer's own size only");
const A_STATEMENT: Instead = Say("dropout is a statement of its own: write `dropout {value};` after the layer");

const GAIN_AND_BIAS: Instead = Say("a norm always learns a gain and a bias: leave out `{}`");
const WIDTH_BEFORE: Instead = Say("a norm takes the width of what comes before: leave out `{}`");
const RATE_OF_OPTIMIZER: Instead =
    Say("the learning rate is the optimizer's: leave out `{}`, and write `optimizer adam lr={value};`");
const A_PARAMETER: Instead = Say("a parameter goes in parentheses: write `leaky_relu({value})`");

const CLASS_WEIGHTS: Instead =
    Say("weights of classes are set on the `Trainer`: leave out `{}`, and call `class_weights([1.0, 3.0])` there");
const NO_ROW_WEIGHTS: Instead =
    Say("there are no weights of single rows: leave out `{}`; those of classes are set on the `Trainer`");
const THREADS: Instead = Say("threads are set on the `Trainer`: leave out `{}`, and call `threads({value})` there");

/// Options of layers, losses and optimizers.
pub(super) const OPTIONS: Table = &[
    ("units", BEHIND_THE_WORD),
    ("size", BEHIND_THE_WORD),
    ("width", BEHIND_THE_WORD),
    ("out", BEHIND_THE_WORD),
    ("outputs", BEHIND_THE_WORD),
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
    ("affine", GAIN_AND_BIAS),
    ("elementwiseaffine", GAIN_AND_BIAS),
    ("center", GAIN_AND_BIAS),
    ("scale", GAIN_AND_BIAS),
    ("trackrunningstats", Say("running statistics are always kept: leave out `{}`")),
    ("numfeatures", WIDTH_BEFORE),
    ("normalizedshape", WIDTH_BEFORE),
    ("axis", WIDTH_BEFORE),
    ("amsgrad", Say("there is no `{}`: leave it out")),
    ("centered", Say("there is no `{}`: leave it out")),
    ("clipnorm", Say("clipping is set on the `Trainer`: leave out `{}`, and call `clip_norm(1.0)` there")),
    ("clipvalue", Say("clipping is set on the `Trainer`: leave out `{}`, and call `clip_norm(1.0)` there")),
    ("classweights", CLASS_WEIGHTS),
    ("classweight", CLASS_WEIGHTS),
    ("posweight", CLASS_WEIGHTS),
    ("weight", CLASS_WEIGHTS),
    ("sampleweight", NO_ROW_WEIGHTS),
    ("sampleweights", NO_ROW_WEIGHTS),
    (
        "patience",
        Say(
            "waiting is set on the `Trainer`: leave out `{}`, and call `early_stopping(5)` or `reduce_on_plateau(0.1, 5)` there",
        ),
    ),
    ("fromlogits", Say("a loss is always computed from logits: leave out `{}`")),
    ("reduction", Say("a loss is always the mean over the batch: leave out `{}`")),
    ("delta", Say("`{}` needs no name: write `huber({value})`")),
    ("batchsize", Say("the batch is a statement of its own: write `batch {value};`")),
    ("epochs", Say("`{}` is a statement of its own: write `epochs {value};`")),
    ("schedule", Say("the schedule is a statement of its own: write `schedule {value};`")),
    ("scheduler", Say("the schedule is a statement of its own: write `schedule {value};`")),
    ("warmup", Say("`{}` is an option of the schedule: write `schedule constant warmup={value};`")),
    ("threads", THREADS),
    ("numthreads", THREADS),
    ("nthreads", THREADS),
    ("njobs", THREADS),
    ("workers", THREADS),
    ("numworkers", THREADS),
    ("dtype", Say("`{}` is a statement of its own: write `dtype f32;`")),
];

/// Options of optimizers that mean something else in layers.
pub(super) const OPTIMIZER_OPTIONS: Table = &[("rate", Word("lr")), ("step", Word("lr")), ("stepsize", Word("lr"))];

/// Options of schedules.
pub(super) const SCHEDULE_OPTIONS: Table = &[
    ("gamma", Word("factor")),
    ("decayrate", Word("factor")),
    ("decay", Word("factor")),
    ("rate", Word("factor")),
    ("drop", Word("factor")),
    ("stepsize", Word("every")),
    ("period", Word("every")),
    ("epochsdrop", Word("every")),
    ("etamin", Say("the end of a cosine is a share of `lr`: leave out `{}`, and write `minimum=0.01`")),
    ("minlr", Say("the end of a cosine is a share of `lr`: leave out `{}`, and write `minimum=0.01`")),
    ("alpha", Word("minimum")),
    ("min", Word("minimum")),
    ("warmupepochs", Word("warmup")),
    ("warmupsteps", Say("lengths are epochs, not steps: leave out `{}`, and write `warmup=2`")),
    ("decaysteps", Say("a schedule knows how long training is: leave out `{}`, and write `epochs 10;`")),
    ("tmax", Say("a cosine goes over all epochs: leave out `{}`, and write `epochs {value};`")),
    ("milestones", Say("steps are equally far apart: leave out `{}`, and write `every=10`")),
    ("lr", RATE_OF_OPTIMIZER),
    ("learningrate", RATE_OF_OPTIMIZER),
    ("initiallearningrate", RATE_OF_OPTIMIZER),
    ("epochs", Say("`{}` is a statement of its own: write `epochs {value};`")),
];
