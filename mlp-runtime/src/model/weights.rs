//! Weights compiled into a binary: a safetensors file, checked while compiling, read without a way to fail.
//!
//! The safetensors crate reads files at run time; what rustc runs has to be `const`, so the few lines that find a
//! tensor in a file's header stand here once more, for both times. Each panics while compiling, never at run time.

use crate::check::Message;
use crate::tensor::visit::{Path, Shape, Spec};
use crate::{Float, Layer};

/// Whether the file has exactly these tensors, of this type.
///
/// # Panics
/// While compiling, for the first tensor that differs, with both shapes.
#[track_caller]
pub const fn check(file: &[u8], specs: &[Spec], dtype: &str) {
    let Some(header) = header(file) else {
        Message::new().text("this is no safetensors file").panic();
    };
    if find(header, b"trainer").is_some() {
        Message::new().text("this is the checkpoint of a trainer: `load` it, and `save` the network").panic();
    }
    let data = file.len() - 8 - header.len();
    let expected = check_all(header, specs, dtype, data, Message::new());
    let mut found = 0;
    let mut at = first(header);
    while let Some(entry) = entry(header, at) {
        if !is(header, entry.key, b"__metadata__") && !ends(header, entry.key, b"num_batches_tracked") {
            found += 1;
        }
        at = entry.next;
    }
    if found != expected {
        let message = Message::new().text("the file has ").number(found).text(" tensors, the network ");
        message.number(expected).panic();
    }
}

/// Goes through the tensors of a network; returns how many there are.
#[track_caller]
const fn check_all(header: &[u8], specs: &[Spec], dtype: &str, data: usize, path: Message) -> usize {
    let (mut count, mut i) = (0, 0);
    while i < specs.len() {
        match specs[i] {
            Spec::Field(name, fields) | Spec::Untrained(name, fields) => {
                let parent = if path.is_empty() { path } else { path.text(".") };
                count += check_all(header, fields, dtype, data, parent.text(name));
            }
            Spec::Tensor(shape) => {
                check_one(header, shape, dtype, data, path);
                count += 1;
            }
        }
        i += 1;
    }
    count
}

#[track_caller]
const fn check_one(header: &[u8], shape: Shape, dtype: &str, data: usize, path: Message) {
    let quoted = Message::new().text("`").bytes(path.as_bytes()).text("`");
    let Some(tensor) = find(header, path.as_bytes()) else {
        quoted.text(" is missing in the file").panic();
    };
    let wanted = if dtype.len() == 3 && dtype.as_bytes()[1] == b'3' { b"F32" } else { b"F64" };
    if !is(header, tensor.dtype, wanted) {
        quoted.text(" should be ").bytes(wanted).text(", and is ").bytes(part(header, tensor.dtype)).panic();
    }
    let (rows, columns, dimensions) = match shape {
        Shape::Vector(length) => (length, 1, 1),
        Shape::Transposed(outputs, inputs) => (outputs, inputs, 2),
    };
    if tensor.dimensions != dimensions || tensor.shape[0] != rows || (dimensions == 2 && tensor.shape[1] != columns) {
        let message = quoted.text(" should have the shape [").number(rows);
        let message = if dimensions == 2 { message.text(", ").number(columns) } else { message };
        message.text("], and has ").bytes(part(header, tensor.shape_text)).panic();
    }
    let size = if wanted[1] == b'3' { 4 } else { 8 };
    if tensor.end < tensor.start || tensor.end > data || tensor.end - tensor.start != rows * columns * size {
        quoted.text(" is cut short: the file is broken").panic();
    }
}

/// The network with the weights of a file that [`check`] has let through.
#[must_use]
pub fn load<M: Layer>(file: &[u8]) -> M {
    let mut model = M::zeros();
    let Some(header) = header(file) else { return model };
    let data = file.get(8 + header.len()..).unwrap_or_default();
    let mut tensors = Vec::new();
    model.tensors(&Path::ROOT, &mut |path, tensor| {
        let range = find(header, path.to_string().as_bytes()).map(|found| found.start..found.end);
        tensors.push((tensor.shape, range.and_then(|range| data.get(range)).unwrap_or_default()));
    });
    let mut tensors = tensors.into_iter();
    M::side_by_side([&mut model], &mut |_, [values]| {
        let Some((shape, bytes)) = tensors.next() else { return };
        for (position, word) in bytes.chunks_exact(size_of::<M::Scalar>()).enumerate() {
            let at = match shape {
                Shape::Vector(_) => position,
                Shape::Transposed(outputs, inputs) => position % inputs * outputs + position / inputs,
            };
            if let Some(value) = values.get_mut(at) {
                *value = <M::Scalar as Float>::from_le(word);
            }
        }
    });
    model.loaded();
    model
}

/// Where something stands in the header: from, to.
type Place = (usize, usize);

/// A key of an object with its value.
struct Entry {
    key: Place,
    value: Place,
    /// Where the next one begins.
    next: usize,
}

/// A tensor of the header.
struct Found {
    dtype: Place,
    shape_text: Place,
    shape: [usize; 2],
    dimensions: usize,
    start: usize,
    end: usize,
}

/// The JSON between the length and the data.
const fn header(file: &[u8]) -> Option<&[u8]> {
    let Some((length, rest)) = file.split_first_chunk::<8>() else { return None };
    let length = u64::from_le_bytes(*length) as usize;
    match rest.split_at_checked(length) {
        Some((header, _)) if !header.is_empty() && header[0] == b'{' => Some(header),
        _ => None,
    }
}

const fn find(header: &[u8], name: &[u8]) -> Option<Found> {
    let mut at = first(header);
    while let Some(tensor) = entry(header, at) {
        if is(header, tensor.key, name) {
            return Some(found(header, tensor.value));
        }
        at = tensor.next;
    }
    None
}

/// The fields of a tensor's object.
const fn found(header: &[u8], object: Place) -> Found {
    let mut found = Found { dtype: (0, 0), shape_text: (0, 0), shape: [1; 2], dimensions: 0, start: 0, end: 0 };
    let mut at = object.0 + 1;
    while at < object.1 {
        let Some(field) = entry(header, at) else { break };
        if is(header, field.key, b"dtype") {
            found.dtype = (field.value.0 + 1, field.value.1 - 1);
        } else if is(header, field.key, b"shape") {
            found.shape_text = field.value;
            (found.shape, found.dimensions) = numbers(header, field.value);
        } else if is(header, field.key, b"data_offsets") {
            let ([start, end], _) = numbers(header, field.value);
            (found.start, found.end) = (start, end);
        }
        at = field.next;
    }
    found
}

/// Where the first key may stand.
const fn first(header: &[u8]) -> usize {
    if header.is_empty() { 0 } else { 1 }
}

/// The next `"key": value` of an object.
const fn entry(header: &[u8], at: usize) -> Option<Entry> {
    let start = skip(header, at);
    if start >= header.len() || header[start] != b'"' {
        return None;
    }
    let key_end = value_end(header, start);
    let value = skip(header, key_end);
    let end = value_end(header, value);
    if end <= value || key_end < start + 2 {
        return None;
    }
    Some(Entry { key: (start + 1, key_end - 1), value: (value, end), next: end })
}

/// Past white space, commas and colons.
const fn skip(header: &[u8], mut at: usize) -> usize {
    while at < header.len() && matches!(header[at], b' ' | b'\n' | b'\r' | b'\t' | b',' | b':') {
        at += 1;
    }
    at
}

/// Where the value that begins at `at` ends: a string, an object or array with all in it, a number.
const fn value_end(header: &[u8], mut at: usize) -> usize {
    let (mut depth, mut quoted) = (0, false);
    while at < header.len() {
        let byte = header[at];
        at += 1;
        if quoted {
            match byte {
                b'\\' => at += 1,
                b'"' => {
                    quoted = false;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at - 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            b',' if depth == 0 => return at - 1,
            _ => {}
        }
    }
    if at > header.len() { header.len() } else { at }
}

/// The first two numbers of an array, and how many there are.
const fn numbers(header: &[u8], array: Place) -> ([usize; 2], usize) {
    let (mut numbers, mut count, mut inside, mut at) = ([1; 2], 0, false, array.0);
    while at < array.1 {
        let digit = header[at].wrapping_sub(b'0') as usize;
        if digit < 10 {
            if !inside {
                count += 1;
            }
            if count <= 2 {
                let before = if inside { numbers[count - 1] } else { 0_usize };
                numbers[count - 1] = before.saturating_mul(10).saturating_add(digit);
            }
        }
        inside = digit < 10;
        at += 1;
    }
    (numbers, count)
}

const fn part(header: &[u8], place: Place) -> &[u8] {
    let (_, tail) = header.split_at(place.0);
    tail.split_at(place.1 - place.0).0
}

const fn is(header: &[u8], place: Place, text: &[u8]) -> bool {
    place.1 - place.0 == text.len() && ends(header, place, text)
}

const fn ends(header: &[u8], place: Place, text: &[u8]) -> bool {
    if place.1 - place.0 < text.len() {
        return false;
    }
    let mut i = 0;
    while i < text.len() {
        if header[place.1 - text.len() + i] != text[i] {
            return false;
        }
        i += 1;
    }
    true
}
