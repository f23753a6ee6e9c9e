//! Sums across the lanes of a vector, and transpositions.

#![allow(clippy::wildcard_imports)] // the names of intrinsics say where they are from

use std::arch::x86_64::*;

/// The sums of four vectors side by side: lanes of two vectors in pairs, then of all four, then the upper halves on the
/// lower.
///
/// # Safety
/// The processor has AVX-512 F and DQ.
#[inline(always)]
pub(super) unsafe fn sums_512_ps([a, b, c, d]: [__m512; 4]) -> [f32; 4] {
    // SAFETY: as above.
    unsafe {
        let ab = _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
        let cd = _mm512_add_ps(_mm512_unpacklo_ps(c, d), _mm512_unpackhi_ps(c, d));
        let abcd = _mm512_add_ps(_mm512_shuffle_ps::<0x44>(ab, cd), _mm512_shuffle_ps::<0xee>(ab, cd));
        halves_256_ps(_mm256_add_ps(_mm512_castps512_ps256(abcd), _mm512_extractf32x8_ps::<1>(abcd)))
    }
}

/// The same for `f64`.
///
/// # Safety
/// The processor has AVX-512 F and DQ.
#[inline(always)]
pub(super) unsafe fn sums_512_pd([a, b, c, d]: [__m512d; 4]) -> [f64; 4] {
    // SAFETY: as above.
    unsafe {
        let ab = _mm512_add_pd(_mm512_unpacklo_pd(a, b), _mm512_unpackhi_pd(a, b));
        let cd = _mm512_add_pd(_mm512_unpacklo_pd(c, d), _mm512_unpackhi_pd(c, d));
        pairs_256_pd(
            _mm256_add_pd(_mm512_castpd512_pd256(ab), _mm512_extractf64x4_pd::<1>(ab)),
            _mm256_add_pd(_mm512_castpd512_pd256(cd), _mm512_extractf64x4_pd::<1>(cd)),
        )
    }
}

/// The same for eight lanes.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
pub(super) unsafe fn sums_256_ps([a, b, c, d]: [__m256; 4]) -> [f32; 4] {
    // SAFETY: as above.
    unsafe {
        let ab = _mm256_add_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
        let cd = _mm256_add_ps(_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
        halves_256_ps(_mm256_add_ps(_mm256_shuffle_ps::<0x44>(ab, cd), _mm256_shuffle_ps::<0xee>(ab, cd)))
    }
}

/// The upper half on the lower.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn halves_256_ps(v: __m256) -> [f32; 4] {
    let mut sums = [0.0; 4];
    // SAFETY: as above, and there are four numbers.
    unsafe {
        let half = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps::<1>(v));
        _mm_storeu_ps(sums.as_mut_ptr(), half);
    }
    sums
}

/// The same for four lanes.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
pub(super) unsafe fn sums_256_pd([a, b, c, d]: [__m256d; 4]) -> [f64; 4] {
    // SAFETY: as above.
    unsafe {
        let ab = _mm256_add_pd(_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b));
        let cd = _mm256_add_pd(_mm256_unpacklo_pd(c, d), _mm256_unpackhi_pd(c, d));
        pairs_256_pd(ab, cd)
    }
}

/// The upper halves on the lower, of both.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn pairs_256_pd(ab: __m256d, cd: __m256d) -> [f64; 4] {
    let mut sums = [0.0; 4];
    // SAFETY: as above, and there are four numbers.
    unsafe {
        let (low, high) = (_mm256_permute2f128_pd::<0x20>(ab, cd), _mm256_permute2f128_pd::<0x31>(ab, cd));
        _mm256_storeu_pd(sums.as_mut_ptr(), _mm256_add_pd(low, high));
    }
    sums
}

/// The same for the four lanes of SSE2.
#[inline(always)]
pub(super) unsafe fn sums_128_ps([a, b, c, d]: [__m128; 4]) -> [f32; 4] {
    let mut sums = [0.0; 4];
    // SAFETY: the target has SSE2, and there are four numbers.
    unsafe {
        let ab = _mm_add_ps(_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b));
        let cd = _mm_add_ps(_mm_unpacklo_ps(c, d), _mm_unpackhi_ps(c, d));
        _mm_storeu_ps(sums.as_mut_ptr(), _mm_add_ps(_mm_movelh_ps(ab, cd), _mm_movehl_ps(cd, ab)));
    }
    sums
}

/// The same for the two lanes of SSE2.
#[inline(always)]
pub(super) unsafe fn sums_128_pd([a, b, c, d]: [__m128d; 4]) -> [f64; 4] {
    let mut sums = [0.0; 4];
    // SAFETY: the target has SSE2, and there are four numbers.
    unsafe {
        let ab = _mm_add_pd(_mm_unpacklo_pd(a, b), _mm_unpackhi_pd(a, b));
        let cd = _mm_add_pd(_mm_unpacklo_pd(c, d), _mm_unpackhi_pd(c, d));
        _mm_storeu_pd(sums.as_mut_ptr(), ab);
        _mm_storeu_pd(sums[2..].as_mut_ptr(), cd);
    }
    sums
}

/// left · right + sum, rounded twice.
#[inline(always)]
pub(super) unsafe fn multiply_add_128_ps(left: __m128, right: __m128, sum: __m128) -> __m128 {
    // SAFETY: the target has SSE2.
    unsafe { _mm_add_ps(_mm_mul_ps(left, right), sum) }
}

/// left · right + sum, rounded twice.
#[inline(always)]
pub(super) unsafe fn multiply_add_128_pd(left: __m128d, right: __m128d, sum: __m128d) -> __m128d {
    // SAFETY: the target has SSE2.
    unsafe { _mm_add_pd(_mm_mul_pd(left, right), sum) }
}

/// Four rows, `stride` apart, become four columns, which lie as rows `step` apart: pairs, then fours.
///
/// # Safety
/// All of them are there.
#[inline(always)]
pub(super) unsafe fn transpose_128_ps(from: *const f32, stride: usize, to: *mut f32, step: usize) {
    // SAFETY: the target has SSE2, and the rest as above.
    unsafe {
        let mut rows = [_mm_setzero_ps(); 4];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = _mm_loadu_ps(from.add(r * stride));
        }
        let [a, b, c, d] = rows;
        let (ab, cd) = ((_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b)), (_mm_unpacklo_ps(c, d), _mm_unpackhi_ps(c, d)));
        _mm_storeu_ps(to, _mm_movelh_ps(ab.0, cd.0));
        _mm_storeu_ps(to.add(step), _mm_movehl_ps(cd.0, ab.0));
        _mm_storeu_ps(to.add(2 * step), _mm_movelh_ps(ab.1, cd.1));
        _mm_storeu_ps(to.add(3 * step), _mm_movehl_ps(cd.1, ab.1));
    }
}

/// The same for two rows.
///
/// # Safety
/// As above.
#[inline(always)]
pub(super) unsafe fn transpose_128_pd(from: *const f64, stride: usize, to: *mut f64, step: usize) {
    // SAFETY: the target has SSE2, and the rest as above.
    unsafe {
        let (a, b) = (_mm_loadu_pd(from), _mm_loadu_pd(from.add(stride)));
        _mm_storeu_pd(to, _mm_unpacklo_pd(a, b));
        _mm_storeu_pd(to.add(step), _mm_unpackhi_pd(a, b));
    }
}

/// The same for eight rows. A register is loaded with four numbers of one row and of that four rows on, so that none has
/// to go from half to half.
///
/// # Safety
/// The processor has AVX2, and as above.
#[inline(always)]
pub(super) unsafe fn transpose_256_ps(from: *const f32, stride: usize, to: *mut f32, step: usize) {
    // SAFETY: as above.
    unsafe {
        for first in [0, 4] {
            let mut rows = [_mm256_setzero_ps(); 4];
            for (r, row) in rows.iter_mut().enumerate() {
                let from = from.add(r * stride + first);
                *row = _mm256_loadu2_m128(from.add(4 * stride), from);
            }
            let [a, b, c, d] = rows;
            let (ab, cd) = (
                (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b)),
                (_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d)),
            );
            let to = to.add(first * step);
            _mm256_storeu_ps(to, _mm256_shuffle_ps::<0x44>(ab.0, cd.0));
            _mm256_storeu_ps(to.add(step), _mm256_shuffle_ps::<0xee>(ab.0, cd.0));
            _mm256_storeu_ps(to.add(2 * step), _mm256_shuffle_ps::<0x44>(ab.1, cd.1));
            _mm256_storeu_ps(to.add(3 * step), _mm256_shuffle_ps::<0xee>(ab.1, cd.1));
        }
    }
}

/// The same for four rows: two numbers of one, and of that two rows on.
///
/// # Safety
/// As above.
#[inline(always)]
pub(super) unsafe fn transpose_256_pd(from: *const f64, stride: usize, to: *mut f64, step: usize) {
    // SAFETY: as above.
    unsafe {
        for first in [0, 2] {
            let from = from.add(first);
            let a = _mm256_loadu2_m128d(from.add(2 * stride), from);
            let b = _mm256_loadu2_m128d(from.add(3 * stride), from.add(stride));
            let to = to.add(first * step);
            _mm256_storeu_pd(to, _mm256_unpacklo_pd(a, b));
            _mm256_storeu_pd(to.add(step), _mm256_unpackhi_pd(a, b));
        }
    }
}
