//! A word of a question as it is compared with a word of another.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rapidfuzz::distance::osa;

use crate::core::analysis::arabizi::{FARTHEST, Typed};
use crate::core::analysis::polarity::{self, Pole};
use crate::core::analysis::{Script, Token, WordClass, arabizi, roots};
use crate::core::search::near::letters;
use crate::core::semantic::Embedding;

/// How far two words are one, by what they share; the first that holds. Chosen with the
/// first figures of the tuning pairs, none of them measured alone, as are the lengths below.
const SAME: f32 = 1.0;
const STEM: f32 = 0.95;
const SKELETON: f32 = 0.85;
const MISSPELT: f32 = 0.8;
/// A name in the letters of another script.
const TRANSLITERATED: f32 = 0.8;
/// Of one root, or on one side of the same opposites.
const RELATED: f32 = 0.65;

/// The fewest letters of the longer and the shorter of two words of which one may be the
/// other misspelt, and of those with two edits.
const MISSPELT_FROM_CHARS: u8 = 4;
const SHORTEST_MISSPELT_CHARS: u8 = 3;
const TWO_EDITS_FROM_CHARS: u8 = 7;
/// A letter that stands so often in a row was lengthened (يوووم, sooo).
const LENGTHENED: usize = 3;

/// Single words that have nothing to do with one another have cosines up to this.
const UNRELATED_COSINE: f32 = 0.6;

/// What a word is to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Holds it together, or leads up to it.
    Around,
    /// About the conversation (say, think).
    Frame,
    Content,
}

/// A word, or a name of the glossary, with everything that comparing looks at.
#[derive(Debug, Clone)]
pub(super) struct Word {
    text: String,
    word: u64,
    stem: u64,
    skeleton: u64,
    compound: Option<u64>,
    concept: Option<u64>,
    roots: Vec<u64>,
    poles: &'static [Pole],
    /// What a Latin word can be in Arabic letters; empty for any other.
    typed: Arc<[Typed]>,
    /// What it has in common with the same word in the letters of another script; the
    /// only ones that are compared letter by letter.
    keys: Vec<u64>,
    letters: u64,
    chars: u8,
    script: Script,
    pub part: Part,
    /// Between 0 and 1: how telling it is. A word that no text has is worth 1.
    pub weight: f32,
    /// A number, a year, a day or a month.
    pub is_quantity: bool,
    pub is_name: bool,
    /// Whether some text has it as it stands.
    is_exact: bool,
    /// What it means by itself, where that is known.
    pub meaning: Option<Arc<Embedding>>,
}

pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A word with its lengthened letters written once. A figure is no letter: 1000 is not 10.
fn unlengthened(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let runs = letters.chunk_by(|one, next| one == next && one.is_alphabetic());
    let runs = runs.map(|run| if run.len() >= LENGTHENED { run.get(..1) } else { Some(run) });
    runs.flatten().flatten().collect()
}

/// How a word stands in its question.
pub(super) struct Standing {
    pub part: Part,
    pub weight: f32,
    pub is_name: bool,
    pub is_exact: bool,
}

impl Word {
    pub(super) fn of(token: &Token, standing: Standing) -> Word {
        let text = &token.forms.word;
        let spelt = unlengthened(text);
        let is_content = standing.part != Part::Around;
        let is_typed = is_content && token.script == Script::Latin;
        let typed =
            if is_typed && arabizi::is_candidate(text) { Typed::of(text) } else { Vec::new() };
        let mut keys: Vec<u64> = typed.iter().flat_map(Typed::keys).map(|key| hash(&key)).collect();
        if is_content && token.script == Script::Arabic {
            keys.push(hash(&arabizi::key_of(text)));
        }
        let roots = if is_content { roots::roots(text) } else { Vec::new() };
        Word {
            word: hash(&spelt),
            stem: hash(&token.forms.stem),
            skeleton: hash(&token.forms.skeleton),
            compound: token.compound.as_deref().map(hash),
            concept: None,
            roots: roots.iter().map(|root| hash(root)).collect(),
            poles: polarity::poles(token),
            typed: typed.into(),
            keys,
            letters: letters(&spelt),
            chars: u8::try_from(spelt.chars().count()).unwrap_or(u8::MAX),
            script: token.script,
            part: standing.part,
            weight: standing.weight,
            is_quantity: token.script == Script::Digits
                || text.starts_with(|c: char| c.is_ascii_digit())
                || token.is(WordClass::Number)
                || token.is(WordClass::Calendar),
            is_name: standing.is_name,
            is_exact: standing.is_exact,
            meaning: None,
            text: spelt,
        }
    }

    /// A name of the glossary, whatever its spelling.
    pub(super) fn of_concept(term: &str, standing: Standing) -> Word {
        Word {
            text: String::new(),
            word: hash(term),
            stem: hash(term),
            skeleton: hash(term),
            compound: None,
            concept: Some(hash(term)),
            roots: Vec::new(),
            poles: &[],
            typed: Arc::from([]),
            keys: Vec::new(),
            letters: 0,
            chars: 0,
            script: Script::Other,
            part: standing.part,
            weight: standing.weight,
            is_quantity: false,
            is_name: standing.is_name,
            is_exact: true,
            meaning: None,
        }
    }

    /// What words have in common that are one but for misspelling and script.
    pub(super) fn traits(&self) -> impl Iterator<Item = u64> {
        let forms = [self.stem, self.skeleton].into_iter().chain(self.compound);
        forms.chain(self.roots.iter().chain(&self.keys).copied())
    }

    /// How far two words are one, between 0 and 1. The same both ways.
    pub(super) fn alike(&self, other: &Word) -> f32 {
        if self.concept.is_some() || other.concept.is_some() {
            return if self.concept == other.concept { SAME } else { 0.0 };
        }
        if self.word == other.word {
            return SAME;
        }
        if self.is_quantity || other.is_quantity {
            return if self.stem == other.stem { STEM } else { 0.0 };
        }
        let is_around = |word: &Word| word.part == Part::Around;
        match (is_around(self), is_around(other)) {
            (true, true) => return 0.0,
            (false, false) => {}
            _ => {
                let longest = SHORTEST_MISSPELT_CHARS;
                return if self.is_misspelt(other, longest) { MISSPELT } else { 0.0 };
            }
        }
        if self.is_opposite(other) {
            return 0.0;
        }
        if self.stem == other.stem || (self.compound.is_some() && self.compound == other.compound) {
            return STEM;
        }
        if self.script != other.script {
            return self.across(other).max(self.beside(other));
        }
        if self.skeleton == other.skeleton {
            return SKELETON;
        }
        if self.is_misspelt(other, MISSPELT_FROM_CHARS) {
            return MISSPELT;
        }
        if self.roots.iter().any(|root| other.roots.contains(root)) {
            return RELATED;
        }
        self.beside(other)
    }

    /// How near two words are by what each means alone, between 0 and 1.
    pub(super) fn meant(&self, other: &Word) -> f32 {
        match (&self.meaning, &other.meaning) {
            (Some(one), Some(other)) => {
                ((one.cosine(other) - UNRELATED_COSINE) / (1.0 - UNRELATED_COSINE)).clamp(0.0, 1.0)
            }
            _ => 0.0,
        }
    }

    /// Whether two words are on the two sides of something.
    pub(super) fn is_opposite(&self, other: &Word) -> bool {
        let is_opposed = |(pair, side): &Pole| other.poles.contains(&(*pair, !side));
        let shares = |pole: &Pole| other.poles.contains(pole);
        (self.poles.iter().any(is_opposed) && !self.poles.iter().any(shares))
            || (self.script == Script::Latin
                && other.script == Script::Latin
                && polarity::denies(&self.text, &other.text))
    }

    /// Whether they are on one side of the same opposites.
    fn beside(&self, other: &Word) -> f32 {
        if self.poles.iter().any(|pole| other.poles.contains(pole)) { RELATED } else { 0.0 }
    }

    fn is_misspelt(&self, other: &Word, longest: u8) -> bool {
        let (short, long) = (self.chars.min(other.chars), self.chars.max(other.chars));
        let is_one = short >= TWO_EDITS_FROM_CHARS;
        let most = if is_one { 2 } else { 1 };
        if short < SHORTEST_MISSPELT_CHARS
            || long < longest
            || long - short > most
            || self.script != other.script
        {
            return false;
        }
        // Words that the texts have in both spellings are two words.
        if self.is_exact && other.is_exact {
            return false;
        }
        // Each edit changes two letters at most.
        let differing = (self.letters ^ other.letters).count_ones();
        differing <= 2 * u32::from(most)
            && osa::distance(self.text.chars(), other.text.chars()) <= usize::from(most)
    }

    /// How far a word is another in the letters of another script.
    fn across(&self, other: &Word) -> f32 {
        if !self.keys.iter().any(|key| other.keys.contains(key)) {
            return 0.0;
        }
        let is_heard = |latin: &Word, arabic: &Word| {
            let bare = arabic.text.strip_prefix("ال").unwrap_or(&arabic.text);
            arabic.script == Script::Arabic
                && latin
                    .typed
                    .iter()
                    .any(|typed| typed.distance(bare).is_some_and(|distance| distance <= FARTHEST))
        };
        if is_heard(self, other) || is_heard(other, self) { TRANSLITERATED } else { 0.0 }
    }
}
