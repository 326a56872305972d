//! Matrices of 8-bit weights, and their products with 16-bit activations.

use pulp::NullaryFnOnce;

use crate::blocks::Encoding;
use crate::lanes::{CHUNK, Lanes, ROWS};

/// Weights go from -127 to 127.
const LARGEST_WEIGHT: f32 = 127.0;
/// Rows of activations that are multiplied before the next rows of weights: with
/// 1536 columns they take 96 KiB, which is within the second cache.
const BLOCK: usize = 32;
/// Adding and taking away 1.5·2²³ rounds a float below 2²² to a whole number, which
/// then stands in the lowest bits.
const ROUND: f32 = 12_582_912.0;

/// Rows of 8-bit weights with a scale each. A row is padded with zeros.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    columns: usize,
    weights: Vec<i8>,
    scales: Vec<f32>,
}

impl Matrix {
    /// A matrix without rows.
    pub fn new(columns: usize) -> Matrix {
        Matrix { columns, weights: Vec::new(), scales: Vec::new() }
    }

    /// A matrix without rows, and the memory for some.
    pub fn with_capacity(rows: usize, columns: usize) -> Matrix {
        let weights = Vec::with_capacity(rows * columns.next_multiple_of(CHUNK));
        Matrix { columns, weights, scales: Vec::with_capacity(rows) }
    }

    /// Rounds rows as they are in a file to 8 bits. `None` when one of their numbers is
    /// infinite or none.
    pub fn decode(encoding: Encoding, bytes: &[u8], columns: usize) -> Option<Matrix> {
        let row_bytes = encoding.bytes(columns)?.max(1);
        let mut matrix = Matrix::with_capacity(bytes.len() / row_bytes, columns);
        let mut row = vec![0.0; columns];
        for bytes in bytes.chunks_exact(row_bytes) {
            encoding.decode(bytes, &mut row);
            if !row.iter().fold(true, |are_finite, value| are_finite & value.is_finite()) {
                return None;
            }
            matrix.push(&row);
        }
        Some(matrix)
    }

    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Rounds a row of numbers to 8 bits and adds it. What is missing up to the number
    /// of columns is zero, what is beyond is left out.
    pub fn push(&mut self, row: &[f32]) {
        let row = &row[..row.len().min(self.columns)];
        let largest = row.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let scale = largest / LARGEST_WEIGHT;
        let inverse = if scale > 0.0 && scale.is_finite() { 1.0 / scale } else { 0.0 };
        self.weights.extend(row.iter().map(|value| (value * inverse + ROUND).to_bits() as i8));
        self.finish(scale);
    }

    /// Adds a row that has been rounded before.
    pub fn push_rounded(&mut self, row: &[i8], scale: f32) {
        let row = &row[..row.len().min(self.columns)];
        // A product with -128 could leave 32 bits.
        self.weights.extend(row.iter().map(|weight| (*weight).max(-i8::MAX)));
        self.finish(scale);
    }

    fn finish(&mut self, scale: f32) {
        self.scales.push(scale);
        self.weights.resize(self.scales.len() * self.stride(), 0);
    }

    /// A row as it is kept, and its scale.
    pub fn row(&self, row: usize) -> Option<(&[i8], f32)> {
        let scale = *self.scales.get(row)?;
        let from = row * self.stride();
        Some((self.weights.get(from..from + self.columns)?, scale))
    }

    fn stride(&self) -> usize {
        self.columns.next_multiple_of(CHUNK)
    }

    pub(crate) fn check(&self, by: &Activations, bias: &[f32], out: &[f32]) {
        assert_eq!(self.columns, by.columns, "a product of rows of one length");
        assert!(bias.is_empty() || bias.len() == self.rows(), "one bias a row");
        assert_eq!(out.len(), by.rows() * self.rows(), "room for the product");
    }
}

/// Rows of activations, rounded to 16 bits at most, with a scale each. It is kept for
/// reuse.
#[derive(Debug, Clone, Default)]
pub struct Activations {
    columns: usize,
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Activations {
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// The largest value with which a sum of products stays within 32 bits.
    fn largest(columns: usize) -> f32 {
        let columns = columns.next_multiple_of(CHUNK).max(1) as f32;
        (i32::MAX as f32 / (LARGEST_WEIGHT * columns)).floor().clamp(1.0, f32::from(i16::MAX)) - 1.0
    }
}

/// See [`crate::Kernels::quantise`].
pub(crate) struct Quantise<'a> {
    pub(crate) rows: &'a [f32],
    pub(crate) columns: usize,
    pub(crate) into: &'a mut Activations,
}

impl NullaryFnOnce for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Quantise { rows, columns, into } = self;
        let stride = columns.next_multiple_of(CHUNK).max(CHUNK);
        let count = rows.len() / columns.max(1);
        into.columns = columns;
        into.scales.clear();
        into.values.clear();
        into.values.resize(count * stride, 0);
        let largest_value = Activations::largest(columns);
        let targets = into.values.chunks_exact_mut(stride);
        for (row, target) in rows.chunks_exact(columns.max(1)).zip(targets) {
            let largest = largest(row);
            let scale = largest / largest_value;
            let inverse = if scale > 0.0 && scale.is_finite() { 1.0 / scale } else { 0.0 };
            for (target, value) in target.iter_mut().zip(row) {
                *target = (value * inverse + ROUND).to_bits() as i16;
            }
            into.scales.push(scale);
        }
    }
}

/// The largest magnitude of a row.
#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    let (chunks, rest) = row.as_chunks::<16>();
    let mut lanes = [0.0_f32; 16];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            let value = value.abs();
            *lane = if value > *lane { value } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(0.0, |largest, value| largest.max(value.abs()))
}

/// See [`crate::Kernels::multiply`].
pub(crate) struct Multiply<'a, L> {
    pub(crate) lanes: L,
    pub(crate) matrix: &'a Matrix,
    pub(crate) by: &'a Activations,
    pub(crate) bias: &'a [f32],
    pub(crate) out: &'a mut [f32],
}

impl<L: Lanes> NullaryFnOnce for Multiply<'_, L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let stride = self.matrix.stride();
        if stride == 0 {
            return;
        }
        let rows = self.matrix.rows();
        let by = self.by;
        let blocks = by.values.chunks(stride * BLOCK).zip(by.scales.chunks(BLOCK));
        for ((values, scales), out) in blocks.zip(self.out.chunks_mut((rows * BLOCK).max(1))) {
            let values = values.as_chunks::<CHUNK>().0;
            let block = Block { lanes: self.lanes, values, scales, rows, stride };
            block.multiply(self.matrix, self.bias, out);
        }
    }
}

/// A block of activations and what it is multiplied with.
struct Block<'a, L> {
    lanes: L,
    values: &'a [[i16; CHUNK]],
    scales: &'a [f32],
    rows: usize,
    stride: usize,
}

impl<L: Lanes> Block<'_, L> {
    #[inline(always)]
    fn multiply(&self, matrix: &Matrix, bias: &[f32], out: &mut [f32]) {
        let weights = matrix.weights.chunks(self.stride * ROWS);
        for (group, (weights, scales)) in weights.zip(matrix.scales.chunks(ROWS)).enumerate() {
            let first = group * ROWS;
            let bias = bias.get(first..first + scales.len()).unwrap_or(&[]);
            let tile = Rows {
                weights: weights.as_chunks().0,
                scales: filled_up(scales),
                bias: filled_up(bias),
                first,
                count: scales.len(),
            };
            let mut token = 0;
            while token < self.scales.len() {
                let left = self.scales.len() - token;
                // As even as can be: 13 in groups of 5, 4 and 4.
                let size = left.div_ceil(left.div_ceil(L::MOST));
                match size {
                    6 if L::MOST >= 6 => self.tile::<6>(&tile, token, out),
                    5 if L::MOST >= 5 => self.tile::<5>(&tile, token, out),
                    4 if L::MOST >= 4 => self.tile::<4>(&tile, token, out),
                    3 if L::MOST >= 3 => self.tile::<3>(&tile, token, out),
                    2 => self.tile::<2>(&tile, token, out),
                    _ => self.tile::<1>(&tile, token, out),
                }
                token += size;
            }
        }
    }

    /// Up to four rows of weights with `T` rows of activations.
    #[inline(always)]
    fn tile<const T: usize>(&self, rows: &Rows<'_>, token: usize, out: &mut [f32]) {
        let chunks = self.stride / CHUNK;
        let row = |row: usize| {
            // A row that is not there is the first one again; its sum is not used.
            let row = if row < rows.count { row } else { 0 };
            &rows.weights[row * chunks..(row + 1) * chunks]
        };
        let weights: [&[[i8; CHUNK]]; ROWS] = std::array::from_fn(row);
        let value = |at: usize| &self.values[(token + at) * chunks..(token + at + 1) * chunks];
        let values: [&[[i16; CHUNK]]; T] = std::array::from_fn(value);
        let sums = self.lanes.sums(weights, values);
        for (at, totals) in sums.into_iter().enumerate() {
            let scale = self.scales[token + at];
            let number =
                |row: usize| totals[row] as f32 * (scale * rows.scales[row]) + rows.bias[row];
            let numbers: [f32; ROWS] = std::array::from_fn(number);
            let from = (token + at) * self.rows + rows.first;
            let out = &mut out[from..from + rows.count];
            match out.first_chunk_mut::<ROWS>() {
                Some(out) => *out = numbers,
                None => out.copy_from_slice(&numbers[..rows.count]),
            }
        }
    }
}

/// Up to four numbers, and zeros.
#[inline(always)]
fn filled_up(numbers: &[f32]) -> [f32; ROWS] {
    std::array::from_fn(|row| numbers.get(row).copied().unwrap_or_default())
}

/// Up to four rows of a matrix.
struct Rows<'a> {
    weights: &'a [[i8; CHUNK]],
    scales: [f32; ROWS],
    bias: [f32; ROWS],
    /// The number of the first one.
    first: usize,
    count: usize,
}
