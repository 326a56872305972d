//! The arithmetic of the sentence encoder on one core: products of 8-bit matrices
//! with 16-bit activations, and the functions between them.
//!
//! It is a crate of its own so that the dev profile can optimise it alone
//! (`Cargo.toml`): unoptimised, one sentence takes seconds.
//!
//! Whatever instructions the processor has, results are the same to the last bit:
//! products are sums of integers, and sums of floats have an order of their own that
//! no path changes.

mod attention;
mod blocks;
mod floats;
mod lanes;
mod matrix;

pub use attention::Attention;
pub use blocks::Encoding;
pub use matrix::{Activations, Matrix};

use lanes::{Lanes, Portable};

/// The instructions that the arithmetic is done with.
#[derive(Debug, Clone, Copy)]
pub struct Kernels(Instructions);

#[derive(Debug, Clone, Copy)]
enum Instructions {
    /// What every processor of the target has.
    Portable,
    /// AVX2: 256 bits at once.
    #[cfg(target_arch = "x86_64")]
    V3(pulp::x86::V3),
    /// AVX-512: 512 bits at once.
    #[cfg(target_arch = "x86_64")]
    V4(pulp::x86::V4),
}

/// Runs a generic function with the instructions at hand.
macro_rules! dispatch {
    ($kernels:expr, $lanes:ident => $work:expr) => {
        match $kernels.0 {
            Instructions::Portable => {
                let $lanes = Portable;
                $work
            }
            #[cfg(target_arch = "x86_64")]
            Instructions::V3($lanes) => $work,
            #[cfg(target_arch = "x86_64")]
            Instructions::V4($lanes) => $work,
        }
    };
}

impl Kernels {
    /// The widest instructions that this processor has.
    pub fn detect() -> Kernels {
        Kernels::all().pop().unwrap_or(Kernels(Instructions::Portable))
    }

    /// Every kind of instructions that this processor has, the widest last.
    pub fn all() -> Vec<Kernels> {
        let mut all = vec![Instructions::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(pulp::x86::V3::try_new().map(Instructions::V3));
            all.extend(pulp::x86::V4::try_new().map(Instructions::V4));
        }
        all.into_iter().map(Kernels).collect()
    }

    /// What the instructions are called.
    pub fn name(self) -> &'static str {
        match self.0 {
            Instructions::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Instructions::V3(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Instructions::V4(_) => "avx512",
        }
    }

    /// Rounds rows of numbers for a product: `rows` holds a whole number of rows of
    /// `columns` each.
    pub fn quantise(self, rows: &[f32], columns: usize, into: &mut Activations) {
        dispatch!(self, lanes => lanes.vectorise(matrix::Quantise { rows, columns, into }));
    }

    /// The product of each row of activations with each row of a matrix, plus the bias
    /// of that row of the matrix where there is one. `out` gets as many rows as there
    /// are activations, of `matrix.rows()` each.
    ///
    /// # Panics
    /// When the columns of the two differ, or `bias` or `out` are not as long as that.
    pub fn multiply(self, matrix: &Matrix, by: &Activations, bias: &[f32], out: &mut [f32]) {
        matrix.check(by, bias, out);
        dispatch!(self, lanes => lanes.vectorise(matrix::Multiply { lanes, matrix, by, bias, out }));
    }

    /// The Gaussian error linear unit of each number, x·Φ(x).
    pub fn gelu(self, values: &mut [f32]) {
        dispatch!(self, lanes => lanes.vectorise(floats::Gelu { values }));
    }

    /// Layer normalisation of each row of `values`, after `added` was added to it.
    ///
    /// # Panics
    /// When `scale` and `shift` are not equally long.
    pub fn add_and_normalise(
        self,
        values: &mut [f32],
        added: &[f32],
        (scale, shift): (&[f32], &[f32]),
        epsilon: f32,
    ) {
        assert_eq!(scale.len(), shift.len(), "one shift a scale");
        let work = floats::Normalise { values, added, scale, shift, epsilon };
        dispatch!(self, lanes => lanes.vectorise(work));
    }

    /// Softmax attention of every row to every row, head by head.
    ///
    /// # Panics
    /// When the four are not equally long, or are no whole number of rows.
    pub fn attend(
        self,
        (queries, keys, values): (&[f32], &[f32], &[f32]),
        attention: &mut Attention,
        out: &mut [f32],
    ) {
        let work = attention.over(queries, keys, values, out);
        dispatch!(self, lanes => lanes.vectorise(work));
    }
}

impl Default for Kernels {
    fn default() -> Kernels {
        Kernels::detect()
    }
}

#[cfg(test)]
mod tests;
