//! Files that are slightly wrong, in thousands of ways.

use super::*;

/// A xorshift generator: the mutants are the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// What a writer of JSON may get wrong.
const PIECES: [&[u8]; 24] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b" ",
    b"0",
    b"9",
    b"1",
    b"-1",
    b"1.0",
    b"1e2",
    b"\\",
    b"\\u0061",
    b"null",
    b"01",
    b"\"a\":1,",
    b"F64",
    b"F32",
    b"\x80",
    b"18446744073709551615",
    b"\"dtype\":\"F32\",",
];

/// A file with a few changes, most of them in its header, whose length is mended in most cases.
fn mutant(file: &[u8], random: &mut Random) -> Vec<u8> {
    let length = u64::from_le_bytes(file[..8].try_into().unwrap()) as usize;
    let (mut header, mut data) = (file[8..8 + length].to_vec(), file[8 + length..].to_vec());
    let mend = random.below(8) > 0;
    for _ in 0..=random.below(3) {
        let at = random.below(header.len());
        match random.below(7) {
            0 => header[at] = random.below(256) as u8,
            1 => header[at] ^= 1 << random.below(8),
            2 => drop(header.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            3 => drop(header.splice(at..=at, PIECES[random.below(PIECES.len())].iter().copied())),
            4 if header.len() > 1 => drop(header.remove(at)),
            5 => {
                let to = header.len().min(at + random.below(20));
                let piece = header[at..to].to_vec();
                let to = random.below(header.len());
                header.splice(to..to, piece);
            }
            _ => {
                let at = random.below(data.len());
                match random.below(3) {
                    0 => data[at] ^= 1 << random.below(8),
                    1 => data.truncate(at.max(1)),
                    _ => data.insert(at, 0),
                }
            }
        }
    }
    let length = if mend { header.len() } else { length };
    [&(length as u64).to_le_bytes()[..], &header, &data].concat()
}

/// The reader that rustc runs and the one of run time are one: each mutant is taken by both, with the same weights, or
/// refused by both, with the same message. And none is taken that the `safetensors` crate refuses.
#[test]
fn both_readers_take_and_refuse_the_same() {
    let full = [
        ("hidden.weight", Dtype::F32, &[5, 3][..]),
        ("hidden.bias", Dtype::F32, &[5]),
        ("dense2.weight", Dtype::F32, &[2, 5]),
    ];
    let (ours, others) = (saved(&Small::init(3)), file(&full));
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut taken, mut refused) = (0, 0);
    quietly(|| {
        for i in 0..40_000 {
            let mutant = mutant(if i % 4 == 0 { &ours } else { &others }, &mut random);
            let message = checked(&mutant);
            assert_eq!(message, loaded(&mutant), "{}", mutant.escape_ascii());
            if message.is_some() {
                refused += 1;
                continue;
            }
            taken += 1;
            safetensors::SafeTensors::deserialize(&mutant)
                .unwrap_or_else(|error| panic!("{error}: {}", mutant.escape_ascii()));
            assert!(weights::load::<Small>(&mutant) == Small::load_bytes(&mutant).unwrap());
        }
    });
    assert!(taken > 500 && refused > 20_000, "{taken} taken, {refused} refused");
}
