//! Sums of products, with each kind of instructions.

use pulp::NullaryFnOnce;

/// How many columns are taken at once; rows are padded to a multiple.
pub(crate) const CHUNK: usize = 32;

/// Rows of weights that are multiplied at once.
pub(crate) const ROWS: usize = 4;

/// The sums of the products of rows of weights with `T` rows of activations.
pub(crate) type Sums<const T: usize> = [[i32; ROWS]; T];

/// How sums of products are made.
pub(crate) trait Lanes: Copy {
    /// With how many rows of activations rows of weights are multiplied at once.
    const MOST: usize;

    /// The sums of rows that are all equally long.
    fn sums<const T: usize>(
        self,
        weights: [&[[i8; CHUNK]]; ROWS],
        values: [&[[i16; CHUNK]]; T],
    ) -> Sums<T>;

    /// Runs work compiled for these instructions, as far as it is inlined.
    fn vectorise<W: NullaryFnOnce>(self, work: W) -> W::Output;
}

/// Plain Rust, which the compiler makes the target's vectors of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Portable;

impl Lanes for Portable {
    const MOST: usize = 6;

    #[inline(always)]
    fn sums<const T: usize>(
        self,
        weights: [&[[i8; CHUNK]]; ROWS],
        values: [&[[i16; CHUNK]]; T],
    ) -> Sums<T> {
        /// Weights that are widened at once.
        const WIDENED: usize = 8;
        let mut sums = [[0; ROWS]; T];
        let mut widened = [[0_i16; CHUNK]; WIDENED];
        for (row, weights) in weights.into_iter().enumerate() {
            for (part, weights) in weights.chunks(WIDENED).enumerate() {
                let count = weights.as_flattened().len();
                let widened = &mut widened.as_flattened_mut()[..count];
                for (widened, weight) in widened.iter_mut().zip(weights.as_flattened()) {
                    *widened = i16::from(*weight);
                }
                for (sums, values) in sums.iter_mut().zip(values) {
                    let values = &values.as_flattened()[part * WIDENED * CHUNK..][..count];
                    let products = widened.iter().zip(values);
                    let products = products.map(|(one, other)| i32::from(*one) * i32::from(*other));
                    sums[row] += products.sum::<i32>();
                }
            }
        }
        sums
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
    use pulp::{NullaryFnOnce, Simd, cast};

    use super::{CHUNK, Lanes, ROWS, Sums};

    /// Sums in registers. A chunk is worked through in parts as wide as those; weights
    /// are widened once for all rows of activations.
    trait Registers: Simd {
        type Register: Copy;
        /// Of so many rows of activations the sums find room in the registers.
        const MOST_ROWS: usize;
        /// Parts of a chunk.
        const PARTS: usize;

        fn zero(self) -> Self::Register;
        fn widen(self, weights: &[i8; CHUNK], part: usize) -> Self::Register;
        fn add(
            self,
            sum: Self::Register,
            weights: Self::Register,
            values: &[i16; CHUNK],
            part: usize,
        ) -> Self::Register;
        fn totals(self, sums: [Self::Register; ROWS]) -> [i32; ROWS];
    }

    #[inline(always)]
    fn sums<R: Registers, const T: usize>(
        registers: R,
        weights: [&[[i8; CHUNK]]; ROWS],
        values: [&[[i16; CHUNK]]; T],
    ) -> Sums<T> {
        let mut sums = [[registers.zero(); ROWS]; T];
        for chunk in 0..weights[0].len() {
            for part in 0..R::PARTS {
                let mut widened = [registers.zero(); ROWS];
                for (widened, weights) in widened.iter_mut().zip(weights) {
                    *widened = registers.widen(&weights[chunk], part);
                }
                for (sums, values) in sums.iter_mut().zip(values) {
                    for (sum, weights) in sums.iter_mut().zip(widened) {
                        *sum = registers.add(*sum, weights, &values[chunk], part);
                    }
                }
            }
        }
        let mut totals = [[0; ROWS]; T];
        for (totals, sums) in totals.iter_mut().zip(sums) {
            *totals = registers.totals(sums);
        }
        totals
    }

    impl<R: Registers> Lanes for R {
        const MOST: usize = R::MOST_ROWS;

        #[inline(always)]
        fn sums<const T: usize>(
            self,
            weights: [&[[i8; CHUNK]]; ROWS],
            values: [&[[i16; CHUNK]]; T],
        ) -> Sums<T> {
            sums(self, weights, values)
        }

        #[inline(always)]
        fn vectorise<W: NullaryFnOnce>(self, work: W) -> W::Output {
            self.vectorize(work)
        }
    }

    impl Registers for V3 {
        type Register = __m256i;
        const MOST_ROWS: usize = 2;
        const PARTS: usize = 2;

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
        fn totals(self, [a, b, c, d]: [__m256i; ROWS]) -> [i32; ROWS] {
            let pairs = |one, other| self.avx2._mm256_hadd_epi32(one, other);
            let sums = pairs(pairs(a, b), pairs(c, d));
            let [low, high]: [__m128i; 2] = cast(sums);
            cast(self.sse2._mm_add_epi32(low, high))
        }
    }

    impl Registers for V4 {
        type Register = __m512i;
        const MOST_ROWS: usize = 6;
        const PARTS: usize = 1;

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
        fn totals(self, sums: [__m512i; ROWS]) -> [i32; ROWS] {
            let [a, b, c, d] = sums.map(|sum| {
                let [low, high]: [__m256i; 2] = cast(sum);
                self.avx2._mm256_add_epi32(low, high)
            });
            let pairs = |one, other| self.avx2._mm256_hadd_epi32(one, other);
            let sums = pairs(pairs(a, b), pairs(c, d));
            let [low, high]: [__m128i; 2] = cast(sums);
            cast(self.sse2._mm_add_epi32(low, high))
        }
    }
}
