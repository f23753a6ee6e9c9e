//! Mistakes and what is said about each, word for word; `tests/ui` has the places too, and is the first to look at.

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
            "an initialiser is a word, not `\"xavier_uniform\"`: write `init=glorot_uniform`",
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
            "an activation is no method: write `128 relu`",
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
            "`he_normal` is an initialiser, not an activation: write `init=he_normal`",
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
            "a share has no `%`: write `0.25`",
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
        "input 784; dense 10; loss huber delta=2;",
        &[
            "`delta` needs no name: write `huber(2)`",
        ],
    ),
    (
        "input 784; dense 10; loss huber 2;",
        &[
            "a parameter goes in parentheses: write `huber(2)`",
        ],
    ),
    (
        "input 784; dense 10; loss mse adam;",
        &[
            "`adam` is an optimizer, not a loss: write `optimizer adam;` as a statement of its own",
        ],
    ),
    (
        "input 784; dense 10; loss: mse;",
        &[
            "no `:` after `loss`: write `loss mse`",
        ],
    ),
    (
        "input 784; dense 10; loss(mse);",
        &[
            "a statement has no parentheses: write `loss mse;`",
        ],
    ),
    (
        "input 784; dense 10 softmax; loss nll;",
        &[
            "the loss `nll` is called `sparse_categorical` here: write `sparse_categorical`",
        ],
    ),
    (
        "input 784; dense 10 softmax; loss categorical from_logits=true;",
        &[
            "a loss is always computed from logits: leave out `from_logits`",
        ],
    ),
    (
        "input 784; dense 10; loss crate::Own(0.9) label_smoothing=0.1;",
        &[
            "`label_smoothing` goes with `categorical` and `sparse_categorical` only, not with `Own`: leave it out",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer relu;",
        &[
            "`relu` is an activation, not an optimizer: write `dense 128 relu;` for the layer, and an optimizer here",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer torch.optim.SGD(lr=0.1, momentum=0.9);",
        &[
            "the optimizer `SGD` is called `sgd` here: write `optimizer sgd lr=0.1 momentum=0.9;`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer Adam::new(1e-3);",
        &[
            "the optimizer `Adam` is called `adam` here: write `optimizer adam lr=1e-3;`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer crate::MyOpt;",
        &[
            "an optimizer of your own is given to the `Trainer`: write `optimizer adam;`, or leave it out",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer adam betas=(0.9, 0.999);",
        &[
            "each of the two has a name: write `beta1=0.9 beta2=0.999`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer adam beta_1=0.9 eps=1e-7 decay=0.1 amsgrad=true;",
        &[
            "the option `beta_1` of `adam` is called `beta1` here: write `beta1=0.9`",
            "the option `eps` of `adam` is called `epsilon` here: write `epsilon=1e-7`",
            "the option `decay` of `adam` is called `weight_decay` here: write `weight_decay=0.1`",
            "there is no `amsgrad`: leave it out",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer rmsprop rho=0.9;",
        &[
            "the option `rho` of `rmsprop` is called `alpha` here: write `alpha=0.9`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer adam lr=1e-3f64 beta2=1.5 epsilon=0 weight_decay=-1;",
        &[
            "a number has no suffix: write `1e-3`",
            "`beta2` must be at least 0 and below 1, but this is `1.5`: write `beta2=0.999`",
            "`epsilon` must be above 0, but this is `0`: write `epsilon=1e-8`",
            "`weight_decay` must be at least 0, but this is `-1`: write `weight_decay=1e-4`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer adam lr=1e999;",
        &[
            "`1e999` is too large for a number: write `lr=1e-3`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer adam lr=-RATE;",
        &[
            "`lr` must be above 0: write the constant without `-`",
        ],
    ),
    (
        "input 784; dense 10; loss mse; batch size=32; epochs \"10\"; dtype float64;",
        &[
            "the size of `batch` needs no name: write `batch 32`",
            "`epochs` is a number, not a string: write `10`",
            "there is no dtype `float64`: write `dtype f64;`",
        ],
    ),
    (
        "input 784; _: dense 3; r#type: dense 4; dense 10;",
        &[
            "`_` is no name: write `hidden: dense …`, or leave out the label",
            "`r#type` is a Rust keyword and cannot be a label: write `type_layer: dense …`",
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
            "a network derives `Clone` already: leave it out",
            "a network derives `Debug` already: leave it out",
            "a network derives `PartialEq` already: leave it out",
        ],
    ),
    (
        "input 784; dense 3; loss mse; dropout 0.2;",
        &[
            "`dropout` cannot end a network, it would drop outputs: leave it out, or write it before the last `dense`",
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
        "input 784; loss mse; dense 128 relu; dropout 0.2; dense 10;",
        &[
            "`loss` comes after all layers: move it after `dense 10`",
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
];
