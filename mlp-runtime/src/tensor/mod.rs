//! Numbers in memory: scalar types, rows and batches, named tensors, reductions, and initializers.

pub(crate) mod aligned;
mod array;
pub(crate) mod columns;
pub mod field;
pub(crate) mod float;
pub mod init;
pub(crate) mod rows;
pub(crate) mod shape;
pub(crate) mod sum;
pub(crate) mod visit;
