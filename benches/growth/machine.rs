//! The peaks of the machine on one thread: f32 multiply-adds per second, and bytes per second to and from buffers of each
//! size.

#![allow(unsafe_code)] // a function compiled for an instruction set that is found when running; each call has its reason

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    _mm256_add_ps, _mm256_fmadd_ps, _mm256_set1_ps, _mm512_add_ps, _mm512_fmadd_ps, _mm512_set1_ps,
};
use std::fmt;
use std::hint::black_box;
use std::time::Instant;

/// The best rates so far.
pub(crate) struct Machine {
    /// FLOP/s, a multiply-add being two.
    pub(crate) flops: f64,
    buffers: Vec<Buffer>,
}

/// Rates in a buffer of some bytes.
#[derive(Clone, Copy)]
pub(crate) struct Buffer {
    bytes: usize,
    /// Bytes read a second.
    pub(crate) read: f64,
    /// Bytes read and bytes written a second, where numbers change in place: caches do both at once, memory does not.
    pub(crate) update: f64,
}

impl Machine {
    /// Nothing measured; buffers of 16 KiB to 256 MiB.
    pub(crate) fn new() -> Self {
        let buffers = (14..=28).map(|power| Buffer { bytes: 1 << power, read: 0.0, update: 0.0 });
        Self { flops: 0.0, buffers: buffers.collect() }
    }

    /// Measures again and keeps what is better.
    pub(crate) fn measure(&mut self) {
        for _ in 0..5 {
            self.flops = self.flops.max(rate(Loop::MultiplyAdd, 0));
            for Buffer { bytes, read, update } in &mut self.buffers {
                *read = read.max(rate(Loop::Read, *bytes));
                *update = update.max(rate(Loop::Update, *bytes));
            }
        }
    }

    /// The rate for a buffer of this size in bytes, interpolated between two measured sizes over the logarithm.
    pub(crate) fn buffer(&self, bytes: usize) -> Buffer {
        let larger = self.buffers.partition_point(|buffer| buffer.bytes < bytes).clamp(1, self.buffers.len() - 1);
        let [below, above] = [self.buffers[larger - 1], self.buffers[larger]];
        let [start, here, end] = [below.bytes, bytes, above.bytes].map(|bytes| (bytes as f64).log2());
        let way = ((here - start) / (end - start)).clamp(0.0, 1.0);
        let between = |start: f64, end: f64| start + way * (end - start);
        Buffer { bytes, read: between(below.read, above.read), update: between(below.update, above.update) }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "multiply-adds: {:.1} GFLOP/s", self.flops / 1e9)?;
        for Buffer { bytes, read, update } in &self.buffers {
            writeln!(f, "{:>6} KiB: read {:.1}, update {:.1} GB/s", bytes >> 10, read / 1e9, update / 1e9)?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
enum Loop {
    /// Sums in registers.
    MultiplyAdd,
    /// Adds up a buffer.
    Read,
    /// Adds to each number of a buffer.
    Update,
}

/// FLOP/s or bytes a second of a loop, with the best instruction set of this machine.
fn rate(work: Loop, bytes: usize) -> f64 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: this processor has AVX-512 F.
        return unsafe { avx512::rate(work, bytes) };
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: this processor has AVX2 and FMA.
        return unsafe { avx2::rate(work, bytes) };
    }
    portable::rate(work, bytes)
}

/// Sums that do not wait for each other: enough to keep two units of a latency of four or five busy, and few enough for
/// the registers of AVX2.
const SUMS: usize = 12;

/// Multiply-adds of each sum in a pass.
const TURNS: usize = 1000;

/// Bytes to go through, in as many passes as that takes.
const BYTES: usize = 1 << 26;

/// The loops, from what makes, adds, and multiplies and adds the vectors of an instruction set.
macro_rules! loops {
    ($set:ident, $splat:ident, $add:ident, $multiply_add:ident $(, #[$feature:meta])?) => {
        mod $set {
            use super::*;

            $(#[$feature])?
            pub(super) fn rate(work: Loop, bytes: usize) -> f64 {
                let half = black_box($splat(0.5));
                let mut sums = [half; SUMS];
                let mut buffer = vec![[half; 8]; bytes / size_of_val(&[half; 8])];
                let (passes, each) = match work {
                    Loop::MultiplyAdd => (50, 2 * TURNS * size_of_val(&sums) / size_of::<f32>()),
                    Loop::Read => (BYTES.div_ceil(bytes), bytes),
                    Loop::Update => (BYTES.div_ceil(bytes), 2 * bytes),
                };
                let mut start = Instant::now();
                for pass in 0..=passes {
                    if pass == 1 {
                        start = Instant::now(); // the caches are warm
                    }
                    match work {
                        Loop::MultiplyAdd => (0..TURNS).for_each(|_| {
                            sums.iter_mut().for_each(|sum| *sum = $multiply_add(*sum, half, half));
                        }),
                        Loop::Read => black_box(&buffer).iter().for_each(|values| {
                            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum = $add(*sum, *value));
                        }),
                        Loop::Update => black_box(&mut buffer).iter_mut().for_each(|values| {
                            values.iter_mut().for_each(|value| *value = $add(*value, half));
                        }),
                    }
                }
                black_box((sums, buffer));
                (passes * each) as f64 / start.elapsed().as_secs_f64()
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
loops!(avx512, _mm512_set1_ps, _mm512_add_ps, _mm512_fmadd_ps, #[target_feature(enable = "avx512f")]);
#[cfg(target_arch = "x86_64")]
loops!(avx2, _mm256_set1_ps, _mm256_add_ps, _mm256_fmadd_ps, #[target_feature(enable = "avx2,fma")]);
loops!(portable, splat, add, multiply_add);

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
