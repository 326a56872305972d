//! Folds letters that are written for one another: the hamza's seats, final ya
//! and alef maqsura, ta marbuta and ha, and the Persian and Urdu keyboards' forms.

use super::{Rule, Scope, Script};

pub(super) struct ArabicLetters;

impl Rule for ArabicLetters {
    fn scope(&self) -> Scope {
        Scope::Script(Script::Arabic)
    }

    fn apply(&self, word: &mut String) {
        if word.chars().any(|c| folded(c) != c) {
            *word = word.chars().map(folded).collect();
        }
        // A final hamza is as often left out as written (الكهربا, الكهرباء).
        if word.chars().count() > 2 && word.ends_with('ء') {
            word.pop();
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("آلتيمان", "التيمان"),
            ("مبنى", "مبني"),
            ("الطاقة", "الطاقه"),
            ("الكهرباء", "الكهربا"),
            ("مسؤول", "مسوول"),
        ]
    }
}

fn folded(letter: char) -> char {
    match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' | 'ی' | 'ې' => 'ي',
        'ؤ' => 'و',
        'ة' | 'ە' | 'ہ' | 'ھ' => 'ه',
        'ک' | 'گ' | 'ڪ' => 'ك',
        'پ' => 'ب',
        'ڤ' => 'ف',
        'چ' => 'ج',
        other => other,
    }
}

#[cfg(test)]
super::rule_tests!(ArabicLetters);
