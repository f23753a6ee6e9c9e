//! Numbers in memory: scalar types, rows and batches, named tensors, reductions, and initializers.

pub(crate) mod aligned;
pub(crate) mod columns;
pub(crate) mod float;
pub mod init;
pub(crate) mod rows;
pub(crate) mod sum;
pub(crate) mod visit;
