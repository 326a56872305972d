//! Writes common dialect words as the standard word that a text would use.
//!
//! Only words whose meaning does not depend on the subject stand here (time,
//! speech, money, size). Names and terms of a document belong into its
//! glossary, and question words (ليش, شلون) into the stop words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Rule, Script};

pub struct ArabicDialect;

/// Dialect word → standard word, both in folded spelling (the rules before this
/// one have run).
const WORDS: &[(&str, &str)] = &[
    ("غلطان", "مخطي"),
    ("غلط", "خطا"),
    ("فلوس", "مال"),
    ("الفلوس", "المال"),
    ("مصاري", "مال"),
    ("المصاري", "المال"),
    ("شغل", "عمل"),
    ("الشغل", "العمل"),
    ("سنين", "سنوات"),
    ("الجايه", "القادمه"),
    ("الجاي", "القادم"),
    ("جايه", "قادمه"),
    ("جاي", "قادم"),
    ("بكره", "غدا"),
    ("لسه", "مازال"),
    ("كتير", "كثير"),
    ("كتيره", "كثيره"),
    ("وايد", "كثير"),
    ("كويس", "جيد"),
    ("زين", "جيد"),
    ("مليح", "جيد"),
    ("يبغي", "يريد"),
    ("يبي", "يريد"),
    ("بدو", "يريد"),
    ("عايز", "يريد"),
    ("عاوز", "يريد"),
    ("تبغي", "تريد"),
    ("بدها", "تريد"),
    ("موبايل", "هاتف"),
    ("الحين", "الان"),
    ("هلق", "الان"),
    ("دلوقتي", "الان"),
    ("هلا", "الان"),
    ("يسوي", "يعمل"),
    ("تسوي", "تعمل"),
    ("سوي", "عمل"),
    ("سوت", "عملت"),
    ("بيعمل", "يعمل"),
    ("بتعمل", "تعمل"),
    ("بيشتغل", "يعمل"),
    ("بقي", "اصبح"),
    ("بقت", "اصبحت"),
    ("هيك", "هكذا"),
    ("كده", "هكذا"),
    ("بيغير", "يغير"),
    ("بتغير", "تغير"),
    ("بيستخدم", "يستخدم"),
    ("بيستخدمو", "يستخدمون"),
    ("بيستخدموا", "يستخدمون"),
    ("يستخدمو", "يستخدمون"),
    ("تتاخر", "تاخير"),
    ("بتستخدم", "تستخدم"),
    ("بيراهن", "يراهن"),
    ("بيراهنوا", "يراهنون"),
    ("بدهم", "يريدون"),
    ("بدهن", "يريدون"),
    ("يبون", "يريدون"),
    ("يبغون", "يريدون"),
    ("عايزين", "يريدون"),
    ("يخوف", "قلق"),
    ("خايف", "قلق"),
    ("خايفين", "قلق"),
    ("يقلق", "قلق"),
    ("معمل", "مختبر"),
    ("المعمل", "المختبر"),
    ("اتعاونت", "تعاونت"),
    ("اتعاون", "تعاون"),
    ("اتغير", "تغير"),
    ("بيتوقع", "يتوقع"),
    ("بيحتاج", "يحتاج"),
    ("بتحتاج", "تحتاج"),
];

static STANDARD: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| WORDS.iter().copied().collect());

impl Rule for ArabicDialect {
    fn applies_to(&self, script: Script) -> bool {
        script == Script::Arabic
    }

    fn apply(&self, word: &mut String) {
        if let Some(standard) = STANDARD.get(word.as_str()) {
            *word = (*standard).to_owned();
        } else if let Some(standard) = word.strip_prefix('و').and_then(|rest| STANDARD.get(rest)) {
            *word = format!("و{standard}");
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("غلطان", "مخطي"), ("فلوس", "مال"), ("كتير", "كثير"), ("وبقي", "واصبح"), ("طاقه", "طاقه")]
    }
}

#[cfg(test)]
super::rule_tests!(ArabicDialect);
