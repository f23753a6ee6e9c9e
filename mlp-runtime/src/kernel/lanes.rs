//! Vectors of numbers in registers, as far as the products need them, tanh and sigmoid.
//!
//! Here and in the loops around, arrays are filled by loops, never by `array::from_fn` or `map`: what takes a closure
//! is not always inlined, and then it is compiled for the baseline.

/// Work with vectors, to be done [apart](Lanes::apart).
pub trait Apart<T> {
    /// The work.
    fn run<S: Lanes<T>>(self, set: S);
}

/// What an instruction set does with vectors of `T`.
pub trait Lanes<T>: Copy {
    /// A register.
    type Vector: Copy;
    /// How many numbers it holds.
    const LANES: usize;

    /// The registers of half the size, if work with them takes half the time; otherwise these.
    type Half: Lanes<T>;

    /// The set, for [`Half`](Self::Half).
    fn half(self) -> Self::Half;

    /// Has `work` done by a function of its own, which the compiler does not put into the one around it.
    fn apart<W: Apart<T>>(self, work: W);

    /// The same number in each lane.
    fn splat(self, value: T) -> Self::Vector;

    /// The number in the first lane, 0 in the others.
    fn single(self, value: T) -> Self::Vector;

    /// The first `LANES` numbers of `from`, which has as many.
    fn load(self, from: &[T]) -> Self::Vector;

    /// All numbers of `from`, at most `LANES`, and 0 in the other lanes.
    fn load_part(self, from: &[T]) -> Self::Vector;

    /// Writes all lanes over the first numbers of `to`, which has as many.
    fn store(self, to: &mut [T], vector: Self::Vector);

    /// Writes as many lanes over `to` as it has numbers, at most `LANES`.
    fn store_part(self, to: &mut [T], vector: Self::Vector);

    /// left · right + sum, lane by lane.
    fn multiply_add(self, left: Self::Vector, right: Self::Vector, sum: Self::Vector) -> Self::Vector;

    /// The larger of each lane and 0; NaN stays NaN.
    fn rectify(self, vector: Self::Vector) -> Self::Vector;

    /// tanh of all `values`, in place, if the set has a faster way than to compute it; returns whether it did.
    #[inline(always)]
    fn tanh(self, _: &mut [T]) -> bool {
        false
    }

    /// 1 / (1 + e^(−x)) of all `values`, likewise.
    #[inline(always)]
    fn sigmoid(self, _: &mut [T]) -> bool {
        false
    }

    /// The sums of all lanes of four vectors.
    fn sums(self, vectors: [Self::Vector; 4]) -> [T; 4];

    /// How many rows and columns [`transpose`](Self::transpose) takes.
    const BLOCK: usize;

    /// Rows become columns: number r of `to[k · step..]` is number k of `from[r · stride..]`, for r and k in
    /// 0..`BLOCK`.
    fn transpose(self, from: &[T], stride: usize, to: &mut [T], step: usize);

    /// All of `from`: several whole vectors, or of one as much as there is.
    #[inline(always)]
    fn load_all<const VECTORS: usize>(self, from: &[T]) -> [Self::Vector; VECTORS] {
        if VECTORS > 1 {
            let mut vectors = [self.load(from); VECTORS];
            for (v, vector) in vectors.iter_mut().enumerate().skip(1) {
                *vector = self.load(&from[v * Self::LANES..]);
            }
            vectors
        } else {
            [self.load_part(from); VECTORS]
        }
    }

    /// Over all of `to`: several whole vectors, or of one as much as there is room for.
    #[inline(always)]
    fn store_all<const VECTORS: usize>(self, to: &mut [T], vectors: [Self::Vector; VECTORS]) {
        if VECTORS > 1 {
            for (v, vector) in vectors.into_iter().enumerate() {
                self.store(&mut to[v * Self::LANES..], vector);
            }
        } else if let Some(vector) = vectors.first() {
            self.store_part(to, *vector);
        }
    }
}
