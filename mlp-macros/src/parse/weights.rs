//! `weights "digits.safetensors";`

use proc_macro2::TokenTree;
use syn::{Lit, LitStr};

use super::Head;
use crate::description::Kind;
use crate::syntax::punctuation::shown;
use crate::syntax::{ErrorReported, Parsed, Tokens};

/// What follows the word `weights`.
pub(super) fn weights(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let example = head.syntax.example;
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, format!("`weights` needs a file: write `{example}`")));
    }
    let place = tokens.tree();
    match place.as_ref().map(file) {
        Some(Ok(file)) => Ok(Kind::Weights(file)),
        Some(Err(message)) => Err(tokens.fail(place, message)),
        None => Err(ErrorReported),
    }
}

/// The file name, or what is wrong with it.
fn file(tree: &TokenTree) -> Result<LitStr, String> {
    let example = "write `weights \"digits.safetensors\";`";
    let TokenTree::Literal(literal) = tree else {
        return Err(format!("a file name goes in quotes, but this is `{}`: {example}", shown(tree)));
    };
    let Lit::Str(file) = Lit::new(literal.clone()) else {
        return Err(format!("a file name is a string, not `{literal}`: {example}"));
    };
    match file.value() {
        name if name.ends_with(".safetensors") && name != ".safetensors" => Ok(file),
        name => {
            let stem =
                name.split('.').next().filter(|stem| !stem.is_empty() && !stem.contains('`')).unwrap_or("digits");
            Err(format!("weights are a `.safetensors` file: write `weights \"{stem}.safetensors\";`"))
        }
    }
}
