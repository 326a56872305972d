//! Takes off the conjunction و and the article with what is written onto it,
//! in the manner of light10 (Larkey, Ballesteros and Connell, 2002), which found
//! that removing this little works better for retrieval than finding the root.

use super::{Rule, Scope};
use crate::core::Language;

pub(crate) struct ArabicPrefixes;

impl Rule for ArabicPrefixes {
    fn scope(&self) -> Scope {
        Scope::Language(Language::ARABIC)
    }

    fn apply(&self, word: &mut String) {
        if word.starts_with('و') && word.chars().count() > 3 {
            word.remove(0);
        }
        for prefix in ARTICLES {
            if let Some(rest) = word.strip_prefix(prefix) {
                if rest.chars().count() >= 2 {
                    word.drain(..prefix.len());
                }
                return;
            }
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("والطاقه", "طاقه"),
            ("بالاعلانات", "اعلانات"),
            ("للذكا", "ذكا"),
            ("وعد", "وعد"),
            ("ولد", "ولد"),
        ]
    }
}

/// The article alone and after the prepositions and conjunctions that fuse with it.
const ARTICLES: &[&str] = &["ال", "بال", "كال", "فال", "لل", "وال"];

#[cfg(test)]
super::rule_tests!(ArabicPrefixes);
