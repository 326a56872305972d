//! Many vectors, 8 bits a number, and their cosines with one.

use iqtibas_kernels::{Activations, Kernels, Matrix};

use super::model::Embedding;

/// An embedding with its numbers rounded to 8 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantisedVector {
    numbers: Box<[i8]>,
    /// What makes a vector of unit length of the numbers; zero for a zero vector.
    scale: f32,
}

impl QuantisedVector {
    /// Numbers of any length make a vector of unit length.
    pub fn new(numbers: Box<[i8]>) -> QuantisedVector {
        let squares: u64 = numbers.iter().map(|n| u64::from(n.unsigned_abs()).pow(2)).sum();
        let scale = if squares == 0 { 0.0 } else { 1.0 / (squares as f64).sqrt() as f32 };
        QuantisedVector { numbers, scale }
    }

    pub fn numbers(&self) -> &[i8] {
        &self.numbers
    }
}

impl From<&Embedding> for QuantisedVector {
    fn from(embedding: &Embedding) -> QuantisedVector {
        let values = embedding.values();
        let largest = values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let to_whole = |value: &f32| (value / largest * f32::from(i8::MAX)).round() as i8;
        // A zero vector's numbers are no numbers here, which makes zeros of them.
        QuantisedVector::new(values.iter().map(to_whole).collect())
    }
}

/// A table of vectors. It is scanned rather than indexed: 100,000 vectors of 384 numbers
/// take some milliseconds (`benches/embedding.rs`), and a scan misses nothing.
#[derive(Debug, Clone)]
pub struct Vectors {
    table: Matrix,
    kernels: Kernels,
}

impl Vectors {
    /// An empty table for vectors of so many numbers.
    pub fn new(width: usize) -> Vectors {
        Vectors { table: Matrix::new(width), kernels: Kernels::detect() }
    }

    /// How many vectors there are.
    pub fn len(&self) -> usize {
        self.table.rows()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a vector. One of another width is cut or filled up with zeros; it is of
    /// another model and near nothing.
    pub fn push(&mut self, vector: &QuantisedVector) {
        self.table.push_rounded(&vector.numbers, vector.scale);
    }

    /// A vector of the table, of unit length but for the rounding; none beyond its end.
    pub fn get(&self, index: usize) -> Option<Vec<f32>> {
        let (numbers, scale) = self.table.row(index)?;
        Some(numbers.iter().map(|number| f32::from(*number) * scale).collect())
    }

    /// The cosine of each vector with one, to less than 0.01. For an embedding of another
    /// width they are all zero.
    pub fn cosines(&self, with: &Embedding) -> Vec<f32> {
        let mut cosines = vec![0.0; self.len()];
        if with.values().len() == self.table.columns() {
            let mut activations = Activations::default();
            self.kernels.quantise(with.values(), self.table.columns(), &mut activations);
            self.kernels.multiply(&self.table, &activations, &[], &mut cosines);
        }
        cosines
    }
}

#[cfg(test)]
mod tests;
