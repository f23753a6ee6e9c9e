//! `residual relu { dense 64 relu; dense 128; }`

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::terms::activation;
use super::terms::word::linear;
use super::{Head, foreign, statements};
use crate::description::Kind;
use crate::network::{Layer, LayerKind, Residual};
use crate::syntax::punctuation::{is_label_sign, is_path_separator, shown};
use crate::syntax::{ErrorReported, Parsed, Tokens};
use crate::words::{self, StatementSyntax};

/// How deep blocks may be nested: more is not useful, and the stack is limited.
const DEEPEST: usize = 32;

/// What follows the word `residual`.
pub(super) fn residual(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    foreign::no_width(tokens, head);
    if tokens.peek_named() {
        let name = tokens.word();
        tokens.equals();
        let value = tokens.peek_tree().map(|value| shown(&value)).unwrap_or_default();
        tokens.error(name, format!("an activation has no name: write `residual {value} {{ … }}`"));
    }
    let activation = activation::activation(tokens, head, &[])?;
    foreign::no_width(tokens, head);
    let Some(block) = tokens.peek_group().filter(|group| group.delimiter() == Delimiter::Brace) else {
        return Err(no_block(tokens, head));
    };
    if tokens.depth() >= DEEPEST {
        let message = format!("blocks can be nested at most {DEEPEST} deep: write this one after the other");
        return Err(tokens.fail(&head.keyword, message));
    }
    let errors = tokens.error_count();
    let statements = tokens.block(statements).unwrap_or_default().into_iter();
    let layers: Vec<_> = statements
        .filter_map(|statement| match statement.kind {
            Kind::Layer(layer) => Some(layer),
            _ => None,
        })
        .collect();
    let learns = layers.iter().any(Layer::learns);
    if !learns && tokens.error_count() == errors {
        let message = if block.stream().is_empty() {
            "this block is empty: write its layers, as in `{ dense 64 relu; dense 128; }`"
        } else {
            "nothing learns in this block: write a layer, as in `{ dense 64 relu; dense 128; }`"
        };
        tokens.error(&head.keyword, message);
    }
    activation_comes_first(tokens);
    let activation = activation.unwrap_or_else(|| linear(&head.keyword));
    Ok(head.layer(LayerKind::Residual(Residual { activation, layers })))
}

/// `residual { … } relu`
fn activation_comes_first(tokens: &mut Tokens) {
    let behind = tokens.cursor().ident().filter(|(word, after)| {
        words::activation(&word.to_string()).is_some() && !is_label_sign(*after) && !is_path_separator(*after)
    });
    if let Some((word, _)) = behind {
        tokens.word();
        tokens.punct(';');
        tokens.error(&word, format!("the activation of a block goes before it: write `residual {word} {{ … }}`"));
    }
}

/// `residual relu;`, `residual [ … ]`
fn no_block(tokens: &mut Tokens, head: &Head) -> ErrorReported {
    let example = head.syntax.example;
    match tokens.peek_tree().filter(|_| !tokens.at_end_of_statement() && !tokens.at_statement()) {
        Some(group @ TokenTree::Group(_)) => {
            tokens.tree();
            tokens.fail(group, format!("a block goes in `{{ … }}`: write `{example}`"))
        }
        Some(other) => {
            tokens.tree();
            let found = shown(&other);
            tokens.fail(other, format!("did not expect `{found}` here: `residual` is written as in `{example}`"))
        }
        None => tokens.fail(&head.keyword, format!("`residual` needs a block: write `{example}`")),
    }
}

/// `residual { loss mse; }`
pub(super) fn only_layers(tokens: &mut Tokens, keyword: &Ident, syntax: &StatementSyntax) -> Parsed<()> {
    if tokens.depth() == 0 || syntax.is_layer {
        return Ok(());
    }
    let message = match syntax.keyword {
        "input" => "a block takes what comes before it: leave out `input`".to_owned(),
        "standardize" => "`standardize` comes right after `input`: move it out of the block".to_owned(),
        other => format!("`{other}` is about the whole network: move it out of the block"),
    };
    Err(tokens.fail(keyword, message))
}
