//! Options as others name them.

use super::Suggestion::{self, Advice, Rename};
use super::Table;

const BEHIND_THE_WORD: Suggestion =
    Advice("`{}` needs no name: write `{value}` right after the word, as in `dense 128 relu`");
const NO_INPUT_WIDTH: Suggestion =
    Advice("the width before a layer is known: leave out `{}`, and write the layer's own size only");
const A_STATEMENT: Suggestion = Advice("dropout is a statement of its own: write `dropout {value};` after the layer");

const GAIN_AND_BIAS: Suggestion = Advice("a norm always learns a weight and a bias: leave out `{}`");
const WIDTH_BEFORE: Suggestion = Advice("a norm has the width of the layer before it: leave out `{}`");
const RATE_OF_OPTIMIZER: Suggestion =
    Advice("the learning rate is an option of the optimizer: leave out `{}`, and write `optimizer adam lr={value};`");
const A_PARAMETER: Suggestion = Advice("a parameter goes in parentheses: write `leaky_relu({value})`");

const CLASS_WEIGHTS: Suggestion =
    Advice("weights of classes are set on the `Trainer`: leave out `{}`, and call `class_weights([1.0, 3.0])` there");
const NO_ROW_WEIGHTS: Suggestion =
    Advice("there are no weights of single rows: leave out `{}`; those of classes are set on the `Trainer`");
const THREADS: Suggestion =
    Advice("threads are set on the `Trainer`: leave out `{}`, and call `threads({value})` there");

const NO_FREEZE: Suggestion = Advice(
    "layers cannot be frozen yet: leave out `{}`, compute the outputs of the frozen network with `predict_batch`, and train another on them",
);

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
    ("name", Advice("there is no `{}`, a layer is named by a label: write `hidden: dense 128 relu;`")),
    ("label", Advice("a label goes in front of its layer: write `hidden: dense 128 relu;`")),
    ("kernelinitializer", Rename("init")),
    ("initializer", Rename("init")),
    ("weightinit", Rename("init")),
    ("initialiser", Rename("init")),
    ("biasinitializer", Advice("biases start at 0: leave out `{}`")),
    ("usebias", Rename("bias")),
    ("withbias", Rename("bias")),
    ("kernelregularizer", Rename("l2")),
    ("regularizer", Rename("l2")),
    ("biasregularizer", Advice("biases have no penalty: leave out `{}`")),
    ("dropout", A_STATEMENT),
    ("rate", A_STATEMENT),
    ("learningrate", Rename("lr")),
    ("alpha", Rename("lr")),
    ("eta", Rename("lr")),
    ("rho", Rename("alpha")),
    ("negativeslope", A_PARAMETER),
    ("slope", A_PARAMETER),
    ("smoothing", Rename("label_smoothing")),
    ("beta1", Rename("beta1")),
    ("beta2", Rename("beta2")),
    ("betas", Advice("each of the two has a name: write `beta1=0.9 beta2=0.999`")),
    ("eps", Rename("epsilon")),
    ("decay", Rename("weight_decay")),
    ("weightdecay", Rename("weight_decay")),
    ("wd", Rename("weight_decay")),
    ("l2", Rename("weight_decay")),
    ("affine", GAIN_AND_BIAS),
    ("elementwiseaffine", GAIN_AND_BIAS),
    ("center", GAIN_AND_BIAS),
    ("scale", GAIN_AND_BIAS),
    ("trackrunningstats", Advice("running statistics are always kept: leave out `{}`")),
    ("numfeatures", WIDTH_BEFORE),
    ("normalizedshape", WIDTH_BEFORE),
    ("axis", WIDTH_BEFORE),
    ("amsgrad", Advice("`{}` is an option of `adam` and `adamw`: leave it out")),
    ("centered", Advice("there is no `{}`: leave it out")),
    ("clipnorm", Advice("clipping is set on the `Trainer`: leave out `{}`, and call `clip_norm(1.0)` there")),
    ("clipvalue", Advice("clipping is set on the `Trainer`: leave out `{}`, and call `clip_norm(1.0)` there")),
    ("classweights", CLASS_WEIGHTS),
    ("classweight", CLASS_WEIGHTS),
    ("posweight", CLASS_WEIGHTS),
    ("weight", CLASS_WEIGHTS),
    ("sampleweight", NO_ROW_WEIGHTS),
    ("sampleweights", NO_ROW_WEIGHTS),
    (
        "patience",
        Advice(
            "waiting is set on the `Trainer`: leave out `{}`, and call `early_stopping(5)` or `reduce_on_plateau(0.1, 5)` there",
        ),
    ),
    ("frozen", NO_FREEZE),
    ("freeze", NO_FREEZE),
    ("trainable", NO_FREEZE),
    ("fromlogits", Advice("a loss is always computed from logits: leave out `{}`")),
    ("reduction", Advice("a loss is always the mean over the batch: leave out `{}`")),
    ("delta", Advice("`{}` needs no name: write `huber({value})`")),
    ("batchsize", Advice("the batch is a statement of its own: write `batch {value};`")),
    ("epochs", Advice("`{}` is a statement of its own: write `epochs {value};`")),
    ("schedule", Advice("the schedule is a statement of its own: write `schedule {value};`")),
    ("scheduler", Advice("the schedule is a statement of its own: write `schedule {value};`")),
    ("warmup", Advice("`{}` is an option of the schedule: write `schedule constant warmup={value};`")),
    ("threads", THREADS),
    ("numthreads", THREADS),
    ("nthreads", THREADS),
    ("njobs", THREADS),
    ("workers", THREADS),
    ("numworkers", THREADS),
    ("dtype", Advice("`{}` is a statement of its own: write `dtype f32;`")),
];

/// Options of optimizers that mean something else in layers.
pub(super) const OPTIMIZER_OPTIONS: Table =
    &[("rate", Rename("lr")), ("step", Rename("lr")), ("stepsize", Rename("lr"))];

/// Options of schedules.
pub(super) const SCHEDULE_OPTIONS: Table = &[
    ("gamma", Rename("factor")),
    ("decayrate", Rename("factor")),
    ("decay", Rename("factor")),
    ("rate", Rename("factor")),
    ("drop", Rename("factor")),
    ("stepsize", Rename("every")),
    ("period", Rename("every")),
    ("t0", Rename("every")),
    ("tmult", Rename("multiplier")),
    ("tmul", Rename("multiplier")),
    ("startfactor", Rename("warmup_start")),
    ("threephase", Rename("three_phase")),
    (
        "annealstrategy",
        Advice("phases are cosines unless they are lines: leave out `{}`, or write `linear_phases=true`"),
    ),
    ("maxlr", Advice("the highest rate is the optimizer's: leave out `{}`, and write `optimizer adam lr={value};`")),
    ("totalsteps", Advice("a schedule knows how long training is: leave out `{}`, and write `epochs 10;`")),
    ("totaliters", Advice("a schedule knows how long training is: leave out `{}`, and write `epochs 10;`")),
    ("epochsdrop", Rename("every")),
    ("etamin", Advice("the end of a cosine is a fraction of `lr`: leave out `{}`, and write `minimum=0.01`")),
    ("minlr", Advice("the end of a cosine is a fraction of `lr`: leave out `{}`, and write `minimum=0.01`")),
    ("alpha", Rename("minimum")),
    ("min", Rename("minimum")),
    ("warmupepochs", Rename("warmup")),
    ("warmupsteps", Advice("lengths are epochs, not steps: leave out `{}`, and write `warmup=2`")),
    ("decaysteps", Advice("a schedule knows how long training is: leave out `{}`, and write `epochs 10;`")),
    ("tmax", Advice("a cosine covers all epochs: leave out `{}`, and write `epochs {value};`")),
    ("milestones", Advice("steps are equally far apart: leave out `{}`, and write `every=10`")),
    ("lr", RATE_OF_OPTIMIZER),
    ("learningrate", RATE_OF_OPTIMIZER),
    ("initiallearningrate", RATE_OF_OPTIMIZER),
    ("epochs", Advice("`{}` is a statement of its own: write `epochs {value};`")),
];
