//! Which language a text or a question is in.
//!
//! The script decides first. Among languages of one script the function words
//! decide: they hold a sentence together, a handful of words has some, and names
//! and terms have none. A trigram model ([`whatlang`]) is asked where there are
//! none: it needs a paragraph, and calls short English texts Swedish.
//!
//! Languages with a lexicon come first: another one needs evidence, and more of it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::arabizi;
use super::lexicons::function_words::{self, FunctionWords};
use super::lexicons::{self, Lexicon};
use super::script::{Script, ScriptCounts};
use super::spoken::spoken;
use super::word_class::{WordClass, WordClasses};
use crate::core::Language;

/// What a function word counts; it is shared by the languages that have it.
const FUNCTION: f32 = 1.0;
/// What a word counts that is telling for English, but no function word (say,
/// hello, ten), and what a possessive or a word of Arabic in Latin letters counts.
const OTHER_KNOWN: f32 = 0.5;
/// What a function word counts that is a common English word or name as well.
const DOUBTFUL: f32 = 0.3;
/// What a word counts for having a letter that English has not, and all such
/// words together at most: a name has such letters in any text.
const LETTER: f32 = 0.3;
const MOST_BY_LETTERS: f32 = 0.6;
/// Evidence from which on a language without a lexicon is believed: less than one
/// function word that nobody else has, more than three doubtful ones. Chosen on the
/// texts of the tests below.
const ENOUGH: f32 = 0.9;
/// Share that what speaks for a language has in running text, at the least. Where
/// even the best language has less, it may be another one. Of XQuAD's 480
/// paragraphs four have less: lists of names.
const LEAST_SHARE: f32 = 0.12;
/// More words than this tell nothing new.
const MOST_WORDS: usize = 2000;

impl Language {
    /// The language of a document's text; English where nothing tells.
    pub fn of_document(text: &str) -> Language {
        let counts = ScriptCounts::of(text);
        if counts.arabic > counts.latin && counts.arabic > counts.other {
            by_words(text, Script::Arabic, Length::Running)
        } else if counts.latin >= counts.other {
            by_words(text, Script::Latin, Length::Running)
        } else {
            whatlang::detect_lang(text).map_or(Language::ENGLISH, from_whatlang)
        }
    }

    /// The language of a question; English where nothing tells.
    ///
    /// A question often mixes scripts ("شنو رأي Altman في vertical integration").
    /// Its function words tell which language holds the sentence together, so they
    /// count most; letters break the tie. What is no language in it (emoji,
    /// mentions, addresses) has no part in this. Arabic in Latin letters is Arabic.
    pub fn of_question(text: &str) -> Language {
        let text = &*spoken(text);
        let counts = ScriptCounts::of(text);
        let latin = || by_words(text, Script::Latin, Length::Short);
        let arabic = || by_words(text, Script::Arabic, Length::Short);
        match (counts.arabic, counts.latin, counts.other) {
            (0, _, 0) if arabizi::is_arabizi(text) => Language::ARABIC,
            (0, _, 0) => latin(),
            (0, latin_letters, other) => {
                // "Что такое Sora?" is held together by the words that are not Latin.
                let latin = latin();
                if function_words_in(text, Script::Latin, latin) > 0 || other * 2 < latin_letters {
                    return latin;
                }
                let others = text.replace(|c| Script::of(c) == Script::Latin, "");
                whatlang::detect_lang(&others).map_or(Language::ENGLISH, from_whatlang)
            }
            (_, 0, _) => arabic(),
            (arabic_letters, latin_letters, _) => {
                let (arabic, latin) = (arabic(), latin());
                // A function word outweighs any name.
                let weight = |script, language, letters| {
                    100 * function_words_in(text, script, language) + letters
                };
                let for_arabic = weight(Script::Arabic, arabic, arabic_letters);
                let for_latin = weight(Script::Latin, latin, latin_letters);
                if for_arabic >= for_latin { arabic } else { latin }
            }
        }
    }
}

/// How long a text is, as far as that changes what can be expected of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    /// A handful of words, perhaps nothing but names.
    Short,
    /// Sentences.
    Running,
}

/// The words of a text in a script, in lower case, apostrophes kept.
fn words(text: &str, script: Script) -> impl Iterator<Item = String> {
    let of_script = move |word: &&str| {
        word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| Script::of(c) == script)
    };
    text.split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(of_script)
        .take(MOST_WORDS)
        .map(|word| {
            let mut lower = String::with_capacity(word.len());
            lower.extend(word.nfc().flat_map(char::to_lowercase));
            lower
        })
}

/// What belongs to a word without being a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}')
}

/// How many words of a script are function words of a language, each counted as
/// often as it stands there.
fn function_words_in(text: &str, script: Script, language: Language) -> usize {
    words(text, script).filter(|word| WordClass::Stop.has_spelling(word, language)).count()
}

/// The languages of one script with what tells them apart.
struct Rows {
    lexicons: Vec<&'static Lexicon>,
    others: Vec<&'static FunctionWords>,
    /// The rows of `others` that have a function word, by the word.
    by_word: HashMap<&'static str, Vec<usize>>,
    by_letter: HashMap<char, Vec<usize>>,
}

static LATIN: LazyLock<Rows> = LazyLock::new(|| Rows::of(Script::Latin));
static ARABIC: LazyLock<Rows> = LazyLock::new(|| Rows::of(Script::Arabic));
static DOUBTFUL_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| function_words::DOUBTFUL.split_whitespace().collect());

impl Rows {
    fn of(script: Script) -> Rows {
        let lexicons = lexicons::ALL.iter().copied().filter(|lexicon| lexicon.script == script);
        let has_script = |row: &&FunctionWords| Script::of_language(row.language()) == script;
        let others: Vec<_> = function_words::ALL.iter().filter(has_script).collect();
        let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_letter: HashMap<char, Vec<usize>> = HashMap::new();
        for (index, row) in others.iter().enumerate() {
            for word in row.words.split_whitespace() {
                by_word.entry(word).or_default().push(index);
            }
            for letter in row.letters.chars() {
                by_letter.entry(letter).or_default().push(index);
            }
        }
        Rows { lexicons: lexicons.collect(), others, by_word, by_letter }
    }
}

/// What speaks for each language of a script.
struct Evidence {
    lexicons: Vec<f32>,
    others: Vec<f32>,
    by_letters: Vec<f32>,
    words: usize,
}

impl Evidence {
    fn of(text: &str, script: Script, rows: &Rows, length: Length) -> Evidence {
        let mut evidence = Evidence {
            lexicons: vec![0.0; rows.lexicons.len()],
            others: vec![0.0; rows.others.len()],
            by_letters: vec![0.0; rows.others.len()],
            words: 0,
        };
        let mut seen = HashSet::new();
        for word in words(text, script) {
            evidence.words += 1;
            // A name with "de" in it twice is no more Spanish.
            if length == Length::Running || !seen.contains(&word) {
                evidence.add(&word, rows);
                seen.insert(word);
            }
        }
        for (score, letters) in evidence.others.iter_mut().zip(&evidence.by_letters) {
            *score += letters.min(MOST_BY_LETTERS);
        }
        evidence
    }

    fn add(&mut self, word: &str, rows: &Rows) {
        let known: Vec<f32> = rows.lexicons.iter().map(|lexicon| known(word, lexicon)).collect();
        let is_known = known.iter().any(|&score| score > 0.0);
        // l'énergie, cos'è: the parts are words; don't is one word.
        let parts = word.split(['\'', '’']).filter(|part| !is_known || *part == word);
        let others: Vec<(usize, f32)> = parts
            .flat_map(|part| {
                let counts = if DOUBTFUL_WORDS.contains(part) { DOUBTFUL } else { FUNCTION };
                let rows = rows.by_word.get(part).into_iter().flatten();
                rows.map(move |&row| (row, counts))
            })
            .collect();
        let sharers = others.len() + known.iter().filter(|&&score| score > 0.0).count();
        let shared = (sharers.max(1) as f32).sqrt();
        for (score, known) in self.lexicons.iter_mut().zip(known) {
            *score += known / shared;
        }
        for (row, counts) in others {
            self.others[row] += counts / shared;
        }
        if let Some(having) = word.chars().find_map(|letter| rows.by_letter.get(&letter)) {
            for &row in having {
                self.by_letters[row] += LETTER / (having.len() as f32).sqrt();
            }
        }
    }

    fn best_lexicon(&self) -> Option<(usize, f32)> {
        best(&self.lexicons)
    }
}

/// What a word says for a language with a lexicon.
fn known(word: &str, lexicon: &Lexicon) -> f32 {
    // The word rules fold accents, and về is not 've.
    let is_spelt_so = lexicon.script != Script::Latin
        || word.chars().all(|c| c.is_ascii() || c == '’')
        || lexicon.words().any(|(_, known)| known == word);
    let classes = match is_spelt_so {
        true => WordClass::of_spelling(word, lexicon.language),
        false => WordClasses::default(),
    };
    if classes.has(WordClass::Stop) {
        FUNCTION
    } else if classes.has(WordClass::Frame)
        || classes.has(WordClass::Courtesy)
        || classes.has(WordClass::Number)
        || lexicon.language == Language::ENGLISH && is_possessive_or_arabizi(word)
    {
        OTHER_KNOWN
    } else {
        0.0
    }
}

/// Altman's; shu ra2yo. What is too little to make a question Arabic is at least of
/// no other language.
fn is_possessive_or_arabizi(word: &str) -> bool {
    arabizi::has_digit_for_letter(word)
        || word.ends_with("'s")
        || word.ends_with("’s")
        || arabizi::is_function_word(word)
}

/// The first of the greatest scores.
fn best(scores: &[f32]) -> Option<(usize, f32)> {
    let scores = scores.iter().copied().enumerate();
    scores.max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)))
}

fn by_words(text: &str, script: Script, length: Length) -> Language {
    let rows = if script == Script::Arabic { &*ARABIC } else { &*LATIN };
    let default = lexicons::language_of_script(script).unwrap_or(Language::ENGLISH);
    let evidence = Evidence::of(text, script, rows, length);
    let lexicon = evidence.best_lexicon().map(|(row, score)| (rows.lexicons[row].language, score));
    let (own, for_own) = lexicon.filter(|(_, score)| *score > 0.0).unwrap_or((default, 0.0));
    let (language, score) = match best(&evidence.others) {
        Some((row, score)) if score >= ENOUGH && score > for_own => {
            (rows.others[row].language(), score)
        }
        _ => (own, for_own),
    };
    let share = score / evidence.words.max(1) as f32;
    let is_sparse = match length {
        // Two names are nobody's sentence, whatever their letters look like, unless
        // they are letters of no other language that is known here.
        Length::Short => score == 0.0 && !text.is_ascii(),
        Length::Running => share < LEAST_SHARE,
    };
    if is_sparse
        && let Some(told) = whatlang::detect(text)
        && told.is_reliable()
    {
        return among_unknown(from_whatlang(told.lang()), script, rows, language);
    }
    language
}

/// What the trigram model says, where function words say little: it is believed
/// for a language whose function words are not known here. One whose words are
/// known would have had some.
fn among_unknown(told: Language, script: Script, rows: &Rows, otherwise: Language) -> Language {
    let is_known = rows.others.iter().any(|row| row.language() == told)
        || rows.lexicons.iter().any(|lexicon| lexicon.language == told);
    if !is_known && Script::of_language(told) == script { told } else { otherwise }
}

/// whatlang names languages by ISO 639-3 code; here they have the two letters of
/// ISO 639-1 where there are such.
fn from_whatlang(lang: whatlang::Lang) -> Language {
    const SHORT: &str = "
        epo:eo eng:en rus:ru cmn:zh spa:es por:pt ita:it ben:bn fra:fr deu:de ukr:uk kat:ka
        ara:ar hin:hi jpn:ja heb:he yid:yi pol:pl amh:am jav:jv kor:ko nob:no dan:da swe:sv
        fin:fi tur:tr nld:nl hun:hu ces:cs ell:el bul:bg bel:be mar:mr kan:kn ron:ro slv:sl
        hrv:hr srp:sr mkd:mk lit:lt lav:lv est:et tam:ta vie:vi urd:ur tha:th guj:gu uzb:uz
        pan:pa aze:az ind:id tel:te pes:fa mal:ml ori:or mya:my nep:ne sin:si khm:km tuk:tk
        aka:ak zul:zu sna:sn afr:af lat:la slk:sk cat:ca tgl:tl hye:hy cym:cy";
    let code = lang.code();
    let short =
        SHORT.split_whitespace().find_map(|pair| pair.strip_prefix(code)?.strip_prefix(':'));
    Language::parse(short.unwrap_or(code)).unwrap_or(Language::ENGLISH)
}

#[cfg(test)]
mod tests;
