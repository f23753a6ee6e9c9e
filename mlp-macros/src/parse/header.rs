//! `/// docs  pub struct Name;`

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::Parser;

use super::attribute::{self, attributes};
use crate::description::Header;
use crate::syntax::punctuation::shown;
use crate::syntax::{Parsed, Tokens};

/// Reads the header, if there is one.
pub(super) fn header(tokens: &mut Tokens) -> Option<Header> {
    if !is_header(tokens.cursor()) {
        return None;
    }
    let header = read(tokens);
    if header.is_err() {
        tokens.resume();
    }
    header.ok()
}

/// Docs, `pub` or a second header where a statement should begin.
pub(super) fn no_header(tokens: &mut Tokens) -> Parsed<()> {
    if is_header(tokens.cursor()) {
        skip_to_struct(tokens);
        let word = tokens.word();
        return Err(tokens.fail(word, "the header comes before all statements, once: move `struct …;` to the top"));
    }
    python_comment(tokens);
    attribute::no_attributes(tokens);
    if tokens.peek_word().is_some_and(|word| word == "pub") {
        let word = tokens.word();
        if tokens.peek_group().is_some() {
            tokens.tree();
        }
        if tokens.at_statement() {
            tokens.error(word, "a statement has no visibility, every layer is public: leave out `pub`");
        }
    }
    Ok(())
}

/// `# hidden layer`, to the end of its line.
fn python_comment(tokens: &mut Tokens) {
    while let Some((sign, after)) = tokens.cursor().punct().filter(|(sign, _)| sign.as_char() == '#') {
        if after.group(Delimiter::Bracket).is_some() || after.punct().is_some_and(|(next, _)| next.as_char() == '!') {
            return;
        }
        tokens.tree();
        let line = line(sign.span());
        while line.is_some() && tokens.peek_tree().is_some_and(|next| self::line(next.span()) == line) {
            tokens.tree();
        }
        tokens.error(sign, "a comment begins with `//`, not with `#`: write `// …`");
    }
}

/// The line of a token, which only the compiler knows.
fn line(span: Span) -> Option<usize> {
    proc_macro::is_available().then(|| span.unwrap().line())
}

fn read(tokens: &mut Tokens) -> Parsed<Header> {
    let attributes = attributes(tokens);
    let attributes = match syn::Attribute::parse_outer.parse2(attributes.clone()) {
        Ok(attributes) => attributes,
        Err(error) => return Err(tokens.fail(attributes, format!("this is not an attribute of Rust: {error}"))),
    };
    let visibility = visibility(tokens);
    let visibility = match syn::parse2(visibility.clone()) {
        Ok(visibility) => visibility,
        Err(_) => return Err(tokens.fail(visibility, "this is not a visibility of Rust: write `pub` or `pub(crate)`")),
    };
    let keyword = tokens.word();
    let name = name(tokens, keyword)?;
    semicolon(tokens, &name)?;
    Ok(Header { attributes, visibility, name })
}

fn name(tokens: &mut Tokens, keyword: Option<Ident>) -> Parsed<Ident> {
    let place = tokens.peek_tree();
    match tokens.word() {
        Some(name) if syn::parse2::<Ident>(TokenTree::from(name.clone()).into()).is_err() => {
            Err(tokens
                .fail(&name, format!("`{name}` is a Rust keyword and cannot name a network: write `struct Name;`")))
        }
        Some(name) if name.to_string().starts_with("__") => {
            Err(tokens.fail(&name, "names that begin with `__` are taken: write `struct Name;`"))
        }
        Some(name) => Ok(name),
        None if tokens.at_end_of_statement() => {
            Err(tokens.fail(keyword, "the name of the network is missing: write `struct Name;`"))
        }
        None => Err(tokens.fail(place, "a network is named by a word: write `struct Name;`")),
    }
}

fn semicolon(tokens: &mut Tokens, name: &Ident) -> Parsed<()> {
    if tokens.punct(';').is_some() {
        return Ok(());
    }
    if tokens.at_end() || tokens.at_statement() {
        tokens.error(name, format!("missing `;` after `{name}`: write `struct {name};`"));
        return Ok(());
    }
    let place = tokens.peek_tree();
    match &place {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Err(tokens.fail(
            place,
            format!("the layers come after the header, not inside it: write `struct {name};`, then `input 784;`"),
        )),
        Some(TokenTree::Punct(punct)) if punct.as_char() == '<' && is_const_parameter(tokens.cursor()) => {
            Err(tokens.fail(
                place,
                format!("a network has no parameters yet: write `const HIDDEN: usize = 64;` outside, and `struct {name};` here"),
            ))
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '<' => {
            Err(tokens.fail(place, format!("a network has no generics: write `struct {name};`")))
        }
        Some(tree) => {
            let found = shown(tree);
            Err(tokens.fail(&place, format!("did not expect `{found}` in the header: write `struct {name};`")))
        }
        None => Ok(()),
    }
}

/// `<const`
fn is_const_parameter(cursor: Cursor) -> bool {
    cursor.punct().and_then(|(_, after)| after.ident()).is_some_and(|(word, _)| word == "const")
}

/// Whether attributes and a visibility, in front of `struct`, are at the cursor.
fn is_header(mut cursor: Cursor) -> bool {
    while let Some((punct, after)) = cursor.punct() {
        match after.group(Delimiter::Bracket) {
            Some((_, _, after)) if punct.as_char() == '#' => cursor = after,
            _ => return false,
        }
    }
    let Some((word, mut after)) = cursor.ident() else {
        return false;
    };
    if word == "struct" {
        return true;
    }
    if let Some((_, _, behind)) = after.group(Delimiter::Parenthesis) {
        after = behind;
    }
    word == "pub" && after.ident().is_some_and(|(word, _)| word == "struct")
}

fn skip_to_struct(tokens: &mut Tokens) {
    attributes(tokens);
    visibility(tokens);
}

fn visibility(tokens: &mut Tokens) -> TokenStream {
    let mut visibility = TokenStream::new();
    while tokens.peek_word().is_some_and(|word| word != "struct") || tokens.peek_group().is_some() {
        visibility.extend(tokens.tree());
    }
    visibility
}
