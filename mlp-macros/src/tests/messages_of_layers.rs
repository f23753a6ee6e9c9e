//! Mistakes in norms, blocks, layers, classes and schedules, and what is said about each.

use super::messages;

#[test]
fn mistakes_and_messages() {
    for (description, expected) in CASES {
        assert_eq!(messages(description), *expected, "{description}");
    }
}

#[rustfmt::skip]
const CASES: &[(&str, &[&str])] = &[
    (
        "input 64; BatchNormalization(momentum=0.99, epsilon=0.001); dense 10;",
        &[
            "`BatchNormalization` is called `batch_norm` here: write `batch_norm;`",
        ],
    ),
    (
        "input 64; LayerNormalization; dense 10;",
        &[
            "`LayerNormalization` is called `layer_norm` here: write `layer_norm;`",
        ],
    ),
    (
        "input 64; batchnorm; dense 10;",
        &[
            "`batchnorm` is called `batch_norm` here: write `batch_norm;`",
        ],
    ),
    (
        "input 64; batch_norm momentum=0.9; dense 10;",
        &[
            "`momentum` is the new batch's share, and Keras's 0.9 is 0.1 here: write `momentum=0.1`",
        ],
    ),
    (
        "input 64; batch_norm momentum=-0.1; dense 10;",
        &[
            "`momentum` must be at least 0 and below 1, but this is `-0.1`: write `momentum=0.1`",
        ],
    ),
    (
        "input 64; batch_norm momentum 0.1; dense 10;",
        &[
            "an option is written with `=`: write `momentum=0.1`",
        ],
    ),
    (
        "input 64; batch_norm relu tanh; dense 10;",
        &[
            "a layer has one activation, and `relu` is already there: leave out this `tanh`",
        ],
    ),
    (
        "input 64; batch_norm rleu; dense 10;",
        &[
            "unknown activation `rleu`, did you mean `relu`?",
        ],
    ),
    (
        "input 64; batch_norm \"relu\"; dense 10;",
        &[
            "an activation is a word, not a string: write `relu`",
        ],
    ),
    (
        "input 64; batch_norm, relu; dense 10;",
        &[
            "no comma here: write `batch_norm relu`",
        ],
    ),
    (
        "input 64; batch_norm num_features=64; dense 10;",
        &[
            "a norm takes the width of what comes before: leave out `num_features`",
        ],
    ),
    (
        "input 64; layer_norm 64; dense 10;",
        &[
            "`layer_norm` takes the width of what comes before: leave out `64`",
        ],
    ),
    (
        "input 64; batch_norm",
        &[
            "missing `;` after `batch_norm`: write `batch_norm;`",
        ],
    ),
    (
        "input 64; residual; dense 10;",
        &[
            "`residual` needs a block: write `residual relu { dense 64 relu; dense 128; }`",
        ],
    ),
    (
        "input 64; residual relu 64 { dense 64; } dense 10;",
        &[
            "`residual` takes the width of what comes before: leave out `64`",
        ],
    ),
    (
        "input 64; residual = { dense 64; } dense 10;",
        &[
            "no `=` after `residual`: write `residual relu { dense 64 relu; dense 128; }`",
        ],
    ),
    (
        "input 64; residual { dense 64; } relu dense 10;",
        &[
            "the activation of a block goes before it: write `residual relu { … }`",
        ],
    ),
    (
        "input 64; residual { dense 64; batch 3; } dense 10;",
        &[
            "`batch` is about the whole network: move it out of the block",
        ],
    ),
    (
        "input 64; residual rleu { dense 64; } dense 10;",
        &[
            "unknown activation `rleu`, did you mean `relu`?",
        ],
    ),
    (
        "input 64; residual { dense 64; } loss mse;",
        &[
            "`residual` cannot end a network: write a layer after it, as in `dense 10 softmax;`",
        ],
    ),
    (
        "input 64; Residual { dense 64; } dense 10;",
        &[
            "`Residual` is called `residual` here: write `residual relu { dense 64 relu; dense 128; }`",
        ],
    ),
    (
        "input 64; Add()([x, y]); dense 10;",
        &[
            "`Add` is called `residual` here: write `residual relu { dense 64 relu; dense 128; }`",
        ],
    ),
    (
        "input 64; residual { residual { residual { dens 3; } } } dense 10;",
        &[
            "unknown statement `dens`, did you mean `dense`?",
        ],
    ),
    (
        "input 64; layer crate::encoder; dense 10;",
        &[
            "a layer is a type: write `layer crate::Encoder;`",
        ],
    ),
    (
        "input 64; layer Encoder::init(42); dense 10;",
        &[
            "a layer is a type, without a call: write `layer Encoder;`",
        ],
    ),
    (
        "input 64; layer Encoder { size: 3 }; dense 10;",
        &[
            "a layer is a type, without a value: write `layer Encoder;`",
        ],
    ),
    (
        "input 64; layer Dense 64; dense 10;",
        &[
            "`Dense` is called `dense` here: write `dense 64;`",
        ],
    ),
    (
        "input 64; layer(Encoder); dense 10;",
        &[
            "a statement has no parentheses: write `layer Encoder;`",
        ],
    ),
    (
        "input 64; layer: Encoder; dense 10;",
        &[
            "no `:` after `layer`: write `layer Encoder`",
        ],
    ),
    (
        "input 64; layer Encoder, dense 10;",
        &[
            "a statement ends with `;`, not with `,`: write `Encoder;`",
        ],
    ),
    (
        "input 64; layer Encoder Decoder; dense 10;",
        &[
            "did not expect `Decoder` here: `layer` is written as in `layer Encoder;`",
        ],
    ),
    (
        "input 64; layer crate::; dense 10;",
        &[
            "a path ends with a name, as in `crate::Encoder`",
        ],
    ),
    (
        "input 64; layer Encoder; layer crate::Encoder; dense 10;",
        &[
            "`encoder` is already the name of `layer Encoder`: write a label, as in `encoder_2: layer crate::Encoder;`",
        ],
    ),
    (
        "input 64; layer Encoder; encoder: dense 10; dense 10;",
        &[
            "`encoder` is already the name of `layer Encoder`: write another label",
        ],
    ),
    (
        "input 64; layer Dense1; dense 10;",
        &[
            "`dense1` is already the name of dense layer 1: write a label, as in `dense1_2: layer Dense1;`",
        ],
    ),
    (
        "input 64; layer Input; dense 10;",
        &[
            "`input` is already the name of the input: write a label, as in `input_2: layer Input;`",
        ],
    ),
    (
        "input 64; layers Encoder; dense 10;",
        &[
            "unknown statement `layers`, did you mean `layer`?",
        ],
    ),
    (
        "input 64; standardize 64; dense 10;",
        &[
            "`standardize` takes the width of what comes before: leave out `64`",
        ],
    ),
    (
        "input 64; standardize(); dense 10;",
        &[
            "a statement has no parentheses: write `standardize;`",
        ],
    ),
    (
        "input 64; normalize; dense 10;",
        &[
            "`normalize` is called `standardize` here: write `standardize;`",
        ],
    ),
    (
        "standardize; input 64; dense 10;",
        &[
            "`input` comes before the layers: move `input 64;` before the first `standardize`",
        ],
    ),
    (
        "input 64; dropout1: dense 10; dropout 0.1; dense 3;",
        &[
            "`dropout1` is already the name of dropout 1: write another label",
        ],
    ),
    (
        "input 64; standardize; standardize: dense 10; dense 3;",
        &[
            "`standardize` is already the name of `standardize`: write another label",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes [\"a\", \"b\", \"c\"];",
        &[
            "classes take no brackets: write `classes A = \"a\", B = \"b\", C = \"c\";`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes { A, B, C }",
        &[
            "classes take no brackets: write `classes A, B, C;`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes = [A, B, C];",
        &[
            "no `=` after `classes`: write `classes A, B, C;`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes: A, B, C;",
        &[
            "no `:` after `classes`: write `classes A, B, C`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A, B C;",
        &[
            "a comma is missing before `C`: write `classes A, B, C;`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A => \"a\", B, C;",
        &[
            "a class's name stands behind `=`: write `A = \"a\"`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A(\"a\"), B, C;",
        &[
            "a class's name stands behind `=`: write `A = \"a\"`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A \"a\", B, C;",
        &[
            "a class's name stands behind `=`: write `A = \"a\"`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A = \"x\", B = \"x\", C;",
        &[
            "this is the name of `A` already: write another one",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes ALL, B, C;",
        &[
            "`ALL` is the list of all classes: write `All = \"ALL\"`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A, B, C, batch 3;",
        &[
            "a statement ends with `;`, not with `,`: write `C;`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A, B, C batch 3;",
        &[
            "missing `;` after `C`: write `C;`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes enum Class { A, B };",
        &[
            "`classes` makes the enum: write its variants, as in `classes Shirt, Bag;`",
        ],
    ),
    (
        "input 9; dense 3; loss mse; classes A, B; classes C, D;",
        &[
            "`classes` needs a loss about classes, and `mse` is none: write `dense 2 softmax;` and `loss sparse_categorical;`, or leave it out",
            "`classes` is given twice: leave one out",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule step factor=0.1;",
        &[
            "`step` needs `every`: write `schedule step every=10 factor=0.1;`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule exponential 0.95;",
        &[
            "a value has a name: write `schedule exponential factor=0.95;`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule step every=0 factor=0;",
        &[
            "`every` must be above 0, but this is `0`: write `every=10`",
            "`factor` must be above 0, but this is `0`: write `factor=0.1`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule cosine warmup 2;",
        &[
            "an option is written with `=`: write `warmup=2`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule cosine epochs=10;",
        &[
            "`epochs` is a statement of its own: write `epochs 10;`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule torch.optim.lr_scheduler.StepLR;",
        &[
            "the schedule `StepLR` is called `step` here: write `schedule step every=10 factor=0.1;`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule OneCycleLR;",
        &[
            "there is no `OneCycleLR`: write `cosine warmup=2`, which rises and falls once too",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule relu;",
        &[
            "`relu` is an activation, not a schedule: write `dense 128 relu;` for the layer, and a schedule here",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule mine;",
        &[
            "unknown schedule `mine`: write `constant`, `step`, `exponential` or `cosine`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule crate::Mine;",
        &[
            "a schedule of your own is given to the `Trainer`: write `schedule cosine;`, or leave it out",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule 0.1;",
        &[
            "`schedule` needs a word, but this is `0.1`: write `schedule cosine;`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule cosine(50);",
        &[
            "options take no brackets, but this is `(…)`: write `schedule cosine;`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule = cosine;",
        &[
            "no `=` after `schedule`: write `schedule cosine`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule cosine minumum=0.1;",
        &[
            "unknown option `minumum`, did you mean `minimum`?",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule cosine, warmup=2;",
        &[
            "no comma here: write `cosine warmup=…`",
        ],
    ),
    (
        "input 9; dense 1; loss mse; schedule cosine warmup=2 warmup=3;",
        &[
            "`warmup` is given twice: leave one out",
        ],
    ),
    (
        "input 9; dense 1; loss mse; lr_scheduler cosine;",
        &[
            "`lr_scheduler` is called `schedule` here: write `schedule cosine;`",
        ],
    ),
    (
        "input 9; dense 1; weights 3;",
        &[
            "a file name is a string, not `3`: write `weights \"digits.safetensors\";`",
        ],
    ),
    (
        "input 9; dense 1; weights \"\";",
        &[
            "weights are a `.safetensors` file: write `weights \"digits.safetensors\";`",
        ],
    ),
    (
        "input 9; dense 1; weights(\"x.safetensors\");",
        &[
            "a statement has no parentheses: write `weights \"x.safetensors\";`",
        ],
    ),
    (
        "input 9; dense 1; weights = \"x.safetensors\";",
        &[
            "no `=` after `weights`: write `weights \"x.safetensors\"`",
        ],
    ),
    (
        "input 9; dense 1; weights \"x.safetensors\" \"y.safetensors\";",
        &[
            "did not expect `\"y.safetensors\"` here: `weights` is written as in `weights \"digits.safetensors\";`",
        ],
    ),
    (
        "input 9; dense 1; weights crate::FILE;",
        &[
            "a file name stands in quotes, but this is `crate`: write `weights \"digits.safetensors\";`",
        ],
    ),
    (
        "input 2; dense 1 Step; loss perceptron;",
        &[
            "the activation `Step` is called `step` here: write `step`",
        ],
    ),
    (
        "input 2; dense 1 step(0.5); loss perceptron;",
        &[
            "`step` has no parameter and takes no parentheses: write `step`",
        ],
    ),
    (
        "input 2; residual step { dense 2; } dense 1; loss mse;",
        &[
            "`step` has no derivative, so what comes before it cannot learn: write `residual sigmoid`",
        ],
    ),
    (
        "input 2; dense 8 relu; dense 1; loss perceptron;",
        &[
            "`perceptron` trains one layer, since `step` has no derivative, and here are 2: write `dense 1 sigmoid;` and `loss binary;`",
        ],
    ),
    (
        "input 2; batch_norm; dense 1 step; loss perceptron;",
        &[
            "`perceptron` trains one layer, since `step` has no derivative, and here are 2: write `dense 1 sigmoid;` and `loss binary;`",
        ],
    ),
    (
        "input 2; dense 10; layer_norm; dropout 0.2; loss mse;",
        &[
            "`dropout` cannot end a network, it would drop outputs: leave it out, or write it before the last `dense`",
        ],
    ),
    (
        "input 2; dense 3; loss crate::quantile(0.9) mse;",
        &[
            "a network has one loss, and `quantile` is already there: leave out this `mse`",
        ],
    ),
    (
        "input 2; dense 3 softmax; residual { dense 3; } dense 3;",
        &[
            "`softmax` belongs on the last layer only: write `dense 3 relu;`",
        ],
    ),
];
