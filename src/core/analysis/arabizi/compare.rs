//! Typed words, and the Arabic words that they are compared with.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::is_vowel;
use super::letters::{Sound, class, distance, key, push_class, sounds, without_article};
use crate::core::Language;
use crate::core::analysis::lexicons::ar;
use crate::core::analysis::rules::word_form_in;
use crate::core::analysis::script::Script;

/// A longer word is none that is typed so.
pub(super) const LONGEST_CHARS: usize = 24;
/// A word this far from a typed one is another. Set so that it parts the words of
/// the tests below.
pub const FARTHEST: f32 = 0.14;
/// A word that is so much farther than the nearest is not meant.
const MUCH_FARTHER: f32 = 0.05;
/// So many words are compared with a typed one at most, so that a document full of
/// words of one key cannot make a question slow.
const MOST_COMPARED: usize = 4096;

/// A typed word, ready to be compared.
#[derive(Debug)]
pub struct Typed {
    sounds: Vec<Sound>,
    /// What was taken off it, as a distance.
    taken_off: f32,
}

/// What may be written onto a word: the article alone and after prepositions, small
/// words, and the marks of future and duration; with the letters that must be left
/// and what it costs to take it off.
const FRONT: &[(&str, usize, f32)] = &[
    ("el", 3, 0.0),
    ("al", 3, 0.0),
    ("il", 3, 0.0),
    ("bel", 3, 0.0),
    ("bil", 3, 0.0),
    ("bal", 3, 0.05),
    ("fel", 3, 0.0),
    ("fil", 3, 0.0),
    ("lel", 3, 0.0),
    ("lil", 3, 0.0),
    ("3al", 3, 0.0),
    ("wel", 3, 0.0),
    ("wil", 3, 0.0),
    ("wal", 3, 0.05),
    ("hal", 3, 0.05),
    ("w", 3, 0.1),
    ("l", 4, 0.1),
    ("b", 3, 0.1),
    ("bi", 4, 0.1),
    ("h", 4, 0.15),
    ("7a", 3, 0.1),
    ("ha", 4, 0.15),
    ("k", 4, 0.2),
    ("f", 4, 0.15),
];
/// Pronouns and the plural of verbs.
const BACK: &[(&str, usize, f32)] = &[
    ("o", 3, 0.15),
    ("u", 3, 0.15),
    ("ha", 3, 0.15),
    ("hum", 3, 0.15),
    ("hom", 3, 0.15),
    ("on", 3, 0.2),
    ("un", 3, 0.2),
    ("na", 3, 0.2),
    ("ak", 3, 0.2),
    ("ik", 3, 0.2),
    ("sh", 4, 0.2),
    // A final ة before another noun.
    ("et", 3, 0.05),
    ("it", 3, 0.05),
    ("at", 3, 0.1),
];

impl Typed {
    /// What a typed word can be: itself, and itself without what is written onto it.
    /// A few at most; none where it has a sign that stands for no Arabic letter.
    pub fn of(word: &str) -> Vec<Typed> {
        let word = word.to_lowercase();
        if word.chars().count() > LONGEST_CHARS {
            return Vec::new();
        }
        let mut fronts: Vec<(&str, f32)> = vec![(&word, 0.0)];
        for (front, left, cost) in FRONT {
            // kh is one letter.
            let is_letter = |rest: &str| *front == "k" && rest.starts_with('h');
            if let Some(rest) = word.strip_prefix(front)
                && rest.chars().count() >= *left
                && !is_letter(rest)
            {
                fronts.push((rest, *cost));
            }
        }
        // The article before a letter that it becomes (ettaqa, ash-shams).
        let mut start = word.chars();
        if let (Some('e' | 'a' | 'i'), Some(first), Some(second)) =
            (start.next(), start.next(), start.next())
            && first == second
            && !is_vowel(first)
        {
            fronts.push((word.get(1 + first.len_utf8()..).unwrap_or_default(), 0.0));
        }
        let mut typed = Vec::new();
        for (front, cost) in fronts {
            let backs = BACK.iter().filter_map(|(back, left, more)| {
                let rest = front.strip_suffix(back).filter(|r| r.chars().count() >= *left)?;
                Some((rest, cost + more))
            });
            for (rest, taken_off) in std::iter::once((front, cost)).chain(backs) {
                if let Some(sounds) = sounds(rest).filter(|sounds| !sounds.is_empty()) {
                    typed.push(Typed { sounds, taken_off });
                }
            }
        }
        typed
    }

    /// The keys of the Arabic words that it can be. A letter that may stand for a
    /// consonant or for none gives two; a few at most.
    pub fn keys(&self) -> Vec<String> {
        const MOST: usize = 8;
        let mut keys = vec![String::new()];
        for sound in &self.sounds {
            let Sound::Consonant(letters) = sound else { continue };
            let mut classes: Vec<Option<char>> = letters.chars().map(class).collect();
            classes.dedup();
            classes.sort_unstable();
            classes.dedup();
            let branches = keys.len() * classes.len() <= MOST;
            let taken = if branches { classes.len() } else { 1 };
            let longer = keys.iter().flat_map(|key| {
                classes.iter().take(taken).map(move |class| {
                    let mut key = key.clone();
                    push_class(&mut key, *class);
                    key
                })
            });
            keys = longer.collect();
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How far it is from an Arabic word in its folded form without article, as a
    /// share of the word's length; `None` where the consonants differ.
    pub fn distance(&self, arabic: &str) -> Option<f32> {
        distance(&self.sounds, self.taken_off, arabic)
    }
}

/// The key of an Arabic word in its folded form, as [`Typed::keys`] has it: a typed word
/// can be it only if they share one.
pub fn key_of(arabic: &str) -> String {
    key(&without_article(arabic))
}

/// Words to compare typed ones with, by their keys.
#[derive(Debug, Default)]
pub struct Comparable {
    /// Each without its article, with its place in the list that it came from.
    words: HashMap<String, Vec<(String, u32)>>,
}

impl Comparable {
    /// Of words in their folded form.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Comparable {
        let mut comparable = Comparable::default();
        for (place, word) in words.into_iter().enumerate() {
            if Script::of_word(word) == Script::Arabic {
                let bare = without_article(word);
                let same_key = comparable.words.entry(key(&bare)).or_default();
                same_key.push((bare, u32::try_from(place).unwrap_or(u32::MAX)));
            }
        }
        comparable
    }

    /// The places of the words that a typed one can be, with their distances, the
    /// nearest first; at most so many, and none much farther than the nearest. Not
    /// more than `MOST_COMPARED` words are looked at.
    pub fn near(&self, typed: &[Typed], most: usize) -> Vec<(f32, u32)> {
        let mut found: HashMap<u32, f32> = HashMap::new();
        let mut compared = 0;
        for typed in typed {
            for key in typed.keys() {
                for (word, place) in self.words.get(&key).into_iter().flatten() {
                    if compared == MOST_COMPARED {
                        break;
                    }
                    compared += 1;
                    if let Some(distance) = typed.distance(word).filter(|d| *d <= FARTHEST) {
                        let nearest = found.entry(*place).or_insert(distance);
                        *nearest = nearest.min(distance);
                    }
                }
            }
        }
        let mut found: Vec<(f32, u32)> =
            found.into_iter().map(|(place, distance)| (distance, place)).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let nearest = found.first().map_or(0.0, |found| found.0);
        found.retain(|(distance, _)| *distance <= nearest + MUCH_FARTHER);
        found.truncate(most);
        found
    }
}

/// The words that hold an Arabic sentence together or stand around it.
static AROUND: LazyLock<(Vec<String>, Comparable)> = LazyLock::new(|| {
    const LISTS: [&str; 8] =
        ["question", "function", "frame", "address", "pleas", "greetings", "thanks", "small_talk"];
    let words = ar::LEXICON.words().filter(|(list, _)| LISTS.contains(list));
    let words: Vec<String> = words.map(|(_, word)| word_form_in(word, Language::ARABIC)).collect();
    let comparable = Comparable::new(words.iter().map(String::as_str));
    (words, comparable)
});

/// The Arabic words without content that are nearest to a typed one, in their folded
/// form, and their distance.
pub fn around(typed: &[Typed]) -> Option<(f32, Vec<&'static str>)> {
    const MOST: usize = 8;
    let (words, comparable) = &*AROUND;
    let near = comparable.near(typed, MOST);
    let nearest = near.first()?.0;
    let nearest = near.iter().take_while(|(distance, _)| *distance <= nearest);
    let nearest: Vec<&'static str> =
        nearest.filter_map(|(_, place)| words.get(*place as usize)).map(String::as_str).collect();
    Some((near.first()?.0, nearest))
}

/// Whether a word is one of those that are written onto others.
pub(super) fn is_front(word: &str) -> bool {
    FRONT.iter().any(|(front, ..)| *front == word)
}

/// What [`Typed::of`] gives at most.
#[cfg(test)]
pub(super) fn most_forms() -> usize {
    (FRONT.len() + 2) * (BACK.len() + 1)
}
