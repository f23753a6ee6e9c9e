//! Options: `name=value`, in any order, each once.

use proc_macro2::{Ident, TokenTree};
use syn::{Lit, LitBool};

use super::number::{NumberRule, one_number};
use crate::network::Number;
use crate::parse::foreign;
use crate::syntax::punctuation::{is_label_sign, shown};
use crate::syntax::split_words::{dotted, hyphenated, skip};
use crate::syntax::{Parsed, Tokens};
use crate::words::{self, Kind, OptionWord, Suggestion};

/// One option, `name=value`.
pub(in crate::parse) struct OptionArg {
    /// `init`
    pub(in crate::parse) name: Ident,
    /// `he_normal`
    pub(in crate::parse) value: Value,
}

/// The value of an option.
pub(in crate::parse) enum Value {
    /// `l2=1e-4`
    Number(Number),
    /// `bias=false`
    Bool(LitBool),
    /// `init=he_normal`
    Init(Ident),
}

/// Reads the options of `owner` (a layer, a loss, an optimizer).
pub(in crate::parse) fn options(
    tokens: &mut Tokens,
    owner: &Ident,
    known: &'static [OptionWord],
) -> Parsed<Vec<OptionArg>> {
    let mut given: Vec<OptionArg> = Vec::new();
    loop {
        tokens.commas();
        if tokens.at_end_of_statement() || tokens.at_statement() {
            return Ok(given);
        }
        let Some((name, after)) = tokens.cursor().ident() else {
            return Ok(given);
        };
        if let Some((option, count)) = hyphenated(after, &name.to_string(), |text| option_named(text, known)) {
            tokens.word();
            skip(tokens, count);
            tokens.equals();
            let value = foreign::skip_value(tokens);
            tokens.error(&name, format!("an option is one word: write `{option}={value}`"));
            continue;
        }
        let found = known.iter().find(|option| name == option.name);
        let named = tokens.peek_named();
        if !named && !is_label_sign(after) {
            let Some(option) = found else {
                return Ok(given);
            };
            tokens.word();
            bare(tokens, &name, option);
            continue;
        }
        tokens.word();
        let colon = tokens.punct(':');
        tokens.equals();
        let Some(option) = found else {
            unknown(tokens, owner, &name, known);
            continue;
        };
        if let Some(colon) = colon {
            let value = tokens.peek_tree().map(|tree| shown(&tree)).unwrap_or_default();
            tokens.error(colon, format!("an option is written with `=`: write `{name}={value}`"));
        }
        if given.iter().any(|before| before.name == name) {
            tokens.error(&name, format!("`{name}` is given twice: leave one out"));
        }
        if let Some(value) = value(tokens, &name, option)? {
            given.push(OptionArg { name, value });
        }
    }
}

/// `nesterov`, `l2(0.01)`: an option without `=`.
fn bare(tokens: &mut Tokens, name: &Ident, option: &OptionWord) {
    let value = match tokens.peek_tree() {
        Some(TokenTree::Group(group)) => {
            tokens.tree();
            group.stream().to_string()
        }
        Some(TokenTree::Literal(literal)) => {
            tokens.tree();
            literal.to_string()
        }
        Some(TokenTree::Ident(value)) if is_value(&value) => {
            tokens.tree();
            value.to_string()
        }
        _ if matches!(option.kind, Kind::Bool) => {
            tokens.error(name, format!("the value of `{name}` is missing: write `{name}=true` or `{name}=false`"));
            return;
        }
        _ => option.example.to_owned(),
    };
    tokens.error(name, format!("an option is written with `=`: write `{name}={value}`"));
}

/// `he_normal`, `true`, `RATE`, where a value was given without `=`.
fn is_value(word: &Ident) -> bool {
    let text = word.to_string();
    words::INITS.contains(&text.as_str()) || text == "true" || text == "false" || !text.contains(char::is_lowercase)
}

/// Reads a value of the option's kind; `None` if it was wrong and is reported.
fn value(tokens: &mut Tokens, name: &Ident, option: &OptionWord) -> Parsed<Option<Value>> {
    let example = format!("{name}={}", option.example);
    if tokens.at_end_of_statement() || tokens.at_statement() || tokens.peek_punct(',').is_some() || tokens.peek_named()
    {
        tokens.error(name, format!("the value of `{name}` is missing: write `{example}`"));
        return Ok(None);
    }
    match option.kind {
        Kind::Number(range) => {
            let rule = NumberRule { name: option.name, range, example: &example };
            one_number(tokens, &rule).map(|number| Some(Value::Number(number)))
        }
        Kind::Bool => Ok(bool_value(tokens, name, &example)),
        Kind::Init => Ok(init_value(tokens)),
    }
}

fn bool_value(tokens: &mut Tokens, name: &Ident, example: &str) -> Option<Value> {
    let tree = tokens.tree()?;
    let found = shown(&tree);
    let instead = match found.trim_matches('"').to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => format!("{name}=true"),
        "false" | "no" | "off" | "0" | "none" => format!("{name}=false"),
        _ => example.to_owned(),
    };
    match &tree {
        TokenTree::Ident(word) if word == "true" || word == "false" => {
            return Some(Value::Bool(LitBool::new(word == "true", word.span())));
        }
        _ => tokens.error(&tree, format!("`{name}` takes `true` or `false`, not `{found}`: write `{instead}`")),
    }
    None
}

fn init_value(tokens: &mut Tokens) -> Option<Value> {
    let Some(first) = tokens.word() else {
        return no_init(tokens);
    };
    let word = dotted(tokens).unwrap_or(first);
    let text = word.to_string();
    if words::INITS.contains(&text.as_str()) {
        return Some(Value::Init(word));
    }
    if tokens.peek_group().is_some() {
        tokens.tree();
    }
    let message = match words::foreign_init(&text) {
        Some(Suggestion::Rename(known)) => {
            format!("the initializer `{text}` is called `{known}` here: write `init={known}`")
        }
        _ => match words::nearest(&text, words::INITS.iter().copied()) {
            Some(near) => format!("unknown initializer `{text}`, did you mean `{near}`?"),
            None => format!("unknown initializer `{text}`: write {}", words::list(words::INITS.iter().copied(), "or")),
        },
    };
    tokens.error(word, message);
    None
}

fn no_init(tokens: &mut Tokens) -> Option<Value> {
    let tree = tokens.tree()?;
    let text = match &tree {
        TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
            Lit::Str(text) => text.value(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let known = match words::foreign_init(&text) {
        Some(Suggestion::Rename(known)) => known,
        _ => "he_normal",
    };
    let found = shown(&tree);
    tokens.error(tree, format!("an initializer is a word, not `{found}`: write `init={known}`"));
    None
}

/// The option of this name, or of this name elsewhere.
fn option_named(text: &str, known: &'static [OptionWord]) -> Option<&'static str> {
    let named = |name: &str| known.iter().map(|option| option.name).find(|option| *option == name);
    match foreign_option(text, known) {
        Some(Suggestion::Rename(word)) => named(word),
        _ => named(text),
    }
}

/// What an option of other libraries is here.
fn foreign_option(text: &str, known: &[OptionWord]) -> Option<Suggestion> {
    let has = |name: &str| known.iter().any(|option| option.name == name);
    if has("warmup") {
        words::foreign_schedule_option(text)
    } else if has("lr") {
        words::foreign_optimizer_option(text)
    } else {
        words::foreign_option(text)
    }
}

/// An option the owner has not; its value is skipped.
fn unknown(tokens: &mut Tokens, owner: &Ident, name: &Ident, known: &'static [OptionWord]) {
    let value = foreign::skip_value(tokens);
    let text = name.to_string();
    let names = || known.iter().map(|option| option.name);
    let message = match foreign_option(&text, known) {
        Some(advice) => match foreign::option_instead(owner, &text, &value, advice, known) {
            Some(message) => message,
            None => no_such(owner, &text, known),
        },
        None => match words::nearest(&text, names()) {
            Some(near) => format!("unknown option `{text}`, did you mean `{near}`?"),
            None => no_such(owner, &text, known),
        },
    };
    tokens.error(name, message);
}

fn no_such(owner: &Ident, text: &str, known: &[OptionWord]) -> String {
    if text == "label_smoothing" {
        return format!(
            "`label_smoothing` goes with `categorical` and `sparse_categorical` only, not with `{owner}`: leave it out"
        );
    }
    if text == "momentum" && owner == "layer_norm" {
        return "`layer_norm` keeps no running statistics, and has no `momentum`: leave it out".to_owned();
    }
    if known.is_empty() {
        return format!("`{owner}` has no options: leave out `{text}`");
    }
    let names = words::list(known.iter().map(|option| option.name), "and");
    format!("`{owner}` has no option `{text}`: its options are {names}")
}
