//! Meaning: texts become vectors, and texts that mean nearly the same have a cosine
//! near one, in whatever language they are.
//!
//! The vectors are those of a sentence encoder that reads a model file
//! ([`Model::open`]). Everything is computed in this process, on one core, without
//! changing anything: several threads may ask one model at once. The vectors of many
//! passages ([`embed_all()`]) are kept on disk ([`VectorCache`]) and scanned ([`Vectors`]).

mod embed_all;
mod encoder;
mod error;
mod gguf;
mod model;
mod normaliser;
mod tokenizer;
mod vector_cache;
mod vectors;

pub use embed_all::embed_all;
pub use error::ModelError;
pub use model::{Embedding, Kind, Model};
pub use vector_cache::VectorCache;
pub use vectors::{QuantisedVector, Vectors};
