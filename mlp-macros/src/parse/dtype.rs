//! `dtype f64;`

use proc_macro2::TokenTree;

use super::Head;
use crate::description::Kind;
use crate::syntax::punctuation::shown;
use crate::syntax::{Parsed, Tokens};
use crate::words;

/// What follows the word `dtype`.
pub(super) fn dtype(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, "`dtype` needs a type: write `dtype f32;` or `dtype f64;`"));
    }
    match tokens.tree() {
        Some(TokenTree::Ident(word)) if words::DTYPES.iter().any(|known| word == known) => Ok(Kind::Dtype(word)),
        Some(other) => {
            let found = shown(&other);
            if found.starts_with('"') && words::DTYPES.contains(&found.trim_matches('"')) {
                let word = found.trim_matches('"');
                return Err(tokens.fail(other, format!("a dtype is a word, not a string: write `dtype {word};`")));
            }
            let lower = found.to_lowercase();
            let wide = lower.contains("64") || lower.contains("double");
            let instead = if wide { "`dtype f64;`" } else { "`dtype f32;` or `dtype f64;`" };
            Err(tokens
                .fail(other, format!("there is no dtype `{found}`: write {instead}", found = found.trim_matches('"'))))
        }
        None => Err(tokens.fail(&head.keyword, "`dtype` needs a type: write `dtype f32;` or `dtype f64;`")),
    }
}
