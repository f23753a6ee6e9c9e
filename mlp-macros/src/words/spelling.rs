//! Spelling: the word a person meant.

use proc_macro2::{Ident, Span};

/// The nearest of `words` to `written`, if it is near enough to be a slip of the hand.
pub(crate) fn nearest<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = (written.chars().count() / 3).max(1);
    let candidates = words.into_iter().map(|word| (distance(written, word), word));
    candidates.filter(|&(distance, _)| distance <= near).min_by_key(|&(distance, _)| distance).map(|(_, word)| word)
}

/// A word without what differs between languages: `LeakyReLU`, `leaky_relu` → `leakyrelu`.
pub(crate) fn normal(word: &str) -> String {
    word.chars().filter(|&letter| letter != '_').flat_map(char::to_lowercase).collect()
}

/// A type's name as a field: `Encoder` → `encoder`, `MyNet2` → `my_net2`, `HTTPNet` → `http_net`.
pub(crate) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.trim_start_matches("r#").chars().collect();
    let mut snake = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after_small = before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
        let ends_capitals = before.is_some_and(|before| before.is_uppercase())
            && letters.get(at + 1).is_some_and(|after| after.is_lowercase());
        if letter.is_uppercase() && (after_small || ends_capitals) {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Whether every edition of Rust reserves a word. `gen`, which the newest reserves, is `r#gen` to all.
pub(crate) fn is_rust_keyword(word: &str) -> bool {
    !word.starts_with("r#") && word != "_" && syn::parse_str::<Ident>(word).is_err()
}

/// A name as a field: as it is, `r#gen` where an edition reserves it, and without `r#` where none does.
pub(crate) fn field_name(name: &str, span: Span) -> Ident {
    let raw = name.starts_with("r#");
    let name = name.trim_start_matches("r#");
    if name == "gen" || raw && is_rust_keyword(name) { Ident::new_raw(name, span) } else { Ident::new(name, span) }
}

/// A name as a variant: `T-shirt/top` → `TShirtTop`, `7` → `Seven`.
pub(crate) fn camel(name: &str) -> String {
    const DIGITS: [&str; 10] = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    if let Some(digit) = name.parse::<usize>().ok().and_then(|digit| DIGITS.get(digit)) {
        return (*digit).to_owned();
    }
    let mut camel = String::new();
    let capitals = name.contains('_') && !name.contains(char::is_lowercase);
    for word in name.split(|letter: char| !letter.is_alphanumeric()) {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        if capitals {
            camel.extend(letters.flat_map(char::to_lowercase));
        } else {
            camel.extend(letters);
        }
    }
    let begins = camel.starts_with(char::is_alphabetic);
    if begins { camel } else { format!("Class{camel}") }
}

/// Insertions, deletions, substitutions and swaps of neighbours from `a` to `b` (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, letter) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, &other) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut least = (at(&row, j) + usize::from(letter != other)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = j.checked_sub(1).is_some_and(|k| previous == Some(other) && b.get(k) == Some(&letter));
            if let (true, Some(k)) = (swapped, j.checked_sub(1)) {
                least = least.min(at(&before, k).saturating_add(1));
            }
            next.push(least);
        }
        previous = Some(letter);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{camel, distance, nearest, snake};

    #[test]
    fn names_of_types_fields_and_variants() {
        let snakes = [("Encoder", "encoder"), ("MyNet2", "my_net2"), ("HTTPNet", "http_net"), ("MLP", "mlp")];
        snakes.iter().for_each(|(name, field)| assert_eq!(snake(name), *field));
        let camels = [("T-shirt/top", "TShirtTop"), ("7", "Seven"), ("12", "Class12"), ("T_SHIRT", "TShirt")];
        camels.iter().for_each(|(name, variant)| assert_eq!(camel(name), *variant));
    }

    #[test]
    fn a_swap_counts_as_one() {
        assert_eq!(distance("rleu", "relu"), 1);
        assert_eq!(distance("", "relu"), 4);
        assert_eq!(distance("dense", "dense"), 0);
        assert_eq!(distance("sofmax", "softmax"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn only_slips_are_near() {
        assert_eq!(nearest("rleu", ["elu", "relu", "gelu"]), Some("relu"));
        assert_eq!(nearest("banana", ["elu", "relu", "gelu"]), None);
    }
}
