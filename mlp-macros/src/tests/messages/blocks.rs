//! Norms and residual blocks.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
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
            "`momentum` is the weight of the new batch, so Keras's 0.9 is 0.1 here: write `momentum=0.1`",
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
            "a norm has the width of the layer before it: leave out `num_features`",
        ],
    ),
    (
        "input 64; layer_norm 64; dense 10;",
        &[
            "`layer_norm` has the width of the layer before it: leave out `64`",
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
            "`residual` has the width of the layer before it: leave out `64`",
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
];
