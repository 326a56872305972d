//! Phrases by which the structure of a text is recognised, in every language that
//! has a lexicon.

use std::sync::LazyLock;

use crate::core::analysis::lexicons;
use crate::core::analysis::rules::word_form;

static KEY_POINT_PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let phrases = lexicons::ALL.iter().flat_map(|lexicon| lexicon.key_point_headings);
    phrases.map(|phrase| fold_phrase(phrase)).collect()
});

/// Whether a heading announces key points: one of the phrases, or begins or ends
/// with one.
pub fn announces_key_points(heading: &str) -> bool {
    let folded = fold_phrase(heading);
    KEY_POINT_PHRASES.iter().any(|phrase| {
        let begins = folded.strip_prefix(phrase.as_str());
        let ends = folded.strip_suffix(phrase.as_str());
        begins.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            || ends.is_some_and(|rest| rest.ends_with(' '))
    })
}

/// A phrase with every word folded and single spaces, for comparing phrases
/// whatever their spelling and punctuation.
pub fn fold_phrase(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(|word| !word.is_empty())
        .map(word_form)
        .collect();
    words.join(" ")
}

/// A sign on a letter or in a word that is no letter itself: vowel signs, elongation, an
/// apostrophe.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_point_headings_are_recognised_in_both_languages() {
        for heading in
            ["نقاط رئيسية من مقابلة سام ألتمان:", "Key takeaways", "Key points from the interview"]
        {
            assert!(announces_key_points(heading), "{heading}");
        }
        assert!(!announces_key_points("مستقبل الطاقة النووية"));
        assert!(!announces_key_points("The monkey points north"));
    }
}
