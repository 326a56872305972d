//! Writing systems, as far as the rules tell them apart.

use crate::core::Language;

/// The writing system of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    Arabic,
    Latin,
    Digits,
    Other,
}

/// Languages that are written in the Arabic script.
const IN_ARABIC: &[&str] = &["ar", "fa", "ur", "ps", "sd", "ug", "ks", "ckb", "pnb", "azb"];

/// Languages that are written in neither the Arabic script nor the Latin one:
/// those that whatlang 0.18 tells apart, and the state languages that it lacks.
const IN_OTHERS: &[&str] = &[
    "am", "as", "be", "bg", "bn", "bo", "dv", "dz", "el", "gu", "he", "hi", "hy", "ja", "ka", "kk",
    "km", "kn", "ko", "ky", "lo", "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ru", "sa", "si",
    "sr", "ta", "te", "tg", "th", "ti", "uk", "yi", "zh",
];

impl Script {
    pub fn of(c: char) -> Script {
        match c {
            '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' => Script::Digits,
            '\u{0600}'..='\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{08A0}'..='\u{08FF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}' => Script::Arabic,
            'a'..='z'
            | 'A'..='Z'
            | '\u{00C0}'..='\u{024F}'
            | '\u{1E00}'..='\u{1EFF}'
            | 'Ａ'..='ｚ' => Script::Latin,
            c if c.is_numeric() => Script::Digits,
            _ => Script::Other,
        }
    }

    /// The script of a word's first letter.
    pub(crate) fn of_word(word: &str) -> Script {
        word.chars().next().map_or(Script::Other, Script::of)
    }

    /// The script that a language is written in; Latin for one that is not
    /// known to have another.
    pub(crate) fn of_language(language: Language) -> Script {
        let code = language.code();
        if IN_ARABIC.contains(&code) {
            Script::Arabic
        } else if IN_OTHERS.contains(&code) {
            Script::Other
        } else {
            Script::Latin
        }
    }
}

/// Whether it is one of the 36 letters that Arabic is written with: a lower-case letter
/// that is its own compatibility form, which Unicode's tables tell of any letter and take
/// longer to.
pub(crate) fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}')
}

/// Whether it is a letter or a digit.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_arabic_letter(c) || !c.is_ascii() && c.is_alphanumeric()
}

/// How many letters of each script a text has.
#[derive(Debug, Default)]
pub(crate) struct ScriptCounts {
    pub(crate) arabic: usize,
    pub(crate) latin: usize,
    pub(crate) other: usize,
}

impl ScriptCounts {
    pub(crate) fn of(text: &str) -> ScriptCounts {
        let mut counts = ScriptCounts::default();
        for c in text.chars().filter(|c| is_arabic_letter(*c) || c.is_alphabetic()) {
            match Script::of(c) {
                Script::Arabic => counts.arabic += 1,
                Script::Latin => counts.latin += 1,
                _ => counts.other += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_quickly_of_a_letter_is_what_unicode_says() {
        use unicode_normalization::UnicodeNormalization;
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            if is_arabic_letter(c) {
                assert!(c.is_alphabetic() && c.nfkc().eq([c]) && c.to_lowercase().eq([c]), "{c:?}");
            }
        }
    }

    #[test]
    fn a_language_has_the_script_it_is_written_in() {
        for (code, script) in [
            ("ar", Script::Arabic),
            ("fa", Script::Arabic),
            ("ru", Script::Other),
            ("he", Script::Other),
            ("de", Script::Latin),
            ("en", Script::Latin),
        ] {
            let language = Language::parse(code).expect("a code");
            assert_eq!(Script::of_language(language), script, "{code}");
        }
    }
}
