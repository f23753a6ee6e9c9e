//! Statements that the language does not have yet, and what to write until it has.

use super::Suggestion::{self, Advice};
use super::Table;

const NO_EMBEDDING: Suggestion = Advice(
    "there is no `{}` yet: give a row 1.0 at its category and 0.0 elsewhere, and write `input 100;` for 100 of them",
);
const NO_ONE_HOT: Suggestion =
    Advice("there is no `{}` yet: give a row 1.0 at its category and 0.0 elsewhere, and count these in `input 100;`");
const NO_COLUMNS: Suggestion =
    Advice("there is no `{}` yet: write `input 7;` for rows of 7 numbers, and name the columns in `Dataset::from_csv`");
const NO_TARGET: Suggestion = Advice(
    "there is no `{}` yet: leave it out, the targets are in the `Dataset`, and their number is the size of the last layer",
);
const NO_ENCODING: Suggestion = Advice("there is no `{}` yet: write `standardize;`, which scales the inputs");
const NO_HEADS: Suggestion =
    Advice("there is no `{}` yet: leave it out, and describe a network for each output, with a loss of its own");
const NO_FREEZE: Suggestion = Advice(
    "there is no `{}` yet: leave it out, compute the outputs of the frozen network with `predict_batch`, and train another on them",
);

/// Statements to come; a row goes when its statement is there.
pub(super) const NOT_YET: Table = &[
    ("embedding", NO_EMBEDDING),
    ("embed", NO_EMBEDDING),
    ("onehot", NO_ONE_HOT),
    ("onehotencoder", NO_ONE_HOT),
    ("category", NO_ONE_HOT),
    ("number", NO_COLUMNS),
    ("numbers", NO_COLUMNS),
    ("numeric", NO_COLUMNS),
    ("column", NO_COLUMNS),
    ("columns", NO_COLUMNS),
    ("feature", NO_COLUMNS),
    ("target", NO_TARGET),
    ("targets", NO_TARGET),
    ("label", NO_TARGET),
    ("bins", NO_ENCODING),
    ("periodic", NO_ENCODING),
    ("head", NO_HEADS),
    ("heads", NO_HEADS),
    ("branch", NO_HEADS),
    ("freeze", NO_FREEZE),
    ("frozen", NO_FREEZE),
    ("trainable", NO_FREEZE),
    (
        "ensemble",
        Advice(
            "there is no `{}` yet: leave it out, train networks with different seeds, and average what they predict",
        ),
    ),
    ("recipe", Advice("there is no `{}` yet: write `optimizer adamw;` and `schedule cosine warmup=2;`")),
];
