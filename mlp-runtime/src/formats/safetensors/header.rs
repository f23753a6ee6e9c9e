//! The header of a safetensors file → its tensors. A `const fn`, so that files that are compiled in and files that are
//! loaded are read by the same rules.
//!
//! It takes what the `safetensors` crate takes, but for what nobody writes: fields of a tensor other than `dtype`,
//! `shape` and `data_offsets`, and two tensors of one name.

use super::checksum::{ALGORITHM, DIGITS};
use super::entry::{Entry, SHORTEST, entry};
use super::json::{Place, ends, is, mark, part, same, space, string};
use crate::check::Message;

/// `Ok`'s value, or return the error: what `?` is where there are no traits.
macro_rules! get {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(message) => return Err(message),
        }
    };
}

/// The library's bound.
const LARGEST: usize = 100_000_000;

/// The keys of what we write into a header beside the tensors.
pub(super) const METADATA: &str = "__metadata__";
pub(super) const VERSION: &str = "mlp.version";
pub(super) const CHECKSUM: &str = "mlp.checksum";

/// The name of the tensor that a checkpoint has, and no network.
pub(super) const TEXT: &str = "trainer";

/// What a hash is of: names and starts.
const NAMES: usize = 0;
const STARTS: usize = 1;

/// How many `Entry`s a file needs at most.
#[must_use]
pub const fn capacity(file: &[u8]) -> usize {
    match split(file) {
        Ok((text, _)) => text.len() / SHORTEST + 1,
        Err(_) => 1,
    }
}

/// A file whose tensors cover its data, each byte once.
#[derive(Clone, Copy)]
pub(crate) struct Header<'f> {
    pub(super) text: &'f [u8],
    pub(crate) data: &'f [u8],
    /// How many tensors there are.
    pub(super) count: usize,
    /// The digits of the checksum, if the file has one.
    pub(super) checksum: Option<Place>,
    /// Whether we have written it.
    pub(super) ours: bool,
}

/// Header and data.
const fn split(file: &[u8]) -> Result<(&[u8], &[u8]), Message> {
    let message = Message::new().text("expected a whole safetensors file");
    if let [b'P', b'K', ..] = file {
        return Err(Message::new().text(
            "expected a safetensors file, found an archive, as `torch.save` writes it: \
             write it with `safetensors.torch.save_file(model.state_dict(), …)`",
        ));
    }
    if let Some((b"version https://git-lfs", _)) = file.split_first_chunk::<23>() {
        return Err(message.text(", found a pointer of Git LFS: `git lfs pull` brings the file itself"));
    }
    let Some((length, rest)) = file.split_first_chunk::<8>() else {
        return Err(message.text(", found ").number(file.len()).text(" bytes"));
    };
    let length = u64::from_le_bytes(*length);
    if length > LARGEST as u64 {
        return Err(message.text(": its first eight bytes are not the length of a header"));
    }
    #[allow(clippy::cast_possible_truncation)] // at most LARGEST
    match rest.split_at_checked(length as usize) {
        Some((text @ [b'{', ..], data)) => Ok((text, data)),
        Some(_) => Err(message.text(": the header is not JSON")),
        None => Err(message.text(": it ends within its header")),
    }
}

impl<'f> Header<'f> {
    /// Reads a header into `entries`, of which there are [`capacity`], all [`NONE`](Entry::NONE).
    pub(crate) const fn read(file: &'f [u8], entries: &mut [Entry]) -> Result<Self, Message> {
        let (text, data) = get!(split(file));
        if !is_ascii(text) && str::from_utf8(text).is_err() {
            return Err(broken(text, 0));
        }
        let mut this = Self { text, data, count: 0, checksum: None, ours: false };
        let Some(mut at) = mark(text, 0, b'{') else { return Err(broken(text, 0)) };
        let mut more = at < text.len() && text[at] != b'}';
        while more {
            (at, more) = get!(this.pair(at, entries));
        }
        match mark(text, at, b'}') {
            Some(end) if end == text.len() => {}
            _ => return Err(broken(text, at)),
        }
        get!(this.covered(entries));
        Ok(this)
    }

    /// One key of the header with its value: where the next one begins, and whether there is one.
    const fn pair(&mut self, at: usize, entries: &mut [Entry]) -> Result<(usize, bool), Message> {
        let text = self.text;
        let Some(name) = string(text, at) else { return Err(broken(text, at)) };
        let Some(value) = mark(text, name.1 + 1, b':') else { return Err(broken(text, name.1)) };
        let end = if is(text, name, METADATA.as_bytes()) {
            match self.metadata(value) {
                Some(end) => end,
                None => return Err(broken(text, value)),
            }
        } else {
            let (entry, end) = get!(entry(text, name, value));
            get!(self.insert(entry, entries));
            end
        };
        Ok(after(text, end))
    }

    /// Texts under their names.
    const fn metadata(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let Some(mut at) = mark(text, at, b'{') else { return None };
        let mut more = at < text.len() && text[at] != b'}';
        while more {
            let Some(key) = string(text, at) else { return None };
            let Some(value) = mark(text, key.1 + 1, b':') else { return None };
            let Some(value) = string(text, value) else { return None };
            if is(text, key, CHECKSUM.as_bytes()) {
                let whole = value.1 - value.0 == ALGORITHM.len() + DIGITS;
                if self.checksum.is_some() || !whole || !is_start(text, value, ALGORITHM.as_bytes()) {
                    return None;
                }
                self.checksum = Some((value.0 + ALGORITHM.len(), value.1));
            }
            self.ours = self.ours || is(text, key, VERSION.as_bytes());
            (at, more) = after(text, value.1 + 1);
        }
        match mark(text, at, b'}') {
            // The caller looks for what follows.
            Some(_) => Some(space(text, at) + 1),
            None => None,
        }
    }

    const fn insert(&mut self, mut entry: Entry, entries: &mut [Entry]) -> Result<(), Message> {
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

    /// The tensor that has numbers from `start` on.
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

    /// Whether each byte of the data is of one tensor: they follow each other from the first byte to the last.
    const fn covered(&self, entries: &[Entry]) -> Result<(), Message> {
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

    /// Whether it is the checkpoint of a trainer.
    pub(crate) const fn is_checkpoint(&self, entries: &[Entry]) -> bool {
        match self.find(entries, TEXT.as_bytes(), TEXT.len()) {
            Some(at) => is(self.text, entries[at].dtype, b"U8"),
            None => false,
        }
    }

    /// Whether no network needs the tensor: PyTorch's norms count their batches.
    pub(crate) const fn is_aside(&self, entry: &Entry) -> bool {
        ends(self.text, entry.name, b"num_batches_tracked")
    }
}

/// Which is what most headers are, and found out much faster than UTF-8 while compiling.
const fn is_ascii(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some((block, tail)) = rest.split_first_chunk::<1024>() {
        let words = bytemuck::must_cast::<[u8; 1024], [u64; 128]>(*block);
        let (mut all, mut words): (u64, &[u64]) = (0, &words);
        while let [a, b, c, d, tail @ ..] = words {
            all |= *a | *b | *c | *d;
            words = tail;
        }
        if all & 0x8080_8080_8080_8080 != 0 {
            return false;
        }
        rest = tail;
    }
    while let [a, tail @ ..] = rest {
        if *a >= 0x80 {
            return false;
        }
        rest = tail;
    }
    true
}

/// Past a value: where the next key begins, or the end, and whether there is a key.
pub(super) const fn after(text: &[u8], at: usize) -> (usize, bool) {
    match mark(text, at, b',') {
        Some(next) => (next, true),
        None => (space(text, at), false),
    }
}

const fn is_start(text: &[u8], place: Place, wanted: &[u8]) -> bool {
    place.1 - place.0 >= wanted.len() && is(text, (place.0, place.0 + wanted.len()), wanted)
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

/// The beginning of a message about a tensor.
pub(super) const fn named(name: &[u8]) -> Message {
    Message::new().text("tensor `").bytes(name).text("`")
}

pub(super) const fn broken(text: &[u8], at: usize) -> Message {
    let at = if at < text.len() { at } else { text.len() };
    Message::new().text("expected a whole safetensors file: the header is not as it should be from byte ").number(at)
}
