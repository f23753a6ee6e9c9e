//! What statements are made of: labels, sizes, numbers, words and options.

pub(super) mod activation;
mod expression;
pub(super) mod label;
pub(super) mod number;
pub(super) mod options;
pub(super) mod size;
pub(super) mod word;

pub(super) use expression::angles;
