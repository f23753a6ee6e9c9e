//! gzip (RFC 1952): a sequence of members, perhaps followed by zeros → their bytes.
//!
//! The headers are read here and not by `flate2`, which refuses the padding and makes a new decoder for each member, so
//! that a million empty ones take a quarter of a minute.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::stream::{GZIP, above, problem, problem_of};

/// Above this unpacked size, the compression ratio is checked.
const ALWAYS: u64 = 64 << 20;

/// The largest ratio of the unpacked size to the packed one: data seldom reach 20, the format itself ends near 1000.
const RATIO: u64 = 100;

/// A reader that decompresses.
pub(super) struct Gunzip<R> {
    packed: R,
    inflate: Decompress,
    crc: Crc,
    inside: bool,
    first: bool,
    /// The size of the whole file, if that is known.
    size: u64,
    limit: Option<u64>,
    /// How many bytes went in and came out.
    read: u64,
    written: u64,
}

impl<R: BufRead> Gunzip<R> {
    pub(super) fn new(packed: R, size: u64, limit: Option<u64>) -> Self {
        let (inflate, crc) = (Decompress::new(false), Crc::new());
        Self { packed, inflate, crc, inside: false, first: true, size, limit, read: 0, written: 0 }
    }

    /// Reads the header of the next member. `false` at the end.
    fn next_member(&mut self) -> io::Result<bool> {
        if !self.first && !self.skip_zeros()? {
            return Ok(false);
        }
        self.first = false;
        let [id1, id2, method, flags, ..] = self.bytes::<10>()?;
        if [id1, id2] != GZIP || method != 8 || flags & 0xe0 != 0 {
            return Err(problem(format!(
                "expected a whole gzip file, found other bytes behind it, from byte {} on",
                self.read - 10
            )));
        }
        if flags & 4 != 0 {
            let extra = u16::from_le_bytes(self.bytes()?);
            for _ in 0..extra {
                self.bytes::<1>()?;
            }
        }
        for text in [8, 16] {
            while flags & text != 0 && self.bytes()? != [0] {}
        }
        if flags & 2 != 0 {
            self.bytes::<2>()?;
        }
        self.inflate.reset(false);
        self.crc.reset();
        self.inside = true;
        Ok(true)
    }

    /// Whether there is anything but zeros: tapes and some programs fill the last block with them.
    fn skip_zeros(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.packed.fill_buf()?;
            let (zeros, all) = (bytes.iter().take_while(|&&byte| byte == 0).count(), bytes.len());
            self.take(zeros);
            if zeros < all || all == 0 {
                return Ok(all > 0);
            }
        }
    }

    /// The checksum and the length at the end of a member.
    fn end_member(&mut self) -> io::Result<()> {
        let (sum, length) = (u32::from_le_bytes(self.bytes()?), u32::from_le_bytes(self.bytes()?));
        if (sum, length) != (self.crc.sum(), self.crc.amount()) {
            return Err(problem("expected a whole gzip file, but its checksum does not fit: the file is damaged"));
        }
        self.inside = false;
        Ok(())
    }

    fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.packed.read_exact(&mut bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => ends(),
            _ => error,
        })?;
        self.read += N as u64;
        Ok(bytes)
    }

    fn take(&mut self, count: usize) {
        self.packed.consume(count);
        self.read += count as u64;
    }

    fn inflate(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let packed = self.packed.fill_buf()?;
        let (last, before) = (packed.is_empty(), (self.inflate.total_in(), self.inflate.total_out()));
        let status = self.inflate.decompress(packed, out, FlushDecompress::None).map_err(|error| {
            problem_of("expected a whole gzip file, but it does not unpack: the file is damaged", error)
        })?;
        let count = (self.inflate.total_out() - before.1) as usize;
        self.take((self.inflate.total_in() - before.0) as usize);
        self.crc.update(&out[..count]);
        self.written += count as u64;
        match status {
            Status::StreamEnd => self.end_member()?,
            _ if last && count == 0 => return Err(ends()),
            _ => {}
        }
        Ok(count)
    }

    fn check(&self) -> io::Result<()> {
        let most = self.limit.unwrap_or_else(|| most(self.read.max(self.size)));
        if self.written <= most {
            return Ok(());
        }
        Err(if self.limit.is_some() {
            above(most)
        } else {
            problem(format!(
                "expected at most {most} bytes after unpacking ({RATIO} times the compressed size), found more; \
                 if that is right, set a limit with `Source::limit`"
            ))
        })
    }
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.inside && !self.next_member()? {
                return Ok(0);
            }
            let count = self.inflate(out)?;
            self.check()?;
            if count > 0 {
                return Ok(count);
            }
        }
    }
}

/// The largest unpacked size for a packed size.
pub(super) fn most(packed: u64) -> u64 {
    ALWAYS.max(RATIO.saturating_mul(packed))
}

fn ends() -> io::Error {
    problem("expected a whole gzip file, but it ends early: was the download interrupted?")
}
