//! The words with a runtime value of the same name, activations and losses, or the user's own in their place.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

use super::number::{NumberRule, default_number, number};
use crate::network::{Number, Word, WordKind};
use crate::parse::{Head, foreign};
use crate::syntax::punctuation::{is_label_sign, is_path_separator, lone_token};
use crate::syntax::split_words::{dotted, in_pieces, skip};
use crate::syntax::{Parsed, Tokens};
use crate::words::{self, Parameter, Range, Suggestion};

/// Activations or losses: what differs between them.
pub(in crate::parse) struct Vocabulary {
    /// "activation"
    pub(in crate::parse) noun: &'static str,
    /// "an activation"
    pub(in crate::parse) a_noun: &'static str,
    /// A word to show.
    pub(in crate::parse) example: &'static str,
    /// The words with their parameters.
    pub(in crate::parse) find: fn(&str) -> Option<Option<&'static Parameter>>,
    /// Words of other libraries.
    pub(in crate::parse) foreign: fn(&str) -> Option<Suggestion>,
    /// All words.
    pub(in crate::parse) all: fn() -> Vec<&'static str>,
}

pub(in crate::parse) const ACTIVATION: Vocabulary = Vocabulary {
    noun: "activation",
    a_noun: "an activation",
    example: "relu",
    find: |name| words::activation(name).map(|known| known.parameter.as_ref()),
    foreign: words::foreign_activation,
    all: || words::ACTIVATIONS.iter().map(|known| known.name).collect(),
};

pub(in crate::parse) const LOSS: Vocabulary = Vocabulary {
    noun: "loss",
    a_noun: "a loss",
    example: "mse",
    find: |name| words::loss_named(name).map(|known| known.parameter.as_ref()),
    foreign: words::foreign_loss,
    all: || words::LOSSES.iter().map(|known| known.name).collect(),
};

/// `"relu"`, `(relu)`, `[relu]`: reported, and taken for the word inside.
pub(in crate::parse) fn wrapped(tokens: &mut Tokens, vocabulary: &Vocabulary, head: &Head) -> Option<Word> {
    let known = |text: &str| match (vocabulary.foreign)(text) {
        Some(Suggestion::Rename(word)) => word.to_owned(),
        _ if (vocabulary.find)(text).is_some() => text.to_owned(),
        _ => vocabulary.example.to_owned(),
    };
    let a_noun = vocabulary.a_noun;
    if let Some(literal) = tokens.peek_literal() {
        let Lit::Str(text) = Lit::new(literal.clone()) else {
            return None;
        };
        tokens.literal();
        tokens.error(&literal, format!("{a_noun} is a word, not a string: write `{}`", known(&text.value())));
    } else {
        let group = tokens.peek_group().filter(|group| group.delimiter() != Delimiter::Brace)?;
        let word = match lone_token(&group)? {
            TokenTree::Ident(word) => word.to_string(),
            _ => return None,
        };
        tokens.tree();
        tokens.error(&group, format!("{a_noun} takes no brackets: write `{}`", known(&word)));
    }
    Some(linear(&head.keyword))
}

/// A word of the vocabulary, or the user's own value.
pub(in crate::parse) fn word(tokens: &mut Tokens, vocabulary: &Vocabulary, head: &Head) -> Parsed<Word> {
    let Some(name) = tokens.word() else {
        return Ok(linear(&head.keyword));
    };
    if is_path_separator(tokens.cursor()) {
        let path = path(tokens, &name)?;
        if let Some(last) = foreign_path(&name, &path).filter(|last| (vocabulary.foreign)(&last.to_string()).is_some())
        {
            return Ok(unknown_word(tokens, vocabulary, head, &last));
        }
        let arguments = own_arguments(tokens, &path)?;
        return Ok(Word { kind: WordKind::Own(path), arguments });
    }
    let text = name.to_string();
    let known = |text: &str| match (vocabulary.foreign)(text) {
        Some(Suggestion::Rename(word)) => Some(word),
        _ => (vocabulary.all)().into_iter().find(|word| *word == text),
    };
    if let Some((whole, count)) = in_pieces(tokens.cursor(), &text, known) {
        skip(tokens, count);
        tokens.error(&name, format!("{} is one word: write `{whole}`", vocabulary.a_noun));
        return Ok(linear(&head.keyword));
    }
    if let Some(parameter) = (vocabulary.find)(&text) {
        let arguments = arguments(tokens, &text, parameter, &name)?;
        return Ok(Word { kind: WordKind::Vocabulary(name), arguments });
    }
    let (name, text) = dotted(tokens).map_or((name, text), |last| {
        let text = last.to_string();
        (last, text)
    });
    let capital = text.starts_with(char::is_uppercase);
    if capital && (vocabulary.foreign)(&text).is_none() {
        let path = name.into_token_stream();
        let arguments = own_arguments(tokens, &path)?;
        return Ok(Word { kind: WordKind::Own(path), arguments });
    }
    Ok(unknown_word(tokens, vocabulary, head, &name))
}

/// `ReLU` of `nn::ReLU`
fn foreign_path(first: &Ident, path: &TokenStream) -> Option<Ident> {
    if !words::is_foreign_library(&first.to_string()) {
        return None;
    }
    match path.clone().into_iter().last() {
        Some(TokenTree::Ident(last)) => Some(last),
        _ => None,
    }
}

/// Reports a word that is not of the vocabulary, its parentheses skipped.
fn unknown_word(tokens: &mut Tokens, vocabulary: &Vocabulary, head: &Head, name: &Ident) -> Word {
    let arguments = tokens.peek_group().filter(|group| group.delimiter() == Delimiter::Parenthesis);
    if arguments.is_some() {
        tokens.tree();
    }
    let message = unknown(vocabulary, &name.to_string(), arguments.as_ref());
    tokens.error(name, message);
    linear(&head.keyword)
}

/// What to write instead of a word that is not of the vocabulary.
fn unknown(vocabulary: &Vocabulary, text: &str, arguments: Option<&Group>) -> String {
    let noun = vocabulary.noun;
    match (vocabulary.foreign)(text) {
        Some(Suggestion::Rename(word)) if word == text => {
            return format!("`{text}` needs no path here: write `{text}`");
        }
        Some(Suggestion::Rename(word)) => {
            let parameter = (vocabulary.find)(word).flatten();
            let number = arguments.and_then(first_number).filter(|_| parameter.is_some());
            let number = number.map(|number| format!("({number})")).unwrap_or_default();
            return format!("the {noun} `{text}` is called `{word}` here: write `{word}{number}`");
        }
        Some(Suggestion::Advice(advice)) => return words::advise(advice, text, ""),
        None => {}
    }
    if let Some(message) = foreign::wrong_place(text, vocabulary.a_noun) {
        return message;
    }
    let all = (vocabulary.all)();
    match words::nearest(text, all.iter().copied()) {
        Some(near) => format!("unknown {noun} `{text}`, did you mean `{near}`?"),
        None => format!("unknown {noun} `{text}`: write {}, or the path of your own", words::list(all, "or")),
    }
}

fn first_number(group: &Group) -> Option<String> {
    group.stream().into_iter().find_map(|tree| match tree {
        TokenTree::Literal(literal) => Some(literal.to_string()),
        _ => None,
    })
}

/// The activation if none is written, and the replacement for a word that was wrong and is reported.
pub(in crate::parse) fn linear(keyword: &Ident) -> Word {
    Word { kind: WordKind::Vocabulary(Ident::new("linear", keyword.span())), arguments: Vec::new() }
}

/// `crate::Sine`, of which the first name is read.
fn path(tokens: &mut Tokens, first: &Ident) -> Parsed<TokenStream> {
    let mut path = first.to_token_stream();
    while let Some(separator) = tokens.path_separator() {
        path.extend(separator);
        let Some(next) = tokens.word() else {
            let last = tokens.last();
            return Err(tokens.fail(last, "a path ends with a name, as in `crate::Sine`"));
        };
        next.to_tokens(&mut path);
    }
    Ok(path)
}

/// `(0.01)` after a word of the vocabulary; its default if there is none.
pub(in crate::parse) fn arguments(
    tokens: &mut Tokens,
    text: &str,
    parameter: Option<&'static Parameter>,
    word: &Ident,
) -> Parsed<Vec<Number>> {
    let group = tokens.peek_group().filter(|group| group.delimiter() == Delimiter::Parenthesis);
    let Some(parameter) = parameter else {
        if let Some(group) = group {
            tokens.tree();
            tokens.error(group, format!("`{text}` has no parameter and takes no parentheses: write `{text}`"));
        }
        return Ok(Vec::new());
    };
    let example = format!("{text}({})", parameter.default);
    match group {
        None => {
            tokens.equals();
            if let Some(literal) = tokens.literal() {
                tokens.error(&literal, format!("a parameter goes in parentheses: write `{text}({literal})`"));
            }
            Ok(vec![default_number(parameter.default, word.span())])
        }
        Some(group) if group.stream().is_empty() => {
            tokens.tree();
            tokens.error(group, format!("the number is missing: write `{example}`"));
            Ok(vec![default_number(parameter.default, word.span())])
        }
        Some(_) => {
            let rule = NumberRule { name: text, range: parameter.range, example: &example };
            let read = tokens.inside(Delimiter::Parenthesis, |tokens| numbers(tokens, &rule, Some(1)));
            read.unwrap_or(Ok(Vec::new()))
        }
    }
}

/// `(1.5, crate::BETA)` after the user's own value.
fn own_arguments(tokens: &mut Tokens, path: &TokenStream) -> Parsed<Vec<Number>> {
    let name = path.to_string().replace(' ', "");
    let example = format!("{name}(1.5)");
    let rule = NumberRule { name: &name, range: Range::Any, example: &example };
    tokens.inside(Delimiter::Parenthesis, |tokens| numbers(tokens, &rule, None)).unwrap_or(Ok(Vec::new()))
}

/// Numbers with commas between them, at most `most`.
fn numbers(tokens: &mut Tokens, rule: &NumberRule, most: Option<usize>) -> Parsed<Vec<Number>> {
    let mut numbers = Vec::new();
    while !tokens.at_end() {
        if let Some((name, after)) = tokens.cursor().ident()
            && (tokens.peek_named() || is_label_sign(after))
        {
            tokens.word();
            tokens.tree();
            let value = tokens.peek_tree().map(|value| value.to_string()).unwrap_or_default();
            tokens.error(&name, format!("a parameter has no name: write `{}({value})`", rule.name));
        }
        let place = tokens.peek_tree();
        let number = number(tokens, rule)?;
        if most.is_some_and(|most| numbers.len() >= most) {
            return Err(tokens.fail(place, format!("`{}` has one parameter: write `{}`", rule.name, rule.example)));
        }
        numbers.push(number);
        if !tokens.at_end() && tokens.punct(',').is_none() {
            let place = tokens.peek_tree();
            return Err(
                tokens.fail(place, "did not expect this here: numbers are separated by commas, as in `(1.5, 2.0)`")
            );
        }
    }
    Ok(numbers)
}
