//! What can be wrong with a model file.

use std::io;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("it is not a GGUF file of version 2 or 3")]
    NotGguf,
    #[error("it is damaged: {0}")]
    Malformed(String),
    #[error("{what} is larger than {limit}")]
    TooLarge { what: &'static str, limit: u64 },
    #[error("it has no {0}")]
    Missing(String),
    #[error("{what} is {found}, which this program does not know")]
    Unsupported { what: String, found: String },
}

impl ModelError {
    pub(super) fn malformed(what: impl Into<String>) -> ModelError {
        ModelError::Malformed(what.into())
    }

    pub(super) fn unsupported(what: impl Into<String>, found: impl ToString) -> ModelError {
        ModelError::Unsupported { what: what.into(), found: found.to_string() }
    }
}
