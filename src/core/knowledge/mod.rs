//! Knowledge: the documents that may be quoted.
//!
//! `folder` reads the files and [`Library`] loads them; one of the `readers` makes blocks
//! of a file; `transcript` tells who says which of them; `assembly` turns blocks into
//! sections and passages and locates [`sentences`] and direct `quotations` inside them. The
//! [`Glossary`] knows names and terms in all their spellings. [`import`] makes
//! documents from raw text, [`problem`] is how anything wrong is told, and a
//! [`PassageTag`] names a passage where there is little room, an [`Address`] one that may
//! change.

mod address;
mod assembly;
mod block;
mod document;
mod effort;
mod files;
mod folder;
mod front_matter;
mod glossary;
pub mod import;
mod library;
mod lines;
pub mod problem;
mod quotations;
mod readers;
pub mod sentences;
pub(in crate::core) mod stored;
mod tag;
mod timestamp;
mod transcript;
pub mod vocabulary;

pub use address::{Address, Fate};
pub use document::{
    Document, DocumentId, Metadata, Note, Participant, Passage, PassageId, QuestionAt, Quotation,
    Rendition, Role, Section, Speaker, Speech, Utterance,
};
pub use files::Files;
pub(crate) use glossary::FILE_NAME as GLOSSARY_FILE;
pub use glossary::{ConceptId, ConceptKind, Glossary, Mention};
pub use library::{Library, LoadError, PassageKey};
pub use problem::Problem;
pub(in crate::core) use quotations::{PeopleSoFar, quotations};
pub use stored::Fingerprint;
pub use tag::PassageTag;
pub use timestamp::Timestamp;
pub(in crate::core) use transcript::exchange::asks_for_something;
