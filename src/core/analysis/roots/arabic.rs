//! Arabic roots by the patterns of derivation, in the manner of ISRI (Taghva, Elkhoury
//! and Coombs, 2005): no dictionary of roots, but the letters that a pattern adds.
//!
//! A word is peeled of what is written onto it until it fits a pattern; what the
//! pattern leaves are the three or four letters of the root. Weak letters, which
//! change within a root, are folded.

use super::group;
use crate::core::analysis::lexicons::ar::NO_PARTICIPLES;

const ARTICLES: &[&str] = &["وبال", "وكال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل"];
/// Endings of person, number and gender, the longer before the shorter.
const ENDINGS: &[&str] = &[
    "هما", "تما", "كما", "ها", "هم", "هن", "كم", "نا", "وا", "ات", "ون", "ين", "ان", "يا", "ه",
    "ي", "ا", "ت",
];
/// Small words and persons of the verb at the beginning of a word.
const BEGINNINGS: &[char] = &['و', 'ف', 'ب', 'ل', 'ك', 'س', 'م', 'ي', 'ت', 'ن', 'ا'];
/// Letters that are of the pattern as often as of the root.
const LONG: &[char] = &['ا', 'و', 'ي'];
const MOST_ROOTS: usize = 4;
/// The person of a verb, and the participle.
const PERSONS: &[char] = &['م', 'ي', 'ت', 'ن', 'ا'];

/// The roots that a word in its folded form can have, four at most.
pub(super) fn roots(word: &str) -> Vec<String> {
    let bare = ARTICLES
        .iter()
        .find_map(|article| word.strip_prefix(article).filter(|rest| rest.chars().count() >= 2));
    let mut roots = peeled(bare.unwrap_or(word));
    // ألوان is no "the" وان.
    let is_plural = word.chars().count() == 5 && word.chars().nth(3) == Some('ا');
    if bare.is_some() && is_plural {
        roots.extend(peeled(word));
    }
    roots.truncate(MOST_ROOTS);
    roots
}

/// The roots of a word without its article.
fn peeled(word: &str) -> Vec<String> {
    let mut letters: Vec<char> = word.chars().collect();
    // Each turn takes a letter off at least.
    while letters.len() > 3 {
        let word: String = letters.iter().collect();
        if let Some(group) = group(&word) {
            return vec![group];
        }
        if NO_PARTICIPLES.contains(&word.as_str()) {
            return vec![word];
        }
        // A final ة is no letter of the root.
        if !letters.ends_with(&['ه'])
            && let Some(root) = radicals(&letters)
        {
            let mut roots = of_radicals(root);
            match letters[..] {
                // يقول, تطور: the weak letter may as well be one of the root.
                ['م' | 'ي' | 'ت', _, 'و' | 'ي', _] => {
                    roots.extend(of_radicals(letters.split_off(1)))
                }
                // أمراء, beside أخطأ.
                ['ا', _, _, 'ا'] => {
                    letters.pop();
                    roots.extend(of_radicals(letters));
                }
                _ => {}
            }
            return roots;
        }
        let longest = ENDINGS
            .iter()
            .filter_map(|ending| Some((ending.chars().count(), word.strip_suffix(ending)?)))
            .filter(|(length, _)| letters.len() >= length + 3)
            .max_by_key(|(length, _)| *length);
        if let Some((length, _)) = longest {
            letters.truncate(letters.len() - length);
        } else if BEGINNINGS.contains(&letters[0]) {
            letters.remove(0);
        } else {
            letters.retain(|letter| !LONG.contains(letter));
            break;
        }
    }
    let word: String = letters.iter().collect();
    group(&word).map_or_else(|| of_radicals(letters), |group| vec![group])
}

/// Folds what changes within a root.
fn of_radicals(mut root: Vec<char>) -> Vec<String> {
    let text = |letters: &[char]| letters.iter().collect::<String>();
    match root[..] {
        // حد, حدود
        [first, second] => vec![text(&[first, second, second])],
        // ثقة and واثق, عدة and عدد
        [first, second, 'ه'] => vec![text(&['و', first, second]), text(&[first, second, second])],
        [_, ref mut middle, ref mut last] => {
            if *middle == 'ا' {
                *middle = 'و';
            }
            if matches!(last, 'ا' | 'و') {
                *last = 'ي';
            }
            vec![text(&root)]
        }
        _ => vec![text(&root)],
    }
}

/// The letters that are left of a word that fits a pattern.
fn radicals(word: &[char]) -> Option<Vec<char>> {
    let is =
        |at: usize, letters: &[char]| word.get(at).is_some_and(|letter| letters.contains(letter));
    let without = |added: &[usize]| -> Option<Vec<char>> {
        let kept = word.iter().enumerate().filter(|(at, _)| !added.contains(at));
        Some(kept.map(|(_, letter)| *letter).collect())
    };
    let person = is(0, PERSONS);
    // The ت of افتعل, which the letter before it may have coloured (اصطناع, ازدهار).
    let is_eighth =
        is(2, &['ت']) || is(1, &['ص', 'ض']) && is(2, &['ط']) || is(1, &['ز']) && is(2, &['د']);
    let is_tenth = person && is(1, &['س']) && is(2, &['ت']);
    match word.len() {
        // فاعل; فعال, فعول, فعيل; فعلاء; مفعل, أفعل, يفعل
        4 if is(0, &['ا']) && is(3, &['ا']) => without(&[0]),
        4 if is(1, &['ا']) => without(&[1]),
        4 if is(2, LONG) => without(&[2]),
        4 if is(3, &['ا']) => without(&[3]),
        4 if person => without(&[0]),
        // أفعال, تفعيل, مفعول, مفعال; فعائل; مفاعل, تفاعل, أفاعل; أفعلاء
        5 if is(0, &['ا', 'م']) && is(3, &['ا']) => without(&[0, 3]),
        5 if is(0, &['ت']) && is(3, &['ي']) => without(&[0, 3]),
        5 if is(0, &['م']) && is(3, &['و']) => without(&[0, 3]),
        5 if is(2, &['ا']) && is(3, &['ي']) => without(&[2, 3]),
        5 if person && is(2, &['ا']) => without(&[0, 2]),
        5 if is(0, &['ا']) && is(4, &['ا']) => without(&[0, 4]),
        // فواعل, فاعول
        5 if is(1, &['و']) && is(2, &['ا']) => without(&[1, 2]),
        5 if is(1, &['ا']) && is(3, LONG) => without(&[1, 3]),
        // متفعل, يتفعل; افتعل, مفتعل; انفعل, منفعل
        5 if is(0, &['م', 'ي', 'ت', 'ن']) && is(1, &['ت']) => without(&[0, 1]),
        5 if person && is_eighth => without(&[0, 2]),
        5 if person && is(1, &['ن']) => without(&[0, 1]),
        // فعالل, فعلول
        5 if is(2, &['ا']) => without(&[2]),
        5 if is(3, &['و', 'ي']) => without(&[3]),
        // استفعل; مفاعيل, فواعيل, فعاليل; متفاعل; افتعال, انفعال
        6 if is_tenth => without(&[0, 1, 2]),
        6 if person && is(2, &['ا']) && is(4, &['ي']) => without(&[0, 2, 4]),
        6 if is(1, &['و']) && is(2, &['ا']) && is(4, &['ي']) => without(&[1, 2, 4]),
        6 if is(2, &['ا']) && is(4, &['ي']) => without(&[2, 4]),
        6 if person && is(1, &['ت']) && is(3, &['ا']) => without(&[0, 1, 3]),
        6 if person && is_eighth && is(4, &['ا']) => without(&[0, 2, 4]),
        6 if person && is(1, &['ن']) && is(4, &['ا']) => without(&[0, 1, 4]),
        7 if is_tenth && is(5, &['ا']) => without(&[0, 1, 2, 5]),
        _ => None,
    }
}
