//! How ggml writes rows of numbers: <https://github.com/ggml-org/ggml>, `ggml-common.h`.

/// Numbers of a quantised block.
const BLOCK: usize = 32;

/// How the numbers of a row are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    F32,
    F16,
    /// Blocks of 32: a half-precision scale, then 4 bits each, less 8. A byte holds the
    /// j-th number in its low half and the one 16 further on in its high half.
    Q4_0,
    /// Blocks of 32: a half-precision scale, then 8 bits each.
    Q8_0,
}

impl Encoding {
    /// The bytes that a row of so many numbers takes. `None` if it is no whole number of
    /// blocks, or none that can be counted.
    pub fn bytes(self, columns: usize) -> Option<usize> {
        let blocks = |bytes: usize| {
            columns
                .is_multiple_of(BLOCK)
                .then_some(columns / BLOCK)
                .and_then(|n| n.checked_mul(bytes))
        };
        match self {
            Encoding::F32 => columns.checked_mul(4),
            Encoding::F16 => columns.checked_mul(2),
            Encoding::Q4_0 => blocks(2 + BLOCK / 2),
            Encoding::Q8_0 => blocks(2 + BLOCK),
        }
    }

    /// Reads numbers; as many as both the bytes and `into` have room for.
    pub fn decode(self, bytes: &[u8], into: &mut [f32]) {
        match self {
            Encoding::F32 => {
                for (into, bytes) in into.iter_mut().zip(bytes.as_chunks().0) {
                    *into = f32::from_le_bytes(*bytes);
                }
            }
            Encoding::F16 => {
                for (into, bytes) in into.iter_mut().zip(bytes.as_chunks().0) {
                    *into = half(*bytes);
                }
            }
            Encoding::Q4_0 => {
                let blocks = bytes.as_chunks::<{ 2 + BLOCK / 2 }>().0;
                for ([low, high, packed @ ..], into) in blocks.iter().zip(chunks(into)) {
                    let scale = half([*low, *high]);
                    let (first, second) = into.split_at_mut(BLOCK / 2);
                    for ((first, second), packed) in first.iter_mut().zip(second).zip(packed) {
                        *first = scale * (i32::from(packed & 15) - 8) as f32;
                        *second = scale * (i32::from(packed >> 4) - 8) as f32;
                    }
                }
            }
            Encoding::Q8_0 => {
                let blocks = bytes.as_chunks::<{ 2 + BLOCK }>().0;
                for ([low, high, packed @ ..], into) in blocks.iter().zip(chunks(into)) {
                    let scale = half([*low, *high]);
                    for (into, packed) in into.iter_mut().zip(packed) {
                        *into = scale * f32::from(packed.cast_signed());
                    }
                }
            }
        }
    }
}

fn chunks(into: &mut [f32]) -> &mut [[f32; BLOCK]] {
    into.as_chunks_mut().0
}

/// A number of half precision (IEEE 754 binary16).
fn half(bytes: [u8; 2]) -> f32 {
    /// Makes up for the smaller bias of the exponent: 127 − 15.
    const REBIAS: f32 = f32::from_bits((127 + 127 - 15) << 23);
    let bits = u16::from_le_bytes(bytes);
    let magnitude = u32::from(bits & 0x7FFF);
    let sign = u32::from(bits & 0x8000) << 16;
    let value = if magnitude >= 0x7C00 {
        // Infinite, or no number.
        f32::from_bits(0x7F80_0000 | (magnitude & 0x03FF) << 13)
    } else {
        f32::from_bits(magnitude << 13) * REBIAS
    };
    f32::from_bits(value.to_bits() | sign)
}
