//! Arabic in Latin letters and digits ("shu ra2yo bil taqa").
//!
//! There is no one spelling, and the short vowels are written and the long ones
//! often are not. So a word is not converted but compared: a key reduces it, and
//! an Arabic word, to the consonants that both have in any spelling, and a distance
//! counts how far the letters of two words with one key are apart.
//! Which words there are to compare with is the vocabulary's business.

mod compare;
mod letters;

use std::collections::HashSet;
use std::sync::LazyLock;

pub use compare::{Comparable, FARTHEST, Typed, around, key_of};

use super::lexicons::arabizi::{COMMON, TELLING};
use super::script::{Script, ScriptCounts};
use super::word_class::WordClass;
use crate::core::Language;

/// A question of so many words is short.
const FEW_WORDS: usize = 6;
/// More words than this tell nothing new.
const MOST_WORDS: usize = 64;

static TELLING_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| TELLING.split_whitespace().collect());
static COMMON_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());

/// The words of a text as they are typed in Latin letters, an apostrophe after a
/// digit counted to it, each with its bytes.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .filter(|(_, word)| !word.is_empty())
}

/// Whether a text is Arabic in Latin letters, as far as its function words and its
/// digits among letters tell.
pub fn is_arabizi(text: &str) -> bool {
    let counts = ScriptCounts::of(text);
    if counts.latin == 0 || counts.arabic + counts.other > 0 {
        return false;
    }
    let (mut telling, mut spelt, mut common, mut english) = (0, 0, 0, 0);
    let mut all = 0;
    for (_, word) in words(text).take(MOST_WORDS) {
        let lower = word.to_lowercase();
        all += 1;
        if TELLING_WORDS.contains(lower.as_str()) {
            telling += 1;
        } else if has_digit_for_letter(word) {
            // 9gag, llama3, b2b: one such word may be a name.
            let is_doubtful = word.chars().count() < 4
                || word.starts_with(char::is_numeric)
                || word.ends_with(char::is_numeric);
            *(if is_doubtful { &mut common } else { &mut spelt }) += 1;
        } else if COMMON_WORDS.contains(lower.as_str()) {
            common += 1;
        } else if WordClass::Stop.has_spelling(&lower, Language::ENGLISH) {
            english += 1;
        }
    }
    let evidence = telling + spelt + common;
    // One word alone may be a name: it is believed in a short question only.
    telling + spelt > 0 && evidence > english && (evidence > 1 || all <= FEW_WORDS && english == 0)
}

/// Whether a word is a function word of Arabic in Latin letters.
pub(super) fn is_function_word(word: &str) -> bool {
    TELLING_WORDS.contains(word) || COMMON_WORDS.contains(word)
}

/// ra2yo, bte7ki, 3alam: a digit stands for a letter that Latin has not. Numbers
/// with units (5th, 3am), names (GPT5, H2O) and abbreviations (a16z, k8s) have digits
/// too.
pub(super) fn has_digit_for_letter(word: &str) -> bool {
    if !word.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let chars: Vec<char> = word.chars().collect();
    let is_digit = |c: &char| c.is_ascii_digit();
    let letters = chars.iter().filter(|c| c.is_alphabetic()).count();
    let digits: Vec<usize> = (0..chars.len()).filter(|&at| is_digit(&chars[at])).collect();
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_quantity = unit.len() < word.len() && UNITS.contains(&unit);
    letters >= 2
        && digits.iter().all(|&at| matches!(chars[at], '2' | '3' | '5'..='9'))
        && digits.windows(2).all(|pair| pair[0] + 1 < pair[1])
        && chars.iter().skip(1).all(|c| !c.is_uppercase())
        && chars.iter().any(|&c| is_vowel(c))
        && !is_quantity
}

/// What stands after a number without being a word.
const UNITS: &[&str] = &["st", "nd", "rd", "th", "am", "pm", "day", "days", "min", "hours", "year"];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether a typed word is a function word by the lists alone, or an article that
/// stands apart.
pub fn holds_together(word: &str) -> bool {
    let word = word.to_lowercase();
    is_function_word(&word) || compare::is_front(&word)
}

/// Whether a word is of Latin letters, digits and apostrophes.
pub fn is_candidate(word: &str) -> bool {
    let is_latin = |c: char| Script::of(c) == Script::Latin;
    word.chars().any(is_latin)
        && word.chars().all(|c| is_latin(c) || c.is_ascii_digit() || matches!(c, '\'' | '’'))
}

#[cfg(test)]
mod tests;
