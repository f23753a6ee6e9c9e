//! `classes Shirt, TShirt = "T-shirt/top", Bag;`

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Literal, TokenTree};
use syn::Lit;

use super::{Head, foreign};
use crate::description::Kind;
use crate::network::Classes;
use crate::syntax::punctuation::{is_path_separator, shown};
use crate::syntax::{ErrorReported, Parsed, Tokens, rest_of_statement};
use crate::words;

/// The most classes. What rustc takes for the enum grows with the square: on two busy cores 9 s and 0.6 GB for 4000
/// variants, 48 s and 1.8 GB for 8000; 20,000 it does not survive.
const MOST: usize = 4096;

/// What follows the word `classes`. A list in another form is one mistake: the whole line is said, and reading stops.
pub(super) fn classes(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let all = foreign::classes_line(rest_of_statement(tokens.cursor()));
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, format!("`classes` needs names: write `{}`", head.syntax.example)));
    }
    let mut classes: Vec<(Ident, String)> = Vec::new();
    let mut known = Known::default();
    loop {
        let variant = variant(tokens, head, &all)?;
        let (name, place) = name(tokens, &variant, &all)?;
        known.add(tokens, &variant, &name, &place);
        classes.push((variant, name));
        // The end of the statement handles a comma in place of the `;`.
        if tokens.comma_for_semicolon() || tokens.punct(',').is_none() || tokens.at_end_of_statement() {
            break;
        }
    }
    if tokens.peek_word().is_some() && !tokens.at_statement() || tokens.peek_literal().is_some() {
        let next = tokens.peek_tree();
        let shown = next.as_ref().map(shown).unwrap_or_default();
        return Err(tokens.fail(next, format!("a comma is missing before `{shown}`: write `{all}`")));
    }
    if classes.len() > MOST {
        let count = classes.len();
        let message = format!(
            "`classes` makes an enum, which may have {MOST} variants, and these are {count}: leave it out, and use numbers \
             of type `usize` as classes"
        );
        return Err(tokens.fail(&head.keyword, message));
    }
    if classes.len() < 2 && !other_lines(tokens) {
        let example = head.syntax.example;
        tokens.error(&head.keyword, format!("`classes` needs at least 2 names, but this is 1: write `{example}`"));
    }
    Ok(Kind::Classes(Classes { keyword: head.keyword.clone(), names: classes }))
}

/// `classes A; B; C;`
fn other_lines(tokens: &mut Tokens) -> bool {
    let Some(semicolon) = tokens.peek_punct(';') else { return false };
    let mut any = false;
    while tokens.cursor().punct().and_then(|(_, after)| after.ident()).is_some_and(|(word, behind)| {
        word.to_string().starts_with(char::is_uppercase) && behind.punct().is_some_and(|(end, _)| end.as_char() == ';')
    }) {
        tokens.punct(';');
        tokens.word();
        any = true;
    }
    if any {
        tokens.error(semicolon, "classes are separated by commas: write `classes Shirt, Bag;`");
    }
    any
}

/// `Shirt`
fn variant(tokens: &mut Tokens, head: &Head, all: &str) -> Parsed<Ident> {
    let Some(tree) = tokens.tree() else {
        return Err(ErrorReported);
    };
    let message = match &tree {
        TokenTree::Ident(word) if word == "enum" || is_path_separator(tokens.cursor()) => {
            format!("`classes` makes the enum: write its variants, as in `{}`", head.syntax.example)
        }
        TokenTree::Ident(word) => match no_variant(&word.to_string(), all) {
            Some(message) => message,
            None => return Ok(word.clone()),
        },
        TokenTree::Literal(literal) => no_word(literal, tokens.at_end_of_statement(), all),
        TokenTree::Group(_) => format!("classes take no brackets: write `{all}`"),
        TokenTree::Punct(sign) => {
            format!("did not expect `{sign}` here: `classes` is written as in `{}`", head.syntax.example)
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
            if variant == "Self" {
                return Some(format!("a class is a variant of an enum: write `Itself = \"{text}\"`"));
            }
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
            "`classes` takes names, and the size of the last layer is their number: write `classes Shirt, Bag;`"
                .to_owned()
        }
        _ => format!("a class is a word, not `{literal}`: write `{all}`"),
    }
}

/// `= "T-shirt/top"`, if it is there, and the span of the name.
fn name(tokens: &mut Tokens, variant: &Ident, all: &str) -> Parsed<(String, TokenTree)> {
    if tokens.equals().is_none() {
        return match no_equals(tokens, variant, all) {
            Some((place, message)) => Err(tokens.fail(place, message)),
            None => Ok((variant.to_string(), variant.clone().into())),
        };
    }
    let missing = tokens.at_end_of_statement() || tokens.peek_punct(',').is_some();
    let Some(tree) = tokens.peek_tree().filter(|_| !missing) else {
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

/// `A: "a"`, `A => "a"`, `A("a")`, `A "a"`, `A | B`: the token that is wrong, and what to write.
fn no_equals(tokens: &Tokens, variant: &Ident, all: &str) -> Option<(TokenTree, String)> {
    let sign = tokens.peek_tree().filter(|_| !tokens.at_end_of_statement() && tokens.peek_punct(',').is_none())?;
    let text = match &sign {
        TokenTree::Ident(_) => return None,
        TokenTree::Punct(punct) if !matches!(punct.as_char(), ':' | '=' | '-') => {
            return Some((sign, format!("classes are separated by commas: write `{all}`")));
        }
        _ => rest_of_statement(tokens.cursor()).to_string(),
    };
    let name = text.split('"').nth(1).filter(|name| !name.contains('`')).map_or(variant.to_string(), str::to_owned);
    Some((sign, format!("a class's name comes after `=`: write `{variant} = \"{name}\"`")))
}

/// The classes that have been read.
#[derive(Default)]
struct Known {
    variants: HashSet<String>,
    /// By the name of a class its variant.
    names: HashMap<String, String>,
}

impl Known {
    /// Each variant and each name once, and no name empty.
    fn add(&mut self, tokens: &mut Tokens, variant: &Ident, name: &str, place: &TokenTree) {
        let text = variant.to_string();
        if self.variants.contains(&text) {
            tokens.error(variant, format!("the class `{variant}` is listed twice: leave one out"));
        } else if name.trim().is_empty() {
            tokens.error(place, format!("the name of `{variant}` is empty: write a name, or `{variant}` alone"));
        } else if let Some(earlier) = self.names.get(name) {
            tokens.error(place, format!("this is already the name of `{earlier}`: write another"));
        }
        self.names.entry(name.to_owned()).or_insert_with(|| text.clone());
        self.variants.insert(text);
    }
}
