//! What kind of word a word is, by the lexicon of its language.
//!
//! * **Stop words** hold a sentence together or ask (في, هل, ليش, the, what).
//!   They are neither indexed nor searched.
//! * **Frame words** are about the conversation rather than its subject (قال,
//!   رأي, say, think, article). They are searched with little weight.
//! * **Courtesies** (hello, شلونك, thanks) ask for nothing at all.
//! * **Address** (wondering, قوللي) and **pleas** (please, لو سمحت) stand around a
//!   question; [`asked`] says where it begins and ends.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::clitics::{Attached, Base};
use super::lexicons::{self, Lexicon, function_words};
use super::rules::word_form_in;
use super::{Token, analyze, spoken};
use crate::core::Language;

/// A class that a word can belong to; it may belong to several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// Neither indexed nor searched.
    Stop,
    /// About the conversation rather than its subject.
    Frame,
    Greeting,
    Thanks,
    /// A greeting, thanks, or other small talk.
    Courtesy,
    /// Leads up to a question.
    Address,
    /// A courtesy around a question.
    Plea,
    /// Attributes words to somebody.
    Speech,
    /// A number in words.
    Number,
    /// Denies what it stands with.
    Negation,
    /// Begins a question.
    Asks,
    /// Asks wherever it stands: not "is", which asks only in front.
    QuestionWord,
    /// Gives a thing its name (called, بعنوان).
    Naming,
    /// Has its object where a subject would stand.
    Describing,
    /// A title before a name.
    Title,
    /// What somebody does, or what several persons form.
    Role,
    /// A day, a month, or another word that says when.
    Calendar,
    /// A pronoun for one person who is spoken about.
    ThirdPerson,
    /// Another pronoun that a verb may have as its subject.
    OtherPronoun,
    Preposition,
    /// An article, a possessive or a quantity.
    Determiner,
    /// Beside a verb of speech it says that nothing was said.
    Hedge,
    /// Makes a passive of the participle after it.
    Passive,
    /// May stand between a subject and its verb.
    Adverb,
    /// Joins a verb of speech to what is said.
    Complementiser,
}

impl WordClass {
    /// Classes that a word with a conjunction written onto it is not of: ranking was
    /// measured with numbers taken as they stand, and whoever tells questions apart by
    /// their conjunctions looks past those alone.
    const TAKEN_AS_THEY_STAND: u32 = WordClass::Number.bit() | WordClass::QuestionWord.bit();
}

/// The classes that a word is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordClasses(u32);

impl WordClasses {
    pub fn has(self, class: WordClass) -> bool {
        self.0 & class.bit() != 0
    }
}

/// The words of a language in folded spelling, with a bit for each class.
struct Classes {
    words: FxHashMap<String, u32>,
    attached_conjunctions: &'static [&'static str],
    attached: Option<Attached>,
}

static CLASSES: LazyLock<FxHashMap<Language, Classes>> = LazyLock::new(|| {
    let known = lexicons::ALL.iter().map(|lexicon| (lexicon.language, Classes::of(lexicon)));
    let others = function_words::ALL.iter().map(|row| (row.language(), Classes::of_few(row)));
    others.chain(known).collect()
});

impl Classes {
    fn of(lexicon: &Lexicon) -> Classes {
        let folded = |list: &str| -> HashSet<String> {
            list.split_whitespace().map(|word| word_form_in(word, lexicon.language)).collect()
        };
        let mut classes = Classes {
            words: FxHashMap::default(),
            attached_conjunctions: lexicon.attached_conjunctions,
            attached: lexicon.clitics.map(|clitics| Attached::new(clitics, folded)),
        };
        for (list, of) in [
            (lexicon.question, &[WordClass::Stop, WordClass::Asks, WordClass::QuestionWord][..]),
            (lexicon.question_verbs, &[WordClass::Asks]),
            (lexicon.address, &[WordClass::Address]),
            (lexicon.pleas, &[WordClass::Plea]),
            (lexicon.greetings, &[WordClass::Greeting, WordClass::Courtesy]),
            (lexicon.thanks, &[WordClass::Thanks, WordClass::Courtesy]),
            (lexicon.small_talk, &[WordClass::Courtesy]),
            (lexicon.speech, &[WordClass::Speech]),
            (lexicon.numbers, &[WordClass::Number]),
            (lexicon.negations, &[WordClass::Negation]),
            (lexicon.attribution.naming, &[WordClass::Naming]),
            (lexicon.attribution.describing, &[WordClass::Describing]),
            (lexicon.attribution.titles, &[WordClass::Title]),
            (lexicon.attribution.roles, &[WordClass::Role]),
            (lexicon.attribution.calendar, &[WordClass::Calendar]),
            (lexicon.attribution.third_person, &[WordClass::ThirdPerson]),
            (lexicon.attribution.other_pronouns, &[WordClass::OtherPronoun]),
            (lexicon.attribution.prepositions, &[WordClass::Preposition]),
            (lexicon.attribution.determiners, &[WordClass::Determiner]),
            (lexicon.attribution.hedges, &[WordClass::Hedge]),
            (lexicon.attribution.passive, &[WordClass::Passive]),
            (lexicon.attribution.adverbs, &[WordClass::Adverb]),
            (lexicon.attribution.complementisers, &[WordClass::Complementiser]),
        ] {
            classes.add(lexicon.language, list, of);
        }
        for (lists, of) in [(lexicon.function, WordClass::Stop), (lexicon.frame, WordClass::Frame)]
        {
            for list in lists {
                classes.add(lexicon.language, list, &[of]);
            }
        }
        classes
    }

    /// A language of which only the function words are known.
    fn of_few(row: &function_words::FunctionWords) -> Classes {
        let mut classes =
            Classes { words: FxHashMap::default(), attached_conjunctions: &[], attached: None };
        classes.add(row.language(), row.words, &[WordClass::Stop]);
        classes
    }

    fn add(&mut self, language: Language, list: &str, classes: &[WordClass]) {
        let bits = classes.iter().fold(0, |bits, class| bits | class.bit());
        for word in list.split_whitespace() {
            *self.words.entry(word_form_in(word, language)).or_default() |= bits;
        }
    }

    /// The classes of a word, and that of what is left of it without what is written
    /// onto it.
    fn with_clitics(&self, word: &str) -> u32 {
        let own = self.own(word);
        let Some(attached) = &self.attached else { return own };
        let is = |word: &str, base: Base| {
            let class = if base == Base::Function { WordClass::Stop } else { WordClass::Frame };
            self.own(word) & class.bit() != 0
        };
        own | match attached.base(word, is) {
            Some(Base::Function) => WordClass::Stop.bit(),
            Some(Base::Frame) => WordClass::Frame.bit(),
            _ => 0,
        }
    }

    fn own(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The classes of a word with those of what follows a conjunction written onto it.
    fn all(&self, word: &str) -> u32 {
        let mut classes = self.with_clitics(word);
        for conjunction in self.attached_conjunctions {
            let rest = word.strip_prefix(conjunction);
            if let Some(rest) = rest.filter(|rest| rest.chars().nth(1).is_some()) {
                classes |= self.with_clitics(rest) & !WordClass::TAKEN_AS_THEY_STAND;
            }
        }
        classes
    }
}

impl WordClass {
    const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The classes of a word, in its folded `word` form, in a language. A conjunction
    /// written onto it is looked past, prepositions are not: ليلى is no يلي. No word is of
    /// any class in a language that nothing is known about.
    pub fn of(word: &str, language: Language) -> WordClasses {
        WordClasses(CLASSES.get(&language).map_or(0, |classes| classes.all(word)))
    }

    /// Whether such a word is of this class.
    pub fn has(self, word: &str, language: Language) -> bool {
        WordClass::of(word, language).has(self)
    }

    /// The classes of a word in any spelling.
    pub(crate) fn of_spelling(word: &str, language: Language) -> WordClasses {
        WordClass::of(&word_form_in(word, language), language)
    }

    /// Whether a word in any spelling is of this class.
    pub(crate) fn has_spelling(self, word: &str, language: Language) -> bool {
        WordClass::of_spelling(word, language).has(self)
    }
}

/// Whether a text asks for something: it has a question mark, or begins with a word
/// that asks.
pub fn is_question(text: &str) -> bool {
    let text = spoken(text);
    let tokens = analyze(&text, Language::of_question(&text));
    text.contains(['?', '؟']) || tokens.first().is_some_and(|token| token.is(WordClass::Asks))
}

/// The words of a question without what leads up to it and the courtesies around it
/// ("hey, I was wondering", «لو سمحت»). Empty where there is nothing else.
pub fn asked(tokens: &[Token]) -> Range<usize> {
    let is_around = |token: &Token| {
        token.is_stop() || token.is(WordClass::Courtesy) || token.is(WordClass::Plea)
    };
    let leads = |token: &Token| {
        is_around(token) || token.is(WordClass::Frame) || token.is(WordClass::Address)
    };
    let Some(first) = tokens.iter().position(|token| !leads(token)) else { return 0..0 };
    let last = tokens.iter().rposition(|token| !is_around(token)).unwrap_or(first);
    first..last.max(first) + 1
}

/// Whether a word outside the [`asked`] part asks for nothing.
pub fn is_aside(token: &Token) -> bool {
    token.is(WordClass::Address) || token.is(WordClass::Plea)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_told_from_a_statement() {
        for question in
            ["What is Sora", "is it a bubble", "ليش راهنوا", "وليش؟", "Sora?", "did he say so"]
        {
            assert!(is_question(question), "{question}");
        }
        for statement in ["our infrastructure is down again", "الطاقة النووية رخيصة", ""]
        {
            assert!(!is_question(statement), "{statement}");
        }
    }
    use crate::core::analysis::script::Script;

    /// Of a class in the language that stands for its script.
    fn is(class: WordClass, word: &str) -> bool {
        let language = lexicons::language_of_script(Script::of_word(word)).expect("a lexicon");
        class.has_spelling(word, language)
    }

    #[test]
    fn question_words_of_several_dialects_are_stop_words() {
        for word in ["لماذا", "ليش", "ازاي", "شلون", "وش", "علاش", "إيه", "why", "What", "وهل"]
        {
            assert!(is(WordClass::Stop, word), "{word}");
        }
    }

    #[test]
    fn words_with_a_subject_are_not_stop_words() {
        for word in ["الطاقة", "رهان", "نووية", "infrastructure", "Sora", "ميمات", "وقود"]
        {
            assert!(!is(WordClass::Stop, word), "{word}");
        }
    }

    #[test]
    fn a_reporting_verb_is_a_frame_and_a_greeting_a_courtesy() {
        assert!(is(WordClass::Frame, "قال") && is(WordClass::Frame, "said"));
        assert!(is(WordClass::Courtesy, "شلونك") && is(WordClass::Greeting, "شلونك"));
        assert!(is(WordClass::Thanks, "thanks") && !is(WordClass::Greeting, "thanks"));
        assert!(!is(WordClass::Courtesy, "energy"));
        assert!(is(WordClass::Speech, "وأضاف") && !is(WordClass::Speech, "الطاقة"));
    }

    #[test]
    fn a_word_is_a_stop_word_in_its_own_language_only() {
        let language = |code| Language::parse(code).expect("a code");
        // "Was will Altman?": was is English too, will is a verb of its own.
        assert!(WordClass::Stop.has("will", language("en")));
        assert!(!WordClass::Stop.has("will", language("de")));
        assert!(WordClass::Stop.has("die", language("de")));
        assert!(!WordClass::Stop.has("die", language("en")));
        assert!(!WordClass::Stop.has("the", language("eo")), "nothing is known about Esperanto");
    }

    #[test]
    fn a_number_with_a_conjunction_is_not_looked_past_it() {
        assert!(is(WordClass::Number, "مليار") && !is(WordClass::Number, "ومليار"));
    }
}
