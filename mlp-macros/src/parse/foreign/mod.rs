//! What a newcomer from Keras, PyTorch, Burn or plain Rust writes: understood only to say what to write here.

mod options;
mod sizes;
mod translate;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::buffer::Cursor;

pub(super) use self::options::{call_options, no_name, no_positional_rate, option_instead, skip_value};
pub(super) use self::sizes::{no_activation, no_input_width, no_rate, no_shape, no_size, no_width};
use self::translate::line;
pub(super) use self::translate::{activation as meant_activation, classes_line};
use super::label::is_label_sign;
use super::sign::shown;
use super::tokens::{Broken, Parsed, Tokens};
use super::{Head, forms, nearest_keyword};
use crate::words::{self, Instead};

/// `Linear(784, 128);`, `let`, `dens 128;`
pub(super) fn unknown_statement(tokens: &mut Tokens, first: &Ident) -> Broken {
    let mut text = first.to_string();
    let known = |text: &str| keyword_of(text).is_some() || words::foreign_statement(text).is_some();
    while let Some(next) = dotted(tokens).or_else(|| tokens.path_separator().and_then(|_| tokens.word())) {
        if !known(&text) {
            text = next.to_string();
        }
    }
    let place = first.clone();
    let digits = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let message = if let Some(keyword) = keyword_of(&text) {
        called(tokens, &text, keyword)
    } else if let Some(Instead::Say(advice)) = words::foreign_statement(&text) {
        words::advise(advice, &text, "")
    } else if let Some(keyword) =
        forms::keywords().find(|keyword| !digits.is_empty() && text == format!("{keyword}{digits}"))
    {
        format!("a space is missing in `{text}`: write `{keyword} {digits}`")
    } else if tokens.at_end_of_statement() && text.starts_with(char::is_uppercase) {
        if tokens.at_first_statement() {
            format!("unknown statement `{text}`: to name the network write `struct {text};`")
        } else {
            format!("unknown statement `{text}`: for a layer of your own write `layer {text};`")
        }
    } else if let Some(keyword) = nearest_keyword(&text) {
        format!("unknown statement `{text}`, did you mean `{keyword}`?")
    } else {
        format!("unknown statement `{text}`: write {}", words::list(forms::keywords(), "or"))
    };
    tokens.fail(place, message)
}

/// The keyword that another library or another case calls `text`.
fn keyword_of(text: &str) -> Option<&'static str> {
    let same = forms::keywords().find(|keyword| words::normal(keyword) == words::normal(text));
    same.or_else(|| match words::foreign_statement(text) {
        Some(Instead::Word(keyword)) => Some(keyword),
        _ => None,
    })
}

fn called(tokens: &Tokens, text: &str, keyword: &'static str) -> String {
    let line = line(keyword, rest_of_statement(tokens.cursor()));
    format!("`{text}` is called `{keyword}` here: write `{line}`")
}

/// `layer Linear(64);`
pub(super) fn no_foreign_layer(tokens: &mut Tokens, name: &Ident) -> Parsed<()> {
    let text = name.to_string();
    match keyword_of(&text) {
        Some(keyword) if tokens.peek_group().is_some() || tokens.peek_literal().is_some() => {
            let message = called(tokens, &text, keyword);
            Err(tokens.fail(name, message))
        }
        _ => Ok(()),
    }
}

/// The tokens up to the `;` or the next statement.
pub(super) fn rest_of_statement(mut cursor: Cursor) -> TokenStream {
    let mut rest = TokenStream::new();
    while let Some((tree, after)) = cursor.token_tree() {
        if matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ';') || forms::starts(cursor) {
            break;
        }
        rest.extend([tree]);
        cursor = after;
    }
    rest
}

/// Whether a statement begins here whose keyword is misspelt or foreign: `Dropout(0.2)`, `dens 10`.
pub(super) fn looks_like_statement(cursor: Cursor) -> bool {
    let Some((word, after)) = cursor.ident() else {
        return false;
    };
    if is_label_sign(after) {
        return after.punct().is_some_and(|(_, behind)| !is_label_sign(behind) && looks_like_statement(behind));
    }
    let text = word.to_string();
    let goes_on = after.ident().is_some() || after.literal().is_some() || after.group(Delimiter::Parenthesis).is_some();
    goes_on && (keyword_of(&text).is_some() || nearest_keyword(&text).is_some())
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
                let line = line(head.form.keyword, group.stream());
                return Err(tokens.fail(&sign, format!("no `{}` after `{keyword}`: write `{line}`", sign.as_char())));
            }
            None => head.form.example.to_owned(),
            Some(_) if matches!(head.form.keyword, "classes" | "layer" | "weights") => {
                line(head.form.keyword, rest_of_statement(tokens.cursor())).trim_end_matches(';').to_owned()
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
    let sized = matches!(head.form.keyword, "input" | "dense" | "batch" | "epochs");
    if sized && !is_call(&group) {
        return Ok(());
    }
    let line = line(head.form.keyword, rest_of_statement(tokens.cursor()));
    tokens.tree();
    Err(tokens.fail(group, format!("a statement has no parentheses: write `{line}`")))
}

/// Whether the parentheses hold arguments, not an expression.
fn is_call(group: &Group) -> bool {
    let argument = |tree: TokenTree| match tree {
        TokenTree::Punct(punct) => matches!(punct.as_char(), ',' | '='),
        TokenTree::Ident(word) => words::activation(&word.to_string()).is_some(),
        TokenTree::Literal(literal) => literal.to_string().starts_with('"'),
        TokenTree::Group(_) => false,
    };
    group.stream().is_empty() || lone_token(group).is_some() || group.stream().into_iter().any(argument)
}

pub(super) fn activation_like(text: &str) -> bool {
    words::activation(text).is_some()
        || words::foreign_activation(text).is_some()
        || words::nearest(text, words::ACTIVATIONS.iter().map(|known| known.name)).is_some()
}

/// Reads `.ReLU` after `nn`, and gives the last name.
pub(super) fn dotted(tokens: &mut Tokens) -> Option<Ident> {
    let mut last = None;
    while let Some((_, after)) = tokens.cursor().punct().filter(|(punct, _)| punct.as_char() == '.') {
        after.ident()?;
        tokens.punct('.');
        last = tokens.word().or(last);
    }
    last
}

/// Something that is no word where one is needed.
pub(super) fn unexpected(tokens: &mut Tokens, needs: &str, example: &str) -> Broken {
    let place = tokens.tree();
    let found = place.as_ref().map(shown).unwrap_or_default();
    tokens.fail(place, format!("{needs}, but this is `{found}`: write `{example}`"))
}

/// A literal or a word that stands alone in a group.
pub(super) fn lone_token(group: &Group) -> Option<TokenTree> {
    let mut inside = group.stream().into_iter();
    match (inside.next(), inside.next()) {
        (Some(tree @ (TokenTree::Literal(_) | TokenTree::Ident(_))), None) => Some(tree),
        _ => None,
    }
}
