//! Products with a vector, in the words of BLAS: gemv, ger, dot products, and the sums of columns.

pub(super) mod column_sums;
pub(super) mod dot;
pub(super) mod gemv;
pub(super) mod ger;
