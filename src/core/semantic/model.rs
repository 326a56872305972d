//! A sentence encoder as a whole: a text in, a vector out.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use iqtibas_kernels::Kernels;

use super::encoder::{Encoder, Scratch, Shape};
use super::error::ModelError;
use super::gguf::Gguf;
use super::tokenizer::Tokenizer;

/// What a text is to the model, which was trained to bring a question near the passages
/// that answer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Question,
    Passage,
}

impl Kind {
    /// What the models of the family E5 have in front of a text.
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Question => "query: ",
            Kind::Passage => "passage: ",
        }
    }
}

/// What a text means: a vector of unit length. Only where a model's numbers are beyond
/// all measure it is zero, which is near nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding(Vec<f32>);

impl Embedding {
    #[cfg(test)]
    pub(super) fn new(values: Vec<f32>) -> Embedding {
        Embedding(values)
    }

    pub fn values(&self) -> &[f32] {
        &self.0
    }

    /// From -1 to 1: 1 for what means the same. Unrelated texts have some 0.75 with the
    /// models of the family E5.
    pub fn cosine(&self, other: &Embedding) -> f32 {
        self.0.iter().zip(&other.0).map(|(one, other)| one * other).sum()
    }
}

/// A model that was read. It never changes; threads may share it.
#[derive(Debug)]
pub struct Model {
    tokenizer: Tokenizer,
    encoder: Encoder,
    width: usize,
    fingerprint: u64,
    /// Memory to compute in, of threads that are done with it.
    idle: Mutex<Vec<Scratch>>,
}

impl Model {
    /// Reads a GGUF file of llama.cpp's architecture `bert` with mean pooling and a
    /// unigram tokenizer.
    ///
    /// # Errors
    /// When it cannot be read, is damaged, or is a model of another kind.
    pub fn open(path: &Path) -> Result<Model, ModelError> {
        Model::read(BufReader::with_capacity(1 << 16, File::open(path)?))
    }

    /// Reads such a file from anywhere.
    ///
    /// # Errors
    /// As [`Model::open`].
    pub fn read(file: impl Read + Seek) -> Result<Model, ModelError> {
        Model::read_with(file, Kernels::detect())
    }

    /// Reads such a file, to compute with certain instructions. Vectors are the same with
    /// all of them; only measuring has a use for this.
    ///
    /// # Errors
    /// As [`Model::open`].
    pub fn read_with(file: impl Read + Seek, kernels: Kernels) -> Result<Model, ModelError> {
        let mut file = Gguf::read(file)?;
        let shape = Shape::read(&file)?;
        let tokenizer = Tokenizer::read(&mut file, shape.pieces)?;
        let width = shape.width;
        let encoder = Encoder::read(&mut file, shape, tokenizer.pieces(), kernels)?;
        let idle = Mutex::default();
        Ok(Model { tokenizer, encoder, width, fingerprint: file.fingerprint(), idle })
    }

    /// The vector of a text. Of a long one the model reads some 500 pieces, which are
    /// 250 to 400 words.
    pub fn embed(&self, kind: Kind, text: &str) -> Embedding {
        let pieces = self.tokenizer.encode(&format!("{}{text}", kind.prefix()));
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = idle().pop();
        let mut scratch = taken.unwrap_or_else(|| self.encoder.scratch());
        let vector = self.encoder.encode(&pieces, &mut scratch);
        idle().push(scratch);
        Embedding(vector)
    }

    /// How many numbers an embedding has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// A number for the content of the file: vectors of models with the same one may be
    /// compared.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

#[cfg(test)]
mod damaged;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tiny;
