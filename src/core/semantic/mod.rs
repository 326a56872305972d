//! Meaning: texts become vectors, and texts that mean nearly the same have a cosine
//! near one, in whatever language they are.
//!
//! The vectors are those of a sentence encoder that reads a model file
//! ([`Model::open`]). Everything is computed in this process, on one core, without
//! changing anything: several threads may ask one model at once.

mod encoder;
mod error;
mod gguf;
mod model;
mod normaliser;
mod tokenizer;

pub use error::ModelError;
pub use model::{Embedding, Kind, Model};
