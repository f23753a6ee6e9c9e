//! The checksum of a file: XXH64 of the header before the checksum's digits with the seed 0, of the header after them
//! with that as the seed, and of the data with that. It is `mlp.checksum` in the header's metadata, so that other
//! programs read the file as before.

use super::hash::xxh64;
use super::header::Header;
use super::json::part;
use crate::check::Message;

/// The digits of the checksum.
pub(super) const ALGORITHM: &str = "xxh64:";
pub(super) const DIGITS: usize = 16;

/// The sum, at run time.
#[cfg(feature = "files")]
pub(super) fn sum(pieces: [&[u8]; 3]) -> u64 {
    pieces.into_iter().fold(0, twox_hash::XxHash64::oneshot)
}

impl Header<'_> {
    /// Checks the checksum, if there is one.
    pub(crate) const fn check_sum(&self) -> Result<(), Message> {
        let [before, after, data] = self.summed();
        self.compare(if self.checksum.is_some() { xxh64(data, xxh64(after, xxh64(before, 0))) } else { 0 })
    }

    /// The same at run time.
    #[cfg(feature = "files")]
    pub(super) fn check_sum_fast(&self) -> Result<(), Message> {
        self.compare(if self.checksum.is_some() { sum(self.summed()) } else { 0 })
    }

    /// The bytes that the checksum covers.
    const fn summed(&self) -> [&[u8]; 3] {
        let (from, to) = match self.checksum {
            Some(place) => place,
            None => (0, 0),
        };
        [self.text.split_at(from).0, self.text.split_at(to).1, self.data]
    }

    const fn compare(&self, sum: u64) -> Result<(), Message> {
        let Some(place) = self.checksum else {
            return match self.ours {
                true => Err(Message::new().text("expected a checksum, found none: the file is damaged")),
                false => Ok(()),
            };
        };
        if digits(sum, part(self.text, place)) { Ok(()) } else { Err(self.unequal(sum)) }
    }

    /// The error for a wrong checksum.
    const fn unequal(&self, sum: u64) -> Message {
        let message = Message::new().text("expected the checksum ");
        let message = match self.checksum {
            Some(place) => message.bytes(part(self.text, place)),
            None => message,
        };
        message
            .text(", found ")
            .bytes(&hexadecimal(sum))
            .text(": the file is damaged, or another program has changed it and kept its metadata `mlp.checksum`")
    }
}

/// The checksum as written in a file.
pub(super) const fn hexadecimal(sum: u64) -> [u8; DIGITS] {
    let (mut digits, mut i) = ([b'0'; DIGITS], 0);
    while i < DIGITS {
        let digit = ((sum >> (4 * (DIGITS - 1 - i))) & 15) as u8;
        digits[i] = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
        i += 1;
    }
    digits
}

/// Whether these are the digits of the sum.
const fn digits(sum: u64, digits: &[u8]) -> bool {
    let (wanted, mut i) = (hexadecimal(sum), 0);
    while i < DIGITS {
        if digits[i] != wanted[i] {
            return false;
        }
        i += 1;
    }
    true
}
