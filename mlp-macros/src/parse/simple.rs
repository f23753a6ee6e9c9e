//! The statements of one value or none: `input`, `standardize`, `dropout`, `batch`, `epochs`, `dtype`, `weights`.

use proc_macro2::TokenTree;
use syn::{Lit, LitStr};

use super::number::{NumberRule, one_number};
use super::sign::shown;
use super::size::size;
use super::tokens::{Broken, Parsed, Tokens};
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::LayerKind;
use crate::words::{self, Range};

/// `input 784;`
pub(super) fn input(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let size = size(tokens, head)?;
    foreign::no_shape(tokens)?;
    foreign::no_activation(tokens, head)?;
    Ok(Kind::Input(size))
}

/// `standardize;`
pub(super) fn standardize(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    foreign::no_width(tokens, head);
    foreign::no_activation(tokens, head)?;
    match tokens.peek_word().filter(|_| tokens.peek_named()) {
        Some(name) => {
            Err(tokens.fail(&name, format!("mean and deviation are those of the training set: leave out `{name}`")))
        }
        None => Ok(head.layer(LayerKind::Standardize)),
    }
}

/// `batch 32;`
pub(super) fn batch(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    size(tokens, head).map(Kind::Batch)
}

/// `epochs 10;`
pub(super) fn epochs(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    size(tokens, head).map(Kind::Epochs)
}

/// `dropout 0.2;`
pub(super) fn dropout(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, "`dropout` needs the share it drops: write `dropout 0.2;`"));
    }
    foreign::no_name(tokens, head);
    let rate = one_number(tokens, &NumberRule { name: "dropout", range: Range::Share, example: "dropout 0.2" })?;
    Ok(head.layer(LayerKind::Dropout(rate)))
}

/// `dtype f64;`
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

/// `weights "digits.safetensors";`
pub(super) fn weights(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let example = head.form.example;
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, format!("`weights` needs a file: write `{example}`")));
    }
    let place = tokens.tree();
    match place.as_ref().map(file) {
        Some(Ok(file)) => Ok(Kind::Weights(file)),
        Some(Err(message)) => Err(tokens.fail(place, message)),
        None => Err(Broken),
    }
}

/// The file name, or what is wrong with it.
fn file(tree: &TokenTree) -> Result<LitStr, String> {
    let example = "write `weights \"digits.safetensors\";`";
    let TokenTree::Literal(literal) = tree else {
        return Err(format!("a file name stands in quotes, but this is `{}`: {example}", shown(tree)));
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
