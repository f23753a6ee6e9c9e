//! Parts and `standardize`.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
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
            "`standardize` has the width of the layer before it: leave out `64`",
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
];
