//! Takes the long vowels out of a stem, so that a broken plural meets its
//! singular. Loose on purpose: it serves the lowest-weighted field.

use super::{Rule, Scope};
use crate::core::Language;
use crate::core::analysis::lexicons::ar::NO_PARTICIPLES;

pub(super) struct ArabicSkeleton;

impl Rule for ArabicSkeleton {
    fn scope(&self) -> Scope {
        Scope::Language(Language::ARABIC)
    }

    fn apply(&self, word: &mut String) {
        if NO_PARTICIPLES.contains(&word.as_str()) {
            return;
        }
        let skeleton: String =
            word.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ء')).collect();
        if skeleton.chars().count() >= 3 {
            *word = skeleton;
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("مشاريع", "مشرع"), ("مشروع", "مشرع"), ("طاق", "طاق"), ("علما", "علم"), ("عالم", "عالم")]
    }
}

#[cfg(test)]
super::rule_tests!(ArabicSkeleton);
