//! `input`, `dense` and `dropout`.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
    (
        "input 784; batch-norm relu; layer-norm; dense 10;",
        &[
            "a statement begins with one word: write `batch_norm`",
            "a statement begins with one word: write `layer_norm`",
        ],
    ),
    (
        "input 784; dense 10 soft max; loss sparse_categorical;",
        &[
            "an activation is one word: write `softmax`",
        ],
    ),
    (
        "input 784; dense 10 leaky-relu; loss mse;",
        &[
            "an activation is one word: write `leaky_relu`",
        ],
    ),
    (
        "input 784, dense 128 relu, dense 10 softmax;",
        &[
            "a statement ends with `;`, not with `,`: write `784;`",
            "a statement ends with `;`, not with `,`: write `relu;`",
        ],
    ),
    (
        "input 784; dense 128 relu dese 10 softmax;",
        &[
            "missing `;` after `relu`: write `relu;`",
            "unknown statement `dese`, did you mean `dense`?",
        ],
    ),
    (
        "input 784; dropout 0.2 hidden: dens 64 relu; dense 10;",
        &[
            "missing `;` after `0.2`: write `0.2;`",
            "unknown statement `dens`, did you mean `dense`?",
        ],
    ),
    (
        "input 784; dense 128 relu, ; dense 10;",
        &[
            "no comma here: a statement ends with `;` alone",
        ],
    ),
    (
        "input 784; dense 128, relu, init=he_normal; dense 10;",
        &[
            "no comma here: write `128 relu`",
        ],
    ),
    (
        "input 784; dense 128 \"tanh\" init=\"xavier_uniform\" bias=\"no\"; dense 10;",
        &[
            "an activation is a word, not a string: write `tanh`",
            "an initializer is a word, not `\"xavier_uniform\"`: write `init=glorot_uniform`",
            "`bias` takes `true` or `false`, not `\"no\"`: write `bias=false`",
        ],
    ),
    (
        "input 784; Dense(units=128, activation=\"swish\", kernel_regularizer=l2(0.01)); dense 10;",
        &[
            "`Dense` is called `dense` here: write `dense 128 silu;`",
        ],
    ),
    (
        "input 784; hidden: Dense(64); dense 10;",
        &[
            "`Dense` is called `dense` here: write `dense 64;`",
        ],
    ),
    (
        "input 784; nn::Linear(784, 128); dense 10;",
        &[
            "`Linear` is called `dense` here: write `dense 128;`",
        ],
    ),
    (
        "input 784; dense in_features=784 out_features=128; dense 10;",
        &[
            "the size comes first, without a name: write `dense 128;`",
        ],
    ),
    (
        "input 784; dense units=128 activation=relu; dense 10;",
        &[
            "the size of `dense` needs no name: write `dense 128`",
            "an activation has no name: write `relu` right after the size",
        ],
    ),
    (
        "input 784; dense activation=relu 128; dense 10;",
        &[
            "the size comes first, without a name: write `dense 128 relu;`",
        ],
    ),
    (
        "input 784; dense ReLU 128; dense 10;",
        &[
            "the size goes before the activation: write `dense 128 relu`",
        ],
    ),
    (
        "input 784; dense 128swish; dense 10;",
        &[
            "a space is missing in `128swish`: write `128 silu`",
        ],
    ),
    (
        "input 784; dense 128.relu(); dense 10;",
        &[
            "an activation is not a method: write `128 relu`",
        ],
    ),
    (
        "input 784; dense 128 | relu; dense 10;",
        &[
            "a size is made of numbers, but this is `relu`: write `dense 128 relu;`",
        ],
    ),
    (
        "input 784; dense { units: 128 }; dense 10;",
        &[
            "a size takes no brackets: write `dense 128;`",
        ],
    ),
    (
        "input 784; dense 128 relu tanh; dense 10;",
        &[
            "a layer has one activation, and `relu` is already there: leave out this `tanh`",
        ],
    ),
    (
        "input 784; dense 128 relu he_normal; dense 10;",
        &[
            "`he_normal` is an initializer, not an activation: write `init=he_normal`",
        ],
    ),
    (
        "input 784; dense 128 relu init he_normal; dense 10;",
        &[
            "an option is written with `=`: write `init=he_normal`",
        ],
    ),
    (
        "input 784; dense 128 relu l2(0.1); dense 10;",
        &[
            "an option is written with `=`: write `l2=0.1`",
        ],
    ),
    (
        "input 784; dense 128 relu l2==0.1; dense 10;",
        &[
            "one `=` is enough: leave out this one",
        ],
    ),
    (
        "input 784; dense 128 relu bias; dense 10;",
        &[
            "the value of `bias` is missing: write `bias=true` or `bias=false`",
        ],
    ),
    (
        "input 784; dense 128 relu name=\"hidden\" use_bias=False dropout=0.2; dense 10;",
        &[
            "there is no `name`, a layer is named by a label: write `hidden: dense 128 relu;`",
            "the option `use_bias` of `dense` is called `bias` here: write `bias=false`",
            "dropout is a statement of its own: write `dropout 0.2;` after the layer",
        ],
    ),
    (
        "input 784; dense 128 leaky_relu(0.1, 0.2); dense 10;",
        &[
            "`leaky_relu` has one parameter: write `leaky_relu(0.01)`",
        ],
    ),
    (
        "input 784; dense 128 leaky_relu alpha=0.1; dense 10;",
        &[
            "a parameter goes in parentheses: write `leaky_relu(0.1)`",
        ],
    ),
    (
        "input 784; dense 128 elu(0); dense 10;",
        &[
            "`elu` must be above 0, but this is `0`: write `elu(1.0)`",
        ],
    ),
    (
        "input 784; dense 128 nn::ReLU; dense 10;",
        &[
            "the activation `ReLU` is called `relu` here: write `relu`",
        ],
    ),
    (
        "input 784; dense 128 F.relu; dense 10;",
        &[
            "`relu` needs no path here: write `relu`",
        ],
    ),
    (
        "input 784; dense 128 crate::; dense 10;",
        &[
            "a path ends with a name, as in `crate::Sine`",
        ],
    ),
    (
        "input 784; dense 128 crate::Sine(relu); dense 10;",
        &[
            "`crate::Sine` takes a number, not `relu`: write `crate::Sine(1.5)`",
        ],
    ),
    (
        "input 784; dropout 25%; dense 10;",
        &[
            "a fraction has no `%`: write `0.25`",
        ],
    ),
    (
        "input 784; dropout rate: 0.2; dense 10;",
        &[
            "the value of `dropout` needs no name: write `dropout 0.2`",
        ],
    ),
    (
        "input 784; dropout .2; dense 10;",
        &[
            "a number begins with a digit: write `0.2`",
        ],
    ),
    (
        "input 784; dropout \"0.2\"; dense 10;",
        &[
            "`dropout` takes a number, not a string: write `0.2`",
        ],
    ),
    (
        "input 784; dropout 1/5; dense 10;",
        &[
            "a number is a literal or a constant: compute it outside, as in `const RATE: f64 = 1.0 / 3.0;`",
        ],
    ),
    (
        "input(784); dense 10;",
        &[
            "a statement has no parentheses: write `input 784;`",
        ],
    ),
    (
        "input (28, 28); dense 10;",
        &[
            "a statement has no parentheses: write `input 28 * 28;`",
        ],
    ),
    (
        "input shape=784; dense 10;",
        &[
            "the size of `input` needs no name: write `input 784`",
        ],
    ),
    (
        "input 4; dense [8, 5]; dense 1; loss mse;",
        &[
            "one `dense` is one layer: write `dense 8 relu; dense 5 relu;`",
        ],
    ),
    (
        "input 4; dense 8 no_bias; dense 1; loss mse;",
        &[
            "`no_bias` is an option, not an activation: write `bias=false`",
        ],
    ),
    (
        "input 4; dense 8 tanh nobias; dense 1; loss mse;",
        &[
            "`nobias` is an option, not an activation: write `bias=false`",
        ],
    ),
];
