//! tokens → `Description`: reads statement after statement, collects all that is wrong in one by itself, then stops.
//!
//! `syntax` ← `foreign` ← `terms` ← one file a statement ← this file: each knows those before it. `foreign` is asked by
//! the others when something is wrong. A `residual` block comes back here for its statements.

mod attribute;
mod classes;
mod counts;
mod dense;
mod dropout;
mod dtype;
mod foreign;
mod header;
mod input;
mod layer;
mod loss;
mod norm;
mod optimizer;
mod residual;
mod schedule;
mod standardize;
mod terms;
mod weights;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::buffer::TokenBuffer;

use self::terms::label::label;
use crate::description::{Description, Kind, Statement};
use crate::errors::Errors;
use crate::network::{Layer, LayerKind};
use crate::syntax::punctuation::shown;
use crate::syntax::split_words::{hyphenated, skip};
use crate::syntax::{ErrorReported, Parsed, Tokens, looks_like_statement};
use crate::words::{self, StatementSyntax};

/// What precedes a statement's arguments.
struct Head {
    label: Option<Ident>,
    keyword: Ident,
    syntax: &'static StatementSyntax,
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
            Err(ErrorReported) => tokens.resume(),
        }
    }
    statements
}

/// `(label ":")? keyword argument* option* ";"`, or `residual activation? { … }`
fn statement(tokens: &mut Tokens) -> Parsed<Statement> {
    header::no_header(tokens)?;
    let label = label(tokens)?;
    let Some(keyword) = tokens.word() else {
        return Err(no_keyword(tokens));
    };
    if let Some((whole, count)) = hyphenated(tokens.cursor(), &keyword.to_string(), words::statement_named) {
        skip(tokens, count);
        return Err(tokens.fail(keyword, format!("a statement begins with one word: write `{}`", whole.keyword)));
    }
    let Some(syntax) = words::statement_named(&keyword.to_string()) else {
        return Err(foreign::unknown_statement(tokens, &keyword));
    };
    if let Some(label) = label.as_ref().filter(|_| !syntax.takes_label) {
        tokens.error(label, format!("`{keyword}` has no label: write `{}`", syntax.example));
    }
    residual::only_layers(tokens, &keyword, syntax)?;
    attribute::none_inside(tokens)?;
    let head = Head { label, keyword, syntax };
    foreign::no_sign_after_keyword(tokens, &head)?;
    foreign::no_call(tokens, &head)?;
    let kind = arguments(tokens, &head)?;
    if !matches!(kind, Kind::Layer(Layer { kind: LayerKind::Residual(_), .. })) {
        end(tokens, &head)?;
    }
    Ok(Statement { keyword: head.keyword, kind })
}

/// What follows the keyword, up to the `;`.
fn arguments(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    match head.syntax.keyword {
        "input" => input::input(tokens, head),
        "standardize" => standardize::standardize(tokens, head),
        "dense" => dense::dense(tokens, head),
        "dropout" => dropout::dropout(tokens, head),
        "batch_norm" => norm::batch_norm(tokens, head),
        "layer_norm" => norm::layer_norm(tokens, head),
        "residual" => residual::residual(tokens, head),
        "layer" => layer::layer(tokens, head),
        "loss" => loss::loss(tokens, head),
        "classes" => classes::classes(tokens, head),
        "optimizer" => optimizer::optimizer(tokens, head),
        "schedule" => schedule::schedule(tokens, head),
        "batch" => counts::batch(tokens, head),
        "epochs" => counts::epochs(tokens, head),
        "dtype" => dtype::dtype(tokens, head),
        "weights" => weights::weights(tokens, head),
        _ => Err(foreign::unknown_statement(tokens, &head.keyword)),
    }
}

/// A statement that begins with something else than a word.
fn no_keyword(tokens: &mut Tokens) -> ErrorReported {
    match tokens.peek_tree() {
        Some(TokenTree::Punct(punct)) if punct.as_char() == ';' => {
            tokens.error(punct, "this `;` ends nothing: leave it out");
            ErrorReported
        }
        Some(TokenTree::Group(block)) if block.delimiter() == Delimiter::Brace => {
            tokens.tree();
            tokens.fail(block, "a block begins with `residual`: write `residual { … }`, or leave out the braces")
        }
        Some(tree) => {
            tokens.tree();
            let shown = shown(&tree);
            tokens.fail(tree, format!("a statement begins with a word, but this is `{shown}`: write `dense 128 relu;`"))
        }
        None => ErrorReported,
    }
}

/// The `;`, and nothing before it.
fn end(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    tokens.commas();
    let last = tokens.last();
    let before = last.as_ref().map(shown).unwrap_or_default();
    if let Some(comma) = tokens.punct(',') {
        tokens.error(comma, format!("a statement ends with `;`, not with `,`: write `{before};`"));
        return Ok(());
    }
    if tokens.punct(';').is_some() {
        return Ok(());
    }
    let missing = tokens.at_end() || tokens.at_statement() || looks_like_statement(tokens.cursor());
    match tokens.peek_tree() {
        Some(tree) if !missing => {
            let (shown, example) = (shown(&tree), head.syntax.example);
            Err(tokens
                .fail(tree, format!("did not expect `{shown}` here: `{}` is written as in `{example}`", head.keyword)))
        }
        _ => {
            tokens.error(last, format!("missing `;` after `{before}`: write `{before};`"));
            Ok(())
        }
    }
}
