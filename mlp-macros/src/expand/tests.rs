//! The expansion that is committed for reading is what the macro gives.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{check, parse};

/// A small description, and where its expansion stands.
const DESCRIPTION: &str = include_str!("../../../tests/expansion/fashion.mlp");
const EXPANSION: &str = include_str!("../../../tests/expansion/fashion.rs");

/// The macro's output for a description, formatted, under the path that users write.
fn expanded(description: &str) -> String {
    let tokens: TokenStream = description.parse().expect("tokens of Rust");
    let network =
        parse::parse(tokens).and_then(check::check).unwrap_or_else(|errors| panic!("{:?}", errors.messages()));
    let mut file: syn::File = syn::parse2(super::expand(&network, &quote!(::mlp))).expect("items of Rust");
    for item in &mut file.items {
        // Without the picture, which only rustdoc reads.
        if let syn::Item::Struct(item) = item {
            item.attrs.retain(|attribute| !attribute.path().is_ident("cfg_attr"));
        }
    }
    prettyplease::unparse(&file)
}

#[test]
fn the_overview_names_every_step() {
    let found = expanded(
        "input 4; dense 8 relu; residual relu { dense 8 tanh; layer_norm; dropout 0.2; dense 8; } dense 2; loss mse;",
    );
    let overview =
        "`4 → 8 relu → residual relu { → 8 tanh → layer_norm → dropout 0.2 → 8 linear } → 2 linear, loss mse`";
    assert!(found.contains(overview), "{found}");
}

#[test]
fn the_committed_expansion_is_what_the_macro_gives() {
    let found = expanded(DESCRIPTION);
    if std::env::var_os("MLP_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/expansion/fashion.rs");
        std::fs::write(path, &found).expect("the expansion is written");
        return;
    }
    assert_eq!(found, EXPANSION, "CONTRIBUTING.md says how to refresh it");
}
