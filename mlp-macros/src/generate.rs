//! `Network` → struct and impls.

use proc_macro2::TokenStream;

use crate::network::Network;

/// The items a network becomes; `krate` is the path of the facade.
pub(crate) fn expand(_network: &Network, _krate: &TokenStream) -> TokenStream {
    TokenStream::new()
}
