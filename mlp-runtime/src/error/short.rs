//! Parts of messages that may be of any length, shown in a bounded number of characters.

use std::fmt::{self, Display, Write};

/// Shows at most `limit` characters of a text: the middle of a longer one becomes ` … `.
pub(crate) fn short(text: impl Display, limit: usize) -> Short {
    let mut short = Short { limit, head: String::new(), tail: String::new(), seen: 0 };
    let _ = write!(short, "{text}"); // the writer below never fails
    short
}

/// A cell or a name as it stands in messages: in backticks, short, and without control characters.
#[cfg_attr(not(any(feature = "csv", feature = "npy")), allow(dead_code))]
pub(crate) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(LONGEST).flat_map(escaped).collect();
    if text.chars().nth(LONGEST).is_none() {
        return format!("`{shown}`");
    }
    format!("`{shown}…` ({} characters)", text.chars().count())
}

/// As many characters of a cell say what kind of cell it is.
const LONGEST: usize = 40;

/// A control character would move the terminal's cursor, or worse.
fn escaped(character: char) -> impl Iterator<Item = char> {
    let control = character.is_control();
    control.then(|| character.escape_default()).into_iter().flatten().chain((!control).then_some(character))
}

/// A number without hundreds of zeros.
pub(crate) fn number(value: f64) -> impl Display {
    let plain = value == 0.0 || !value.is_finite() || (1e-5..1e16).contains(&value.abs());
    if plain { value.to_string() } else { format!("{value:e}") }
}

/// See [`short`].
pub(crate) struct Short {
    limit: usize,
    /// The first characters, up to the limit.
    head: String,
    /// The last characters after these, at least as many as are shown.
    tail: String,
    /// How many characters came.
    seen: usize,
}

impl Short {
    /// How many characters of the end are shown of a longer text.
    fn end(&self) -> usize {
        self.limit / 4
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.limit.saturating_sub(self.seen);
        self.seen += text.chars().count();
        let cut = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
        self.head.push_str(&text[..cut]);
        self.tail.push_str(last(&text[cut..], self.end()));
        if self.tail.len() > 16 * self.limit {
            self.tail = last(&self.tail, self.end()).to_owned();
        }
        Ok(())
    }
}

impl Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.seen <= self.limit {
            return f.write_str(&self.head);
        }
        let all = [self.head.as_str(), &self.tail].concat();
        let head: String = self.head.chars().take(self.limit - self.end() - 3).collect();
        write!(f, "{head} … {}", last(&all, self.end()))
    }
}

/// The last `count` characters.
fn last(text: &str, count: usize) -> &str {
    let Some(before) = count.checked_sub(1) else { return "" };
    text.char_indices().nth_back(before).map_or(text, |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_left_out() {
        assert_eq!(short("0123456789", 10).to_string(), "0123456789");
        assert_eq!(short("0123456789ab", 11).to_string(), "012345 … ab");
        assert_eq!(short("é".repeat(1000), 11).to_string(), "éééééé … éé");
        let pieces = std::fmt::from_fn(|f| (0..1000).try_for_each(|n| write!(f, "{n},")));
        assert_eq!(short(pieces, 20).to_string(), "0,1,2,3,4,5, … ,999,");
    }

    #[test]
    fn cells_are_quoted() {
        assert_eq!(quoted("two"), "`two`");
        assert_eq!(quoted("a\u{1b}[2J\0"), "`a\\u{1b}[2J\\u{0}`");
        assert_eq!(quoted(&"9".repeat(1_000_000)), format!("`{}…` (1000000 characters)", "9".repeat(40)));
    }

    #[test]
    fn extreme_numbers_stay_short() {
        assert_eq!(number(1e-300).to_string(), "1e-300");
        assert_eq!(number(-0.5).to_string(), "-0.5");
        assert_eq!(number(f64::MAX).to_string().len(), "1.7976931348623157e308".len());
    }
}
