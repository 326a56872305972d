//! The core: knowledge, analysis, search, meaning and answers.
//!
//! Pure in the sense that matters for testing: no async, no sockets, no
//! platform types, no printing. It reads the knowledge folder and keeps its
//! index under a cache directory; nothing else leaves or enters.

pub mod analysis;
pub mod answer;
pub mod evaluation;
pub mod knowledge;
pub mod language;
pub mod search;
pub mod semantic;

pub use language::Language;
