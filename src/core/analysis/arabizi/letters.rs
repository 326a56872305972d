//! How Arabic letters are typed in Latin ones.

use super::is_vowel;
use crate::core::analysis::rules::Rule;
use crate::core::analysis::rules::arabic_prefixes::ArabicPrefixes;

/// Letters of an Arabic word that is compared, at most.
const LONGEST_ARABIC_CHARS: usize = 20;

/// A sound as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    /// The Arabic letters that it can stand for, the likeliest first.
    Consonant(&'static str),
    Vowel {
        letter: char,
        is_long: bool,
    },
}

/// The sounds of a word in lower case; `None` where it has a sign that stands for
/// none.
pub(super) fn sounds(word: &str) -> Option<Vec<Sound>> {
    let chars: Vec<char> = word.chars().map(|c| if c == '’' { '\'' } else { c }).collect();
    let mut sounds: Vec<Sound> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let pair = (chars[at], chars.get(at + 1).copied().unwrap_or(' '));
        let (letters, length) = match pair {
            ('s' | 'c', 'h') => ("ش", 2),
            ('k', 'h') | ('7' | '5', '\'') => ("خ", 2),
            ('g', 'h') | ('3', '\'') => ("غ", 2),
            ('t', 'h') => ("ثذظ", 2),
            ('d', 'h') => ("ذظض", 2),
            ('9', '\'') => ("ض", 2),
            ('6', '\'') => ("ظ", 2),
            ('2', _) => ("ءق", 1),
            ('3', _) => ("ع", 1),
            ('5', _) => ("خ", 1),
            ('6', _) => ("ط", 1),
            ('7', _) => ("ح", 1),
            ('8', _) => ("قغ", 1),
            ('9', _) => ("صق", 1),
            ('b' | 'p', _) => ("ب", 1),
            ('t', _) => ("تطث", 1),
            ('d', _) => ("دضذظ", 1),
            ('s', _) => ("سصث", 1),
            ('z', _) => ("زظذض", 1),
            ('h', _) => ("هح", 1),
            ('k', _) => ("كق", 1),
            ('q', _) => ("قغ", 1),
            ('g', _) => ("جغقك", 1),
            ('j', _) => ("ج", 1),
            ('c', _) => ("كس", 1),
            ('f' | 'v', _) => ("ف", 1),
            ('l', _) => ("ل", 1),
            ('m', _) => ("م", 1),
            ('n', _) => ("ن", 1),
            ('r', _) => ("ر", 1),
            ('w', _) => ("و", 1),
            ('y', _) => ("ي", 1),
            ('x', _) => ("خ", 1),
            ('\'', _) => ("", 1),
            (vowel, next) if is_vowel(vowel) => {
                let is_long = is_vowel(next);
                let letter = match (vowel, next) {
                    ('a', 'i' | 'e') | ('e', _) | ('i', _) => 'i',
                    ('o' | 'u', _) | ('a', 'u' | 'o') => 'u',
                    _ => 'a',
                };
                sounds.push(Sound::Vowel { letter, is_long });
                at += if is_long { 2 } else { 1 };
                continue;
            }
            _ => return None,
        };
        at += length;
        // A doubled consonant is one letter.
        if !letters.is_empty() && sounds.last() != Some(&Sound::Consonant(letters)) {
            sounds.push(Sound::Consonant(letters));
        }
    }
    Some(sounds)
}

/// The class of an Arabic consonant in a key: letters that are typed alike are one.
/// None for the weak letters, which may or may not be typed, and ع, for which
/// people type a vowel.
pub(super) fn class(letter: char) -> Option<char> {
    Some(match letter {
        'ا' | 'و' | 'ي' | 'ء' | 'ع' | 'ه' => return None,
        'ت' | 'ط' => 't',
        'د' | 'ض' | 'ذ' | 'ظ' | 'ز' | 'ث' | 'س' | 'ص' => 's',
        'ح' => return None,
        'ج' | 'غ' | 'ق' | 'ك' => 'g',
        'ب' => 'b',
        'خ' => 'x',
        'ش' => 'c',
        'ف' => 'f',
        'ل' => 'l',
        'م' => 'm',
        'ن' => 'n',
        'ر' => 'r',
        _ => return None,
    })
}

pub(super) fn push_class(key: &mut String, class: Option<char>) {
    if let Some(class) = class
        && !key.ends_with(class)
    {
        key.push(class);
    }
}

/// What an Arabic word is found by: the classes of its strong consonants.
pub(super) fn key(arabic: &str) -> String {
    let mut key = String::new();
    for letter in arabic.chars() {
        push_class(&mut key, class(letter));
    }
    key
}

/// An Arabic word in its folded form without the article, and what is written onto
/// that, as it is compared.
pub(super) fn without_article(word: &str) -> String {
    let mut bare = word.to_owned();
    ArabicPrefixes.apply(&mut bare);
    bare
}

/// How far sounds are from an Arabic word, beginning with a distance, as a share of
/// the word's length; `None` where the consonants differ.
pub(super) fn distance(sounds: &[Sound], taken_off: f32, arabic: &str) -> Option<f32> {
    let letters: Vec<char> = arabic.chars().collect();
    if letters.is_empty() || letters.len() > LONGEST_ARABIC_CHARS {
        return None;
    }
    // The cheapest way to read the sounds so far as the letters so far.
    let mut row = vec![f32::INFINITY; letters.len() + 1];
    row[0] = taken_off;
    skip_letters(&mut row, &letters);
    for (at, sound) in sounds.iter().enumerate() {
        let is_last = at + 1 == sounds.len();
        let mut next: Vec<f32> = row.iter().map(|cost| cost + unwritten(*sound, is_last)).collect();
        for (place, &letter) in letters.iter().enumerate() {
            let is_end = place + 1 == letters.len();
            let cost = row[place] + written(*sound, letter, place == 0, is_end);
            next[place + 1] = next[place + 1].min(cost);
        }
        skip_letters(&mut next, &letters);
        row = next;
    }
    let cost = row[letters.len()];
    cost.is_finite().then(|| cost / letters.len().max(sounds.len() / 2) as f32)
}

/// Letters that were not typed.
fn skip_letters(row: &mut [f32], letters: &[char]) {
    for (place, letter) in letters.iter().enumerate() {
        let cost = match letter {
            'ء' => 0.2,
            'ه' if place + 1 == letters.len() => 0.3,
            'ا' => 0.4,
            'و' | 'ي' => 0.55,
            'ع' => 0.7,
            _ => continue,
        };
        row[place + 1] = row[place + 1].min(row[place] + cost);
    }
}

/// What it costs that a sound has no letter of its own.
fn unwritten(sound: Sound, is_last: bool) -> f32 {
    match sound {
        // At the end of a word a vowel is mostly written (طاقة).
        Sound::Vowel { is_long: false, .. } => {
            if is_last {
                0.15
            } else {
                0.05
            }
        }
        Sound::Vowel { is_long: true, .. } => 0.5,
        Sound::Consonant("ي") => 0.4,
        Sound::Consonant("ءق") => 0.2,
        // taqah
        Sound::Consonant("هح") if is_last => 0.1,
        Sound::Consonant(_) => f32::INFINITY,
    }
}

/// What it costs to read a sound as a letter.
fn written(sound: Sound, letter: char, is_first: bool, is_last: bool) -> f32 {
    match sound {
        // Every seat of the hamza is folded to its letter.
        Sound::Consonant("ءق") => match letter {
            'ا' | 'ء' => 0.0,
            'و' | 'ي' => 0.1,
            'ق' => 0.15,
            _ => f32::INFINITY,
        },
        Sound::Consonant(letters) => match letters.chars().position(|l| l == letter) {
            Some(0) => 0.0,
            Some(place) => 0.08 * place as f32,
            None => f32::INFINITY,
        },
        Sound::Vowel { letter: vowel, is_long } => {
            let cost = match (vowel, letter) {
                (_, 'ا') if is_first => 0.0,
                ('a', 'ا') | ('i', 'ي') | ('u', 'و') => 0.0,
                ('a' | 'i', 'ه') if is_last => 0.0,
                ('u', 'ه') if is_last => 0.1,
                ('a', 'ي') if is_last => 0.1,
                ('i', 'ا') => 0.2,
                (_, 'ع') => 0.35,
                _ => return f32::INFINITY,
            };
            if is_long || is_first || is_last { cost } else { cost + 0.05 }
        }
    }
}
