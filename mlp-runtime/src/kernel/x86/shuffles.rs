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

/// Four rows become four columns: pairs, then halves.
#[inline(always)]
pub(super) unsafe fn transpose_128_ps(rows: [__m128; 4]) -> [__m128; 4] {
    let [a, b, c, d] = rows;
    // SAFETY: the target has SSE2.
    unsafe {
        let (ab, cd) = ((_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b)), (_mm_unpacklo_ps(c, d), _mm_unpackhi_ps(c, d)));
        [_mm_movelh_ps(ab.0, cd.0), _mm_movehl_ps(cd.0, ab.0), _mm_movelh_ps(ab.1, cd.1), _mm_movehl_ps(cd.1, ab.1)]
    }
}

/// Two rows become two columns.
#[inline(always)]
pub(super) unsafe fn transpose_128_pd([a, b]: [__m128d; 2]) -> [__m128d; 2] {
    // SAFETY: the target has SSE2.
    unsafe { [_mm_unpacklo_pd(a, b), _mm_unpackhi_pd(a, b)] }
}

/// Eight rows become eight columns: pairs, then fours, then halves.
#[inline(always)]
pub(super) unsafe fn transpose_256_ps(rows: [__m256; 8]) -> [__m256; 8] {
    let [a, b, c, d, e, f, g, h] = rows;
    // SAFETY: whoever calls says that there is AVX2.
    unsafe {
        let (ab, cd, ef, gh) = (
            (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b)),
            (_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d)),
            (_mm256_unpacklo_ps(e, f), _mm256_unpackhi_ps(e, f)),
            (_mm256_unpacklo_ps(g, h), _mm256_unpackhi_ps(g, h)),
        );
        let four = |a: __m256, b: __m256| (_mm256_shuffle_ps::<0x44>(a, b), _mm256_shuffle_ps::<0xee>(a, b));
        let ((a, b), (c, d)) = (four(ab.0, cd.0), four(ab.1, cd.1));
        let ((e, f), (g, h)) = (four(ef.0, gh.0), four(ef.1, gh.1));
        [
            _mm256_permute2f128_ps::<0x20>(a, e),
            _mm256_permute2f128_ps::<0x20>(b, f),
            _mm256_permute2f128_ps::<0x20>(c, g),
            _mm256_permute2f128_ps::<0x20>(d, h),
            _mm256_permute2f128_ps::<0x31>(a, e),
            _mm256_permute2f128_ps::<0x31>(b, f),
            _mm256_permute2f128_ps::<0x31>(c, g),
            _mm256_permute2f128_ps::<0x31>(d, h),
        ]
    }
}

/// Four rows become four columns: pairs, then halves.
#[inline(always)]
pub(super) unsafe fn transpose_256_pd(rows: [__m256d; 4]) -> [__m256d; 4] {
    let [a, b, c, d] = rows;
    // SAFETY: whoever calls says that there is AVX2.
    unsafe {
        let (ab, cd) = (
            (_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b)),
            (_mm256_unpacklo_pd(c, d), _mm256_unpackhi_pd(c, d)),
        );
        [
            _mm256_permute2f128_pd::<0x20>(ab.0, cd.0),
            _mm256_permute2f128_pd::<0x20>(ab.1, cd.1),
            _mm256_permute2f128_pd::<0x31>(ab.0, cd.0),
            _mm256_permute2f128_pd::<0x31>(ab.1, cd.1),
        ]
    }
}
