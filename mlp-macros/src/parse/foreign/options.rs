//! Options as others name them, and values without their names: `learning_rate=0.1`, `adam 0.1`.

use proc_macro2::{Ident, Span};

use super::translate::{self, option_list};
use crate::parse::Head;
use crate::syntax::punctuation::{is_label_sign, is_path_separator, shown};
use crate::syntax::{Parsed, Tokens};
use crate::words::{self, Kind, OptionWord, Suggestion};

/// `dropout p=0.2`
pub(in crate::parse) fn no_name(tokens: &mut Tokens, head: &Head) {
    if !tokens.peek_named() && !tokens.cursor().ident().is_some_and(|(_, after)| is_label_sign(after)) {
        return;
    }
    let name = tokens.word();
    if tokens.equals().is_none() {
        tokens.punct(':');
    }
    let value = tokens.peek_tree().map(|value| shown(&value)).unwrap_or_default();
    let keyword = &head.keyword;
    tokens.error(name, format!("the value of `{keyword}` needs no name: write `{keyword} {value}`"));
}

/// `optimizer adam 0.001`, `optimizer adam(lr=0.001)`
pub(in crate::parse) fn no_positional_rate(tokens: &mut Tokens, word: &Ident) -> Parsed<()> {
    if let Some(literal) = tokens.peek_literal() {
        return Err(
            tokens.fail(&literal, format!("the learning rate has a name: write `optimizer {word} lr={literal};`"))
        );
    }
    match tokens.peek_group() {
        Some(group) => {
            let options = option_list(word, group.stream());
            Err(tokens.fail(group, format!("options take no brackets: write `optimizer {word}{options};`")))
        }
        None => Ok(()),
    }
}

/// The options in the parentheses of `Adam(lr=0.001)`, as they are written here.
pub(in crate::parse) fn call_options(tokens: &Tokens, optimizer: &str) -> String {
    let word = Ident::new(optimizer, Span::call_site());
    tokens.peek_group().map(|group| option_list(&word, group.stream())).unwrap_or_default()
}

/// Skips the value of an unknown option, and returns it as text.
pub(in crate::parse) fn skip_value(tokens: &mut Tokens) -> String {
    let mut value = String::new();
    while !tokens.at_end_of_statement()
        && !tokens.at_statement()
        && !tokens.peek_named()
        && tokens.peek_punct(',').is_none()
    {
        let word_ends = tokens.peek_word().is_some() && !value.is_empty() && !value.ends_with([':', '.', '-']);
        if word_ends {
            break;
        }
        let separator = is_path_separator(tokens.cursor());
        if let Some(tree) = tokens.tree() {
            value.push_str(&tree.to_string());
        }
        if separator && let Some(tree) = tokens.tree() {
            value.push_str(&tree.to_string());
        }
    }
    value
}

/// What to say about the foreign option `text`; `None` if there is nothing like it here.
pub(in crate::parse) fn option_instead(
    owner: &Ident,
    text: &str,
    value: &str,
    advice: Suggestion,
    known: &[OptionWord],
) -> Option<String> {
    let name = match advice {
        Suggestion::Advice(_) if text == "activation" || text == "act" => {
            let (word, place) = (activation_of(value), after_what(owner));
            return Some(format!("an activation has no name: write `{word}` right after {place}"));
        }
        Suggestion::Rename("lr") if owner == "dense" => {
            return Some(format!("a parameter goes in parentheses: write `leaky_relu({value})`"));
        }
        Suggestion::Advice(advice) => return Some(words::advise(advice, text, value)),
        Suggestion::Rename(name) => name,
    };
    let name = if name == "l2" && value.to_lowercase().contains("l1") { "l1" } else { name };
    let option = known.iter().find(|option| option.name == name)?;
    let value = match option.kind {
        Kind::Number(_) => {
            value.split(['(', ')', ',', '=', ' ']).find(|part| part.parse::<f64>().is_ok()).map(str::to_owned)
        }
        Kind::Bool => Some(value.to_lowercase()).filter(|value| value == "true" || value == "false"),
        Kind::Init => match words::foreign_init(value.trim_matches('"')) {
            Some(Suggestion::Rename(init)) => Some(init.to_owned()),
            _ => None,
        },
    };
    let value = value.unwrap_or_else(|| option.example.to_owned());
    Some(format!("the option `{text}` of `{owner}` is called `{name}` here: write `{name}={value}`"))
}

fn activation_of(value: &str) -> String {
    let word = value.trim_matches('"').split('(').next().unwrap_or_default();
    if word.is_empty() { "relu".to_owned() } else { translate::activation(word) }
}

/// The position of the activation in a statement.
pub(in crate::parse) fn after_what(keyword: &Ident) -> String {
    if keyword == "dense" { "the size".to_owned() } else { format!("`{keyword}`") }
}
