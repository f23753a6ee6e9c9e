//! XXH64 (<https://github.com/Cyan4973/xxHash>, `doc/xxhash_spec.md`) as a `const fn`, for files that are compiled in.
//! At run time the library does it.
//!
//! `const` evaluation spends its time on calls, so the inner loop has none: `u128` replaces `wrapping_mul`, and a block
//! of bytes becomes words at once. 100,000 `f32` take 0.2 s.

const P1: u64 = 0x9E37_79B1_85EB_CA87;
const P2: u64 = 0xC2B2_AE3D_27D4_EB4F;
const P3: u64 = 0x1656_67B1_9E37_79F9;
const P4: u64 = 0x85EB_CA77_C2B2_AE63;
const P5: u64 = 0x27D4_EB2F_1656_67C5;

/// How many bytes become words in one go.
const BLOCK: usize = 1024;

/// The hash of some bytes.
pub(crate) const fn xxh64(bytes: &[u8], seed: u64) -> u64 {
    let mut rest = bytes;
    let mut hash = if bytes.len() < 32 {
        seed.wrapping_add(P5)
    } else {
        let mut lanes = [seed.wrapping_add(P1).wrapping_add(P2), seed.wrapping_add(P2), seed, seed.wrapping_sub(P1)];
        while let Some((block, tail)) = rest.split_first_chunk::<BLOCK>() {
            lanes = stripes(lanes, &bytemuck::must_cast::<[u8; BLOCK], [u64; BLOCK / 8]>(*block));
            rest = tail;
        }
        while let Some((stripe, tail)) = rest.split_first_chunk::<32>() {
            lanes = stripes(lanes, &bytemuck::must_cast::<[u8; 32], [u64; 4]>(*stripe));
            rest = tail;
        }
        merged(lanes)
    };
    hash = hash.wrapping_add(bytes.len() as u64);
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        hash ^= round(0, u64::from_le_bytes(*word));
        hash = hash.rotate_left(27).wrapping_mul(P1).wrapping_add(P4);
        rest = tail;
    }
    if let Some((word, tail)) = rest.split_first_chunk::<4>() {
        hash ^= (u32::from_le_bytes(*word) as u64).wrapping_mul(P1);
        hash = hash.rotate_left(23).wrapping_mul(P2).wrapping_add(P3);
        rest = tail;
    }
    while let [byte, tail @ ..] = rest {
        hash ^= (*byte as u64).wrapping_mul(P5);
        hash = hash.rotate_left(11).wrapping_mul(P1);
        rest = tail;
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(P2);
    hash = (hash ^ (hash >> 29)).wrapping_mul(P3);
    hash ^ (hash >> 32)
}

/// Four words at a time, one for each lane.
#[allow(clippy::cast_possible_truncation, clippy::manual_rotate)] // the low half is meant; a call would take longer
const fn stripes(lanes: [u64; 4], words: &[u64]) -> [u64; 4] {
    let [mut a, mut b, mut c, mut d] = lanes;
    let mut rest = words;
    while let [w, x, y, z, tail @ ..] = rest {
        let (w, x, y, z) = if cfg!(target_endian = "big") {
            (w.swap_bytes(), x.swap_bytes(), y.swap_bytes(), z.swap_bytes())
        } else {
            (*w, *x, *y, *z)
        };
        // `round` without its calls.
        let t = (w as u128 * P2 as u128 + a as u128) as u64;
        a = (((t << 31) | (t >> 33)) as u128 * P1 as u128) as u64;
        let t = (x as u128 * P2 as u128 + b as u128) as u64;
        b = (((t << 31) | (t >> 33)) as u128 * P1 as u128) as u64;
        let t = (y as u128 * P2 as u128 + c as u128) as u64;
        c = (((t << 31) | (t >> 33)) as u128 * P1 as u128) as u64;
        let t = (z as u128 * P2 as u128 + d as u128) as u64;
        d = (((t << 31) | (t >> 33)) as u128 * P1 as u128) as u64;
        rest = tail;
    }
    [a, b, c, d]
}

const fn round(lane: u64, word: u64) -> u64 {
    lane.wrapping_add(word.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1)
}

const fn merged([a, b, c, d]: [u64; 4]) -> u64 {
    let sum = a.rotate_left(1).wrapping_add(b.rotate_left(7));
    let mut hash = sum.wrapping_add(c.rotate_left(12)).wrapping_add(d.rotate_left(18));
    let lanes = [a, b, c, d];
    let mut i = 0;
    while i < lanes.len() {
        hash = (hash ^ round(0, lanes[i])).wrapping_mul(P1).wrapping_add(P4);
        i += 1;
    }
    hash
}

#[cfg(all(test, feature = "files"))]
mod tests {
    use super::*;

    #[test]
    fn is_the_librarys() {
        let bytes: Vec<u8> = (0..2500_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for length in (0..150).chain([1023, 1024, 1025, 1056, 1087, 2047, 2048, 2499]) {
            for seed in [0, 1, u64::MAX, P3] {
                let expected = twox_hash::XxHash64::oneshot(seed, &bytes[..length]);
                assert_eq!(xxh64(&bytes[..length], seed), expected, "{length} bytes, seed {seed}");
            }
        }
        // The specification's own values.
        assert_eq!(xxh64(b"", 0), 0xEF46_DB37_51D8_E999);
        assert_eq!(xxh64(b"abc", 0), 0x44BC_2CF5_AD77_0999);
    }
}
