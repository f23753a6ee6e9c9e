//! Checks of the values of constants, which the macro cannot know while it runs: generated code calls them in
//! constants, at the user's word. Each panics while compiling, never at run time.

use std::marker::PhantomData;

use crate::Float;
use crate::activation::Activation;
use crate::formats::safetensors::rules::Name;
use crate::loss::Fits;

/// The largest width of a layer, 2²⁴.
pub(crate) const LARGEST: usize = 1 << 24;

/// A width, or a count of rows or epochs.
///
/// # Panics
/// While compiling, if `size` is below `least` or above 2²⁴; the message has the numbers.
#[track_caller]
pub const fn size(what: &str, size: usize, least: usize) {
    if size < least {
        let message =
            Message::new().text("`").text(what).text("` is ").number(size).text(" here, but must be at least ");
        message.number(least).panic();
    }
    if size > LARGEST {
        let message =
            Message::new().text("`").text(what).text("` is ").number(size).text(" here, but must be at most ");
        message.number(LARGEST).panic();
    }
}

/// A number above 0.
///
/// # Panics
/// While compiling, for any other.
#[track_caller]
#[must_use]
pub const fn positive(what: &str, value: f64) -> f64 {
    if !(value > 0.0 && value < f64::INFINITY) {
        Message::new().text("`").text(what).text("` must be above 0").panic();
    }
    value
}

/// A number of 0 or more.
///
/// # Panics
/// While compiling, for any other.
#[track_caller]
#[must_use]
pub const fn not_negative(what: &str, value: f64) -> f64 {
    if !(value >= 0.0 && value < f64::INFINITY) {
        Message::new().text("`").text(what).text("` must be 0 or more").panic();
    }
    value
}

/// A number from 0 to below 1.
///
/// # Panics
/// While compiling, for any other.
#[track_caller]
#[must_use]
pub const fn share(what: &str, value: f64) -> f64 {
    if !(value >= 0.0 && value < 1.0) {
        Message::new().text("`").text(what).text("` must be at least 0 and below 1").panic();
    }
    value
}

/// The widths at a `layer` statement: what the part takes, and what comes before it.
///
/// # Panics
/// While compiling, if they differ; the message has both.
#[track_caller]
pub const fn part(name: &str, takes: usize, before: usize) {
    if takes != before {
        let message = Message::new().text("`").text(name).text("` takes ").number(takes).text(" values, but gets ");
        message.number(before).text(" here: write `dense ").number(takes).text("` before it").panic();
    }
}

/// The dtype at a `layer` statement: the part's is the network's.
pub const fn dtype<Part: Dtype<Network>, Network>() {}

/// A dtype that is the network's.
#[diagnostic::on_unimplemented(
    message = "this layer computes in `{Self}`, and the network in `{Network}`",
    label = "write `dtype {Self};` in the network, or `dtype {Network};` in the layer"
)]
pub trait Dtype<Network> {}

impl<F: Float> Dtype<F> for F {}

/// The widths at the end of a residual block: what the block gives, and what it is added to.
///
/// # Panics
/// While compiling, if they differ; the message has both.
#[track_caller]
pub const fn block(gives: usize, before: usize) {
    if gives != before {
        let message = Message::new().text("this block gives ").number(gives).text(" values, but is added to ");
        message.number(before).text(": end it with `dense ").number(before).text("`").panic();
    }
}

/// A part that does not stand last.
///
/// # Panics
/// While compiling, if it ends in `softmax`.
#[track_caller]
pub const fn inner(name: &str, softmax: bool) {
    if softmax {
        Message::new().text("`").text(name).text("` ends in `softmax`, so it can only be the last layer").panic();
    }
}

/// How many classes there are, and how many outputs.
///
/// # Panics
/// While compiling, if the numbers differ; one output tells two classes apart.
#[track_caller]
pub const fn classes(classes: usize, outputs: usize) {
    let told = if outputs == 1 { 2 } else { outputs };
    if classes != told {
        let message = Message::new().text("there are ").number(classes).text(" classes for ").number(outputs);
        message.text(" outputs: name ").number(told).panic();
    }
}

/// The largest of some numbers.
#[must_use]
pub const fn largest(numbers: &[usize]) -> usize {
    let (mut largest, mut i) = (0, 0);
    while i < numbers.len() {
        if numbers[i] > largest {
            largest = numbers[i];
        }
        i += 1;
    }
    largest
}

/// The last activation `A` of a network, to be compared with its loss where the macro cannot: one of the user's own, or
/// a part's.
pub struct Last<A>(PhantomData<A>);

impl<A: Activation> Last<A> {
    /// Of this value.
    #[must_use]
    pub const fn of(_: &A) -> Self {
        Self(PhantomData)
    }

    /// Compiles if the loss fits.
    pub const fn fits<L: Fits<A>>(self, _: &L) {}
}

/// How many bytes a message has at most.
const LONGEST: usize = 320;

/// A message put together while compiling, or at run time by what does both. It is cut at its end.
#[derive(Clone, Copy)]
pub(crate) struct Message {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Message {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; LONGEST], length: 0 }
    }

    pub(crate) const fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    pub(crate) const fn bytes(mut self, bytes: &[u8]) -> Self {
        let mut rest = bytes;
        // Without a call for each byte: names of tensors are put together here, too.
        while let [byte, tail @ ..] = rest {
            if self.length >= LONGEST {
                break;
            }
            self.bytes[self.length] = *byte;
            self.length += 1;
            rest = tail;
        }
        self
    }

    /// ASCII in lower case.
    pub(crate) const fn lowercase(mut self, bytes: &[u8]) -> Self {
        let mut rest = bytes;
        while let [byte, tail @ ..] = rest {
            self = self.byte(byte.to_ascii_lowercase());
            rest = tail;
        }
        self
    }

    pub(crate) const fn number(self, number: usize) -> Self {
        let this = if number >= 10 { self.number(number / 10) } else { self };
        this.byte(b'0' + (number % 10) as u8)
    }

    const fn byte(mut self, byte: u8) -> Self {
        if self.length < self.bytes.len() {
            self.bytes[self.length] = byte;
            self.length += 1;
        }
        self
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// As the name of a tensor.
    pub(crate) const fn as_name(&self) -> Name<'_> {
        Name { bytes: &self.bytes, length: self.length }
    }

    pub(crate) const fn as_bytes(&self) -> &[u8] {
        self.bytes.split_at(self.length).0
    }

    /// The message, without half of a character where it was cut.
    pub(crate) const fn as_str(&self) -> &str {
        match str::from_utf8(self.as_bytes()) {
            Ok(text) => text,
            Err(error) => match str::from_utf8(self.as_bytes().split_at(error.valid_up_to()).0) {
                Ok(text) => text,
                Err(_) => "",
            },
        }
    }

    #[track_caller]
    pub(crate) const fn panic(self) -> ! {
        panic!("{}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Message};

    #[test]
    fn messages_are_cut_and_numbers_are_decimal() {
        let message = Message::new().text("`H` is ").number(0).text(", not ").number(16_777_217);
        assert_eq!(&message.bytes[..message.length], b"`H` is 0, not 16777217");
        assert_eq!(Message::new().text(&"x".repeat(500)).length, LONGEST);
        assert_eq!(Message::new().text("x").text(&"ü".repeat(500)).as_str().len(), LONGEST - 1);
    }
}
