//! `classes`.

use super::Cases;

#[rustfmt::skip]
pub(super) const CASES: Cases = &[
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
            "a class's name comes after `=`: write `A = \"a\"`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A(\"a\"), B, C;",
        &[
            "a class's name comes after `=`: write `A = \"a\"`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A \"a\", B, C;",
        &[
            "a class's name comes after `=`: write `A = \"a\"`",
        ],
    ),
    (
        "input 9; dense 3 softmax; loss sparse_categorical; classes A = \"x\", B = \"x\", C;",
        &[
            "this is already the name of `A`: write another",
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
            "`classes` needs a loss about classes, and `mse` is not one: write `dense 2 softmax;` and `loss sparse_categorical;`, or leave it out",
            "`classes` is given twice: leave one out",
        ],
    ),
    (
        "input 4; dense 2 softmax; loss sparse_categorical; classes A, Self_;",
        &[
            "a class is a variant of an enum: write `Itself = \"Self_\"`",
        ],
    ),
];
