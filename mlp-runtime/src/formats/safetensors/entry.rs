//! One tensor of a header: its type, its shape, and where its numbers are.

use super::header::{after, broken, named};
use super::json::{Place, is, mark, number, part, past, string};
use crate::check::Message;

/// The shortest entry, with its comma: `"":{"dtype":"U8","shape":[],"data_offsets":[0,0]},`.
pub(super) const SHORTEST: usize = 50;

/// A tensor of a file: where in the header its parts are, and where its numbers are in the data. Entries are a hash
/// table as well: entry `i` knows the first tensor of bucket `i`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(super) name: Place,
    pub(super) dtype: Place,
    pub(super) shape: Place,
    /// The first two dimensions, and how many there are.
    pub(super) sizes: [usize; 2],
    pub(super) dimensions: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The first tensor of the bucket and the next one of this tensor's bucket, by name and by start, counted from 1.
    pub(super) first: [usize; 2],
    pub(super) next: [usize; 2],
    /// Whether a network has asked for it.
    pub(crate) taken: bool,
}

impl Entry {
    /// Room for one.
    pub(crate) const NONE: Self = Self {
        name: (0, 0),
        dtype: (0, 0),
        shape: (0, 0),
        sizes: [1; 2],
        dimensions: 0,
        start: 0,
        end: 0,
        first: [0; 2],
        next: [0; 2],
        taken: false,
    };
}

/// The fields of a tensor, and where its object ends.
pub(super) const fn entry(text: &[u8], name: Place, object: usize) -> Result<(Entry, usize), Message> {
    let mut entry = Entry { name, ..Entry::NONE };
    let Some(mut at) = mark(text, object, b'{') else { return Err(broken(text, object)) };
    let (mut seen, mut product, mut more) = ([false; 3], Some(1), true);
    while more {
        let Some((field, value)) = field(text, at) else { return Err(unknown(text, name, at)) };
        let Some(value) = mark(text, value, b':') else { return Err(broken(text, value)) };
        let end = if field == DTYPE {
            let Some(dtype) = string(text, value) else { return Err(broken(text, value)) };
            entry.dtype = dtype;
            dtype.1 + 1
        } else {
            let Some(numbers) = array(text, value) else { return Err(broken(text, value)) };
            if field == SHAPE {
                (entry.sizes, entry.dimensions, product) = (numbers.first, numbers.count, numbers.product);
                entry.shape = (value, numbers.end);
            } else if numbers.count == 2 {
                [entry.start, entry.end] = numbers.first;
            } else {
                return Err(broken(text, value));
            }
            numbers.end
        };
        if seen[field] {
            return Err(broken(text, at));
        }
        seen[field] = true;
        (at, more) = after(text, end);
    }
    if at >= text.len() || text[at] != b'}' || !(seen[0] && seen[1] && seen[2]) {
        return Err(broken(text, at));
    }
    let bits = match is(text, entry.dtype, b"F32") {
        true => Some(32),
        false => bits(part(text, entry.dtype)),
    };
    let fits = match (product, bits) {
        (Some(numbers), Some(bits)) if entry.start <= entry.end => {
            let size = numbers as u128 * bits;
            size.is_multiple_of(8) && size / 8 == (entry.end - entry.start) as u128
        }
        _ => false,
    };
    if !fits {
        return Err(misfit(text, entry));
    }
    Ok((entry, at + 1))
}

const DTYPE: usize = 0;
const SHAPE: usize = 1;
const OFFSETS: usize = 2;

/// Which field begins here, and where its name ends.
const fn field(text: &[u8], at: usize) -> Option<(usize, usize)> {
    if at + 1 >= text.len() {
        return None;
    }
    let (field, end) = match (text[at + 1], at + 2 < text.len() && text[at + 2] == b't') {
        (b'd', true) => (DTYPE, past(text, at, b"\"dtype\"")),
        (b's', _) => (SHAPE, past(text, at, b"\"shape\"")),
        _ => (OFFSETS, past(text, at, b"\"data_offsets\"")),
    };
    match end {
        Some(end) => Some((field, end)),
        None => None,
    }
}

const fn unknown(text: &[u8], name: Place, at: usize) -> Message {
    match string(text, at) {
        Some(key) => named(part(text, name)).text(" has an unknown field `").bytes(part(text, key)).text("`"),
        None => broken(text, at),
    }
}

const fn misfit(text: &[u8], entry: Entry) -> Message {
    let message = named(part(text, entry.name)).text(" of ").bytes(part(text, entry.dtype)).text(" numbers, ");
    let message = message.bytes(part(text, entry.shape)).text(", does not have the bytes ").number(entry.start);
    message.text("..").number(entry.end).text(": the file is broken")
}

/// An array of numbers: the first two, how many there are, their product if it is a number, and where it ends.
struct Numbers {
    first: [usize; 2],
    count: usize,
    product: Option<usize>,
    end: usize,
}

const fn array(text: &[u8], at: usize) -> Option<Numbers> {
    let Some(mut at) = mark(text, at, b'[') else { return None };
    let mut numbers = Numbers { first: [1; 2], count: 0, product: Some(1), end: 0 };
    let mut more = at < text.len() && text[at] != b']';
    while more {
        let Some((value, end)) = number(text, at) else { return None };
        if numbers.count < 2 {
            numbers.first[numbers.count] = value;
        }
        numbers.count += 1;
        numbers.product = match numbers.product {
            Some(product) => {
                let product = product as u128 * value as u128;
                #[allow(clippy::cast_possible_truncation)] // compared
                if product <= usize::MAX as u128 { Some(product as usize) } else { None }
            }
            None => None,
        };
        (at, more) = after(text, end);
    }
    if at >= text.len() || text[at] != b']' {
        return None;
    }
    numbers.end = at + 1;
    Some(numbers)
}

/// How many bits a number of this type has.
const fn bits(dtype: &[u8]) -> Option<u128> {
    Some(match dtype {
        b"F4" => 4,
        b"F6_E2M3" | b"F6_E3M2" => 6,
        b"BOOL" | b"U8" | b"I8" | b"F8_E5M2" | b"F8_E4M3" | b"F8_E8M0" | b"F8_E4M3FNUZ" | b"F8_E5M2FNUZ" => 8,
        b"I16" | b"U16" | b"F16" | b"BF16" => 16,
        b"I32" | b"U32" | b"F32" => 32,
        b"C64" | b"F64" | b"I64" | b"U64" => 64,
        _ => return None,
    })
}
