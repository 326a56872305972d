//! Knowledge: the documents that may be quoted.
//!
//! [`library`] loads a folder; [`front_matter`], [`markdown`] and [`plain`] read
//! one file into blocks; [`assembly`] turns blocks into sections and passages
//! and locates [`sentences`] and direct [`quotations`] inside them. The
//! [`glossary`] knows names and terms in all their spellings. [`import`] makes
//! documents from raw text, [`problem`] is how anything wrong is told, and a [`tag`]
//! names a passage where there is little room.

pub mod assembly;
pub mod document;
mod effort;
mod folder;
pub mod front_matter;
pub mod glossary;
pub mod import;
pub mod library;
mod lines;
pub mod markdown;
pub mod plain;
pub mod problem;
pub mod quotations;
pub mod sentences;
pub mod tag;
pub mod vocabulary;

pub use document::{
    Document, DocumentId, Metadata, Note, Passage, PassageId, Quotation, Rendition, Section,
    Speaker,
};
pub use glossary::{ConceptId, Glossary};
pub use library::{Library, LoadError, PassageKey};
pub use problem::Problem;
pub use tag::PassageTag;
