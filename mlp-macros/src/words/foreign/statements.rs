//! What others write where a statement begins.

use super::Suggestion::{self, Advice, Rename};
use super::Table;

pub(super) const IN_THE_LAYER: Suggestion =
    Advice("`{}` is an activation, which goes after its layer's size: write `dense 128 relu;`");
const IN_RUST: Suggestion = Advice("a description has no Rust items: write the `{}` outside of `network!`");
const BY_ITSELF: Suggestion = Advice("`{}` are chosen to fit the loss: leave it out, and call `evaluate`");
const IN_TRAINER: Suggestion = Advice("`{}` is not part of the network: leave it out, and set it on the `Trainer`");
const THREADS: Suggestion =
    Advice("`{}` is called `threads`, and is not part of the network: leave it out, and set that on the `Trainer`");
const PLATEAU: Suggestion = Advice(
    "`{}` is called `reduce_on_plateau`, and is not part of the network: leave it out, and set that on the `Trainer`",
);
const CLASS_WEIGHTS: Suggestion = Advice(
    "`{}` is called `class_weights`, and is not part of the network: leave it out, and set that on the `Trainer`",
);
const VALIDATION: Suggestion = Advice(
    "`{}` is not part of the network: leave it out, take the set from `split`, and set it as the `validation` of the `Trainer`",
);
const EARLY_STOPPING: Suggestion = Advice(
    "`{}` is called `early_stopping`, and is not part of the network: leave it out, and set that on the `Trainer`",
);
const NO_LOOP: Suggestion =
    Advice("there is no `{}`, every layer is a statement of its own: write `dense 64 relu; dense 64 relu;`");
const NOT_AN_MLP: Suggestion = Advice("there is no `{}` in a multi-layer perceptron: write `dense 128 relu;`");
const OTHER_NORM: Suggestion = Advice("there is no `{}`: write `layer_norm;` or `batch_norm;`");
const NO_CONCAT: Suggestion =
    Advice("there is no `{}`, a network has one row of inputs: put all values into it, and write `input 784;`");
const CLIP_NORM: &str =
    "`{}` is called `clip_norm`, and is not part of the network: leave it out, and set that on the `Trainer`";
const OF_MODEL: Suggestion = Advice("`{}` is not part of the network: leave it out, and call it on the model");

pub(super) const LOSS_LINE: Suggestion =
    Advice("`{}` is a loss, which has a statement of its own: write `loss sparse_categorical;`, `loss mse;`, …");
pub(super) const OPTIMIZER_LINE: Suggestion =
    Advice("`{}` is an optimizer, which has a statement of its own: write `optimizer adam lr=1e-3;`");

pub(super) const SCHEDULE_LINE: Suggestion =
    Advice("`{}` is a schedule, which has a statement of its own: write `schedule cosine;`");
const DEVICE: Suggestion = Advice("there is no `{}` to choose, everything runs on the CPU: leave it out");
const HOW_MANY: Suggestion = Advice("`{}` is the size of the last layer: write `dense 10 softmax;`");

/// Statements.
pub(super) const STATEMENTS: Table = &[
    ("linear", Rename("dense")),
    ("fc", Rename("dense")),
    ("fullyconnected", Rename("dense")),
    ("hidden", Rename("dense")),
    ("denselayer", Rename("dense")),
    ("output", Advice("there is no `{}`, the last `dense` is the output: write `dense 10 softmax;`")),
    ("outputs", Advice("there is no `{}`, the last `dense` is the output: write `dense 10 softmax;`")),
    ("inputs", Rename("input")),
    ("inputlayer", Rename("input")),
    ("inputsize", Rename("input")),
    ("inputdim", Rename("input")),
    ("inputshape", Rename("input")),
    ("features", Rename("input")),
    ("dropoutlayer", Rename("dropout")),
    ("batchnormalization", Rename("batch_norm")),
    ("batchnorm1d", Rename("batch_norm")),
    ("bn", Rename("batch_norm")),
    ("layernormalization", Rename("layer_norm")),
    ("ln", Rename("layer_norm")),
    ("norm", Advice("there are two of them: write `batch_norm;` or `layer_norm;`")),
    ("normalization", Rename("standardize")),
    ("normalisation", Rename("standardize")),
    ("normalize", Rename("standardize")),
    ("standardscaler", Rename("standardize")),
    ("standardise", Rename("standardize")),
    ("standardization", Rename("standardize")),
    ("scaler", Rename("standardize")),
    ("add", Rename("residual")),
    ("skip", Rename("residual")),
    ("skipconnection", Rename("residual")),
    ("shortcut", Rename("residual")),
    ("block", Rename("residual")),
    ("residualblock", Rename("residual")),
    ("module", Rename("layer")),
    ("submodule", Rename("layer")),
    ("labels", Rename("classes")),
    ("classnames", Rename("classes")),
    ("targetnames", Rename("classes")),
    ("categories", Rename("classes")),
    ("numclasses", HOW_MANY),
    ("nclasses", HOW_MANY),
    ("lrscheduler", Rename("schedule")),
    ("learningrateschedule", Rename("schedule")),
    ("lrschedule", Rename("schedule")),
    (
        "steplr",
        Advice("`{}` is a schedule, which has a statement of its own: write `schedule step every=10 factor=0.1;`"),
    ),
    (
        "exponentiallr",
        Advice("`{}` is a schedule, which has a statement of its own: write `schedule exponential factor=0.95;`"),
    ),
    ("cosineannealinglr", SCHEDULE_LINE),
    ("warmup", Advice("`{}` is an option of the schedule: write `schedule constant warmup=2;`")),
    ("pretrained", Rename("weights")),
    ("load", Rename("weights")),
    ("loadweights", Rename("weights")),
    ("checkpoint", IN_TRAINER),
    (
        "modelcheckpoint",
        Advice(
            "`{}` is called `checkpoint`, and is not part of the network: leave it out, and set that on the `Trainer`",
        ),
    ),
    ("resume", IN_TRAINER),
    ("classweight", CLASS_WEIGHTS),
    ("classweights", IN_TRAINER),
    ("posweight", Advice("there is no `{}`: leave it out, and call `class_weights([1.0, 3.0])` of the `Trainer`")),
    ("reducelronplateau", PLATEAU),
    ("reduceonplateau", IN_TRAINER),
    ("plateau", PLATEAU),
    ("losses", Rename("loss")),
    ("lossfn", Rename("loss")),
    ("criterion", Rename("loss")),
    ("optim", Rename("optimizer")),
    ("optimiser", Rename("optimizer")),
    ("batchsize", Rename("batch")),
    ("minibatch", Rename("batch")),
    ("epoch", Rename("epochs")),
    ("nepochs", Rename("epochs")),
    ("numepochs", Rename("epochs")),
    ("scheduler", Rename("schedule")),
    ("type", Rename("dtype")),
    ("float", Rename("dtype")),
    ("precision", Rename("dtype")),
    ("f32", Advice("`{}` is a dtype: write `dtype f32;`")),
    ("f64", Advice("`{}` is a dtype: write `dtype f64;`")),
    (
        "activation",
        Advice("an activation is not a statement of its own, it goes after its layer's size: write `dense 128 relu;`"),
    ),
    ("swish", IN_THE_LAYER),
    ("sigmoid", Advice("`{}` is an activation, which goes after its layer's size: write `dense 1 sigmoid;`")),
    ("softmax", Advice("`{}` is an activation, which goes after its layer's size: write `dense 10 softmax;`")),
    ("logsoftmax", Advice("`{}` is an activation, which goes after its layer's size: write `dense 10 softmax;`")),
    ("flatten", Advice("rows are flat already: leave out `{}`, and write `input 28 * 28;`")),
    ("conv1d", NOT_AN_MLP),
    ("conv2d", NOT_AN_MLP),
    ("maxpool2d", NOT_AN_MLP),
    ("maxpooling2d", NOT_AN_MLP),
    ("conv3d", NOT_AN_MLP),
    ("convtranspose2d", NOT_AN_MLP),
    ("maxpool1d", NOT_AN_MLP),
    ("avgpool2d", NOT_AN_MLP),
    ("averagepooling2d", NOT_AN_MLP),
    ("globalaveragepooling2d", NOT_AN_MLP),
    ("pooling", NOT_AN_MLP),
    ("conv", NOT_AN_MLP),
    ("lstm", NOT_AN_MLP),
    ("gru", NOT_AN_MLP),
    ("rnn", NOT_AN_MLP),
    ("simplernn", NOT_AN_MLP),
    ("attention", NOT_AN_MLP),
    ("multiheadattention", NOT_AN_MLP),
    ("transformer", NOT_AN_MLP),
    ("rmsnorm", OTHER_NORM),
    ("groupnorm", OTHER_NORM),
    ("groupnormalization", OTHER_NORM),
    ("instancenorm", OTHER_NORM),
    ("instancenorm1d", OTHER_NORM),
    ("batchnorm2d", Rename("batch_norm")),
    ("rescaling", Rename("standardize")),
    ("minmaxscaler", Rename("standardize")),
    ("concat", NO_CONCAT),
    ("concatenate", NO_CONCAT),
    ("cat", NO_CONCAT),
    ("merge", NO_CONCAT),
    ("clip", Advice(CLIP_NORM)),
    ("clipvalue", Advice(CLIP_NORM)),
    ("gradclip", Advice(CLIP_NORM)),
    ("gradientclipping", Advice(CLIP_NORM)),
    ("clipgradnorm", Advice(CLIP_NORM)),
    ("predict", OF_MODEL),
    ("evaluate", OF_MODEL),
    ("save", OF_MODEL),
    ("summary", OF_MODEL),
    (
        "sequential",
        Advice("there is no `{}`, statements follow each other as they are: write `input 784;`, then the layers"),
    ),
    ("model", Advice("there is no `{}`, the header names the network: write `struct Name;` first")),
    ("network", Advice("there is no `{}`, the header names the network: write `struct Name;` first")),
    ("name", Advice("there is no `{}`, the header names the network: write `struct Name;` first")),
    ("crossentropyloss", LOSS_LINE),
    ("crossentropy", LOSS_LINE),
    ("nllloss", LOSS_LINE),
    ("bceloss", LOSS_LINE),
    ("bcewithlogitsloss", LOSS_LINE),
    ("mseloss", LOSS_LINE),
    ("lr", Advice("`{}` is an option of the optimizer: write `optimizer adam lr=1e-3;`")),
    ("learningrate", Advice("`{}` is an option of the optimizer: write `optimizer adam lr=1e-3;`")),
    ("momentum", Advice("`{}` is an option of the optimizer: write `optimizer sgd momentum=0.9;`")),
    ("weightdecay", Advice("`{}` is an option of the optimizer: write `optimizer adamw weight_decay=1e-2;`")),
    ("l1", Advice("`{}` is an option of a layer: write `dense 128 relu l1=1e-5;`")),
    ("l2", Advice("`{}` is an option of a layer: write `dense 128 relu l2=1e-4;`")),
    ("init", Advice("`{}` is an option of a layer: write `dense 128 relu init=he_normal;`")),
    ("bias", Advice("`{}` is an option of a layer: write `dense 128 relu bias=false;`")),
    ("metrics", BY_ITSELF),
    ("shuffle", IN_TRAINER),
    ("threads", IN_TRAINER),
    ("numthreads", THREADS),
    ("nthreads", THREADS),
    ("njobs", THREADS),
    ("workers", THREADS),
    ("numworkers", THREADS),
    ("device", DEVICE),
    ("cpu", DEVICE),
    ("gpu", DEVICE),
    ("cuda", DEVICE),
    ("progress", IN_TRAINER),
    (
        "verbose",
        Advice(
            "`{}` is called `progress`, and is not part of the network: leave it out, and set that on the `Trainer`",
        ),
    ),
    ("callback", IN_TRAINER),
    ("validation", IN_TRAINER),
    ("validationsplit", VALIDATION),
    ("validationdata", VALIDATION),
    ("clipnorm", IN_TRAINER),
    ("earlystopping", IN_TRAINER),
    ("earlystop", EARLY_STOPPING),
    ("patience", EARLY_STOPPING),
    ("compile", Advice("there is no `{}`, its parts are statements: write `loss mse;` and `optimizer adam;`")),
    ("fit", IN_TRAINER),
    ("train", IN_TRAINER),
    ("seed", Advice("`{}` is not part of the network: leave it out, and give it to `init`")),
    ("for", NO_LOOP),
    ("while", NO_LOOP),
    ("loop", NO_LOOP),
    ("repeat", NO_LOOP),
    ("times", NO_LOOP),
    ("stack", NO_LOOP),
    ("let", Advice("there is no `let`, a layer is named by a label: write `hidden: dense 128 relu;`")),
    ("fn", IN_RUST),
    ("const", IN_RUST),
    ("static", IN_RUST),
    ("use", IN_RUST),
    ("impl", IN_RUST),
    ("mod", IN_RUST),
    ("enum", Advice("`{}` is not the header of a network: write `struct Name;`")),
    ("class", Advice("`{}` is not the header of a network: write `struct Name;`")),
];
