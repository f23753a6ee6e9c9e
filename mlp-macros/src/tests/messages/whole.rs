//! Labels, headers, and how statements go together.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
    (
        "input 784; _: dense 3; r#type: dense 4; dense 10;",
        &[
            "`_` is not a name: write `hidden: dense …`, or leave out the label",
        ],
    ),
    (
        "dense: 128 relu;",
        &[
            "no `:` after `dense`: write `dense 128`",
        ],
    ),
    (
        "pub fn foo() {} input 784; dense 10;",
        &[
            "a description has no Rust items: write the `fn` outside of `network!`",
        ],
    ),
    (
        "/** docs */ input 784; dense 10;",
        &[
            "docs and attributes belong to the header `struct Name;`: write a comment with `//`",
        ],
    ),
    (
        "network X; input 784; dense 10;",
        &[
            "there is no `network`, the header names the network: write `struct Name;` first",
        ],
    ),
    (
        "#[derive(Clone, Debug, PartialEq, Default)] struct X; input 784; dense 10;",
        &[
            "a network already derives `Clone`: leave it out",
            "a network already derives `Debug`: leave it out",
            "a network already derives `PartialEq`: leave it out",
            "a network has no `Default`, since it needs a seed, and weights of 0 hardly learn: write `X::init(42)`",
        ],
    ),
    (
        "dtype f32; dtype f64; dense 10;",
        &[
            "`dtype` is given twice: leave one out",
            "the input is missing: write `input 784;` before `dense`",
        ],
    ),
    (
        "loss mse;",
        &[
            "the network has no layers: write `input 784;`, then `dense 10 softmax;`",
        ],
    ),
    (
        "input 784; dense 10; optimizer adam; batch 3; epochs 3;",
        &[
            "`optimizer` is for training, but the network has no loss: write `loss mse;` before it, or leave it out",
        ],
    ),
    (
        "input 784; dense N; loss binary;",
        &[
            "`binary` needs a `sigmoid` output, but the last layer is `linear`: write `dense N sigmoid;`",
        ],
    ),
    (
        "input 784; dense 1; loss kl_divergence;",
        &[
            "`kl_divergence` needs at least 2 outputs, but this is `1`: write `dense 1 sigmoid;` and `loss binary;`",
        ],
    ),
    (
        "input 784; dense 10 softmax; loss poisson;",
        &[
            "`poisson` needs a `softplus` or `exponential` output, but the last layer is `softmax`: write `loss sparse_categorical;` or `loss categorical;`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer sgd nesterov=true momentum=0;",
        &[
            "`nesterov` needs a momentum: write `momentum=0.9 nesterov=true`",
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
        "input 2; batch_norm; dense 1 step; loss perceptron;",
        &[
            "`perceptron` trains one layer, since `step` has no derivative, but there are 2: write `dense 1 sigmoid;` and `loss binary;`",
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
    (
        "input 4; for _ in 0..3 { dense 8 relu; } dense 1; loss mse;",
        &[
            "there is no `for`, every layer is a statement of its own: write `dense 64 relu; dense 64 relu;`",
        ],
    ),
];
