//! The analysis rules, in the order in which they run.
//!
//! A rule changes one word. It says for which language or script it holds and
//! passes other words by; it has a file of its own, examples that its test runs,
//! and a place in one of the three lists below. To add a rule, copy
//! `dummy_example.rs` and add a line here.

mod apostrophes;
mod arabic_letters;
mod arabic_marks;
mod arabic_outer_letter;
pub(super) mod arabic_prefixes;
mod arabic_skeleton;
mod arabic_suffixes;
mod compatibility;
mod dialect;
mod digits;
mod dummy_example;
mod english_stem;
mod invisible;
mod latin_accents;

use super::Forms;
use super::lexicons::{language_of_script, language_of_word};
use super::script::Script;
use crate::core::Language;

/// Which words a rule holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    Everything,
    /// Every language written in a script: how letters are written.
    Script(Script),
    /// One language only: its inflection, its words.
    Language(Language),
}

impl Scope {
    fn includes(self, script: Script, language: Language) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Script(of) => of == script,
            // Digits, and Latin letters in an Arabic word, are of no language.
            Scope::Language(of) => of == language && Script::of_language(of) == script,
        }
    }
}

/// One change to one word.
pub trait Rule: Sync {
    /// Words outside it are passed by.
    fn scope(&self) -> Scope;

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
    &dialect::ARABIC,
];

/// Rules that fold how a word is written and leave which word it is: of [`WORD_RULES`]
/// not the one that drops a possessive, nor the one that reads a dialect's word as another.
/// Numbers are left out, because separators of thousands are told from decimal ones only
/// by who compares numbers.
pub const SPELLING_RULES: &[&dyn Rule] = &[
    &invisible::Invisible,
    &compatibility::Compatibility,
    &arabic_marks::ArabicMarks,
    &arabic_letters::ArabicLetters,
    &latin_accents::LatinAccents,
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

/// Runs all rules over one word of a text in a language.
pub fn forms(text: &str, script: Script, language: Language) -> Forms {
    let language = language_of_word(script, language);
    let word = run(WORD_RULES, text.to_owned(), script, language);
    let stem = run(STEM_RULES, word.clone(), script, language);
    let skeleton = run(SKELETON_RULES, stem.clone(), script, language);
    Forms { word, stem, skeleton }
}

fn run(rules: &[&dyn Rule], mut word: String, script: Script, language: Language) -> String {
    for rule in rules.iter().filter(|rule| rule.scope().includes(script, language)) {
        rule.apply(&mut word);
    }
    word
}

/// A word with the variants of its spelling folded, for telling whether two texts have
/// the same words.
pub fn spelling(text: &str, script: Script) -> String {
    // The rules of spelling hold for scripts, whatever the language.
    run(SPELLING_RULES, text.to_owned(), script, Language::ENGLISH)
}

/// The `word` form of a word of a language, for lists that are written in plain
/// spelling.
pub fn word_form_in(text: &str, language: Language) -> String {
    let script = Script::of_word(text);
    run(WORD_RULES, text.to_owned(), script, language_of_word(script, language))
}

/// The same where the language is not known: by the one that stands for the
/// word's script.
pub fn word_form(text: &str) -> String {
    let language = language_of_script(Script::of_word(text)).unwrap_or(Language::ENGLISH);
    word_form_in(text, language)
}

/// What the rules make of all their examples: two programs that agree on these
/// index alike.
pub(crate) fn probes() -> impl Iterator<Item = (&'static str, Forms)> {
    let rules = WORD_RULES.iter().chain(STEM_RULES).chain(SKELETON_RULES);
    rules.flat_map(|rule| {
        let language = match rule.scope() {
            Scope::Language(language) => Some(language),
            Scope::Script(script) => language_of_script(script),
            Scope::Everything => None,
        };
        rule.examples().iter().map(move |(before, _)| {
            let script = Script::of_word(before);
            let language = language.or(language_of_script(script)).unwrap_or(Language::ENGLISH);
            (*before, forms(before, script, language))
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::analysis::lexicons;

    #[test]
    fn a_lexicon_with_dialect_words_has_a_rule_that_reads_them() {
        for lexicon in lexicons::ALL {
            for (dialect, standard) in lexicon.dialect {
                assert_eq!(word_form_in(dialect, lexicon.language), *standard, "{dialect}");
            }
        }
    }

    #[test]
    fn a_word_is_inflected_by_the_rules_of_its_own_language_only() {
        let language = |code| Language::parse(code).expect("a code");
        let stem = |word: &str, code| forms(word, Script::of_word(word), language(code)).stem;
        assert_eq!(stem("discoveries", "en"), "discoveri");
        assert_eq!(stem("Discoveries", "de"), "discoveries");
        assert_eq!(stem("discoveries", "ar"), "discoveri", "an English word in an Arabic text");
        assert_eq!(stem("الإعلانات", "ar"), "اعلان");
        assert_eq!(stem("اطلاعات", "fa"), "اطلاعات");
    }

    #[test]
    fn letters_are_folded_in_every_language_of_the_script() {
        let german = Language::parse("de").expect("a code");
        assert_eq!(word_form_in("Übermut", german), "ubermut");
    }
}
