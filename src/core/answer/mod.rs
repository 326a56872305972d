//! Answers: what was found, as data that is verbatim by construction.
//!
//! [`quote`] is the one way to show a source's words and [`citation`] says where
//! they stand. [`ask()`] answers a question; [`browse`] lists key points, direct
//! quotations, topics and sources; [`check`](mod@check) says whether somebody's quotation is
//! in the sources; [`summary`] extracts; [`works`] tells which documents some words mean.

pub mod ask;
pub mod browse;
pub mod check;
pub mod citation;
pub mod parts;
pub mod quote;
pub mod summary;
pub mod topic;
pub mod works;

pub use ask::{Answer, AskOptions, ask};
pub use citation::Citation;
pub use quote::{NotVerbatim, Question, Quote, Slice, Translation};
pub use topic::Topic;
