//! Losses, optimizers and hyperparameters.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
    (
        "input 784; dense 10; softplus; loss mse; lion lr=1e-4; one_cycle; epochs 3;",
        &[
            "`softplus` is an activation, which goes after its layer's size: write `dense 128 relu;`",
            "`lion` is an optimizer, which has a statement of its own: write `optimizer adam lr=1e-3;`",
            "`one_cycle` is a schedule, which has a statement of its own: write `schedule cosine;`",
        ],
    ),
    (
        "input 784; dense 1 exponential; poisson;",
        &[
            "`poisson` is a loss, which has a statement of its own: write `loss sparse_categorical;`, `loss mse;`, …",
        ],
    ),
    (
        "input 784; dense 10; loss mse; optimizer adam learning-rate=0.001 weight-decay=0.1;",
        &[
            "an option is one word: write `lr=0.001`",
            "an option is one word: write `weight_decay=0.1`",
        ],
    ),
    (
        "input 784; dense 10 softmax; loss sparse categorical;",
        &[
            "a loss is one word: write `sparse_categorical`",
        ],
    ),
    (
        "input 784; dense 10 softmax; loss sparse-categorical-crossentropy;",
        &[
            "a loss is one word: write `sparse_categorical`",
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
        "input 784; dense 10; loss mse; optimizer adam beta_1=0.9 eps=1e-7 decay=0.1;",
        &[
            "the option `beta_1` of `adam` is called `beta1` here: write `beta1=0.9`",
            "the option `eps` of `adam` is called `epsilon` here: write `epsilon=1e-7`",
            "the option `decay` of `adam` is called `weight_decay` here: write `weight_decay=0.1`",
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
        "input 784; dense 10; loss mse; optimizer sgd rate=0.1;",
        &["the option `rate` of `sgd` is called `lr` here: write `lr=0.1`"],
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
        "input 9; dense 1; loss mse; early_stopping 10; checkpoint \"a\"; class_weight 1.0; ReduceLROnPlateau; patience 3;",
        &[
            "`early_stopping` is not part of the network: leave it out, and set it on the `Trainer`",
            "`checkpoint` is not part of the network: leave it out, and set it on the `Trainer`",
            "`class_weight` is called `class_weights`, and is not part of the network: leave it out, and set that on the `Trainer`",
            "`ReduceLROnPlateau` is called `reduce_on_plateau`, and is not part of the network: leave it out, and set that on the `Trainer`",
            "`patience` is called `early_stopping`, and is not part of the network: leave it out, and set that on the `Trainer`",
        ],
    ),
    (
        "device cpu; input 4; dense 1; loss mse; cuda;",
        &[
            "there is no `device` to choose, everything runs on the CPU: leave it out",
            "there is no `cuda` to choose, everything runs on the CPU: leave it out",
        ],
    ),
    (
        "input 4; dense 1; loss huber=1.0;",
        &[
            "a parameter goes in parentheses: write `huber(1.0)`",
        ],
    ),
    (
        "input 4; dense 3 softmax; loss sparse_categorical class_weights=1.0; optimizer adam patience=5; validation_split 0.1;",
        &[
            "weights of classes are set on the `Trainer`: leave out `class_weights`, and call `class_weights([1.0, 3.0])` there",
            "waiting is set on the `Trainer`: leave out `patience`, and call `early_stopping(5)` or `reduce_on_plateau(0.1, 5)` there",
            "`validation_split` is not part of the network: leave it out, take the set from `split`, and set it as the `validation` of the `Trainer`",
        ],
    ),
    (
        "input 4; dense 3 softmax out=3; loss sparse_categorical weight=1.0 sample_weight=2.0;",
        &[
            "`out` needs no name: write `3` right after the word, as in `dense 128 relu`",
            "weights of classes are set on the `Trainer`: leave out `weight`, and call `class_weights([1.0, 3.0])` there",
            "there are no weights of single rows: leave out `sample_weight`; those of classes are set on the `Trainer`",
        ],
    ),
];
