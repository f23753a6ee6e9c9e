//! `schedule cosine warmup=2;`

use proc_macro2::{Ident, TokenTree};
use syn::Lit;

use super::terms::options::{Value, options};
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::{OptionValue, Schedule};
use crate::syntax::punctuation::{is_path_separator, shown};
use crate::syntax::split_words::dotted;
use crate::syntax::{ErrorReported, Parsed, Tokens};
use crate::words::{self, Suggestion};

/// What follows the word `schedule`.
pub(super) fn schedule(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        let names = words::list(words::SCHEDULES.iter().map(|known| known.name), "or");
        return Err(tokens.fail(&head.keyword, format!("`schedule` needs a word: write {names}")));
    }
    let word = schedule_word(tokens)?;
    let Some(known) = words::schedule(&word.to_string()) else {
        return Err(ErrorReported);
    };
    no_value_without_name(tokens, &word)?;
    let errors = tokens.error_count();
    let options = options(tokens, &word, known.options)?;
    no_value_without_name(tokens, &word)?;
    let missing: Vec<&str> = (known.required.iter().copied())
        .filter(|required| !options.iter().any(|given| given.name == required))
        .collect();
    if !missing.is_empty() && tokens.error_count() == errors {
        let (names, example) = (words::list(missing, "and"), known.example);
        tokens.error(&word, format!("`{word}` needs {names}: write `{example}`"));
    }
    let options = options.into_iter().filter_map(|given| match given.value {
        Value::Number(number) => Some((given.name, OptionValue::Number(number))),
        Value::Bool(value) => Some((given.name, OptionValue::Bool(value))),
        Value::Init(_) => None,
    });
    Ok(Kind::Schedule(Schedule { word, options: options.collect() }))
}

fn schedule_word(tokens: &mut Tokens) -> Parsed<Ident> {
    let Some(first) = tokens.word() else {
        return Err(no_word(tokens));
    };
    let path = is_path_separator(tokens.cursor());
    let word = dotted(tokens).unwrap_or(first);
    let text = word.to_string();
    if words::schedule(&text).is_some() && !path {
        return Ok(word);
    }
    let (mut word, mut text) = (word, text);
    while let Some(next) = tokens.path_separator().and_then(|_| tokens.word()) {
        text = next.to_string();
        word = next;
    }
    let names = || words::SCHEDULES.iter().map(|known| known.name);
    let message = match words::foreign_schedule(&text) {
        Some(Suggestion::Rename(known)) => format!("the schedule `{text}` is called `{known}` here: {}", write(known)),
        Some(Suggestion::Advice(advice)) => words::advise(advice, &text, ""),
        None if tokens.cursor().punct().is_some_and(|(sign, _)| sign.as_char() == '=') => {
            "a schedule is named before its options: write `schedule cosine warmup=2;`".to_owned()
        }
        None if path => match words::nearest(&words::normal(&text), names()) {
            Some(known) => format!("a schedule is a word here, without a path: {}", write(known)),
            None => {
                "a schedule of your own is given to the `Trainer`: write `schedule cosine;`, or leave it out".into()
            }
        },
        None => match words::nearest(&words::normal(&text), names()) {
            Some(near) => format!("unknown schedule `{text}`, did you mean `{near}`?"),
            None => foreign::wrong_place(&text, "a schedule")
                .unwrap_or_else(|| format!("unknown schedule `{text}`: write {}", words::list(names(), "or"))),
        },
    };
    Err(tokens.fail(word, message))
}

/// "write `schedule cosine;`"
fn write(word: &str) -> String {
    words::schedule(word).map(|known| format!("write `{}`", known.example)).unwrap_or_default()
}

/// `schedule "cosine";`, `schedule 0.95;`
fn no_word(tokens: &mut Tokens) -> ErrorReported {
    if let Some(TokenTree::Literal(literal)) = tokens.peek_tree()
        && let Lit::Str(text) = Lit::new(literal.clone())
    {
        let text = words::normal(&text.value());
        let known = words::nearest(&text, words::SCHEDULES.iter().map(|known| known.name)).unwrap_or("cosine");
        return tokens.fail(literal, format!("a schedule is a word, not a string: {}", write(known)));
    }
    tokens.unexpected("`schedule` needs a word", "schedule cosine;")
}

/// `schedule step 10;`, `schedule cosine(50);`
fn no_value_without_name(tokens: &mut Tokens, word: &Ident) -> Parsed<()> {
    match tokens.peek_tree() {
        Some(TokenTree::Literal(value)) => {
            let message = match word.to_string().as_str() {
                "step" => format!("a value has a name: write `schedule step every={value} factor=0.1;`"),
                "exponential" => format!("a value has a name: write `schedule exponential factor={value};`"),
                "cosine" => format!("a cosine covers all epochs: leave out `{value}`, and write `epochs {value};`"),
                other => match words::schedule(other).and_then(|known| known.required.first()) {
                    Some(option) => format!("a value has a name: write `schedule {other} {option}={value};`"),
                    None => {
                        format!("the learning rate is an option of the optimizer: write `optimizer adam lr={value};`")
                    }
                },
            };
            Err(tokens.fail(value, message))
        }
        Some(TokenTree::Group(group)) => {
            let found = shown(&TokenTree::Group(group.clone()));
            let message = format!("options take no brackets, but this is `{found}`: {}", write(&word.to_string()));
            Err(tokens.fail(group, message))
        }
        _ => Ok(()),
    }
}
