//! Foreign arguments → the line to write here: `(128, activation="relu")` → `dense 128 relu;`

use proc_macro2::{Ident, TokenStream, TokenTree};

use crate::words::{self, Kind, Suggestion};

/// The statement to write for a keyword with foreign arguments; its example where they say too little.
pub(super) fn line(keyword: &str, arguments: TokenStream) -> String {
    let example = words::example(keyword);
    match keyword {
        "dense" => dense_line(arguments),
        "standardize" | "batch_norm" | "layer_norm" => format!("{keyword};"),
        "residual" => example.to_owned(),
        "classes" => classes_line(arguments),
        "layer" => match flat(arguments).as_slice() {
            [] => example.to_owned(),
            path => format!("layer {};", path.concat()),
        },
        "weights" => match flat(arguments).iter().find(|token| token.ends_with(".safetensors\"")) {
            Some(file) => format!("weights {file};"),
            None => example.to_owned(),
        },
        "schedule" => {
            let flat = flat(arguments);
            let word = flat
                .iter()
                .find_map(|token| word_of(token, |word| words::schedule(word).is_some(), words::foreign_schedule));
            let known = word.and_then(|word| words::schedule(&word));
            known.map_or(example, |known| known.example).to_owned()
        }
        "optimizer" => {
            let flat = flat(arguments);
            let word = flat
                .iter()
                .find_map(|token| word_of(token, |word| words::optimizer(word).is_some(), words::foreign_optimizer));
            word.map_or_else(|| example.to_owned(), |word| format!("optimizer {word} lr=1e-3;"))
        }
        "loss" => {
            let flat = flat(arguments);
            let word = flat
                .iter()
                .find_map(|token| word_of(token, |word| words::loss_named(word).is_some(), words::foreign_loss));
            word.map_or_else(|| example.to_owned(), |word| format!("loss {word};"))
        }
        _ => {
            let flat = flat(arguments);
            let numbers: Vec<&String> = flat.iter().filter(|token| is_value(token)).collect();
            match numbers.as_slice() {
                [] => example.to_owned(),
                [only] => format!("{keyword} {only};"),
                [first, second, ..] if keyword == "input" => format!("input {first} * {second};"),
                [first, ..] => format!("{keyword} {first};"),
            }
        }
    }
}

/// `["T-shirt", "bag"]` → `classes TShirt = "T-shirt", Bag = "bag";`
pub(in crate::parse) fn classes_line(arguments: TokenStream) -> String {
    let flat = flat(arguments);
    let mut classes: Vec<String> = Vec::new();
    let mut named = false;
    for token in &flat {
        if matches!(token.as_str(), "=" | ":") {
            named = !classes.is_empty();
        } else if std::mem::take(&mut named) {
            let name = if token.starts_with('"') { token.clone() } else { format!("\"{token}\"") };
            if let Some(class) = classes.last_mut() {
                *class = format!("{} = {name}", class.split(' ').next().unwrap_or_default());
            }
        } else if token.starts_with(|first: char| first == '"' || first.is_alphanumeric() || first == '_') {
            let name = token.trim_matches('"');
            let variant = words::camel(name);
            let same = variant == name || !token.starts_with('"') && !name.starts_with(|c: char| c.is_ascii_digit());
            classes.push(if same { variant } else { format!("{variant} = \"{name}\"") });
        }
    }
    let line = format!("classes {};", classes.join(", "));
    let plain = line.chars().count() <= 100 && !line.contains('`') && classes.len() > 1;
    if plain { line } else { words::example("classes").to_owned() }
}

/// `(784, 128, activation="relu")` → `dense 128 relu;`
pub(super) fn dense_line(arguments: TokenStream) -> String {
    let flat = flat(arguments);
    let positional = flat.iter().position(|token| token == "=").map_or(flat.len(), |equals| equals.saturating_sub(1));
    let sizes: Vec<&String> = flat.iter().take(positional).filter(|token| is_size(token)).collect();
    let size = match sizes.as_slice() {
        [_, second, ..] => second.as_str(),
        [only] => only.as_str(),
        [] => named_size(&flat).unwrap_or("128"),
    };
    let activation = flat
        .iter()
        .find_map(|token| word_of(token, |word| words::activation(word).is_some(), words::foreign_activation));
    match activation {
        Some(activation) => format!("dense {size} {activation};"),
        None => format!("dense {size};"),
    }
}

/// `128` of `in_features=784, out_features=128`
fn named_size(flat: &[String]) -> Option<&str> {
    let named = flat.windows(3).find_map(|tokens| match tokens {
        [name, equals, size] if equals == "=" && words::names_a_size(name) && is_size(size) => Some(size),
        _ => None,
    });
    named.or_else(|| flat.iter().find(|token| is_size(token))).map(String::as_str)
}

/// `(0.001, momentum=0.9)` → ` lr=0.001 momentum=0.9`
pub(super) fn option_list(optimizer: &Ident, arguments: TokenStream) -> String {
    let known = words::optimizer(&optimizer.to_string()).map_or(&[][..], |known| known.options);
    let flat = flat(arguments);
    let mut list = String::new();
    for (at, token) in flat.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).and_then(|at| flat.get(at)).map(String::as_str);
        let number = is_value(token) || matches!(token.as_str(), "true" | "false" | "True" | "False");
        let name = match (before(1), before(2)) {
            (Some("=" | ":"), Some(name)) => match words::foreign_option(name) {
                _ if known.iter().any(|option| option.name == name) => name,
                Some(Suggestion::Rename(word)) => word,
                _ => continue,
            },
            (None, _) => "lr",
            _ => continue,
        };
        let option = known.iter().find(|option| option.name == name);
        if let Some(option) = option.filter(|option| number && !matches!(option.kind, Kind::Init)) {
            list.push_str(&format!(" {}={}", option.name, token.to_lowercase()));
        }
    }
    list
}

/// The activation meant by a foreign or misspelt word.
pub(in crate::parse) fn activation(word: &str) -> String {
    match words::foreign_activation(word) {
        Some(Suggestion::Rename(known)) => known.to_owned(),
        Some(Suggestion::Advice(_)) => "sigmoid".to_owned(),
        None => words::nearest(word, words::ACTIVATIONS.iter().map(|known| known.name)).unwrap_or(word).to_owned(),
    }
}

/// A word of the language for a foreign one, also in quotes.
fn word_of(
    token: &str,
    is_ours: impl Fn(&str) -> bool,
    foreign: impl Fn(&str) -> Option<Suggestion>,
) -> Option<String> {
    let token = token.trim_matches('"');
    match foreign(token) {
        _ if is_ours(token) => Some(token.to_owned()),
        Some(Suggestion::Rename(word)) => Some(word.to_owned()),
        _ => None,
    }
}

fn is_value(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_digit()) || is_constant(token)
}

fn is_size(token: &str) -> bool {
    token.parse::<usize>().is_ok() || is_constant(token)
}

fn is_constant(token: &str) -> bool {
    let upper = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    token.starts_with(|first: char| first.is_ascii_uppercase())
        && token.chars().all(upper)
        && words::foreign_activation(token).is_none()
}

/// All tokens, those of groups too, commas left out.
fn flat(tokens: TokenStream) -> Vec<String> {
    let mut all = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => all.extend(flat(group.stream())),
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            other => all.push(other.to_string()),
        }
    }
    all
}
