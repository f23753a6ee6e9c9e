//! Correctness in every instruction set, bits that must not depend on it, and the table of paths.

#[cfg(target_arch = "x86_64")]
mod bitwise;
mod imports;
mod naive;
pub(super) mod products;
mod routes;
