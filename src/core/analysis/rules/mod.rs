//! The analysis rules, in the order in which they run.
//!
//! A rule changes one word of one script; it has a file of its own, examples
//! that its test runs, and a place in one of the three lists below. To add a
//! language or a rule, copy [`dummy_example`] and add a line here.

mod apostrophes;
mod arabic_dialect;
mod arabic_letters;
mod arabic_marks;
mod arabic_outer_letter;
mod arabic_prefixes;
mod arabic_skeleton;
mod arabic_suffixes;
mod compatibility;
mod digits;
mod dummy_example;
mod english_stem;
mod invisible;
mod latin_accents;

use super::{Forms, segment::Script};

/// One change to one word.
pub trait Rule: Sync {
    /// Words of other scripts pass it by.
    fn applies_to(&self, script: Script) -> bool;

    /// Changes the word in place.
    fn apply(&self, word: &mut String);

    /// Pairs of before and after. They are the rule's documentation and its
    /// test, and a changed example makes every stored index a stale one.
    fn examples(&self) -> &'static [(&'static str, &'static str)];
}

/// Rules that fold spelling variants: a word becomes its `word` form.
pub const WORD_RULES: &[&dyn Rule] = &[
    &invisible::Invisible,
    &compatibility::Compatibility,
    &arabic_marks::ArabicMarks,
    &arabic_letters::ArabicLetters,
    &latin_accents::LatinAccents,
    &digits::Digits,
    &apostrophes::Apostrophes,
    &arabic_dialect::ArabicDialect,
];

/// Rules that remove inflection: a `word` form becomes a `stem`.
pub const STEM_RULES: &[&dyn Rule] = &[
    &arabic_prefixes::ArabicPrefixes,
    &arabic_suffixes::ArabicSuffixes,
    &english_stem::EnglishStem,
];

/// Rules that go further than a stem: a `stem` becomes a `skeleton`.
pub const SKELETON_RULES: &[&dyn Rule] =
    &[&arabic_outer_letter::ArabicOuterLetter, &arabic_skeleton::ArabicSkeleton];

/// Runs all rules over one word.
pub fn forms(text: &str, script: Script) -> Forms {
    let word = run(WORD_RULES, text.to_owned(), script);
    let stem = run(STEM_RULES, word.clone(), script);
    let skeleton = run(SKELETON_RULES, stem.clone(), script);
    Forms { word, stem, skeleton }
}

fn run(rules: &[&dyn Rule], mut word: String, script: Script) -> String {
    for rule in rules.iter().filter(|rule| rule.applies_to(script)) {
        rule.apply(&mut word);
    }
    word
}

/// The `word` form of a word, for lists that are written in plain spelling.
pub fn word_form(text: &str) -> String {
    let script = text.chars().next().map_or(Script::Other, Script::of);
    run(WORD_RULES, text.to_owned(), script)
}

/// What the rules make of all their examples: two programs that agree on these
/// index alike.
pub(crate) fn probes() -> impl Iterator<Item = (&'static str, Forms)> {
    let rules = WORD_RULES.iter().chain(STEM_RULES).chain(SKELETON_RULES);
    rules.flat_map(|rule| rule.examples()).map(|(before, _)| {
        let script = before.chars().next().map_or(Script::Other, Script::of);
        (*before, forms(before, script))
    })
}

/// Runs a rule's examples and throws any Unicode at it.
#[cfg(test)]
macro_rules! rule_tests {
    ($rule:expr) => {
        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn the_examples_hold() {
                assert!(!$rule.examples().is_empty(), "a rule without examples is untested");
                for (before, after) in $rule.examples() {
                    let mut word = before.to_string();
                    $rule.apply(&mut word);
                    assert_eq!(&word, after, "from {before}");
                }
            }

            proptest::proptest! {
                #[test]
                fn any_unicode_goes_through_without_a_panic(word in proptest::prelude::any::<String>()) {
                    let mut changed = word;
                    $rule.apply(&mut changed);
                }

                #[test]
                fn any_arabic_goes_through_without_a_panic(word in "[\u{0600}-\u{06FF}]{0,12}") {
                    let mut changed = word;
                    $rule.apply(&mut changed);
                }
            }
        }
    };
}
#[cfg(test)]
use rule_tests;
