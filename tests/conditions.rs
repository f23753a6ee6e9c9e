//! `#[cfg(…)]` on statements: the network has the statements whose conditions hold.

#![allow(unexpected_cfgs, reason = "conditions that nothing sets")]

use mlp::prelude::*;

/// The names of a network's tensors.
fn names<M: Model>() -> Vec<String> {
    M::init(1).tensor_names()
}

mod plain {
    mlp::network! { pub struct Net; input 3; dense 4 relu; dense 2 softmax; loss sparse_categorical; classes A, B; }
}

/// Each statement that a condition can leave out, under one that does not hold, and its counterpart under one that does.
mod chosen {
    mlp::network! {
        #[cfg(all())]
        pub struct Net;

        #[cfg(all())] input 3;
        #[cfg(any())] input 7;
        #[cfg(any())] standardize;
        #[cfg(not(any()))] #[cfg(all())] dense 4 relu;
        #[cfg(all())] #[cfg(any())] hidden: dense { 4 } tanh;
        #[cfg(any())] dropout 0.5;
        #[cfg(any())] batch_norm;
        #[cfg(any())] residual relu { dense 4; }
        #[cfg(any())] layer Missing;
        dense 2 softmax;
        #[cfg(any())] loss mse;
        #[cfg(all(),)] loss sparse_categorical;
        #[cfg(any())] classes A, B, C;
        #[cfg(all())] classes A, B;
        #[cfg(any())] optimizer adam lr=1;
        #[cfg(any())] schedule cosine;
        #[cfg(any())] batch 1;
        #[cfg(any())] epochs 1;
        #[cfg(any())] dtype f64;
        #[cfg(any())] weights "missing.safetensors";
        #[cfg(any())] this is not even a statement;
    }
}

#[test]
fn a_statement_whose_condition_does_not_hold_is_not_there() {
    assert_eq!(names::<chosen::Net>(), names::<plain::Net>());
    assert_eq!(chosen::Net::init(7).predict(&[1.0, 2.0, 3.0]), plain::Net::init(7).predict(&[1.0, 2.0, 3.0]));
    assert_eq!(chosen::NetClass::ALL.len(), 2);
}

/// Names count the layers that are left, also in blocks.
#[test]
fn names_follow_what_is_left() {
    network! {
        struct Net;
        input 3;
        #[cfg(any())] dense 9 relu;
        residual relu {
            #[cfg(all())] dense 5 tanh;
            #[cfg(any())] residual { dense 4; dense 3; }
            residual { #[cfg(any())] layer_norm; #[cfg(all())] batch_norm; }
            #[cfg(any())] b: dense 8;
            b: dense 3;
        }
        #[cfg(all())]
        dense 1;
    }
    let expected = ["dense1.weight", "batch_norm1.weight", "b.weight", "dense3.weight"];
    let weights: Vec<String> = names::<Net>().into_iter().filter(|name| name.ends_with("weight")).collect();
    assert_eq!(weights, expected);
}

/// One condition more is one choice more, not twice as many.
#[test]
fn forty_conditions() {
    macro_rules! under_conditions {
        ($($condition:ident)*) => {
            network! { struct Net; input 2; $(#[cfg($condition)] dense 3; #[cfg(not($condition))] dense 2;)* dense 1; }
        };
    }
    under_conditions! {
        c00 c01 c02 c03 c04 c05 c06 c07 c08 c09 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19
    }
    assert_eq!(Net::PARAMETERS, 20 * (2 * 2 + 2) + 3);
}
