//! The hidden token of an instruction set gives code outside the crate nothing of the kernels: their loads and stores
//! trust their arguments.
#![forbid(unsafe_code)]

fn loads(set: impl mlp::Set) {
    set.partial_load(&[] as &[f32]);
}

fn vectors<T: mlp::Float>(set: impl mlp::Set) {
    T::vectors(set);
}

struct Work;

impl mlp::WithSimd for Work {}

fn main() {}
