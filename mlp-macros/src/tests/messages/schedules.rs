//! `schedule` and `weights`.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
    (
        "input 4; dense 1; loss mse; schedule cosine warm-up=2;",
        &[
            "an option is one word: write `warmup=2`",
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
        "input 9; dense 1; loss mse; schedule polynomial 2;",
        &[
            "a value has a name: write `schedule polynomial power=2;`",
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
            "the schedule `OneCycleLR` is called `one_cycle` here: write `schedule one_cycle;`",
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
            "unknown schedule `mine`: write `constant`, `step`, `exponential`, `cosine`, `cosine_restarts`, `linear`, `polynomial`, `one_cycle`, `inverse_sqrt` or `coslog`",
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
            "a file name goes in quotes, but this is `crate`: write `weights \"digits.safetensors\";`",
        ],
    ),
];
