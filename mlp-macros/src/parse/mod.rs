//! tokens → `Description`: reads statement after statement, collects all that is wrong in one by itself, then stops.

mod activation;
mod classes;
mod dense;
mod expression;
mod foreign;
mod forms;
mod header;
mod label;
mod misplaced;
mod norm;
mod number;
mod options;
mod part;
mod pieces;
mod residual;
mod schedule;
mod sign;
mod simple;
mod size;
mod tokens;
mod training;
mod word;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::buffer::TokenBuffer;

use self::forms::Form;
use self::tokens::{Parsed, Tokens};
use crate::description::{Description, Kind, Statement};
use crate::errors::Errors;
use crate::network::{Layer, LayerKind};
use crate::words;

/// What stands in front of a statement's arguments.
struct Head {
    label: Option<Ident>,
    keyword: Ident,
    form: &'static Form,
}

impl Head {
    /// The layer that this statement describes.
    fn layer(&self, kind: LayerKind) -> Kind {
        let (keyword, field) = (self.keyword.clone(), self.keyword.clone());
        Kind::Layer(Layer { label: self.label.clone(), keyword, field, kind })
    }
}

/// Reads a whole description.
pub(crate) fn parse(tokens: TokenStream) -> Result<Description, Errors> {
    let buffer = TokenBuffer::new2(tokens);
    let mut tokens = Tokens::new(buffer.begin());
    let header = header::header(&mut tokens);
    let statements = statements(&mut tokens);
    tokens.into_errors().finish(Description { header, statements })
}

/// Statement after statement, to the end of the description or of a block.
fn statements(tokens: &mut Tokens) -> Vec<Statement> {
    let mut statements = Vec::new();
    while !tokens.at_end() {
        tokens.begin_statement();
        match statement(tokens) {
            Ok(statement) => statements.push(statement),
            Err(tokens::Broken) => tokens.resume(),
        }
    }
    statements
}

/// `(label ":")? keyword argument* option* ";"`, or `residual activation? { … }`
fn statement(tokens: &mut Tokens) -> Parsed<Statement> {
    header::no_header(tokens)?;
    let label = label::label(tokens)?;
    let Some(keyword) = tokens.word() else {
        return Err(no_keyword(tokens));
    };
    if let Some((whole, count)) = pieces::hyphenated(tokens.cursor(), &keyword.to_string(), forms::keyword) {
        pieces::skip(tokens, count);
        return Err(tokens.fail(keyword, format!("a statement begins with one word: write `{whole}`")));
    }
    let Some(form) = forms::find(&keyword) else {
        return Err(foreign::unknown_statement(tokens, &keyword));
    };
    if let Some(label) = label.as_ref().filter(|_| !form.labelled) {
        tokens.error(label, format!("`{keyword}` has no label: write `{}`", form.example));
    }
    residual::only_layers(tokens, &keyword, form)?;
    let head = Head { label, keyword, form };
    foreign::no_sign_after_keyword(tokens, &head)?;
    foreign::no_call(tokens, &head)?;
    let kind = (form.parse)(tokens, &head)?;
    if !matches!(kind, Kind::Layer(Layer { kind: LayerKind::Residual(_), .. })) {
        end(tokens, &head)?;
    }
    Ok(Statement { keyword: head.keyword, kind })
}

/// A statement that begins with something else than a word.
fn no_keyword(tokens: &mut Tokens) -> tokens::Broken {
    match tokens.peek_tree() {
        Some(TokenTree::Punct(punct)) if punct.as_char() == ';' => {
            tokens.error(punct, "this `;` ends nothing: leave it out");
            tokens::Broken
        }
        Some(TokenTree::Group(block)) if block.delimiter() == Delimiter::Brace => {
            tokens.tree();
            tokens.fail(block, "a block begins with `residual`: write `residual { … }`, or leave out the braces")
        }
        Some(tree) => {
            tokens.tree();
            let shown = sign::shown(&tree);
            tokens.fail(tree, format!("a statement begins with a word, but this is `{shown}`: write `dense 128 relu;`"))
        }
        None => tokens::Broken,
    }
}

/// The `;`, and nothing before it.
fn end(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    tokens.commas();
    let last = tokens.last();
    let shown = last.as_ref().map(sign::shown).unwrap_or_default();
    if let Some(comma) = tokens.punct(',') {
        tokens.error(comma, format!("a statement ends with `;`, not with `,`: write `{shown};`"));
        return Ok(());
    }
    if tokens.punct(';').is_some() {
        return Ok(());
    }
    let missing = tokens.at_end() || tokens.at_statement() || foreign::looks_like_statement(tokens.cursor());
    match tokens.peek_tree() {
        Some(tree) if !missing => {
            let (shown, example) = (sign::shown(&tree), head.form.example);
            Err(tokens
                .fail(tree, format!("did not expect `{shown}` here: `{}` is written as in `{example}`", head.keyword)))
        }
        _ => {
            tokens.error(last, format!("missing `;` after `{shown}`: write `{shown};`"));
            Ok(())
        }
    }
}

/// The keywords, for "did you mean".
fn nearest_keyword(written: &str) -> Option<&'static str> {
    words::nearest(written, forms::keywords())
}
