//! Words of the language in the wrong place: a loss as an activation, an activation as a loss, …

use crate::words;

/// What to say about a word that belongs elsewhere.
pub(in crate::parse) fn wrong_place(text: &str, a_noun: &str) -> Option<String> {
    let is = |what: &str, instead: &str| Some(format!("`{text}` is {what}, not {a_noun}: write {instead}"));
    if words::activation(text).is_some() {
        let losses = match text {
            "softmax" => "`dense 10 softmax;` for the last layer, then `loss sparse_categorical;`",
            "sigmoid" => "`dense 1 sigmoid;` for the last layer, then `loss binary;`",
            _ => &format!("`dense 128 {text};` for the layer, and {a_noun} here"),
        };
        return is("an activation", losses);
    }
    if words::loss_named(text).is_some() {
        return is("a loss", &format!("`loss {text};` as a statement of its own"));
    }
    if words::optimizer(text).is_some() {
        return is("an optimizer", &format!("`optimizer {text};` as a statement of its own"));
    }
    if words::schedule(text).is_some() {
        return is("a schedule", &format!("`schedule {text} …;` as a statement of its own"));
    }
    if words::INITS.contains(&text) {
        return is("an initializer", &format!("`init={text}`"));
    }
    if words::DTYPES.contains(&text) {
        return is("a dtype", &format!("`dtype {text};` as a statement of its own"));
    }
    if words::normal(text) == "nobias" {
        return is("an option", "`bias=false`");
    }
    let option = words::DENSE_OPTIONS.iter().find(|known| known.name == text);
    if let Some(option) = option {
        return is("an option", &format!("`{text}={}`", option.example));
    }
    if a_noun != "an activation" && words::keywords().any(|keyword| keyword == text) {
        return is("a statement", &format!("{a_noun} here, and `{text} …;` as a statement of its own"));
    }
    None
}
