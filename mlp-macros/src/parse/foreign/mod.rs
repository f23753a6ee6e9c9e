//! What a newcomer from Keras, PyTorch, Burn or plain Rust writes: understood only to say what to write here.

mod options;
mod sizes;
mod translate;
mod wrong_place;

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenTree};

pub(super) use self::options::{after_what, call_options, no_name, no_positional_rate, option_instead, skip_value};
pub(super) use self::sizes::{no_activation, no_input_width, no_rate, no_shape, no_size, no_width};
use self::translate::line;
pub(super) use self::translate::{activation as meant_activation, classes_line};
pub(super) use self::wrong_place::wrong_place;
use super::Head;
use crate::syntax::punctuation::{is_label_sign, lone_token, shown};
use crate::syntax::split_words::dotted;
use crate::syntax::{ErrorReported, Parsed, Tokens, rest_of_statement};
use crate::words::{self, Suggestion};

/// `Linear(784, 128);`, `let`, `dens 128;`
pub(super) fn unknown_statement(tokens: &mut Tokens, first: &Ident) -> ErrorReported {
    let mut text = first.to_string();
    let known = |text: &str| words::keyword_for(text).is_some() || words::foreign_statement(text).is_some();
    while let Some(next) = dotted(tokens).or_else(|| tokens.path_separator().and_then(|_| tokens.word())) {
        if !known(&text) {
            text = next.to_string();
        }
    }
    let place = first.clone();
    let digits = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let message = if let Some(keyword) = words::keyword_for(&text) {
        called(tokens, &text, keyword)
    } else if let Some(Suggestion::Advice(advice)) = words::foreign_statement(&text) {
        words::advise(advice, &text, "")
    } else if let Some(keyword) =
        words::keywords().find(|keyword| !digits.is_empty() && text == format!("{keyword}{digits}"))
    {
        format!("a space is missing in `{text}`: write `{keyword} {digits}`")
    } else if tokens.at_end_of_statement() && text.starts_with(char::is_uppercase) {
        if tokens.at_first_statement() {
            format!("unknown statement `{text}`: to name the network write `struct {text};`")
        } else {
            format!("unknown statement `{text}`: for a layer of your own write `layer {text};`")
        }
    } else if let Some(keyword) = words::nearest_keyword(&text) {
        format!("unknown statement `{text}`, did you mean `{keyword}`?")
    } else {
        format!("unknown statement `{text}`: write {}", words::list(words::keywords(), "or"))
    };
    tokens.fail(place, message)
}

fn called(tokens: &Tokens, text: &str, keyword: &'static str) -> String {
    let line = line(keyword, rest_of_statement(tokens.cursor()));
    format!("`{text}` is called `{keyword}` here: write `{line}`")
}

/// `layer Linear(64);`
pub(super) fn no_foreign_layer(tokens: &mut Tokens, name: &Ident) -> Parsed<()> {
    let text = name.to_string();
    match words::keyword_for(&text) {
        Some(keyword) if tokens.peek_group().is_some() || tokens.peek_literal().is_some() => {
            let message = called(tokens, &text, keyword);
            Err(tokens.fail(name, message))
        }
        _ => Ok(()),
    }
}

/// `loss = mse`, `input: 784`
pub(super) fn no_sign_after_keyword(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let sign = match tokens.equals() {
        Some(equals) => Some(equals),
        None if is_label_sign(tokens.cursor()) => tokens.punct(':'),
        None => None,
    };
    if let Some(sign) = sign {
        let keyword = &head.keyword;
        let line = match tokens.peek_tree().filter(|_| !tokens.at_end_of_statement()) {
            Some(TokenTree::Group(group)) => {
                tokens.tree();
                let line = line(head.syntax.keyword, group.stream());
                return Err(tokens.fail(&sign, format!("no `{}` after `{keyword}`: write `{line}`", sign.as_char())));
            }
            None => head.syntax.example.to_owned(),
            Some(_) if matches!(head.syntax.keyword, "classes" | "layer" | "weights") => {
                line(head.syntax.keyword, rest_of_statement(tokens.cursor())).trim_end_matches(';').to_owned()
            }
            Some(value) => format!("{keyword} {}", shown(&value).trim_matches('"')),
        };
        let shown = sign.as_char();
        tokens.error(sign, format!("no `{shown}` after `{keyword}`: write `{line}`"));
    }
    Ok(())
}

/// `dense(128, relu)`, `dropout(0.2)`; but a size may be `(N + 1) * 2`.
pub(super) fn no_call(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let Some(group) = tokens.peek_group().filter(|group| group.delimiter() == Delimiter::Parenthesis) else {
        return Ok(());
    };
    let sized = matches!(head.syntax.keyword, "input" | "dense" | "batch" | "epochs");
    if sized && !is_call(&group) {
        return Ok(());
    }
    let line = line(head.syntax.keyword, rest_of_statement(tokens.cursor()));
    tokens.tree();
    Err(tokens.fail(group, format!("a statement has no parentheses: write `{line}`")))
}

/// Whether the brackets hold arguments, not an expression.
fn is_call(group: &Group) -> bool {
    if holds_code(group) {
        return false;
    }
    let mut joint = false;
    let argument = |tree: TokenTree| match tree {
        TokenTree::Punct(punct) => {
            let compares = std::mem::replace(&mut joint, punct.spacing() == Spacing::Joint) || joint;
            punct.as_char() == ',' || punct.as_char() == '=' && !compares
        }
        TokenTree::Ident(word) => words::activation(&word.to_string()).is_some(),
        TokenTree::Literal(literal) => literal.to_string().starts_with('"'),
        TokenTree::Group(_) => false,
    };
    group.stream().is_empty() || lone_token(group).is_some() || group.stream().into_iter().any(argument)
}

/// Whether the brackets hold statements or control flow of Rust: `{ let a = 2; a + 1 }`, `(if BIG { 8 } else { 4 })`.
fn holds_code(group: &Group) -> bool {
    group.stream().into_iter().any(|tree| match tree {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Ident(word) => {
            is_control_flow(&word.to_string()) || matches!(&*word.to_string(), "let" | "const" | "return")
        }
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    })
}

/// Words with which Rust begins an expression with a block.
pub(super) fn is_control_flow(word: &str) -> bool {
    matches!(word, "if" | "match" | "loop" | "while" | "for" | "unsafe")
}

pub(super) fn activation_like(text: &str) -> bool {
    words::activation(text).is_some()
        || words::foreign_activation(text).is_some()
        || words::nearest(text, words::ACTIVATIONS.iter().map(|known| known.name)).is_some()
}
