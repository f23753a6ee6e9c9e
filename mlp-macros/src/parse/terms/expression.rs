//! A constant expression, as far as it must be understood to see where it ends; rustc reads the rest.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::buffer::Cursor;

use crate::parse::Head;
use crate::syntax::punctuation::{is_operator, is_path_separator, shown};
use crate::syntax::{Parsed, Tokens};
use crate::words;

/// `28 * 28`, `HIDDEN`, `crate::SIDE as usize`, `{ N + 1 }`: operands with operators between them.
pub(in crate::parse) fn expression(tokens: &mut Tokens, head: &Head) -> Parsed<TokenStream> {
    let mut expression = TokenStream::new();
    loop {
        operand(tokens, head, &mut expression)?;
        if !is_operator(tokens.cursor()) {
            return Ok(visible(expression));
        }
        let shift = matches!(tokens.peek_tree(), Some(TokenTree::Punct(sign)) if matches!(sign.as_char(), '<' | '>'));
        expression.extend(tokens.tree());
        if shift {
            expression.extend(tokens.tree());
        }
    }
}

/// The invisible groups of a user's `macro_rules!` → parentheses, since rustc ignores those that a procedural macro
/// gives back: `$n * 2` with `3 + 1` for `$n` is `(3 + 1) * 2`.
fn visible(expression: TokenStream) -> TokenStream {
    let mut trees = expression.into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::None => visible(group.stream()),
        (first, second) => first.into_iter().chain(second).chain(trees).map(visible_tree).collect(),
    }
}

fn visible_tree(tree: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = tree else {
        return tree;
    };
    let inside = visible(group.stream());
    let mut trees = inside.clone().into_iter();
    let delimiter = match (group.delimiter(), trees.next(), trees.next()) {
        (Delimiter::None, Some(only), None) => return only,
        (Delimiter::None, ..) => Delimiter::Parenthesis,
        (delimiter, ..) => delimiter,
    };
    let mut shown = Group::new(delimiter, inside);
    shown.set_span(group.span());
    shown.into()
}

fn operand(tokens: &mut Tokens, head: &Head, expression: &mut TokenStream) -> Parsed<()> {
    while tokens.peek_punct('-').is_some() || tokens.peek_punct('!').is_some() {
        expression.extend(tokens.tree());
    }
    match tokens.peek_tree() {
        Some(TokenTree::Group(_)) => expression.extend(tokens.tree()),
        Some(TokenTree::Ident(word)) if words::activation(&word.to_string()).is_some() => {
            let example = head.syntax.example;
            return Err(
                tokens.fail(&word, format!("a size is made of numbers, but this is `{word}`: write `{example}`"))
            );
        }
        _ if is_path_separator(tokens.cursor()) || tokens.peek_punct('<').is_some() || path_ahead(tokens) => {
            path(tokens, expression);
        }
        Some(TokenTree::Literal(_)) => expression.extend(tokens.tree()),
        Some(other) if !tokens.at_end_of_statement() && !tokens.at_statement() => {
            let (found, keyword, example) = (shown(&other), &head.keyword, head.syntax.example);
            tokens.tree();
            return Err(
                tokens.fail(other, format!("`{keyword}` needs a size, but this is `{found}`: write `{example}`"))
            );
        }
        _ => {
            let (last, example) = (tokens.last(), head.syntax.example);
            let shown = last.as_ref().map(shown).unwrap_or_default();
            return Err(tokens.fail(last, format!("a number is missing after `{shown}`: write `{example}`")));
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
pub(in crate::parse) fn angles(tokens: &mut Tokens, expression: &mut TokenStream) {
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
