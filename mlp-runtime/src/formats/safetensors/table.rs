//! The tensors of a header as a hash table, by name and by where they start: one pass finds all of a network, two of
//! one name, and bytes that no tensor has.

use super::entry::Entry;
use super::header::{Header, named};
use super::json::{Place, part, same};
use crate::check::Message;

/// The keys of a hash: names and starts.
const NAMES: usize = 0;
const STARTS: usize = 1;

impl Header<'_> {
    pub(super) const fn insert(&mut self, mut entry: Entry, entries: &mut [Entry]) -> Result<(), Message> {
        let bucket = bucket(self.text, entry.name, entries.len());
        let mut at = entries[bucket].first[NAMES];
        while at > 0 {
            if same(self.text, entries[at - 1].name, entry.name) {
                return Err(named(part(self.text, entry.name)).text(" is there twice"));
            }
            at = entries[at - 1].next[NAMES];
        }
        if entry.end > self.data.len() {
            return Err(self.cut_short(entry));
        }
        if self.count >= entries.len() {
            return Err(Message::new().text("expected a whole safetensors file: it has too many tensors"));
        }
        entry.next[NAMES] = entries[bucket].first[NAMES];
        let starts = start_bucket(entry.start, entries.len());
        entry.next[STARTS] = entries[starts].first[STARTS];
        // What the place knows of its bucket stays.
        entry.first = entries[self.count].first;
        entries[self.count] = entry;
        self.count += 1;
        entries[bucket].first[NAMES] = self.count;
        if entry.start < entry.end {
            entries[starts].first[STARTS] = self.count;
        }
        Ok(())
    }

    const fn cut_short(&self, entry: Entry) -> Message {
        let message = Message::new().text("expected a whole safetensors file: tensor `");
        let message = message.bytes(part(self.text, entry.name)).text("` ends with byte ").number(entry.end);
        message.text(" of the data, which are ").number(self.data.len())
    }

    /// Where the tensor is among the entries whose name is the first `length` bytes of `name`.
    pub(super) const fn find(&self, entries: &[Entry], name: &[u8], length: usize) -> Option<usize> {
        let mut at = entries[bucket(name, (0, length), entries.len())].first[NAMES];
        while at > 0 {
            let (start, end) = entries[at - 1].name;
            if end - start == length {
                let mut i = 0;
                while i < length && self.text[start + i] == name[i] {
                    i += 1;
                }
                if i == length {
                    return Some(at - 1);
                }
            }
            at = entries[at - 1].next[NAMES];
        }
        None
    }

    /// The tensor whose data begin at `start`.
    const fn starting(entries: &[Entry], start: usize) -> Option<Entry> {
        let mut at = entries[start_bucket(start, entries.len())].first[STARTS];
        while at > 0 {
            let entry = entries[at - 1];
            if entry.start == start {
                return Some(entry);
            }
            at = entry.next[STARTS];
        }
        None
    }

    /// Checks that each byte of the data belongs to one tensor: they follow each other from the first byte to the last.
    pub(super) const fn covered(&self, entries: &[Entry]) -> Result<(), Message> {
        let (mut at, mut covered) = (0, 0);
        while at < self.data.len() {
            let Some(entry) = Self::starting(entries, at) else {
                let message = Message::new().text("expected a whole safetensors file: no tensor has byte ");
                return Err(message.number(at).text(" of the data, which are ").number(self.data.len()));
            };
            at = entry.end;
            covered += 1;
        }
        let mut i = 0;
        while i < self.count {
            let entry = entries[i];
            if entry.start < entry.end {
                covered -= 1;
            } else if entry.start < self.data.len() && Self::starting(entries, entry.start).is_none() {
                return Err(named(part(self.text, entry.name)).text(" lies within another tensor"));
            }
            if covered < 0 {
                return Err(named(part(self.text, entry.name)).text(" has bytes of another tensor"));
            }
            i += 1;
        }
        Ok(())
    }
}

/// FNV-1a in 32 bits, of the name at a place.
const fn bucket(text: &[u8], place: Place, buckets: usize) -> usize {
    let (mut hash, mut at) = (0x811C_9DC5_u64, place.0);
    while at < place.1 {
        hash = ((hash ^ text[at] as u64) * 0x0100_0193) & 0xFFFF_FFFF;
        at += 1;
    }
    #[allow(clippy::cast_possible_truncation)] // below 2³²
    let hash = hash as usize;
    hash % buckets
}

/// Starts are multiples of a few sizes: a prime spreads them.
#[allow(clippy::cast_possible_truncation)] // the low part is enough
const fn start_bucket(start: usize, buckets: usize) -> usize {
    (((start as u64 & 0xFFFF_FFFF) * 0x9E37_79B1) >> 16) as usize % buckets
}
