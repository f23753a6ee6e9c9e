//! The JSON of a header, token by token, read by `const fn`s. It is as strict as RFC 8259.
//!
//! `const` evaluation spends its time on calls: one of our own takes a microsecond, and so does `len`; `split_at` takes
//! forty. So the code that runs for every token works with positions in the text, and its loops call nothing.

/// A range in the header: from, to.
pub(super) type Place = (usize, usize);

/// Skips white space.
pub(super) const fn space(text: &[u8], mut at: usize) -> usize {
    let length = text.len();
    while at < length && matches!(text[at], b' ' | b'\n' | b'\r' | b'\t') {
        at += 1;
    }
    at
}

/// Skips white space, one `mark`, and white space again.
pub(super) const fn mark(text: &[u8], mut at: usize, mark: u8) -> Option<usize> {
    let length = text.len();
    while at < length && matches!(text[at], b' ' | b'\n' | b'\r' | b'\t') {
        at += 1;
    }
    if at >= length || text[at] != mark {
        return None;
    }
    at += 1;
    while at < length && matches!(text[at], b' ' | b'\n' | b'\r' | b'\t') {
        at += 1;
    }
    Some(at)
}

/// The text between the quotes of a string, with unchanged escapes. The next token begins one byte later.
pub(super) const fn string(text: &[u8], start: usize) -> Option<Place> {
    let length = text.len();
    if start >= length || text[start] != b'"' {
        return None;
    }
    let mut at = start + 1;
    while at < length {
        let byte = text[at];
        if byte == b'"' {
            return Some((start + 1, at));
        }
        at += 1;
        if byte < 0x20 {
            return None;
        }
        if byte == b'\\' {
            let Some(next) = escape(text, at) else { return None };
            at = next;
        }
    }
    None
}

/// Skips what follows a backslash.
const fn escape(text: &[u8], at: usize) -> Option<usize> {
    if at >= text.len() {
        return None;
    }
    match text[at] {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 1),
        b'u' => match unit(text, at + 1) {
            // A character of two units, the second one low.
            Some(0xD800..0xDC00) if at + 6 < text.len() && text[at + 5] == b'\\' && text[at + 6] == b'u' => {
                match unit(text, at + 7) {
                    Some(0xDC00..0xE000) => Some(at + 11),
                    _ => None,
                }
            }
            Some(0xD800..0xE000) | None => None,
            Some(_) => Some(at + 5),
        },
        _ => None,
    }
}

/// The value of four hexadecimal digits.
const fn unit(text: &[u8], at: usize) -> Option<u32> {
    let (mut unit, mut i) = (0, at);
    while i < at + 4 {
        if i >= text.len() {
            return None;
        }
        let Some(digit) = (text[i] as char).to_digit(16) else { return None };
        unit = unit * 16 + digit;
        i += 1;
    }
    Some(unit)
}

/// The largest number of digits that always fit in a `u64`.
const DIGITS: usize = 19;

/// A whole number of 0 or more, and where the next token begins.
pub(super) const fn number(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let (mut number, mut at, length) = (0_u64, start, text.len());
    while at < length && text[at] >= b'0' && text[at] <= b'9' {
        if at - start >= DIGITS {
            return None;
        }
        number = number * 10 + (text[at] - b'0') as u64;
        at += 1;
    }
    // A fraction or an exponent may not follow here, and the caller refuses it.
    let leading_zero = at > start + 1 && text[start] == b'0';
    if at == start || leading_zero || number > usize::MAX as u64 {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)] // compared above
    Some((number as usize, at))
}

/// The text of a range.
pub(super) const fn part(text: &[u8], place: Place) -> &[u8] {
    text.split_at(place.1).0.split_at(place.0).1
}

/// Whether the text of a range is `wanted`.
pub(super) const fn is(text: &[u8], place: Place, wanted: &[u8]) -> bool {
    let (mut at, mut rest) = (place.0, wanted);
    while let [byte, tail @ ..] = rest {
        if at >= place.1 || text[at] != *byte {
            return false;
        }
        at += 1;
        rest = tail;
    }
    at == place.1
}

/// The position after `wanted`, if the text has it at `start`.
pub(super) const fn past(text: &[u8], start: usize, wanted: &[u8]) -> Option<usize> {
    let (mut at, mut rest, length) = (start, wanted, text.len());
    while let [byte, tail @ ..] = rest {
        if at >= length || text[at] != *byte {
            return None;
        }
        at += 1;
        rest = tail;
    }
    Some(at)
}

/// Whether the texts of two ranges are equal.
pub(super) const fn same(text: &[u8], a: Place, b: Place) -> bool {
    if a.1 - a.0 != b.1 - b.0 {
        return false;
    }
    let mut i = 0;
    while a.0 + i < a.1 {
        if text[a.0 + i] != text[b.0 + i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether the text of a range ends with `wanted`.
pub(super) const fn ends(text: &[u8], place: Place, wanted: &[u8]) -> bool {
    if place.1 - place.0 < wanted.len() {
        return false;
    }
    is(text, (place.1 - wanted.len(), place.1), wanted)
}
