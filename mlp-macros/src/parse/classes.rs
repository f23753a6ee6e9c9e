//! `classes Shirt, TShirt = "T-shirt/top", Bag;`

use proc_macro2::{Ident, Literal, TokenTree};
use syn::Lit;

use super::tokens::{Broken, Parsed, Tokens, is_equals, shown};
use super::{Head, foreign, forms};
use crate::description::Kind;
use crate::words;

/// What follows the word `classes`. A list in another form is one mistake: the whole line is said, and reading stops.
pub(super) fn classes(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let all = foreign::classes_line(foreign::rest_of_statement(tokens.cursor()));
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, format!("`classes` needs names: write `{}`", head.form.example)));
    }
    let mut classes: Vec<(Ident, String)> = Vec::new();
    loop {
        let variant = variant(tokens, head, &all)?;
        let (name, place) = name(tokens, &variant, &all)?;
        is_new(tokens, &classes, &variant, &name, &place);
        classes.push((variant, name));
        let behind = tokens.cursor().punct().filter(|(comma, _)| comma.as_char() == ',').map(|(_, behind)| behind);
        match behind {
            // A comma in the place of the `;` is left to the end of the statement.
            Some(behind) if forms::starts(behind) || behind.token_tree().is_none() => break,
            Some(_) => drop(tokens.punct(',')),
            None => break,
        }
        if tokens.at_end_of_statement() {
            break;
        }
    }
    if tokens.peek_word().is_some() && !tokens.at_statement() || tokens.peek_literal().is_some() {
        let next = tokens.peek_tree();
        let shown = next.as_ref().map(shown).unwrap_or_default();
        return Err(tokens.fail(next, format!("a comma is missing before `{shown}`: write `{all}`")));
    }
    if classes.len() < 2 {
        let example = head.form.example;
        tokens.error(&head.keyword, format!("`classes` names at least 2, but this is 1: write `{example}`"));
    }
    Ok(Kind::Classes(classes))
}

/// `Shirt`
fn variant(tokens: &mut Tokens, head: &Head, all: &str) -> Parsed<Ident> {
    let Some(tree) = tokens.tree() else {
        return Err(Broken);
    };
    let message = match &tree {
        TokenTree::Ident(word) => match no_variant(&word.to_string(), all) {
            Some(message) => message,
            None => return Ok(word.clone()),
        },
        TokenTree::Literal(literal) => no_word(literal, tokens.at_end_of_statement(), all),
        TokenTree::Group(_) => format!("classes take no brackets: write `{all}`"),
        TokenTree::Punct(sign) => {
            format!("did not expect `{sign}` here: `classes` is written as in `{}`", head.form.example)
        }
    };
    Err(tokens.fail(tree, message))
}

/// What is wrong with a word that cannot be a variant: `shirt`, `T_SHIRT`, `Self`.
fn no_variant(text: &str, all: &str) -> Option<String> {
    match text {
        "Self" => Some("`Self` is a Rust keyword and cannot be a class: write `Itself = \"Self\"`".to_owned()),
        "ALL" => Some("`ALL` is the list of all classes: write `All = \"ALL\"`".to_owned()),
        _ if text.starts_with(char::is_lowercase) || text.contains(['_', '#']) => {
            let variant = words::camel(text.trim_start_matches("r#"));
            Some(format!("a class is a variant of an enum, as `{variant}` is: write `{all}`"))
        }
        _ => None,
    }
}

/// `classes "Shirt", "Bag";`, `classes 10;`
fn no_word(literal: &Literal, alone: bool, all: &str) -> String {
    match Lit::new(literal.clone()) {
        Lit::Str(_) => format!("a class is a word, its name may follow: write `{all}`"),
        Lit::Int(_) if alone => {
            "`classes` takes names, the last layer's size says how many: write `classes Shirt, Bag;`".to_owned()
        }
        _ => format!("a class is a word, not `{literal}`: write `{all}`"),
    }
}

/// `= "T-shirt/top"`, if it is there, and where the name stands.
fn name(tokens: &mut Tokens, variant: &Ident, all: &str) -> Parsed<(String, TokenTree)> {
    if !is_equals(tokens.cursor()) {
        let sign = tokens.peek_tree().filter(|_| !tokens.at_end_of_statement() && tokens.peek_punct(',').is_none());
        let name = tokens.cursor().token_tree().and_then(|(_, after)| after.literal());
        return match sign {
            Some(sign @ (TokenTree::Punct(_) | TokenTree::Group(_))) => {
                let name = name.map_or_else(|| format!("\"{variant}\""), |(name, _)| name.to_string());
                tokens.tree();
                Err(tokens.fail(sign, format!("a class's name stands behind `=`: write `{variant} = {name}`")))
            }
            _ => Ok((variant.to_string(), variant.clone().into())),
        };
    }
    tokens.equals();
    let Some(tree) = tokens.peek_tree().filter(|_| !tokens.at_end_of_statement()) else {
        let last = tokens.last();
        return Err(tokens.fail(last, format!("the name is missing: write `{variant} = \"{variant}\"`")));
    };
    tokens.tree();
    let literal = if let TokenTree::Literal(literal) = &tree { Some(Lit::new(literal.clone())) } else { None };
    match literal {
        Some(Lit::Str(name)) => Ok((name.value(), tree)),
        Some(Lit::Int(_)) => {
            Err(tokens.fail(tree, "classes are numbered from 0, in their order: leave out the numbers"))
        }
        _ => Err(tokens.fail(tree, format!("a class's name is a string: write `{all}`"))),
    }
}

/// Each variant and each name once, and no name empty.
fn is_new(tokens: &mut Tokens, before: &[(Ident, String)], variant: &Ident, name: &str, place: &TokenTree) {
    if before.iter().any(|(earlier, _)| earlier == variant) {
        tokens.error(variant, format!("the class `{variant}` is there twice: leave one out"));
    } else if name.trim().is_empty() {
        tokens.error(place, format!("the name of `{variant}` is empty: write a name, or `{variant}` alone"));
    } else if let Some((earlier, _)) = before.iter().find(|(_, earlier)| earlier == name) {
        tokens.error(place, format!("this is the name of `{earlier}` already: write another one"));
    }
}
