//! The quotations: sentences of the sources as they are, and changed.

use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;

use crate::engines;

/// The numbers of Marsaglia's xorshift, so that the set is the same every time.
pub(crate) struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A sentence of a source with the one after it in its passage.
#[derive(Clone)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    next: Option<String>,
    /// Whether it is long enough to be cut and changed.
    words: usize,
}

pub(crate) fn sentences(library: &Library) -> Vec<Sentence> {
    let mut found = Vec::new();
    for rendition in library.documents.iter().flat_map(|document| &document.renditions) {
        for passage in &rendition.passages {
            let text = |range: &std::ops::Range<usize>| passage.text[range.clone()].to_owned();
            for (number, range) in passage.sentences.iter().enumerate() {
                let words = passage.text[range.clone()].split_whitespace().count();
                let next = passage.sentences.get(number + 1).map(text);
                found.push(Sentence { text: text(range), next, words });
            }
        }
    }
    found.retain(|sentence| (7..=80).contains(&sentence.words) && !sentence.text.contains("…"));
    found
}

fn is_arabic(text: &str) -> bool {
    text.contains(|c| ('ء'..='ي').contains(&c))
}

/// A word of letters only, without the marks around it.
fn is_plain(word: &str) -> bool {
    word.chars().count() > 3 && word.chars().all(char::is_alphabetic)
}

pub(crate) type Mutation = fn(&Sentence, &[Sentence], &mut Numbers) -> Option<String>;

fn split(sentence: &Sentence) -> Vec<String> {
    sentence.text.split_whitespace().map(str::to_owned).collect()
}

/// A place inside of a sentence, where what is taken out is missed.
fn inside(words: &[String], numbers: &mut Numbers) -> usize {
    1 + numbers.below(words.len() - 2)
}

fn changed_number(sentence: &Sentence, _: &[Sentence], _: &mut Numbers) -> Option<String> {
    let digit = sentence.text.find(|c: char| c.is_ascii_digit())?;
    let old = sentence.text.as_bytes()[digit];
    let new = if old == b'9' { '1' } else { char::from(old + 1) };
    let mut text = sentence.text.clone();
    text.replace_range(digit..=digit, &new.to_string());
    Some(text)
}

fn swapped_name(sentence: &Sentence, _: &[Sentence], _: &mut Numbers) -> Option<String> {
    const PAIRS: &[(&str, &str)] = &[
        ("ألتمن", "هورويتز"),
        ("ألتمان", "هورويتز"),
        ("آلتيمان", "هورويتز"),
        ("Altman", "Horowitz"),
        ("OpenAI", "Google"),
        ("Sora", "Gemini"),
        ("NVIDIA", "Intel"),
        ("ChatGPT", "Claude"),
    ];
    if let Some((old, new)) = PAIRS.iter().find(|(old, _)| sentence.text.contains(old)) {
        return Some(sentence.text.replacen(old, new, 1));
    }
    let mut words = split(sentence);
    let is_name = |word: &String| is_plain(word) && word.starts_with(char::is_uppercase);
    let at = 1 + words[1..].iter().position(is_name)?;
    let begins = words[at - 1].ends_with(|c: char| !c.is_alphanumeric());
    words[at] = "Horowitz".to_owned();
    (!begins).then(|| words.join(" "))
}

fn added_negation(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let mut words = split(sentence);
    let at = inside(&words, numbers);
    words.insert(at, if is_arabic(&sentence.text) { "ليس" } else { "not" }.to_owned());
    Some(words.join(" "))
}

fn dropped_negation(sentence: &Sentence, _: &[Sentence], _: &mut Numbers) -> Option<String> {
    let mut words = split(sentence);
    let is_negation = |word: &String| {
        matches!(
            &*word.to_lowercase(),
            "not" | "never" | "no" | "لا" | "لم" | "ليس" | "ليست" | "وليس"
        )
    };
    let at = words.iter().position(is_negation).filter(|at| at + 2 < words.len())?;
    words.remove(at);
    Some(words.join(" "))
}

fn changed_word(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let mut words = split(sentence);
    let at = numbers.below(words.len());
    words[at] = if is_arabic(&sentence.text) { "الموسيقى" } else { "music" }.to_owned();
    Some(words.join(" "))
}

/// Another form of the same word, which a stem would not tell from it.
fn inflected_word(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let mut words = split(sentence);
    let start = numbers.below(words.len());
    let at =
        (0..words.len()).map(|at| (at + start) % words.len()).find(|at| is_plain(&words[*at]))?;
    words[at] = match is_arabic(&words[at]) {
        true => format!("و{}", words[at]),
        false if words[at].ends_with('s') => words[at].trim_end_matches('s').to_owned(),
        false => format!("{}s", words[at]),
    };
    Some(words.join(" "))
}

fn dropped_word(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let mut words = split(sentence);
    let at = inside(&words, numbers);
    // A mark by itself is no word, and one of two equal ones is not missed.
    let is_word = words[at].contains(char::is_alphanumeric);
    let is_twice = words[at] == words[at - 1] || words[at] == words[at + 1];
    words.remove(at);
    (is_word && !is_twice).then(|| words.join(" "))
}

fn added_word(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let mut words = split(sentence);
    let at = inside(&words, numbers);
    words.insert(at, if is_arabic(&sentence.text) { "جدا" } else { "really" }.to_owned());
    Some(words.join(" "))
}

fn swapped_order(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let mut words = split(sentence);
    let at = inside(&words, numbers);
    let letters = |word: &str| word.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let (one, two) = (letters(&words[at]), letters(&words[at + 1]));
    words.swap(at, at + 1);
    (one != two && !one.is_empty() && !two.is_empty()).then(|| words.join(" "))
}

fn merged_sentences(
    sentence: &Sentence,
    all: &[Sentence],
    numbers: &mut Numbers,
) -> Option<String> {
    let other = &all[numbers.below(all.len())];
    let is_one_language = is_arabic(&other.text) == is_arabic(&sentence.text);
    if !is_one_language || other.text == sentence.text {
        return None;
    }
    let (one, two) = (split(sentence), split(other));
    let start = &one[..one.len() / 2 + 1];
    Some([start, &two[two.len() / 2..]].concat().join(" "))
}

fn unchanged(sentence: &Sentence, _: &[Sentence], _: &mut Numbers) -> Option<String> {
    Some(sentence.text.clone())
}

fn two_sentences(sentence: &Sentence, _: &[Sentence], _: &mut Numbers) -> Option<String> {
    Some(format!("{} {}", sentence.text, sentence.next.as_ref()?))
}

/// Whether a word denies something: a quotation that leaves it out is no exact one.
fn denies(word: &str) -> bool {
    const NEGATIONS: &[&str] = &[
        "not", "no", "nor", "never", "none", "nobody", "nothing", "neither", "nowhere", "without",
        "cannot", "لا", "لم", "لن", "ليس", "ليست", "وليس", "ولم", "ولا", "غير", "دون",
    ];
    let word = word.to_lowercase().replace('’', "'");
    let bare = word.trim_matches(|c: char| !c.is_alphabetic());
    NEGATIONS.contains(&bare) || bare.ends_with("n't")
}

/// Words from the middle of a sentence, not behind a negation.
fn fragment(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let words = split(sentence);
    let length = 5 + numbers.below(words.len() - 6);
    let start = numbers.below(words.len() - length + 1);
    let is_behind_one = start > 0 && denies(&words[start - 1]);
    (!is_behind_one).then(|| words[start..start + length].join(" "))
}

fn in_marks(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    let text = &sentence.text;
    Some(match numbers.below(3) {
        0 => format!("“{text}”"),
        1 => format!("«{}»", text.replace(['“', '”'], "'")),
        _ => format!("\"{}\"", text.replace(['“', '”', '"'], "").replace(" - ", " — ")),
    })
}

fn other_digits_and_case(sentence: &Sentence, _: &[Sentence], _: &mut Numbers) -> Option<String> {
    let arabic = |c: char| match c {
        '0'..='9' => char::from_u32('٠' as u32 + (c as u32 - '0' as u32)).unwrap(),
        other => other,
    };
    Some(sentence.text.to_uppercase().chars().map(arabic).collect())
}

/// Vowel marks, elongation, and letters written for one another.
fn other_spelling(sentence: &Sentence, _: &[Sentence], numbers: &mut Numbers) -> Option<String> {
    if !is_arabic(&sentence.text) {
        return Some(sentence.text.replace('’', "'").replace(' ', "  ").replace("e", "é"));
    }
    let mut text = String::new();
    let mut rest = sentence.text.chars().peekable();
    while let Some(c) = rest.next() {
        text.push(match c {
            'أ' | 'إ' | 'آ' if numbers.below(2) == 0 => 'ا',
            'ة' if numbers.below(2) == 0 => 'ه',
            other => other,
        });
        let is_within =
            ('ء'..='ي').contains(&c) && rest.peek().is_some_and(|c| ('ء'..='ي').contains(c));
        if is_within
            && !matches!(
                c,
                'ا' | 'د' | 'ذ' | 'ر' | 'ز' | 'و' | 'ء' | 'أ' | 'إ' | 'آ' | 'ؤ' | 'ة' | 'ى'
            )
        {
            match numbers.below(6) {
                0 => text.push_str("ـــ"),
                1 => text.push('\u{064E}'),
                _ => {}
            }
        }
    }
    Some(text)
}

fn shortened(sentence: &Sentence, _: &[Sentence], _: &mut Numbers) -> Option<String> {
    let words = split(sentence);
    let (start, gap) = (&words[..3], &words[3..words.len() - 3]);
    let end = &words[words.len() - 3..];
    let are_words = |part: &[String]| part.iter().all(|word| word.contains(char::is_alphanumeric));
    let fits = words.len() >= 9
        && !gap.iter().any(|word| denies(word))
        && are_words(start)
        && are_words(end);
    fits.then(|| format!("{} … {}", start.join(" "), end.join(" ")))
}

pub(crate) const CHANGED: &[(&str, Mutation, usize)] = &[
    ("changed number", changed_number, 30),
    ("swapped name", swapped_name, 30),
    ("added negation", added_negation, 40),
    ("dropped negation", dropped_negation, 30),
    ("changed word", changed_word, 40),
    ("inflected word", inflected_word, 40),
    ("dropped word", dropped_word, 40),
    ("added word", added_word, 40),
    ("swapped order", swapped_order, 40),
    ("merged sentences", merged_sentences, 40),
];

pub(crate) const UNCHANGED: &[(&str, Mutation, usize)] = &[
    ("as it is", unchanged, 60),
    ("two sentences", two_sentences, 40),
    ("fragment", fragment, 60),
    ("other quotation marks", in_marks, 60),
    ("other digits and case", other_digits_and_case, 40),
    ("other spelling", other_spelling, 60),
    ("shortened", shortened, 40),
];

/// Whether a text stands in a passage as it is, but for its case and its last mark.
fn stands(text: &str, engine: &Engine) -> bool {
    let wanted = text.to_lowercase();
    let wanted = wanted.trim_matches(|c: char| !c.is_alphanumeric());
    let renditions = engine.library().documents.iter().flat_map(|document| &document.renditions);
    let mut passages = renditions.flat_map(|rendition| &rendition.passages);
    passages.any(|passage| passage.text.to_lowercase().contains(wanted))
}

/// So many quotations of each kind, with the engine that they are of.
pub(crate) fn made(
    kinds: &[(&'static str, Mutation, usize)],
    is_changed: bool,
) -> Vec<(&'static str, usize, String)> {
    let engines = engines();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut made = Vec::new();
    for (kind, mutation, count) in kinds {
        for (of, engine) in engines.iter().enumerate() {
            let all = sentences(engine.library());
            let mut found = 0;
            for _ in 0..count * 200 {
                if found == count / 2 {
                    break;
                }
                let sentence = all[numbers.below(all.len())].clone();
                let text = mutation(&sentence, &all, &mut numbers);
                // What one sentence becomes another may be: that is no changed one.
                if let Some(text) = text.filter(|text| !is_changed || !stands(text, engine)) {
                    made.push((*kind, of, text));
                    found += 1;
                }
            }
        }
    }
    made
}

/// Where in a quotation some words were changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spot {
    First,
    Second,
    Middle,
    LastButOne,
    Last,
}

/// A quotation in which some words were put in the place of others.
pub(crate) struct Replaced {
    pub(crate) of: usize,
    pub(crate) spot: Spot,
    pub(crate) text: String,
    /// The words that were put there, and those that they stand for.
    pub(crate) words: String,
    pub(crate) original: String,
}

/// Some words of a source that no mark parts, one to three of them replaced by one to three
/// others: half of them words that no sentence has, half those that all have.
pub(crate) fn replaced(count: usize) -> Vec<Replaced> {
    const STRANGE: [[&str; 3]; 2] =
        [["purple", "music", "elsewhere"], ["الموسيقى", "بنفسجية", "هناك"]];
    const FREQUENT: [[&str; 3]; 2] = [["the", "of", "and"], ["في", "من", "على"]];
    let spots = [Spot::First, Spot::Second, Spot::Middle, Spot::LastButOne, Spot::Last];
    let engines = engines();
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let mut made = Vec::new();
    for (of, engine) in engines.iter().enumerate() {
        let all = sentences(engine.library());
        let mut found = 0;
        while found < count / 2 {
            let sentence = &all[numbers.below(all.len())];
            let words = split(sentence);
            let length = 6 + numbers.below(10.min(words.len() - 6));
            let start = numbers.below(words.len() - length + 1);
            let words = &words[start..start + length];
            let spot = spots[numbers.below(spots.len())];
            let (gone, put) = (1 + numbers.below(3), 1 + numbers.below(3));
            let at = match spot {
                Spot::First => 0,
                Spot::Second => 1,
                Spot::Middle => (length - gone) / 2,
                Spot::LastButOne => length - gone - 1,
                Spot::Last => length - gone,
            };
            let list = if numbers.below(2) == 0 { STRANGE } else { FREQUENT };
            let put = &list[usize::from(is_arabic(&sentence.text))][..put];
            let is_letters = |word: &String| word.chars().all(char::is_alphabetic);
            let around = &words[at.saturating_sub(1)..(at + gone + 1).min(length)];
            if !words.iter().all(is_letters)
                || around.iter().any(|word| put.contains(&&*word.to_lowercase()))
                || words.iter().any(|word| denies(word))
            {
                continue;
            }
            let put = put.join(" ");
            let changed = [&words[..at], std::slice::from_ref(&put), &words[at + gone..]].concat();
            let original = words[at..at + gone].join(" ");
            found += 1;
            made.push(Replaced { of, spot, text: changed.join(" "), words: put, original });
        }
    }
    made
}
