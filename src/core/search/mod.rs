//! Search: a question in, ranked passages and a confidence out.
//!
//! ```text
//! question ─ reader ─ Query ┬ lexical (a Retriever) ┬ rank, highlight ─ confidence ─ Findings
//!                           └ meaning ──────────────┘
//! ```
//!
//! [`engine`] runs these steps. [`index`] is what is stored and [`store`] where;
//! [`passages`] keeps the analysed passages that ranking looks at.

mod cache_dir;
pub mod confidence;
mod derived;
pub mod engine;
mod error;
mod frozen;
pub mod gist;
mod highlight;
pub mod index;
pub mod lexical;
mod lock;
pub mod meaning;
pub mod near;
mod opening;
pub mod passages;
pub mod query;
pub mod rank;
pub mod reader;
mod retriever;
pub mod similar;
#[cfg(test)]
mod sources;
mod speakers;
pub mod store;
pub mod unit;
pub mod vocabulary;
mod within;

pub use cache_dir::default_cache_dir;
pub use engine::{Engine, Findings, Outcome};
pub use error::SearchError;
pub use retriever::{Candidate, FoundBy, Retriever};
pub use speakers::Named;
pub use within::Within;
