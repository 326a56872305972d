//! Which documents to answer from.

use std::sync::Arc;

/// All documents, or some of them by their places in the library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Within(Option<Arc<[u32]>>);

impl Within {
    /// Only those of some documents that are in it; the same where there are none such.
    #[must_use]
    pub fn narrowed_to(self, documents: Vec<u32>) -> Within {
        let both: Vec<u32> = documents.into_iter().filter(|number| self.has(*number)).collect();
        if both.is_empty() { self } else { Within::only(both) }
    }

    /// Every document.
    pub fn all() -> Within {
        Within::default()
    }

    /// Only these.
    pub fn only(documents: impl IntoIterator<Item = u32>) -> Within {
        Within(Some(documents.into_iter().collect()))
    }

    pub fn is_all(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a document is one of them.
    pub fn has(&self, document: u32) -> bool {
        self.0.as_ref().is_none_or(|documents| documents.contains(&document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_documents_are_all_of_them_and_none_is_none() {
        assert!(Within::all().is_all() && Within::all().has(7));
        let two = Within::only([1, 3]);
        assert!(!two.is_all() && two.has(3) && !two.has(2));
        assert!(!Within::only([]).has(0));
    }
}
