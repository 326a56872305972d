//! The words of a text as they are compared.
//!
//! Two words are one if nothing but their spelling parts them: case, vowel marks and
//! elongation, letters that are written for one another, digits of either script,
//! separators of thousands. Punctuation, quotation marks and dashes are no words. A
//! different word stays a different one, however near: nothing is stemmed. A percent sign, a
//! currency and a minus change what a number says, so they are words.

use std::collections::HashMap;
use std::ops::Range;

use crate::core::Language;
use crate::core::analysis::Script;
use crate::core::analysis::expectation::is_number;
use crate::core::analysis::lexicons::language_of_script;
use crate::core::analysis::rules::{spelling, word_form};
use crate::core::analysis::segment::segments;
use crate::core::analysis::word_class::WordClass;

/// A spelling, the same for all variants of a word.
pub(super) type Form = u32;

/// A word where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) form: Form,
    /// The bytes of the text.
    pub(super) range: Range<usize>,
}

/// Gives every spelling a number, so that words are compared as numbers.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    known: HashMap<String, Form>,
}

/// Signs that are words.
const SIGNS: &[char] = &['%', '$', '€', '£', '¥', '₪', '₹', '₽', '﷼', '°', '‰', '±', '+'];

impl Spellings {
    fn form(&mut self, spelling: String) -> Form {
        let next = self.known.len() as Form;
        *self.known.entry(spelling).or_insert(next)
    }

    /// The words of a text, in order.
    pub(super) fn words(&mut self, text: &str) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut end = 0;
        for segment in segments(text) {
            self.signs(text, end..segment.range.start, &mut words);
            end = segment.range.end;
            let form = match segment.script {
                Script::Digits => number(segment.text),
                script => {
                    let folded = spelling(segment.text, script).replace('’', "'");
                    // Digits within a word: a16z.
                    let is_plain = folded.is_ascii() || !folded.contains(char::is_numeric);
                    if is_plain { folded } else { number(&folded) }
                }
            };
            // A mark by itself has no spelling left.
            if !form.is_empty() {
                let form = self.form(form);
                words.push(Word { form, range: segment.range });
            }
        }
        self.signs(text, end..text.len(), &mut words);
        self.join_conjunctions(text, &mut words);
        words
    }

    /// The signs between two words, and what is too long to be read as a word: it is one
    /// all the same, or a text with it would have the same words as one without.
    fn signs(&mut self, text: &str, gap: Range<usize>, words: &mut Vec<Word>) {
        let between = &text[gap.clone()];
        if between.contains(char::is_alphanumeric) {
            let form = self.form(between.to_owned());
            words.push(Word { form, range: gap });
            return;
        }
        for (at, sign) in between.char_indices() {
            let start = gap.start + at;
            let end = start + sign.len_utf8();
            let sign = match sign {
                '٪' | '﹪' | '％' => '%',
                '-' | '\u{2212}' => '-',
                other => other,
            };
            let is_minus = || {
                let before = text[..start].chars().next_back();
                before.is_none_or(|c| c.is_whitespace() || c == '(')
                    && text[end..].starts_with(char::is_numeric)
            };
            if SIGNS.contains(&sign) || (sign == '-' && is_minus()) {
                let form = self.form(sign.to_string());
                words.push(Word { form, range: start..end });
            }
        }
    }

    /// An Arabic "and" is written onto its word, and by some apart from it.
    fn join_conjunctions(&mut self, text: &str, words: &mut Vec<Word>) {
        let mut joined: Vec<Word> = Vec::with_capacity(words.len());
        let is_arabic = |word: &Word| Script::of_word(&text[word.range.clone()]) == Script::Arabic;
        for word in words.drain(..) {
            match joined.last_mut() {
                Some(and) if &text[and.range.clone()] == "و" && is_arabic(&word) => {
                    let whole = format!("و{}", &text[word.range.clone()]);
                    let form = self.form(spelling(&whole, Script::Arabic));
                    *and = Word { form, range: and.range.start..word.range.end };
                }
                _ => joined.push(word),
            }
        }
        *words = joined;
    }
}

/// A number in ASCII digits with a full stop before its decimals. A comma before three
/// digits parts thousands, any other one decimals.
fn number(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter_map(digit_or_sign).collect();
    let mut written = String::with_capacity(chars.len());
    for (at, c) in chars.iter().enumerate() {
        if *c != ',' {
            written.push(*c);
            continue;
        }
        let digits = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits != 3 {
            written.push('.');
        }
    }
    written
}

/// A character of a number in its usual form; none for one that is not seen.
fn digit_or_sign(c: char) -> Option<char> {
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        '٫' => return Some('.'),
        ',' | '٬' | '،' | '’' | '\'' => return Some(','),
        // Marks of direction, joiners, elongation.
        '\u{0640}'
        | '\u{061C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' => return None,
        other => return Some(other),
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

/// The language by whose lexicon a word is looked up.
fn language_of(word: &str) -> Language {
    language_of_script(Script::of_word(word)).unwrap_or(Language::ENGLISH)
}

/// Whether a word holds a sentence together and says nothing by itself.
pub(super) fn is_common(word: &str) -> bool {
    WordClass::Stop.has_spelling(word, language_of(word))
}

/// Whether a word denies what it stands with.
pub(super) fn is_negation(word: &str) -> bool {
    WordClass::Negation.has_spelling(word, language_of(word))
        || word.to_lowercase().ends_with("n't")
        || word.to_lowercase().ends_with("n’t")
}

/// Whether a word is a number or says how a number is meant.
pub(super) fn is_numeric(word: &str) -> bool {
    let is_sign = word.chars().all(|c| SIGNS.contains(&c) || matches!(c, '٪' | '-' | '\u{2212}'));
    is_sign || word.contains(char::is_numeric) || is_number(&word_form(word), language_of(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn are_same(left: &str, right: &str) -> bool {
        let mut spellings = Spellings::default();
        let mut forms =
            |text| spellings.words(text).into_iter().map(|word| word.form).collect::<Vec<_>>();
        forms(left) == forms(right)
    }

    #[test]
    fn what_parts_only_the_spelling_is_the_same() {
        for (left, right) in [
            ("قَالَ أَلتمان", "قال التمان"),
            ("الطـــاقة", "الطاقه"),
            ("في ٢٠٢٥", "في 2025"),
            ("1,190 people", "1190 people"),
            ("“Well” — it’s Fine", "'well' - it's fine"),
            ("GPT-5", "gpt 5"),
            ("و قال", "وقال"),
            ("café", "CAFÉ"),
            ("٣٫٥", "3.5"),
            ("A١٦Z", "a16z"),
            ("٪50", "%50"),
            ("one\n  two", "one two"),
        ] {
            assert!(are_same(left, right), "{left} / {right}");
        }
    }

    #[test]
    fn another_word_is_another_word() {
        for (left, right) in [
            ("3,5 million", "35 million"),
            ("grew -5", "grew 5"),
            ("50%", "50"),
            ("$5", "€5"),
            ("companies", "company"),
            ("Altman's", "Altman"),
            ("يقول", "قال"),
            ("والطاقة", "الطاقة"),
            ("فلوس", "نقود"),
        ] {
            assert!(!are_same(left, right), "{left} / {right}");
        }
        let blob = "x".repeat(1000);
        assert!(!are_same(&format!("it is {blob} so"), "it is so"));
    }

    #[test]
    fn negations_and_numbers_are_told_in_both_languages() {
        for word in ["not", "don't", "Don’t", "ليس", "ولم", "never"] {
            assert!(is_negation(word), "{word}");
        }
        for word in ["note", "ما", "على", "important"] {
            assert!(!is_negation(word), "{word}");
        }
        for word in ["5", "٢٠", "forty", "ثلاثة", "%", "million"] {
            assert!(is_numeric(word), "{word}");
        }
        assert!(!is_numeric("energy"));
    }

    proptest! {
        #[test]
        fn words_of_any_text_are_slices_of_it_in_order(text in "\\PC{0,80}|[ء-ي\u{640}-\u{65F} 0-9٠-٩,.%$«»“”…-]{0,60}") {
            let mut end = 0;
            for word in Spellings::default().words(&text) {
                prop_assert!(word.range.start >= end);
                prop_assert!(text.get(word.range.clone()).is_some_and(|word| !word.is_empty()));
                end = word.range.end;
            }
        }
    }
}
