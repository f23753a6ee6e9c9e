//! `loss sparse_categorical label_smoothing=0.1;` and `optimizer adam lr=1e-3;`

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Lit;

use super::options::{Value, options};
use super::sign::{is_path_separator, shown};
use super::tokens::{Parsed, Tokens};
use super::word::{LOSS, word, wrapped};
use super::{Head, foreign, misplaced};
use crate::description::Kind;
use crate::network::{Loss, Optimizer, OptionValue, WordKind};
use crate::words::{self, Instead};

/// What follows the word `loss`.
pub(super) fn loss(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, "`loss` needs a word: write `loss sparse_categorical;`, `loss mse;`, …"));
    }
    let word = match wrapped(tokens, &LOSS, head) {
        Some(word) => word,
        None if tokens.peek_word().is_some() => word(tokens, &LOSS, head)?,
        None => return Err(foreign::unexpected(tokens, "`loss` needs a word", "loss sparse_categorical;")),
    };
    let (owner, known) = match &word.kind {
        WordKind::Vocabulary(name) => {
            (name.clone(), words::loss_named(&name.to_string()).map_or(&[][..], |known| known.options))
        }
        WordKind::Own(path) => (last_name(path).unwrap_or_else(|| head.keyword.clone()), &[][..]),
    };
    let options = options(tokens, &owner, known)?;
    // After a word that was wrong, what follows may belong to it.
    if !matches!(&word.kind, WordKind::Vocabulary(name) if words::loss_named(&name.to_string()).is_none()) {
        one_loss(tokens, &owner)?;
    }
    let label_smoothing = options.into_iter().find_map(|given| match given.value {
        Value::Number(number) => Some((given.name, number)),
        _ => None,
    });
    Ok(Kind::Loss(Loss { word, label_smoothing }))
}

/// `Quantile` of `crate::Quantile`
fn last_name(path: &TokenStream) -> Option<Ident> {
    path.clone().into_iter().filter_map(|tree| if let TokenTree::Ident(name) = tree { Some(name) } else { None }).last()
}

/// `loss mse mae;`, `loss mse adam;`
fn one_loss(tokens: &mut Tokens, first: &Ident) -> Parsed<()> {
    let Some(word) = tokens.peek_word().filter(|_| !tokens.at_statement()) else {
        return Ok(());
    };
    let text = word.to_string();
    let message = if words::loss_named(&text).is_some() {
        format!("a network has one loss, and `{first}` is already there: leave out this `{text}`")
    } else if let Some(message) = misplaced::misplaced(&text, "a loss") {
        message
    } else {
        return Ok(());
    };
    tokens.word();
    Err(tokens.fail(word, message))
}

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
    let word = foreign::dotted(tokens).unwrap_or(first);
    let text = word.to_string();
    if words::optimizer(&text).is_some() && !path {
        return Ok(word);
    }
    while tokens.path_separator().is_some() {
        tokens.word();
    }
    let names = || words::OPTIMIZERS.iter().map(|known| known.name);
    let message = match words::foreign_optimizer(&text) {
        Some(Instead::Word(known)) => {
            let options = foreign::call_options(tokens, known);
            format!("the optimizer `{text}` is called `{known}` here: write `optimizer {known}{options};`")
        }
        Some(Instead::Say(advice)) => words::advise(advice, &text, ""),
        None if path => {
            "an optimizer of your own is given to the `Trainer`: write `optimizer adam;`, or leave it out".to_owned()
        }
        None if tokens.cursor().punct().is_some_and(|(sign, _)| sign.as_char() == '=') => {
            let value = tokens.cursor().punct().and_then(|(_, after)| after.token_tree());
            let value = value.map(|(value, _)| shown(&value)).unwrap_or_default();
            format!("an optimizer is named before its options: write `optimizer adam {text}={value};`")
        }
        None => match words::nearest(&text, names()) {
            _ if misplaced::misplaced(&text, "an optimizer").is_some() => {
                misplaced::misplaced(&text, "an optimizer").unwrap_or_default()
            }
            Some(near) => format!("unknown optimizer `{text}`, did you mean `{near}`?"),
            None => format!("unknown optimizer `{text}`: write {}", words::list(names(), "or")),
        },
    };
    Err(tokens.fail(word, message))
}

fn no_word(tokens: &mut Tokens) -> super::tokens::Broken {
    if let Some(TokenTree::Literal(literal)) = tokens.peek_tree()
        && let Lit::Str(text) = Lit::new(literal.clone())
    {
        let known = match words::foreign_optimizer(&text.value()) {
            Some(Instead::Word(known)) => known,
            _ => "adam",
        };
        return tokens.fail(literal, format!("an optimizer is a word, not a string: write `{known}`"));
    }
    foreign::unexpected(tokens, "`optimizer` needs a word", "optimizer adam lr=1e-3;")
}
