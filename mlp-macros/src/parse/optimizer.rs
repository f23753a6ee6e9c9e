//! `optimizer adam lr=1e-3;`

use proc_macro2::{Ident, TokenTree};
use syn::Lit;

use super::terms::options::{Value, options};
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::{Optimizer, OptionValue};
use crate::syntax::punctuation::{is_path_separator, shown};
use crate::syntax::split_words::dotted;
use crate::syntax::{ErrorReported, Parsed, Tokens};
use crate::words::{self, Suggestion};

/// What follows the word `optimizer`.
pub(super) fn optimizer(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, "`optimizer` needs a word: write `optimizer adam lr=1e-3;`"));
    }
    let word = optimizer_word(tokens)?;
    let known = words::optimizer(&word.to_string()).map_or(&[][..], |known| known.options);
    foreign::no_positional_rate(tokens, &word)?;
    let options = options(tokens, &word, known)?;
    foreign::no_positional_rate(tokens, &word)?;
    let options = options.into_iter().filter_map(|given| match given.value {
        Value::Number(number) => Some((given.name, OptionValue::Number(number))),
        Value::Bool(value) => Some((given.name, OptionValue::Bool(value))),
        Value::Init(_) => None,
    });
    Ok(Kind::Optimizer(Optimizer { word, options: options.collect() }))
}

fn optimizer_word(tokens: &mut Tokens) -> Parsed<Ident> {
    let Some(first) = tokens.word() else {
        return Err(no_word(tokens));
    };
    let path = is_path_separator(tokens.cursor());
    let word = dotted(tokens).unwrap_or(first);
    let text = word.to_string();
    if words::optimizer(&text).is_some() && !path {
        return Ok(word);
    }
    while tokens.path_separator().is_some() {
        tokens.word();
    }
    let names = || words::OPTIMIZERS.iter().map(|known| known.name);
    let message = match words::foreign_optimizer(&text) {
        Some(Suggestion::Rename(known)) => {
            let options = foreign::call_options(tokens, known);
            format!("the optimizer `{text}` is called `{known}` here: write `optimizer {known}{options};`")
        }
        Some(Suggestion::Advice(advice)) => words::advise(advice, &text, ""),
        None if path => {
            "an optimizer of your own is given to the `Trainer`: write `optimizer adam;`, or leave it out".to_owned()
        }
        None if tokens.cursor().punct().is_some_and(|(sign, _)| sign.as_char() == '=') => {
            let value = tokens.cursor().punct().and_then(|(_, after)| after.token_tree());
            let value = value.map(|(value, _)| shown(&value)).unwrap_or_default();
            format!("an optimizer is named before its options: write `optimizer adam {text}={value};`")
        }
        None => match words::nearest(&text, names()) {
            _ if foreign::wrong_place(&text, "an optimizer").is_some() => {
                foreign::wrong_place(&text, "an optimizer").unwrap_or_default()
            }
            Some(near) => format!("unknown optimizer `{text}`, did you mean `{near}`?"),
            None => format!("unknown optimizer `{text}`: write {}", words::list(names(), "or")),
        },
    };
    Err(tokens.fail(word, message))
}

fn no_word(tokens: &mut Tokens) -> ErrorReported {
    if let Some(TokenTree::Literal(literal)) = tokens.peek_tree()
        && let Lit::Str(text) = Lit::new(literal.clone())
    {
        let known = match words::foreign_optimizer(&text.value()) {
            Some(Suggestion::Rename(known)) => known,
            _ => "adam",
        };
        return tokens.fail(literal, format!("an optimizer is a word, not a string: write `{known}`"));
    }
    tokens.unexpected("`optimizer` needs a word", "optimizer adam lr=1e-3;")
}
