//! The rules for the file of a network: its tensors, with its shapes and types, and valid numbers. They are the same at
//! compile time and at run time.

use super::entry::Entry;
use super::header::{Header, named};
use super::json::{Place, is, part};
use crate::check::Message;
use crate::tensor::visit::Shape;

/// How many names of a file an error lists.
const NAMES_TOLD: usize = 8;

/// Which numbers a tensor may contain.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Numbers {
    /// For a network: finite numbers. A running variance is not negative, a deviation is above 0.
    Weights,
    /// For an optimizer: no NaN. Infinite moments do no harm.
    #[cfg_attr(not(feature = "files"), allow(dead_code))] // checkpoints are files
    Moments,
}

/// The name of a tensor: the first bytes of a buffer.
#[derive(Clone, Copy)]
pub(crate) struct Name<'n> {
    pub(crate) bytes: &'n [u8],
    pub(crate) length: usize,
}

impl Name<'_> {
    const fn as_bytes(&self) -> &[u8] {
        self.bytes.split_at(self.length).0
    }

    const fn ends(self, end: &[u8]) -> bool {
        self.length >= end.len() && is(self.bytes, (self.length - end.len(), self.length), end)
    }
}

impl Header<'_> {
    /// Where in the data the tensor of this name is, if it is of this shape, and of `f64` numbers if `wide`, else
    /// `f32`.
    pub(crate) const fn fitting(
        &self,
        entries: &mut [Entry],
        name: Name<'_>,
        shape: Shape,
        wide: bool,
    ) -> Result<Place, Message> {
        let Some(at) = self.find(entries, name.bytes, name.length) else {
            return Err(self.missing(entries, name.as_bytes()));
        };
        entries[at].taken = true;
        let entry = entries[at];
        let fits = match shape {
            Shape::Vector(length) | Shape::HighLow(length) => entry.dimensions == 1 && entry.sizes[0] == length,
            Shape::Transposed(outputs, inputs) => {
                entry.dimensions == 2 && entry.sizes[0] == outputs && entry.sizes[1] == inputs
            }
        };
        if !fits {
            return Err(self.other_shape(entry, name, shape));
        }
        let wide_anyway = matches!(shape, Shape::HighLow(_)) && is(self.text, entry.dtype, b"F64");
        if !wide_anyway && !is(self.text, entry.dtype, if wide { b"F64" } else { b"F32" }) {
            return Err(self.other_type(entry, name, wide));
        }
        Ok((entry.start, entry.end))
    }

    // Errors have separate functions, because their temporaries would cost time at each call of the functions above.

    const fn other_shape(&self, entry: Entry, name: Name<'_>, shape: Shape) -> Message {
        let (sizes, dimensions) = match shape {
            Shape::Vector(length) | Shape::HighLow(length) => ([length, 1], 1),
            Shape::Transposed(outputs, inputs) => ([outputs, inputs], 2),
        };
        let message = named(name.as_bytes()).text(": expected the shape [").number(sizes[0]);
        let message = if dimensions == 2 { message.text(", ").number(sizes[1]) } else { message };
        let [first, second] = entry.sizes;
        let message = match entry.dimensions {
            1 => message.text("], found [").number(first).text("]"),
            2 => message.text("], found [").number(first).text(", ").number(second).text("]"),
            _ => message.text("], found ").bytes(part(self.text, entry.shape)),
        };
        match dimensions == 2 && entry.dimensions == 2 && first == sizes[1] && second == sizes[0] {
            true => message.text(": transpose it, PyTorch stores [outputs, inputs]"),
            false => message,
        }
    }

    const fn other_type(&self, entry: Entry, name: Name<'_>, wide: bool) -> Message {
        let found = part(self.text, entry.dtype);
        let message = named(name.as_bytes()).text(": expected ").text(if wide { "f64" } else { "f32" });
        let message = message.text(" numbers, found ").lowercase(found);
        match found {
            b"F32" | b"F64" => message.text(": write `dtype ").lowercase(found).text(";`, or convert the file"),
            _ => message.text(": convert the file"),
        }
    }

    /// The error for a missing tensor.
    const fn missing(&self, entries: &[Entry], name: &[u8]) -> Message {
        let mut message = Message::new().text("expected a tensor `").bytes(name).text("`, found ");
        let mut i = 0;
        while i < self.count && i < NAMES_TOLD {
            let comma = if i > 0 { ", `" } else { "`" };
            message = message.text(comma).bytes(part(self.text, entries[i].name)).text("`");
            i += 1;
        }
        match self.count {
            0 => message.text("none"),
            count if count > i => message.text(" and ").number(count - i).text(" more"),
            _ => message,
        }
    }

    /// The error for the first tensor that no network asked for and that is not ignored, if there is one.
    pub(crate) const fn unexpected(&self, entries: &[Entry]) -> Option<Message> {
        let mut i = 0;
        while i < self.count {
            if !entries[i].taken && !self.is_aside(&entries[i]) {
                let message = Message::new().text("unexpected tensor `").bytes(part(self.text, entries[i].name));
                return Some(message.text("`: the network has no such tensor"));
            }
            i += 1;
        }
        None
    }
}

impl Header<'_> {
    /// Checks the numbers of the tensor at this position of the data.
    pub(crate) const fn check(
        &self,
        name: Name<'_>,
        place: Place,
        shape: Shape,
        wide: bool,
        numbers: Numbers,
    ) -> Result<(), Message> {
        let moments = matches!(numbers, Numbers::Moments);
        let wide = wide || shape.is_wide(place.1 - place.0);
        let count = (place.1 - place.0) / if wide { 8 } else { 4 };
        if moments || self.may_be_infinite(place, wide) {
            let mut i = 0;
            while i < count {
                let number = self.number(place, i, wide);
                if number.is_nan() || (number.is_infinite() && !moments) {
                    return Err(not_finite(name.as_bytes(), number, i, shape));
                }
                i += 1;
            }
        }
        let deviation = name.ends(b"standardize.deviation");
        if !moments && (deviation || name.ends(b"running_var")) {
            let mut i = 0;
            while i < count {
                let number = self.number(place, i, wide);
                if number < 0.0 || (deviation && number == 0.0) {
                    let expected =
                        if deviation { ": expected numbers above 0" } else { ": expected numbers of 0 or more" };
                    return Err(named(name.as_bytes()).text(expected).text(", found another at [").number(i).text("]"));
                }
                i += 1;
            }
        }
        Ok(())
    }

    /// Whether a number may be infinite or NaN: seven bits of the exponent are ones.
    const fn may_be_infinite(&self, (start, end): Place, wide: bool) -> bool {
        let data = self.data;
        let mut at = start;
        if !wide {
            while at + 16 <= end {
                let (a, b, c, d) = (data[at + 3], data[at + 7], data[at + 11], data[at + 15]);
                if a | 0x80 == 0xFF || b | 0x80 == 0xFF || c | 0x80 == 0xFF || d | 0x80 == 0xFF {
                    return true;
                }
                at += 16;
            }
        }
        let size = if wide { 8 } else { 4 };
        while at + size <= end {
            if data[at + size - 1] | 0x80 == 0xFF {
                return true;
            }
            at += size;
        }
        false
    }

    /// Number `i` of a tensor.
    const fn number(&self, (start, _): Place, i: usize, wide: bool) -> f64 {
        let size = if wide { 8 } else { 4 };
        let (mut bits, mut k) = (0_u64, 0);
        while k < size {
            bits |= (self.data[start + i * size + k] as u64) << (8 * k);
            k += 1;
        }
        if wide {
            return f64::from_bits(bits);
        }
        #[allow(clippy::cast_possible_truncation)] // four bytes
        let bits = bits as u32;
        f32::from_bits(bits) as f64
    }
}

/// The error for number `k` of a tensor in the file, which is not finite.
pub(super) const fn not_finite(name: &[u8], number: f64, k: usize, shape: Shape) -> Message {
    let found = if number.is_nan() {
        " has NaN at ["
    } else if number > 0.0 {
        " has inf at ["
    } else {
        " has -inf at ["
    };
    let message = named(name).text(found);
    let message = match shape {
        Shape::Vector(_) | Shape::HighLow(_) => message.number(k),
        Shape::Transposed(_, inputs) => message.number(k / inputs).text(", ").number(k % inputs),
    };
    message.text("]: every number must be finite")
}
