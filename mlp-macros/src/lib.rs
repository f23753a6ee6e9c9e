//! The procedural macro behind `mlp::network!`: tokens → `Description` → `Network` → struct and impls.

use proc_macro::TokenStream;

/// Called by `mlp::network!` with the path of the facade in front: `[$crate] description`.
#[proc_macro]
pub fn network(_tokens: TokenStream) -> TokenStream {
    TokenStream::new()
}
