//! A size: a whole number from 1, or a constant expression.

use proc_macro2::{Ident, Literal, Punct, Span};
use quote::{ToTokens, quote};
use syn::buffer::Cursor;
use syn::{Lit, LitFloat, LitInt};

use super::expression::expression;
use crate::network::Size;
use crate::parse::{Head, foreign};
use crate::syntax::punctuation::is_operator;
use crate::syntax::{Parsed, Tokens};
use crate::words::{self, MAX_SIZE, Suggestion};

/// Reads the size after a keyword. A wrong literal is reported, and parsing continues.
pub(in crate::parse) fn size(tokens: &mut Tokens, head: &Head) -> Parsed<Size> {
    foreign::no_size(tokens, head)?;
    if let Some((minus, literal)) = negative(tokens.cursor()) {
        tokens.punct('-');
        tokens.literal();
        let subject = subject(&head.keyword);
        let message = format!("{subject} must be at least 1, but this is `-{literal}`: write `1` or more");
        tokens.error(quote!(#minus #literal), message);
        return Ok(anything(literal.span()));
    }
    activation_as_method(tokens)?;
    match tokens.cursor().literal() {
        Some((literal, after)) if !is_operator(after) && !is_postfix(after) => {
            tokens.literal();
            Ok(literal_size(tokens, head, &literal))
        }
        _ => Ok(Size { tokens: expression(tokens, head)?, literal: None }),
    }
}

/// `-1`
fn negative(cursor: Cursor) -> Option<(Punct, Literal)> {
    let (minus, after) = cursor.punct().filter(|(minus, _)| minus.as_char() == '-')?;
    after.literal().map(|(literal, _)| (minus, literal))
}

/// `128.relu()`
fn activation_as_method(tokens: &mut Tokens) -> Parsed<()> {
    let point = tokens.cursor().literal().and_then(|(literal, after)| Some((literal, after.punct()?)));
    let Some((size, (_, after))) = point.filter(|(_, (point, _))| point.as_char() == '.') else {
        return Ok(());
    };
    match after.ident() {
        Some((word, _)) if foreign::activation_like(&word.to_string()) => {
            let activation = foreign::meant_activation(&word.to_string());
            Err(tokens.fail(word, format!("an activation is not a method: write `{size} {activation}`")))
        }
        _ => Ok(()),
    }
}

/// Whether a literal is followed by `.method()` or `as`.
fn is_postfix(cursor: Cursor) -> bool {
    cursor.punct().is_some_and(|(punct, _)| punct.as_char() == '.')
        || cursor.ident().is_some_and(|(word, _)| word == "as")
}

/// What messages call the number after a keyword.
fn subject(keyword: &Ident) -> String {
    if keyword == "batch" || keyword == "epochs" { format!("`{keyword}`") } else { "a size".to_owned() }
}

/// The replacement for a size that was wrong and is reported.
fn anything(span: Span) -> Size {
    Size { literal: None, ..with_value(1, span) }
}

fn with_value(value: usize, span: Span) -> Size {
    let mut literal = Literal::usize_unsuffixed(value);
    literal.set_span(span);
    Size { tokens: literal.into_token_stream(), literal: Some(value) }
}

/// `128`; also all that looks like it and is none.
fn literal_size(tokens: &mut Tokens, head: &Head, literal: &Literal) -> Size {
    let subject = subject(&head.keyword);
    let message = match Lit::new(literal.clone()) {
        Lit::Int(int) => match integer(&int, &subject, head) {
            Ok(value) => return with_value(value, literal.span()),
            Err(message) => message,
        },
        Lit::Float(float) => fraction(&float, &subject),
        Lit::Str(text) => match text.value() {
            digits if digits.parse::<usize>().is_ok() => {
                format!("{subject} is a number, not a string: write `{digits}`")
            }
            _ => format!("{subject} is a number, not a string: write `{}`", head.syntax.example),
        },
        _ => format!("{subject} is a number, but this is `{literal}`: write `{}`", head.syntax.example),
    };
    tokens.error(literal, message);
    anything(literal.span())
}

/// `128`, `0`, `128relu`, `128u8`, `99999999999`
fn integer(int: &LitInt, subject: &str, head: &Head) -> Result<usize, String> {
    let digits = int.base10_digits();
    if !int.suffix().is_empty() {
        let suffix = int.suffix().trim_start_matches('_');
        if let Some(product) = product(digits, suffix) {
            return Err(format!("a row is flat, and a size is one number: write `{product}`"));
        }
        return Err(match words::foreign_activation(suffix) {
            Some(Suggestion::Rename(word)) if head.keyword == "dense" => {
                format!("a space is missing in `{int}`: write `{digits} {word}`", int = int.token())
            }
            _ => format!("{subject} has no suffix: write `{digits}`"),
        });
    }
    match digits.parse::<usize>() {
        Ok(value) if (1..=MAX_SIZE).contains(&value) => Ok(value),
        Ok(0) => Err(format!("{subject} must be at least 1, but this is `0`: write `1` or more")),
        _ if digits.starts_with('-') => {
            Err(format!("{subject} must be at least 1, but this is `{digits}`: write `1` or more"))
        }
        _ => Err(format!(
            "{subject} must be at most {MAX_SIZE}, but this is `{}`: write `{MAX_SIZE}` or less",
            int.token()
        )),
    }
}

/// `28x28` → `28 * 28`
fn product(digits: &str, suffix: &str) -> Option<String> {
    let factors: Vec<&str> = suffix.strip_prefix(['x', 'X'])?.split(['x', 'X']).collect();
    let numbers = factors.iter().all(|factor| factor.parse::<usize>().is_ok());
    numbers.then(|| format!("{digits} * {}", factors.join(" * ")))
}

/// `128.0`, `1.5`
fn fraction(float: &LitFloat, subject: &str) -> String {
    let value: f64 = float.base10_parse().unwrap_or_default();
    let (below, above) = (value.floor(), value.ceil());
    let written = float.token();
    if !(1.0..=MAX_SIZE as f64).contains(&value) {
        format!("{subject} is a whole number from 1 to {MAX_SIZE}, but this is `{written}`: write `1` or more")
    } else if below < above {
        format!("{subject} is a whole number, but this is `{written}`: write `{below}` or `{above}`")
    } else {
        format!("{subject} is a whole number, but this is `{written}`: write `{value}`")
    }
}
