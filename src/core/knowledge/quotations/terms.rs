//! Quotations that are no speech: names, terms and titles.

use super::narration::Narration;
use crate::core::analysis::WordClass;
use crate::core::knowledge::effort::spend;

impl Narration<'_> {
    /// What stands in the marks.
    pub(super) fn words(&self, quotation: usize) -> &str {
        self.items.get(quotation).map_or("", |item| self.text[item.at.clone()].trim_end())
    }

    /// Whether a quotation is a name or a term: something is called so, or it stands
    /// before what it describes (a “theory of everything” approach).
    pub(super) fn is_term(&self, quotation: usize) -> bool {
        let is_named = quotation.checked_sub(1).is_some_and(|at| self.is(at, WordClass::Naming));
        let describes = self.is_lower_case(quotation + 1)
            && !self.is_stop(quotation + 1)
            && self.words(quotation).ends_with(char::is_alphanumeric);
        is_named || describes
    }

    /// Whether a quotation is written as titles are: all but its small words
    /// capitalised, and no mark of a sentence at its end.
    pub(super) fn is_title(&self, quotation: usize) -> bool {
        let words = self.words(quotation);
        if words.ends_with(['.', '!', '?', '…']) {
            return false;
        }
        let Some(item) = self.items.get(quotation) else { return false };
        let mut capitalised = 0;
        for token in self.tokens_in(&item.at) {
            spend(1);
            let word = &self.text[token.range.clone()];
            let is_small =
                [WordClass::Preposition, WordClass::Determiner, WordClass::Complementiser]
                    .into_iter()
                    .any(|class| token.is(class));
            if word.starts_with(char::is_lowercase) && !is_small && !matches!(word, "and" | "or") {
                return false;
            }
            capitalised += usize::from(word.starts_with(char::is_uppercase) && !token.is_stop());
        }
        capitalised >= 2
    }
}
