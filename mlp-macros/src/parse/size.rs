//! A size: a whole number from 1, or a constant expression.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;
use syn::{Lit, LitInt};

use super::tokens::{Parsed, Tokens, is_path_separator, shown};
use super::{Head, foreign};
use crate::network::Size;
use crate::words::{self, MAX_SIZE};

/// Reads the size behind a keyword; a wrong literal is reported, and reading goes on.
pub(super) fn size(tokens: &mut Tokens, head: &Head) -> Parsed<Size> {
    foreign::no_size(tokens, head)?;
    if tokens.peek_punct('-').is_some()
        && let Some(literal) =
            tokens.cursor().punct().and_then(|(_, after)| after.literal()).map(|(literal, _)| literal)
    {
        let minus = tokens.punct('-');
        tokens.literal();
        let place: TokenStream = minus.to_token_stream().into_iter().chain(literal.to_token_stream()).collect();
        let instead = literal.to_string();
        tokens.error(
            place,
            format!(
                "a size must be at least 1, but this is `-{literal}`: write `{}`",
                if instead == "0" { "1" } else { &instead }
            ),
        );
        return Ok(anything(literal.span()));
    }
    if let Some((literal, after)) = tokens.cursor().literal()
        && !is_operator(after)
        && !is_postfix(after)
    {
        tokens.literal();
        return Ok(literal_size(tokens, &literal));
    }
    let literal = None;
    Ok(Size { tokens: expression(tokens, head)?, literal })
}

/// What stands for a size that was wrong and is reported.
fn anything(span: Span) -> Size {
    with_value(1, span)
}

fn with_value(value: usize, span: Span) -> Size {
    let mut literal = Literal::usize_unsuffixed(value);
    literal.set_span(span);
    Size { tokens: literal.into_token_stream(), literal: Some(value) }
}

/// `128`; also all that looks like it and is none.
fn literal_size(tokens: &mut Tokens, literal: &Literal) -> Size {
    match Lit::new(literal.clone()) {
        Lit::Int(int) => return integer_size(tokens, literal, &int),
        Lit::Float(float) => {
            let value: f64 = float.base10_parse().unwrap_or_default();
            let suffix = float.suffix();
            if suffix.is_empty() && value.fract() == 0.0 && value >= 1.0 && value <= MAX_SIZE as f64 {
                tokens.error(literal, format!("a size is a whole number: write `{value}`"));
            } else {
                tokens.error(
                    literal,
                    format!(
                        "a size is a whole number, but this is `{literal}`: write `{}`",
                        value.ceil().clamp(1.0, MAX_SIZE as f64)
                    ),
                );
            }
        }
        Lit::Str(text) => {
            let text = text.value();
            let instead = if text.parse::<usize>().is_ok() { &text } else { "128" };
            tokens.error(literal, format!("a size is a number, not a string: write `{instead}`"));
        }
        _ => tokens.error(literal, format!("a size is a number, but this is `{literal}`: write `128`")),
    }
    anything(literal.span())
}

fn integer_size(tokens: &mut Tokens, literal: &Literal, int: &LitInt) -> Size {
    let (digits, suffix) = (int.base10_digits(), int.suffix());
    let span = literal.span();
    if !suffix.is_empty() {
        let joined = suffix.trim_start_matches('_');
        if words::activation(joined).is_some() {
            tokens.error(literal, format!("a space is missing in `{literal}`: write `{digits} {joined}`"));
        } else if let Some(words::Instead::Word(word)) = words::foreign_activation(joined) {
            tokens.error(literal, format!("a space is missing in `{literal}`: write `{digits} {word}`"));
        } else {
            tokens.error(literal, format!("a size has no suffix: write `{digits}`"));
        }
        return anything(span);
    }
    match digits.parse::<usize>() {
        Ok(0) => tokens.error(literal, "a size must be at least 1, but this is `0`: write `1` or more"),
        Ok(value) if value <= MAX_SIZE => return with_value(value, span),
        _ if digits.starts_with('-') => {
            tokens.error(literal, format!("a size must be at least 1, but this is `{digits}`: write `1` or more"))
        }
        _ => tokens
            .error(literal, format!("a size must be at most {MAX_SIZE}, but this is `{literal}`: write a smaller one")),
    }
    anything(span)
}

/// `28 * 28`, `HIDDEN`, `crate::SIDE as usize`, `{ N + 1 }`: operands with operators between them.
fn expression(tokens: &mut Tokens, head: &Head) -> Parsed<TokenStream> {
    let mut expression = TokenStream::new();
    loop {
        operand(tokens, head, &mut expression)?;
        if !is_operator(tokens.cursor()) {
            return Ok(expression);
        }
        let shift = matches!(tokens.peek_tree(), Some(TokenTree::Punct(sign)) if matches!(sign.as_char(), '<' | '>'));
        expression.extend(tokens.tree());
        if shift {
            expression.extend(tokens.tree());
        }
    }
}

fn operand(tokens: &mut Tokens, head: &Head, expression: &mut TokenStream) -> Parsed<()> {
    while tokens.peek_punct('-').is_some() || tokens.peek_punct('!').is_some() {
        expression.extend(tokens.tree());
    }
    match tokens.peek_tree() {
        Some(TokenTree::Group(_)) => expression.extend(tokens.tree()),
        _ if is_path_separator(tokens.cursor()) || tokens.peek_punct('<').is_some() || path_ahead(tokens) => {
            path(tokens, expression);
        }
        Some(TokenTree::Literal(_)) => expression.extend(tokens.tree()),
        Some(other) if !tokens.at_end_of_statement() && !tokens.at_statement() => {
            let (found, keyword, example) = (shown(&other), &head.keyword, head.form.example);
            tokens.tree();
            return Err(
                tokens.fail(other, format!("`{keyword}` needs a size, but this is `{found}`: write `{example}`"))
            );
        }
        _ => {
            let (last, example) = (tokens.last(), head.form.example);
            return Err(tokens.fail(last, format!("a size is missing after this: write `{example}`")));
        }
    }
    postfix(tokens, expression);
    Ok(())
}

/// Whether a path is ahead that is not the next statement's keyword.
fn path_ahead(tokens: &Tokens) -> bool {
    tokens.peek_word().is_some() && !tokens.at_statement()
}

/// `crate::layers::WIDTH`, `<Net as Layer>::INPUTS`, `size::<f32>`
fn path(tokens: &mut Tokens, expression: &mut TokenStream) {
    if tokens.peek_punct('<').is_some() {
        angles(tokens, expression);
    } else if !is_path_separator(tokens.cursor()) {
        expression.extend(tokens.word().map(TokenTree::from));
    }
    while let Some(separator) = tokens.path_separator() {
        expression.extend(separator);
        if tokens.peek_punct('<').is_some() {
            angles(tokens, expression);
        } else {
            expression.extend(tokens.word().map(TokenTree::from));
        }
    }
}

/// From `<` to its `>`, within the statement.
fn angles(tokens: &mut Tokens, expression: &mut TokenStream) {
    let mut depth = 0_usize;
    while !tokens.at_end_of_statement() {
        let Some(tree) = tokens.tree() else { return };
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        expression.extend([tree]);
        if depth == 0 {
            return;
        }
    }
}

/// `(…)`, `[…]`, `.len`, `!(…)`, `as usize`
fn postfix(tokens: &mut Tokens, expression: &mut TokenStream) {
    loop {
        let call = tokens.peek_group().is_some_and(|group| group.delimiter() != Delimiter::Brace);
        if call {
            expression.extend(tokens.tree());
        } else if tokens.peek_punct('.').is_some() || is_macro(tokens.cursor()) {
            expression.extend(tokens.tree());
            expression.extend(tokens.tree());
        } else if tokens.peek_word().is_some_and(|word| word == "as") {
            expression.extend(tokens.tree());
            path(tokens, expression);
        } else {
            return;
        }
    }
}

fn is_macro(cursor: Cursor) -> bool {
    let bang = cursor.punct().filter(|(punct, _)| punct.as_char() == '!');
    bang.is_some_and(|(_, after)| matches!(after.token_tree(), Some((TokenTree::Group(_), _))))
}

/// Whether a literal goes on with `.method()` or `as`.
fn is_postfix(cursor: Cursor) -> bool {
    cursor.punct().is_some_and(|(punct, _)| punct.as_char() == '.')
        || cursor.ident().is_some_and(|(word, _)| word == "as")
}

/// `+ - * / % & | ^ << >>`, but not `->` or `+=`.
fn is_operator(cursor: Cursor) -> bool {
    let Some((sign, after)) = cursor.punct() else {
        return false;
    };
    let next = after.punct().map(|(next, _)| next.as_char()).filter(|_| sign.spacing() == Spacing::Joint);
    match sign.as_char() {
        '<' | '>' => next == Some(sign.as_char()),
        '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' => !matches!(next, Some('=' | '>' | '|')),
        _ => false,
    }
}

/// A literal that stands alone in a group.
pub(super) fn lone_token(group: &Group) -> Option<TokenTree> {
    let mut inside = group.stream().into_iter();
    match (inside.next(), inside.next()) {
        (Some(tree @ (TokenTree::Literal(_) | TokenTree::Ident(_))), None) => Some(tree),
        _ => None,
    }
}

/// A single word ahead that cannot be a size, and what it is.
pub(super) fn lone_word<'a>(tokens: &Tokens<'a>) -> Option<(Ident, Cursor<'a>)> {
    tokens.cursor().ident().filter(|(_, after)| !is_path_separator(*after))
}
