//! Which language a text or a question is in.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::analysis::{Script, stop_words};

/// A language, by its ISO 639-1 (or, where there is none, 639-3) code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 3]);

impl Language {
    pub const ARABIC: Language = Language(*b"ar\0");
    pub const ENGLISH: Language = Language(*b"en\0");

    /// Reads a code such as `ar`, `EN` or `pt-BR` (of which the primary subtag
    /// is kept). `None` unless the subtag is two or three ASCII letters.
    pub fn parse(code: &str) -> Option<Language> {
        let primary = code.trim().split(['-', '_']).next()?;
        let valid = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !valid {
            return None;
        }
        let mut bytes = [0; 3];
        for (slot, byte) in bytes.iter_mut().zip(primary.bytes()) {
            *slot = byte.to_ascii_lowercase();
        }
        Some(Language(bytes))
    }

    pub fn code(&self) -> &str {
        let end = self.0.iter().position(|&b| b == 0).unwrap_or(3);
        std::str::from_utf8(&self.0[..end]).unwrap_or("und")
    }

    /// Whether text in this language runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self.code(), "ar" | "he" | "fa" | "ur" | "yi" | "ps" | "sd" | "ckb")
    }

    /// The language of a document's text: by its script where that decides it,
    /// by a trigram model where it doesn't.
    pub fn of_document(text: &str) -> Language {
        let counts = ScriptCounts::of(text);
        if counts.arabic > counts.latin && counts.arabic > counts.other {
            return match whatlang::detect_lang(text) {
                Some(whatlang::Lang::Pes) => Language(*b"fa\0"),
                Some(whatlang::Lang::Urd) => Language(*b"ur\0"),
                _ => Language::ARABIC,
            };
        }
        match whatlang::detect_lang(text) {
            Some(lang) => from_whatlang(lang),
            None => Language::ENGLISH,
        }
    }

    /// The language to answer a question in.
    ///
    /// A question is a handful of words, too few for a trigram model, and often
    /// mixes scripts ("شنو رأي Altman في vertical integration"). Its function
    /// words tell which language holds the sentence together, so they count
    /// most; letters break the tie.
    pub fn of_question(text: &str) -> Language {
        let counts = ScriptCounts::of(text);
        if counts.arabic == 0 && counts.latin == 0 && counts.other > 0 {
            return whatlang::detect_lang(text).map_or(Language::ENGLISH, from_whatlang);
        }
        if counts.arabic == 0 {
            return Language::ENGLISH;
        }
        if counts.latin == 0 {
            return Language::ARABIC;
        }
        let (mut arabic, mut latin) = (counts.arabic, counts.latin);
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            match word.chars().next().map(Script::of) {
                Some(Script::Arabic) if stop_words::is_function_word(word) => arabic += 100,
                Some(Script::Latin) if stop_words::is_function_word(word) => latin += 100,
                _ => {}
            }
        }
        if arabic >= latin { Language::ARABIC } else { Language::ENGLISH }
    }
}

#[derive(Default)]
struct ScriptCounts {
    arabic: usize,
    latin: usize,
    other: usize,
}

impl ScriptCounts {
    fn of(text: &str) -> ScriptCounts {
        let mut counts = ScriptCounts::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            match Script::of(c) {
                Script::Arabic => counts.arabic += 1,
                Script::Latin => counts.latin += 1,
                _ => counts.other += 1,
            }
        }
        counts
    }
}

/// ISO 639-1 codes for the languages whatlang names by 639-3 code and that have
/// one; the rest keep their three letters.
fn from_whatlang(lang: whatlang::Lang) -> Language {
    const SHORT: &[(&str, &str)] = &[
        ("ara", "ar"),
        ("eng", "en"),
        ("fra", "fr"),
        ("spa", "es"),
        ("deu", "de"),
        ("por", "pt"),
        ("ita", "it"),
        ("nld", "nl"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("tur", "tr"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "no"),
        ("fin", "fi"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("ell", "el"),
        ("ind", "id"),
        ("cat", "ca"),
    ];
    let code = lang.code();
    let short = SHORT.iter().find(|(long, _)| *long == code);
    Language::parse(short.map_or(code, |(_, short)| short)).unwrap_or(Language::ENGLISH)
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Language::parse(&code).ok_or_else(|| {
            serde::de::Error::custom(format!("'{code}' is not a language code such as ar or en"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_gets_the_language_of_the_words_that_hold_it_together() {
        for (question, expected) in [
            ("لماذا قررت OpenAI المراهنة؟", "ar"),
            ("شنو رأي Altman في vertical integration", "ar"),
            ("What does الطاقة النووية mean here?", "en"),
            ("Why did OpenAI bet on infrastructure?", "en"),
            ("Sora", "en"),
            ("والنووية؟", "ar"),
            ("12 + 5", "en"),
            ("", "en"),
        ] {
            assert_eq!(Language::of_question(question).code(), expected, "{question}");
        }
    }

    #[test]
    fn a_code_keeps_its_primary_subtag_and_rejects_anything_else() {
        assert_eq!(Language::parse("pt-BR").map(|l| l.to_string()), Some("pt".into()));
        assert_eq!(Language::parse("AR"), Some(Language::ARABIC));
        for bad in ["", "a", "english", "عر", "e1"] {
            assert_eq!(Language::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_document_in_another_latin_language_is_recognised() {
        let french =
            "Le bonheur des uns fait le malheur des autres, disait la vieille dame du quartier.";
        assert_eq!(Language::of_document(french).code(), "fr");
    }
}
