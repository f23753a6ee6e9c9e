//! The committed expansion equals the output of the macro.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::{check, parse};

/// A small description, and the file of its expansion.
const DESCRIPTION: &str = include_str!("../../../tests/expansion/fashion.mlp");
const EXPANSION: &str = include_str!("../../../tests/expansion/fashion.rs");

/// Networks with every statement, and the names in their expansions.
const NETWORKS: &str = include_str!("../../../tests/scope/networks.rs");
const NAMES: &str = include_str!("../../../tests/scope/names.rs");

/// The macro's output for a description, under the path that users write.
fn expansion(description: TokenStream) -> TokenStream {
    let network =
        parse::parse(description).and_then(check::check).unwrap_or_else(|errors| panic!("{:?}", errors.messages()));
    super::expand(&network, &quote!(::mlp))
}

/// The same, formatted.
fn expanded(description: &str) -> String {
    let description = description.parse().expect("tokens of Rust");
    let mut file: syn::File = syn::parse2(expansion(description)).expect("items of Rust");
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

/// Adds the identifiers of some tokens that users could give to something of their own: all but keywords, and those in
/// reserved form.
fn names(tokens: TokenStream, all: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names(group.stream(), all),
            TokenTree::Ident(name) => {
                let name = name.to_string();
                if syn::parse_str::<Ident>(&name).is_ok() && !name.starts_with('_') {
                    all.insert(name);
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// `tests/scope.rs` gives each of these names to other items around the networks.
#[test]
fn the_names_around_networks_are_those_of_the_expansions() {
    let mut all = BTreeSet::new();
    for item in syn::parse_file(NETWORKS).expect("items of Rust").items {
        let syn::Item::Macro(item) = item else { continue };
        names(expansion(item.mac.tokens), &mut all);
    }
    // The networks' own names are taken.
    for network in ["Everything", "Plain", "Own", "EndsInPart", "YesOrNo"] {
        all.remove(network);
        all.remove(&format!("{network}Class"));
    }
    let list: Vec<_> = all.iter().map(|name| format!("    {name}\n")).collect();
    let found = format!("names! {{\n{}}}\n", list.concat());
    if std::env::var_os("MLP_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/scope/names.rs");
        std::fs::write(path, &found).expect("the names are written");
        return;
    }
    assert_eq!(found, NAMES, "CONTRIBUTING.md says how to refresh it");
}
