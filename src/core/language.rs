//! Languages by their codes. Which one a text is in is told by
//! [`analysis`](super::analysis).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language, by its ISO 639-1 (or, where there is none, 639-3) code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 3]);

impl Language {
    pub const ARABIC: Language = Language::from_code(*b"ar\0");
    pub const ENGLISH: Language = Language::from_code(*b"en\0");

    /// A language that the program knows by name: its code in lower case, filled
    /// up with zeros.
    pub(in crate::core) const fn from_code(code: [u8; 3]) -> Language {
        Language(code)
    }

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
    fn a_code_keeps_its_primary_subtag_and_rejects_anything_else() {
        assert_eq!(Language::parse("pt-BR").map(|l| l.to_string()), Some("pt".into()));
        assert_eq!(Language::parse("AR"), Some(Language::ARABIC));
        for bad in ["", "a", "english", "عر", "e1"] {
            assert_eq!(Language::parse(bad), None, "{bad}");
        }
    }
}
