//! Words by which the structure of a text is recognised, in Arabic and English.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::core::analysis::rules::word_form;

/// Verbs (and verbal nouns) by which a text attributes words to somebody.
const SPEECH: &str = "
    قال قالت قالوا يقول تقول وقال أضاف أضافت يضيف كشف كشفت يكشف أعلن أعلنت يعلن صرح صرحت يصرح أشار أشارت يشير مشيرا مشيرًا
    أكد أكدت يؤكد مؤكدا مؤكدًا أوضح أوضحت يوضح ذكر ذكرت يذكر يعتقد تعتقد اعتقد يرى ترى رأى توقع توقعت يتوقع تتوقع
    وصف وصفت وصفه وصفها يصف تصف واصفا واصفًا واصفة اعترف اعترفت يعترف أعرب أعربت يعرب لاحظ لاحظت يلاحظ علق علقت يعلق
    رد ردت يرد تابع تابعت يتابع شدد شددت يشدد حذر حذرت يحذر نفى نفت سأل سألت يسأل أجاب أجابت يجيب اعتبر قائلا قائلًا قائلة
    يتبنى تأمل ناقش شرح يشرح لخص تساءل تساءلت هتف كتب كتبت يكتب
    indicated indicates describe call admit announce acknowledge reveal
    said says say saying adds added told tells reveals revealed announced announces stated states noted notes notes remarked
    believes believed thinks thought expects expected predicts predicted described describes describing called calls calling
    admitted admits confessed expressed expresses observed observes commented comments replied replies answered answers asked asks
    argued argues insisted insists warned warns denied denies stressed stresses emphasised emphasized explained explains pointed
    acknowledged acknowledges recalled recalls wrote writes put puts declared declares disclosed";

/// Headings under which a list is a list of key points.
const KEY_POINT_HEADINGS: &[&str] = &[
    "نقاط رئيسية",
    "النقاط الرئيسية",
    "أهم النقاط",
    "ابرز النقاط",
    "أبرز النقاط",
    "أبرز ما جاء",
    "خلاصة",
    "الخلاصة",
    "أهم ما جاء",
    "نقاط أساسية",
    "key points",
    "key takeaways",
    "takeaways",
    "highlights",
    "key findings",
    "main points",
    "at a glance",
    "in brief",
    "tl;dr",
];

static SPEECH_WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| SPEECH.split_whitespace().map(word_form).collect());

/// Whether a word, in its folded form, attributes speech; a conjunction may be
/// written onto it.
pub fn is_speech(word: &str) -> bool {
    let words = &*SPEECH_WORDS;
    words.contains(word)
        || ["و", "ف"].iter().any(|c| word.strip_prefix(c).is_some_and(|rest| words.contains(rest)))
}

static KEY_POINT_PHRASES: LazyLock<Vec<String>> =
    LazyLock::new(|| KEY_POINT_HEADINGS.iter().map(|phrase| fold_phrase(phrase)).collect());

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

fn is_mark(c: char) -> bool {
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

    #[test]
    fn a_speech_verb_is_known_with_its_conjunction() {
        assert!(is_speech(&word_form("وأضاف")));
        assert!(is_speech("said"));
        assert!(!is_speech(&word_form("الطاقة")));
    }
}
