//! What can go wrong with the index.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

/// Something went wrong with the index, never with the question: any text is a
/// valid question.
#[derive(Debug, Error)]
pub enum SearchError {
    #[error("the search index cannot be used: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error(
        "the index directory {path} cannot be used: {source}; name a writable one with IQTIBAS_CACHE"
    )]
    Directory { path: PathBuf, source: io::Error },
    #[error(
        "another process has held {path} for {waited:?}, perhaps a stopped one; end it or name another directory with IQTIBAS_CACHE"
    )]
    Locked { path: PathBuf, waited: Duration },
    #[error(
        "{path} stands where everybody may write and is not this user's own directory; name another with IQTIBAS_CACHE"
    )]
    Foreign { path: PathBuf },
}
