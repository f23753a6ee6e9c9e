//! Statements of other libraries, and those that the language does not have yet.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
    (
        "input 28x28; dense 10;",
        &[
            "a row is flat, and a size is one number: write `28 * 28`",
        ],
    ),
    (
        "input 3x32x32; dense 10;",
        &[
            "a row is flat, and a size is one number: write `3 * 32 * 32`",
        ],
    ),
    (
        "input 28 x 28; dense 10;",
        &[
            "a row is flat and has one size: write `input 28 * 28;`",
        ],
    ),
    (
        "input 8; embedding 100 8; dense 10;",
        &[
            "there is no `embedding` yet: give a row 1.0 at its category and 0.0 elsewhere, and write `input 100;` for 100 of them",
        ],
    ),
    (
        "one_hot 10; input 8; dense 10;",
        &[
            "there is no `one_hot` yet: give a row 1.0 at its category and 0.0 elsewhere, and count these in `input 100;`",
        ],
    ),
    (
        "category cut { Fair, Good } input 8; dense 10;",
        &[
            "there is no `category` yet: give a row 1.0 at its category and 0.0 elsewhere, and count these in `input 100;`",
        ],
    ),
    (
        "number carat, depth; input 8; target price; dense 1; loss mse;",
        &[
            "there is no `number` yet: write `input 7;` for rows of 7 numbers, and name the columns in `Dataset::from_csv`",
            "there is no `target` yet: leave it out, the targets are in the `Dataset`, and their number is the size of the last layer",
        ],
    ),
    (
        "input 8; bins 48; ensemble 16; dense 1; recipe tabular;",
        &[
            "there is no `bins` yet: write `standardize;`, which scales the inputs",
            "there is no `ensemble` yet: leave it out, train networks with different seeds, and average what they predict",
            "there is no `recipe` yet: write `optimizer adamw;` and `schedule cosine warmup=2;`",
        ],
    ),
    (
        "input 8; dense 4; head policy { dense 4 softmax; loss categorical; } head value { dense 1; }",
        &[
            "there is no `head` yet: leave it out, and describe a network for each output, with a loss of its own",
            "there is no `head` yet: leave it out, and describe a network for each output, with a loss of its own",
        ],
    ),
    (
        "input 8; layer Encoder frozen; freeze encoder; dense 4 frozen=true; dense 1;",
        &[
            "did not expect `frozen` here: `layer` is written as in `layer Encoder;`",
            "there is no `freeze` yet: leave it out, compute the outputs of the frozen network with `predict_batch`, and train another on them",
            "layers cannot be frozen yet: leave out `frozen`, compute the outputs of the frozen network with `predict_batch`, and train another on them",
        ],
    ),
    (
        "input 8; concat a b; Concatenate(axis=1); dense 1;",
        &[
            "there is no `concat`, a network has one row of inputs: put all values into it, and write `input 784;`",
            "there is no `Concatenate`, a network has one row of inputs: put all values into it, and write `input 784;`",
        ],
    ),
    (
        "struct Net<const H: usize>; input 8; dense 1;",
        &[
            "a network has no parameters yet: write `const HIDDEN: usize = 64;` outside, and `struct Net;` here",
        ],
    ),
    (
        "input 8; standardize robust; dense 1;",
        &[
            "`standardize` is mean 0 and deviation 1, and has no `robust` yet: write `standardize;`",
        ],
    ),
    (
        "input 8; GRU 8; rms_norm; dense 1; clip 1.0; save \"x\";",
        &[
            "there is no `GRU` in a multi-layer perceptron: write `dense 128 relu;`",
            "there is no `rms_norm`: write `layer_norm;` or `batch_norm;`",
            "`clip` is called `clip_norm`, and is not part of the network: leave it out, and set that on the `Trainer`",
            "`save` is not part of the network: leave it out, and call it on the model",
        ],
    ),
];
