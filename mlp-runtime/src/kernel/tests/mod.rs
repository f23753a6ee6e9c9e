//! Correctness in every instruction set, bits that must not depend on it, and the table of paths.

#[cfg(target_arch = "x86_64")]
mod bitwise;
#[cfg(not(target_family = "wasm"))] // a WASI program does not see the source files
mod imports;
mod naive;
pub(super) mod products;
mod routes;
