//! tmp
mod generate;
mod network;
mod quick;
mod words;
use proc_macro2::{TokenStream, TokenTree};
/// Called by `mlp::network!`.
#[proc_macro]
pub fn network(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let mut tokens = TokenStream::from(tokens).into_iter();
    let krate = match tokens.next() {
        Some(TokenTree::Group(facade)) => facade.stream(),
        _ => TokenStream::new(),
    };
    match syn::parse2::<quick::Q>(tokens.collect()) {
        Ok(q) => generate::expand(&q.0, &krate),
        Err(e) => e.into_compile_error(),
    }
    .into()
}
