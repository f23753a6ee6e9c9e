//! Names of `classes` in the cells of a table, also if a program wrote them as numbers or booleans.

#![allow(dead_code)] // the networks are there for their classes

use mlp::data::{Csv, Source};
use mlp::prelude::*;

/// A network with these classes, in a module of its own.
macro_rules! classes {
    ($module:ident: $($classes:tt)*) => {
        mod $module {
            mlp::network! {
                pub(crate) struct Net;
                input 1;
                dense 2 softmax;
                loss sparse_categorical;
                classes $($classes)*;
            }
        }
    };
    // With a third output.
    ($module:ident, $outputs:literal: $($classes:tt)*) => {
        mod $module {
            mlp::network! {
                pub(crate) struct Net;
                input 1;
                dense $outputs softmax;
                loss sparse_categorical;
                classes $($classes)*;
            }
        }
    };
}

classes!(answer: No, Yes);
classes!(turned: Yes, No);
classes!(weather: Cold, Warm);
classes!(numbers: Zero = "0", One = "1");
classes!(truth: True, False);
classes!(three, 3: No, Yes, Perhaps);

/// The class of a cell, by its number, or the error.
macro_rules! class {
    ($module:ident, $cell:literal) => {{
        let csv = Csv::new(Source::bytes(concat!("x,y\n1,", $cell, "\n")));
        let set: Result<Dataset<[f32; 1], $module::NetClass>> = Dataset::from_csv(csv, &["y"]);
        set.map(|set| set.targets()[0] as usize).map_err(|error| error.to_string())
    }};
}

#[test]
fn names_that_mean_the_same() {
    assert_eq!(class!(answer, "Yes"), Ok(1));
    assert_eq!(class!(answer, "True"), Ok(1));
    assert_eq!(class!(answer, "FALSE"), Ok(0));
    assert_eq!(class!(turned, "true"), Ok(0));
    assert_eq!(class!(turned, "false"), Ok(1));
    assert_eq!(class!(numbers, "1.0"), Ok(1));
    assert_eq!(class!(numbers, "0.000000000000000000e+00"), Ok(0));
    assert_eq!(class!(numbers, "True"), Ok(1));
    assert_eq!(class!(truth, "true"), Ok(0));
    assert_eq!(class!(truth, "FALSE"), Ok(1));
}

/// What a number or truth means among such names is the user's to say.
#[test]
fn what_could_mean_two_things_is_an_error() {
    let wrong =
        |cell: &str, names: &str| Err(format!("(bytes): line 2, column `y`: expected one of {names}, found `{cell}`"));
    assert_eq!(class!(weather, "true"), wrong("true", "Cold, Warm"));
    assert_eq!(class!(weather, "1.0"), wrong("1.0", "Cold, Warm"));
    assert_eq!(class!(answer, "1"), wrong("1", "No, Yes"));
    assert_eq!(class!(numbers, "2.0"), wrong("2.0", "0, 1"));
    assert_eq!(class!(three, "true"), wrong("true", "No, Yes, Perhaps"));
}
