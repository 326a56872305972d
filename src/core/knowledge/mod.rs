//! Knowledge: the documents that may be quoted.
//!
//! `folder` reads the files and [`Library`] loads them; `front_matter`, `markdown`
//! and `plain` read one file into blocks; `assembly` turns blocks into sections and
//! passages and locates [`sentences`] and direct `quotations` inside them. The
//! [`Glossary`] knows names and terms in all their spellings. [`import`] makes
//! documents from raw text, [`problem`] is how anything wrong is told, and a
//! [`PassageTag`] names a passage where there is little room.

mod assembly;
mod document;
mod effort;
mod folder;
mod front_matter;
mod glossary;
pub mod import;
mod library;
mod lines;
mod markdown;
mod plain;
pub mod problem;
mod quotations;
pub mod sentences;
mod tag;
pub mod vocabulary;

pub use document::{
    Document, DocumentId, Metadata, Note, Passage, PassageId, Quotation, Rendition, Section,
    Speaker,
};
pub use glossary::{ConceptId, ConceptKind, Glossary, Mention};
pub use library::{Library, LoadError, PassageKey};
pub use problem::Problem;
pub use tag::PassageTag;
