//! Sums of products, with each kind of instructions.

use pulp::NullaryFnOnce;

/// How many columns are taken at once; rows are padded to a multiple.
pub(crate) const CHUNK: usize = 32;

/// How sums of products are made. A chunk is worked through in parts, each as wide as
/// a register; weights are widened once and used with several activations.
pub(crate) trait Lanes: Copy {
    /// A part of a chunk of weights, 16 bits each.
    type Weights: Copy;
    /// Partial sums, 32 bits each.
    type Sum: Copy;
    /// Parts of a chunk.
    const PARTS: usize;
    /// With how many rows of activations there are registers to multiply four rows of
    /// weights at once.
    const MOST: usize;

    fn zero(self) -> Self::Sum;
    fn widen(self, weights: &[i8; CHUNK], part: usize) -> Self::Weights;
    fn add(
        self,
        sum: Self::Sum,
        weights: Self::Weights,
        values: &[i16; CHUNK],
        part: usize,
    ) -> Self::Sum;
    fn totals(self, sums: [Self::Sum; 4]) -> [i32; 4];
    /// Runs work compiled for these instructions, as far as it is inlined.
    fn vectorise<W: NullaryFnOnce>(self, work: W) -> W::Output;
}

/// Plain Rust, which the compiler makes the target's vectors of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Portable;

impl Lanes for Portable {
    type Weights = [i16; 8];
    type Sum = [i32; 4];
    const PARTS: usize = 4;
    const MOST: usize = 2;

    #[inline(always)]
    fn zero(self) -> [i32; 4] {
        [0; 4]
    }

    #[inline(always)]
    fn widen(self, weights: &[i8; CHUNK], part: usize) -> [i16; 8] {
        weights.as_chunks::<8>().0[part].map(i16::from)
    }

    #[inline(always)]
    fn add(
        self,
        mut sum: [i32; 4],
        weights: [i16; 8],
        values: &[i16; CHUNK],
        part: usize,
    ) -> [i32; 4] {
        let values = &values.as_chunks::<8>().0[part];
        let product = |at: usize| i32::from(weights[at]) * i32::from(values[at]);
        for (lane, sum) in sum.iter_mut().enumerate() {
            *sum += product(2 * lane) + product(2 * lane + 1);
        }
        sum
    }

    #[inline(always)]
    fn totals(self, sums: [[i32; 4]; 4]) -> [i32; 4] {
        sums.map(|sum| sum.iter().sum())
    }

    #[inline(always)]
    fn vectorise<W: NullaryFnOnce>(self, work: W) -> W::Output {
        work.call()
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{__m128i, __m256i, __m512i};

    use pulp::x86::{V3, V4};
    use pulp::{NullaryFnOnce, cast};

    use super::{CHUNK, Lanes};

    impl Lanes for V3 {
        type Weights = __m256i;
        type Sum = __m256i;
        const PARTS: usize = 2;
        const MOST: usize = 3;

        #[inline(always)]
        fn zero(self) -> __m256i {
            cast([0_i32; 8])
        }

        #[inline(always)]
        fn widen(self, weights: &[i8; CHUNK], part: usize) -> __m256i {
            self.avx2._mm256_cvtepi8_epi16(cast(weights.as_chunks::<16>().0[part]))
        }

        #[inline(always)]
        fn add(
            self,
            sum: __m256i,
            weights: __m256i,
            values: &[i16; CHUNK],
            part: usize,
        ) -> __m256i {
            let values = cast(values.as_chunks::<16>().0[part]);
            self.avx2._mm256_add_epi32(sum, self.avx2._mm256_madd_epi16(weights, values))
        }

        #[inline(always)]
        fn totals(self, [a, b, c, d]: [__m256i; 4]) -> [i32; 4] {
            let pairs = |one, other| self.avx2._mm256_hadd_epi32(one, other);
            let sums = pairs(pairs(a, b), pairs(c, d));
            let [low, high]: [__m128i; 2] = cast(sums);
            cast(self.sse2._mm_add_epi32(low, high))
        }

        #[inline(always)]
        fn vectorise<W: NullaryFnOnce>(self, work: W) -> W::Output {
            self.vectorize(work)
        }
    }

    impl Lanes for V4 {
        type Weights = __m512i;
        type Sum = __m512i;
        const PARTS: usize = 1;
        const MOST: usize = 6;

        #[inline(always)]
        fn zero(self) -> __m512i {
            cast([0_i32; 16])
        }

        #[inline(always)]
        fn widen(self, weights: &[i8; CHUNK], _: usize) -> __m512i {
            self.avx512bw._mm512_cvtepi8_epi16(cast(*weights))
        }

        #[inline(always)]
        fn add(self, sum: __m512i, weights: __m512i, values: &[i16; CHUNK], _: usize) -> __m512i {
            let products = self.avx512bw._mm512_madd_epi16(weights, cast(*values));
            self.avx512f._mm512_add_epi32(sum, products)
        }

        #[inline(always)]
        fn totals(self, sums: [__m512i; 4]) -> [i32; 4] {
            let folded = sums.map(|sum| {
                let [low, high]: [__m256i; 2] = cast(sum);
                self.avx2._mm256_add_epi32(low, high)
            });
            let pairs = |one, other| self.avx2._mm256_hadd_epi32(one, other);
            let [a, b, c, d] = folded;
            let sums = pairs(pairs(a, b), pairs(c, d));
            let [low, high]: [__m128i; 2] = cast(sums);
            cast(self.sse2._mm_add_epi32(low, high))
        }

        #[inline(always)]
        fn vectorise<W: NullaryFnOnce>(self, work: W) -> W::Output {
            self.vectorize(work)
        }
    }
}
