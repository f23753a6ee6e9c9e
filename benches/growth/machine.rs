//! What the machine can on one thread: f32 multiply-adds a second, and bytes read a second from a buffer of each size.

#![allow(unsafe_code)] // functions compiled for an instruction set that is found when running; each call has its reason

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m256, __m512, _mm256_add_ps, _mm256_fmadd_ps, _mm256_set1_ps, _mm512_add_ps, _mm512_fmadd_ps, _mm512_set1_ps,
};
use std::fmt;
use std::hint::black_box;
use std::time::Instant;

/// Sums that do not wait for each other: enough to keep two units of a latency of four or five busy, and few enough for
/// the registers of AVX2.
const CHAINS: usize = 12;

/// The best rates so far.
pub(crate) struct Machine {
    /// FLOP/s, a multiply-add being two.
    pub(crate) flops: f64,
    /// Sizes of buffers in bytes, and the bytes read a second.
    reads: Vec<(usize, f64)>,
}

impl Machine {
    /// Nothing measured; sizes from 16 KiB to 256 MiB.
    pub(crate) fn new() -> Self {
        Self { flops: 0.0, reads: (14..=28).map(|power| (1 << power, 0.0)).collect() }
    }

    /// Measures again and keeps what is better.
    pub(crate) fn measure(&mut self) {
        let (multiply_adds, read) = loops_of_this_machine();
        for _ in 0..5 {
            self.flops = self.flops.max(multiply_adds(2_000_000));
            for (bytes, rate) in &mut self.reads {
                *rate = rate.max(read(*bytes));
            }
        }
    }

    /// Bytes read a second from a buffer of so many bytes: between two sizes on the line through them, over the logarithm.
    pub(crate) fn bandwidth(&self, bytes: f64) -> f64 {
        let above = self.reads.partition_point(|(size, _)| (*size as f64) < bytes).clamp(1, self.reads.len() - 1);
        let [(small, fast), (large, slow)] = [self.reads[above - 1], self.reads[above]];
        let way = (bytes / small as f64).ln() / (large as f64 / small as f64).ln();
        fast + way.clamp(0.0, 1.0) * (slow - fast)
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "f32 multiply-adds: {:.1} GFLOP/s", self.flops / 1e9)?;
        for (bytes, rate) in &self.reads {
            writeln!(f, "read {:>6} KiB: {:.1} GB/s", bytes >> 10, rate / 1e9)?;
        }
        Ok(())
    }
}

/// From turns, FLOP/s; from bytes, bytes a second.
type Loops = (fn(usize) -> f64, fn(usize) -> f64);

fn loops_of_this_machine() -> Loops {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: this processor has AVX-512 F.
        return (|turns| unsafe { avx512::multiply_adds(turns) }, |bytes| unsafe { avx512::read(bytes) });
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: this processor has AVX2 and FMA.
        return (|turns| unsafe { avx2::multiply_adds(turns) }, |bytes| unsafe { avx2::read(bytes) });
    }
    (portable::multiply_adds, portable::read)
}

/// Both loops for a type of vectors and what makes, adds, and multiplies and adds them.
macro_rules! loops {
    ($set:ident, $vector:ty, $splat:ident, $add:ident, $multiply_add:ident $(, #[$feature:meta])?) => {
        mod $set {
            use super::*;

            const LANES: usize = size_of::<$vector>() / size_of::<f32>();

            /// FLOP/s of sums ← sums · factor + factor, in registers.
            $(#[$feature])?
            pub(super) fn multiply_adds(turns: usize) -> f64 {
                let factor = black_box($splat(0.5));
                let mut sums = black_box([factor; CHAINS]);
                let start = Instant::now();
                for _ in 0..turns {
                    for sum in &mut sums {
                        *sum = $multiply_add(*sum, factor, factor);
                    }
                }
                black_box(sums);
                (turns * CHAINS * LANES * 2) as f64 / start.elapsed().as_secs_f64()
            }

            /// Bytes a second of adding up a buffer again and again, after a first time.
            $(#[$feature])?
            pub(super) fn read(bytes: usize) -> f64 {
                let one = $splat(1.0);
                let buffer = vec![[one; 8]; bytes / (8 * size_of::<$vector>())];
                let times = ((1 << 27) / bytes).max(1);
                let (mut sums, mut start) = ([one; 8], Instant::now());
                for time in 0..=times {
                    for values in black_box(buffer.as_slice()) {
                        for (sum, value) in sums.iter_mut().zip(values) {
                            *sum = $add(*sum, *value);
                        }
                    }
                    if time == 0 {
                        start = Instant::now();
                    }
                }
                black_box(sums);
                (times * bytes) as f64 / start.elapsed().as_secs_f64()
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
loops!(avx512, __m512, _mm512_set1_ps, _mm512_add_ps, _mm512_fmadd_ps, #[target_feature(enable = "avx512f")]);
#[cfg(target_arch = "x86_64")]
loops!(avx2, __m256, _mm256_set1_ps, _mm256_add_ps, _mm256_fmadd_ps, #[target_feature(enable = "avx2,fma")]);
loops!(portable, [f32; 4], splat, add, multiply_add);

fn splat(value: f32) -> [f32; 4] {
    [value; 4]
}

fn add(left: [f32; 4], right: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|i| left[i] + right[i])
}

fn multiply_add(left: [f32; 4], right: [f32; 4], sum: [f32; 4]) -> [f32; 4] {
    let fuses = cfg!(target_arch = "aarch64");
    std::array::from_fn(|i| if fuses { left[i].mul_add(right[i], sum[i]) } else { left[i] * right[i] + sum[i] })
}
