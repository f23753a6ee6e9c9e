//! Mistakes in place of a size, or next to it: `relu 128`, `units=128`, `[128]`, `784, 128`.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use syn::buffer::Cursor;

use super::translate::{self, line};
use super::{activation_like, holds_code, is_call, is_control_flow};
use crate::parse::Head;
use crate::syntax::punctuation::{is_path_separator, shown};
use crate::syntax::{ErrorReported, Parsed, Tokens, rest_of_statement};
use crate::words;

/// `dense relu 128`, `dense units=128`, `dense [128]`, `dense;`
pub(in crate::parse) fn no_size(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let (keyword, example) = (&head.keyword, head.syntax.example);
    if tokens.at_end_of_statement() || tokens.at_statement() {
        let what = if matches!(head.syntax.keyword, "batch" | "epochs") { "number" } else { "size" };
        return Err(tokens.fail(keyword, format!("`{keyword}` needs a {what}: write `{example}`")));
    }
    no_brackets(tokens, head)?;
    if tokens.peek_named() {
        return size_with_name(tokens, head);
    }
    let Some((word, after)) = lone_word(tokens) else {
        return Ok(());
    };
    let text = word.to_string();
    if is_control_flow(&text) || text == "const" {
        return Err(control_flow(tokens, &word));
    }
    let size = after.literal().map(|(literal, _)| literal.to_string());
    if !is_word(&text) && (size.is_none() || text == "as") {
        return Ok(());
    }
    let message = match size {
        Some(size) if head.syntax.keyword == "dense" => {
            let text = translate::activation(&text);
            format!("the size goes before the activation: write `dense {size} {text}`")
        }
        Some(size) => format!("`{keyword}` takes a size only: write `{keyword} {size};`"),
        None if head.syntax.keyword == "dense" && activation_like(&text) => {
            let text = translate::activation(&text);
            format!("`dense` needs a size before its activation: write `dense 128 {text}`")
        }
        None => format!("`{keyword}` needs a size, but this is `{text}`: write `{example}`"),
    };
    Err(tokens.fail(word, message))
}

/// `dense if BIG { 8 } else { 4 } relu`: reported, and read to the end of the statement.
fn control_flow(tokens: &mut Tokens, word: &Ident) -> ErrorReported {
    let error = tokens.fail(word, format!("a size that begins with `{word}` needs braces: write `{{ {word} … }}`"));
    while !tokens.at_end_of_statement() {
        tokens.tree();
    }
    error
}

/// `dense [128]`, `dense {128}`, `dense<128>`
fn no_brackets(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let group = tokens.peek_group().filter(|group| match group.delimiter() {
        Delimiter::Bracket => true,
        Delimiter::Brace => is_call(group) || !holds_code(group) && has_field(group),
        _ => false,
    });
    let angle = tokens.peek_punct('<').filter(|_| {
        let behind = tokens.cursor().punct().and_then(|(_, after)| after.literal());
        behind.is_some()
    });
    let line = line(head.syntax.keyword, rest_of_statement(tokens.cursor()));
    let mut message = format!("a size takes no brackets: write `{line}`");
    if let Some(layers) =
        group.as_ref().filter(|_| head.syntax.keyword == "dense").and_then(|group| layers(group.stream()))
    {
        message = format!("one `dense` is one layer: write `{layers}`");
    }
    if group.is_some() {
        tokens.tree();
        return Err(tokens.fail(group, message));
    }
    match angle {
        Some(angle) => Err(tokens.fail(angle, message)),
        None => Ok(()),
    }
}

/// The statements for `128, 64`, several sizes.
fn layers(sizes: TokenStream) -> Option<String> {
    let sizes: Vec<String> = sizes.into_iter().map(|token| token.to_string()).filter(|token| token != ",").collect();
    let all = sizes.len() > 1 && sizes.iter().all(|size| size.parse::<usize>().is_ok());
    all.then(|| sizes.iter().map(|size| format!("dense {size} relu;")).collect::<Vec<_>>().join(" "))
}

/// `{ units: 128 }`
fn has_field(group: &Group) -> bool {
    let mut path = false;
    group.stream().into_iter().any(|tree| match tree {
        TokenTree::Punct(colon) if colon.as_char() == ':' => {
            let field = !path && colon.spacing() == Spacing::Alone;
            path = colon.spacing() == Spacing::Joint;
            field
        }
        _ => {
            path = false;
            false
        }
    })
}

/// `dense units=128`
fn size_with_name(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let Some(name) = tokens.peek_word() else {
        return Ok(());
    };
    let keyword = &head.keyword;
    if head.syntax.keyword == "dense" && words::DENSE_OPTIONS.iter().any(|known| name == known.name) {
        return Err(tokens.fail(&name, format!("the size comes first: write `dense 128 relu {name}=…`")));
    }
    if head.syntax.keyword == "dense" && !words::names_a_size(&name.to_string()) {
        let line = line("dense", rest_of_statement(tokens.cursor()));
        return Err(tokens.fail(&name, format!("the size comes first, without a name: write `{line}`")));
    }
    tokens.word();
    tokens.equals();
    let value = tokens.peek_tree().map(|value| shown(&value)).unwrap_or_default();
    tokens.error(&name, format!("the size of `{keyword}` needs no name: write `{keyword} {value}`"));
    Ok(())
}

/// `dense 784 128`, `dense 784, 128`, `dense 784 -> 128`
pub(in crate::parse) fn no_input_width(tokens: &mut Tokens) -> Parsed<()> {
    let first = tokens.last();
    let Some((between, second)) = second_number(tokens.cursor()) else {
        return Ok(());
    };
    let first = first.as_ref().map(shown).unwrap_or_default();
    for _ in 0..between {
        tokens.tree();
    }
    let place = tokens.peek_tree();
    let message = format!("a layer has one size, its outputs, and `{first}` is already there: write `dense {second}`");
    Err(tokens.fail(place, message))
}

/// `input 28, 28`, `input 28 28`
pub(in crate::parse) fn no_shape(tokens: &mut Tokens) -> Parsed<()> {
    let first = tokens.last();
    let Some((between, second)) = second_number(tokens.cursor()) else {
        return Ok(());
    };
    let first = first.as_ref().map(shown).unwrap_or_default();
    for _ in 0..between {
        tokens.tree();
    }
    let place = tokens.peek_tree();
    Err(tokens.fail(place, format!("a row is flat and has one size: write `input {first} * {second};`")))
}

/// The number of tokens between the cursor and a whole number, and the number: `128`, `, 128`, `-> 128`.
fn second_number(cursor: Cursor) -> Option<(usize, String)> {
    let mut at = cursor;
    let mut between = 0;
    if let Some((_, after)) = at.ident().filter(|(sign, _)| sign == "x" || sign == "X" || sign == "by") {
        at = after;
        between += 1;
    }
    while let Some((_, after)) = at.punct().filter(|(punct, _)| matches!(punct.as_char(), ',' | '-' | '=' | '>')) {
        at = after;
        between += 1;
    }
    let (literal, _) = at.literal()?;
    let text = literal.to_string();
    text.parse::<usize>().ok().map(|_| (between, text))
}

/// `batch_norm 64;`, `batch_norm WIDTH relu;`, `batch_norm 0.1;`, `layer_norm 1e-5;`
pub(in crate::parse) fn no_width(tokens: &mut Tokens, head: &Head) {
    let keyword = &head.keyword;
    let constant = tokens.cursor().ident().filter(|(word, after)| {
        let activation = after.ident().is_some_and(|(next, _)| activation_like(&next.to_string()));
        activation && !word.to_string().contains(char::is_lowercase)
    });
    let width = match tokens.peek_literal() {
        Some(literal) if literal.to_string().starts_with(|first: char| first.is_ascii_digit()) => literal.to_string(),
        None if constant.is_some() => constant.map(|(word, _)| word.to_string()).unwrap_or_default(),
        _ => return,
    };
    let place = tokens.tree();
    let share = width.parse().ok().filter(|share: &f64| *share > 0.0 && *share < 1.0);
    let message = match (keyword.to_string().as_str(), share) {
        ("batch_norm", Some(0.01..)) => format!("an option has a name: write `momentum={width}`"),
        ("batch_norm" | "layer_norm", Some(_)) => format!("an option has a name: write `epsilon={width}`"),
        _ => format!("`{keyword}` has the width of the layer before it: leave out `{width}`"),
    };
    tokens.error(place, message);
}

/// `input 784 relu`
pub(in crate::parse) fn no_activation(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    match tokens.peek_word().filter(|word| activation_like(&word.to_string())) {
        Some(word) if !tokens.at_statement() => {
            let keyword = &head.keyword;
            Err(tokens.fail(
                &word,
                format!("`{keyword}` has no activation: write `{word}` at a layer, as in `dense 128 {word};`"),
            ))
        }
        _ => Ok(()),
    }
}

/// `dense 128 relu 0.2`
pub(in crate::parse) fn no_rate(tokens: &mut Tokens) -> Parsed<()> {
    let Some(literal) = tokens.peek_literal() else {
        return Ok(());
    };
    let share = literal.to_string().parse::<f64>().is_ok_and(|value| value > 0.0 && value < 1.0);
    let message = if share {
        format!("did not expect `{literal}` here: for dropout write `dropout {literal};` after the layer")
    } else {
        format!("did not expect `{literal}` here: the size comes right after `dense`, once: write `dense 128 relu;`")
    };
    Err(tokens.fail(literal, message))
}

/// Whether a single word is of the vocabulary, or nearly; `STEP` is a constant.
fn is_word(text: &str) -> bool {
    text.contains(char::is_lowercase)
        && (activation_like(text)
            || words::loss_named(text).is_some()
            || words::optimizer(text).is_some()
            || words::INITS.contains(&text))
}

/// A single word ahead that cannot be a size, and what it is.
fn lone_word<'a>(tokens: &Tokens<'a>) -> Option<(Ident, Cursor<'a>)> {
    tokens.cursor().ident().filter(|(_, after)| !is_path_separator(*after))
}
