//! Takes the long vowels out of a stem, so that a broken plural meets its
//! singular. Loose on purpose: it serves the lowest-weighted field.

use super::{Rule, Script};

pub struct ArabicSkeleton;

impl Rule for ArabicSkeleton {
    fn applies_to(&self, script: Script) -> bool {
        script == Script::Arabic
    }

    fn apply(&self, word: &mut String) {
        let skeleton: String =
            word.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ء')).collect();
        if skeleton.chars().count() >= 3 {
            *word = skeleton;
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("مشاريع", "مشرع"), ("مشروع", "مشرع"), ("طاق", "طاق")]
    }
}

#[cfg(test)]
super::rule_tests!(ArabicSkeleton);
