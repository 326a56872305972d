//! What kind of thing would answer a question, and which of it a sentence has.
//!
//! "When" asks for a time, لماذا for a reason; a sentence shows a time by the name of a
//! month, a reason by "because". Both are told by the words of the language
//! ([`lexicons::expected`](super::lexicons)), and a name by its capitals where the script
//! has them. It is evidence, not proof: ranking prefers a sentence that has what is asked
//! for, and what lacks it is less sure.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lexicons::expected::{self, Expected};
use super::rules::word_form_in;
use super::{Script, Token};
use crate::core::Language;

/// A kind of thing that a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Number,
    Time,
    Person,
    Place,
    Reason,
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u8);

impl Kinds {
    pub const NONE: Kinds = Kinds(0);
    pub const ALL: Kinds = Kinds(u8::MAX);
    /// All but those that are told by a name.
    pub const WITHOUT_NAMES: Kinds = Kinds(!(1 << Kind::Person as u8 | 1 << Kind::Place as u8));

    pub fn of(kind: Kind) -> Kinds {
        Kinds(1 << kind as u8)
    }

    pub fn insert(&mut self, kind: Kind) {
        self.0 |= Kinds::of(kind).0;
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it shares a kind with another set.
    pub fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

/// The words of a language, in folded spelling.
struct Words {
    /// By the first word, with the rest of the phrase.
    asks: HashMap<String, Vec<(Vec<String>, Kind)>>,
    asks_first: HashMap<String, Kind>,
    shows: HashMap<String, Kinds>,
    shows_together: HashMap<String, Vec<(Vec<String>, Kind)>>,
}

static WORDS: LazyLock<HashMap<Language, Words>> = LazyLock::new(|| {
    expected::ALL.iter().map(|known| (known.language, Words::of(known))).collect()
});

impl Words {
    fn of(known: &Expected) -> Words {
        let folded = |phrase: &str| -> Vec<String> {
            phrase.split_whitespace().map(|word| word_form_in(word, known.language)).collect()
        };
        let phrases = |lists: &[(Kind, &[&str])]| {
            let mut phrases: HashMap<String, Vec<(Vec<String>, Kind)>> = HashMap::new();
            for (kind, list) in lists {
                for phrase in *list {
                    let mut words = folded(phrase).into_iter();
                    if let Some(first) = words.next() {
                        phrases.entry(first).or_default().push((words.collect(), *kind));
                    }
                }
            }
            // The longest first: "how long" asks for a number, "how long ago" for a time.
            for ends in phrases.values_mut() {
                ends.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            }
            phrases
        };
        let mut shows: HashMap<String, Kinds> = HashMap::new();
        for (kind, list) in known.shows {
            for word in folded(list) {
                shows.entry(word).or_default().insert(*kind);
            }
        }
        let asks_first = known.asks_first.iter().flat_map(|(kind, list)| {
            list.iter().flat_map(|word| folded(word)).map(|word| (word, *kind))
        });
        Words {
            asks: phrases(known.asks),
            asks_first: asks_first.collect(),
            shows,
            shows_together: phrases(known.shows_together),
        }
    }
}

/// The kinds that a phrase of a list shows where it stands.
fn phrase_at(
    phrases: &HashMap<String, Vec<(Vec<String>, Kind)>>,
    tokens: &[Token],
) -> Option<Kind> {
    let (first, rest) = tokens.split_first()?;
    let ends = phrases.get(&first.forms.word)?;
    let found = ends.iter().find(|(end, _)| {
        end.len() <= rest.len()
            && end.iter().zip(rest).all(|(word, token)| *word == token.forms.word)
    });
    found.map(|(_, kind)| *kind)
}

/// Whether a word in its folded `word` form is a number, in words or in digits.
pub fn is_number(word: &str, language: Language) -> bool {
    let known = WORDS.get(&language).and_then(|words| words.shows.get(word));
    word.contains(|c: char| c.is_ascii_digit())
        || known.is_some_and(|kinds| kinds.meets(Kinds::of(Kind::Number)))
}

/// The kind of thing that a question asks for; the first where it asks for several.
pub fn expected(tokens: &[Token]) -> Kinds {
    let first = tokens
        .first()
        .and_then(|first| WORDS.get(&first.language)?.asks_first.get(&first.forms.word).copied());
    let asked = (0..tokens.len()).find_map(|at| {
        let words = WORDS.get(&tokens[at].language)?;
        phrase_at(&words.asks, &tokens[at..])
    });
    // A question that begins "من" may still ask متى.
    match asked.or(first) {
        // A span of time is a number, a date as well: "how long" … "since 2019".
        Some(Kind::Number) if asks_for_time(tokens) => {
            Kinds::of(Kind::Number).and(Kinds::of(Kind::Time))
        }
        Some(kind) => Kinds::of(kind),
        None => Kinds::NONE,
    }
}

/// The kind of thing that a single word asks for, in its folded form.
pub fn asked_by(word: &str, language: Language) -> Option<Kind> {
    let words = WORDS.get(&language)?;
    let alone = words.asks.get(word)?.iter().find(|(rest, _)| rest.is_empty());
    alone.map(|(_, kind)| *kind)
}

/// Whether a word of time stands in the question: "how many years", كم سنة.
fn asks_for_time(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| {
        let shows = WORDS.get(&token.language).and_then(|words| words.shows.get(&token.forms.word));
        shows.is_some_and(|kinds| kinds.meets(Kinds::of(Kind::Time)))
    })
}

/// The kinds of things that a sentence has, by its tokens and its text. `names` are those
/// of its words that are names by the glossary.
pub fn held(tokens: &[Token], text: &str, names: &HashSet<usize>) -> Kinds {
    let mut held = Kinds::NONE;
    for (at, token) in tokens.iter().enumerate() {
        if token.forms.word.starts_with(|c: char| c.is_ascii_digit()) {
            held.insert(Kind::Number);
            if is_year(&token.forms.word) {
                held.insert(Kind::Time);
            }
        }
        if let Some(words) = WORDS.get(&token.language) {
            held = held.and(words.shows.get(&token.forms.word).copied().unwrap_or_default());
            if let Some(kind) = phrase_at(&words.shows_together, &tokens[at..]) {
                held.insert(kind);
            }
        }
        if names.contains(&at) || (at > 0 && is_capitalised(token, text)) {
            held.insert(Kind::Person);
            held.insert(Kind::Place);
        }
    }
    held
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1000..2200).contains(&year))
}

/// Whether a word in the middle of a sentence is written as a name.
pub fn is_capitalised(token: &Token, text: &str) -> bool {
    token.script == Script::Latin
        && !token.is_stop()
        && text.get(token.range.clone()).is_some_and(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::analysis::analyze;

    fn asked(question: &str) -> Kinds {
        expected(&analyze(question, Language::of_question(question)))
    }

    #[test]
    fn a_question_word_tells_what_it_asks_for() {
        for (question, kind) in [
            ("how many people came?", Kind::Number),
            ("and what percentage is that", Kind::Number),
            ("كم واحد جا؟", Kind::Number),
            ("بقديش اشتروها", Kind::Number),
            ("In what year was it built?", Kind::Time),
            ("how long ago did they leave", Kind::Time),
            ("قداه كلفت", Kind::Number),
            ("امتى بدأوا", Kind::Time),
            ("امتا صار", Kind::Time),
            ("أيان يبدأ ذلك", Kind::Time),
            ("لوين راحوا", Kind::Place),
            ("في أي عام تأسست؟", Kind::Time),
            ("who runs it", Kind::Person),
            ("من أسس الشركة؟", Kind::Person),
            ("شكون لي بناها", Kind::Person),
            ("Where do they live?", Kind::Place),
            ("وين ساكنين", Kind::Place),
            ("so why did they do it", Kind::Reason),
            ("what led to the war", Kind::Reason),
            ("علاش راهنوا", Kind::Reason),
            ("شو السبب؟", Kind::Reason),
        ] {
            assert_eq!(asked(question), Kinds::of(kind), "{question}");
        }
        for question in ["What is Sora?", "is it big", "ماذا قال عن الطاقة", "رأيه من ناحية الطاقة"]
        {
            assert_eq!(asked(question), Kinds::NONE, "{question}");
        }
    }

    #[test]
    fn a_sentence_shows_what_it_has() {
        let held =
            |text: &str| held(&analyze(text, Language::of_question(text)), text, &HashSet::new());
        let has = |text: &str, kind| held(text).meets(Kinds::of(kind));
        assert!(has("It took three tries.", Kind::Number) && has("كلف 40 دولارا", Kind::Number));
        assert!(has("It opened in 1887.", Kind::Time) && has("بدأ في أكتوبر", Kind::Time));
        assert!(has("They left because it rained.", Kind::Reason));
        assert!(
            has("يستند هذا القرار إلى الثقة", Kind::Reason)
                && has("جاء من أجل العمل", Kind::Reason)
        );
        assert!(has("It was built by Marie Curie.", Kind::Person));
        let plain = held("The house is old.");
        for kind in [Kind::Number, Kind::Time, Kind::Person, Kind::Place, Kind::Reason] {
            assert!(!plain.meets(Kinds::of(kind)), "{kind:?}");
        }
    }

    #[test]
    fn how_many_years_is_answered_by_a_date_too() {
        assert!(asked("كم سنة اشتغل هناك").meets(Kinds::of(Kind::Time)));
        assert!(!asked("كم شخص اشتغل هناك").meets(Kinds::of(Kind::Time)));
    }
}
