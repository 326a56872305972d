//! The words of each language that the bot knows something about.
//!
//! A language is one file here: a [`Lexicon`] with every field filled, so that
//! the compiler names what a new language forgets, and a line in [`ALL`]. The
//! words stand in plain spelling and are folded by the word rules where they are
//! looked up ([`word_class`](super::word_class)).
//!
//! A language without a lexicon may have its `function_words`: they tell it
//! from others, and hold no content.

pub(crate) mod ar;
pub(crate) mod arabizi;
pub(crate) mod attribution;
pub(crate) mod cohesion;
pub(crate) mod en;
pub(crate) mod expected;
pub(crate) mod function_words;
pub(crate) mod intents_ar;
pub(crate) mod intents_en;
pub(crate) mod polarity;
pub(crate) mod requests;
pub(crate) mod speaking;
pub(crate) mod works;

use super::script::Script;
use crate::core::Language;
pub use attribution::Attribution;

/// What the bot knows about the words of one language. Lists of single words are
/// parted by white space.
#[derive(Debug)]
pub struct Lexicon {
    pub language: Language,
    /// The script that it is written in.
    pub script: Script,

    /// Question words (why, ليش). Neither indexed nor searched.
    pub question: &'static str,
    /// Verbs that stand at the beginning of a question (is, did).
    pub question_verbs: &'static str,
    /// Words that hold a sentence together (the, في). Neither indexed nor searched.
    /// One list for each thing that they do.
    pub function: &'static [&'static str],
    /// Words about the conversation rather than its subject (say, think, article,
    /// رأي). In an interview everybody says and thinks, so they are searched with
    /// little weight, and not missed.
    pub frame: &'static [&'static str],
    /// Words by which a question is led up to (wondering, قوللي): fillers,
    /// instructions, wanting to know. Before the first word of content they ask for
    /// nothing, later they may.
    pub address: &'static str,
    /// Words of courtesy before a question and after it (please, لو سمحت).
    pub pleas: &'static str,
    /// Words of a greeting (hello, شلونك). They ask for nothing.
    pub greetings: &'static str,
    /// Words of thanks. They ask for nothing.
    pub thanks: &'static str,
    /// Other words that ask for nothing (great, bot, تمام).
    pub small_talk: &'static str,
    /// Verbs and verbal nouns by which a text attributes words to somebody.
    pub speech: &'static str,
    /// The words around them.
    pub attribution: &'static Attribution,
    /// Numbers in words, and words that are counts by their form (سنتين).
    pub numbers: &'static str,
    /// Words that deny what they stand with and are never anything else (not, ليس). So
    /// not ما, which is as often "what".
    pub negations: &'static str,

    /// Phrases by which a question goes on from the one before it.
    pub openings: &'static [&'static str],
    /// Conjunctions that do the same, written onto the first word (و).
    pub attached_openings: &'static [&'static str],
    /// Conjunctions that are written onto a word, which is the same word without
    /// them (و, ف).
    pub attached_conjunctions: &'static [&'static str],
    /// Abbreviations that end in a full stop without ending a sentence, in lower
    /// case and without that stop.
    pub abbreviations: &'static [&'static str],
    /// Headings under which a list is a list of key points.
    pub key_point_headings: &'static [&'static str],
    /// Dialect word and the standard word that a text would use, both as the rules
    /// before [`dialect`](super::rules) leave them. Only words whose meaning does
    /// not depend on the subject: names and terms belong into a glossary, question
    /// words into `question`.
    pub dialect: &'static [(&'static str, &'static str)],
    /// Groups of words, or of stems, that belong together although neither the rules
    /// nor the patterns of derivation tell (grow grew growth, بيولوجيا احيا). In
    /// folded spelling, each parted by white space; a word stands in one group.
    pub related: &'static [&'static str],
    /// What is written onto function words and frames, in a language that writes
    /// words together.
    pub clitics: Option<&'static Clitics>,
}

/// Small words that are written onto others. Lists of single words are parted by
/// white space.
#[derive(Debug)]
pub struct Clitics {
    /// Pronouns at the end of a word (عليها), the longer before the shorter.
    pub pronouns: &'static [&'static str],
    /// Function words that pronouns are written onto.
    pub hosts: &'static str,
    /// Prepositions and particles at the beginning of a word (بهاد, عاللي).
    pub prefixes: &'static [&'static str],
    /// Function words that those are written onto.
    pub led: &'static str,
    /// Marks of future and of duration at the beginning of a verb (بيقول, سيقول).
    pub verb_prefixes: &'static [&'static str],
    /// The letters that such a verb begins with.
    pub verb_openings: &'static [char],
    /// Negations at the beginning of a word, alone or together with the ending.
    pub negations: &'static [&'static str],
    /// The negation at the end of a word (معندوش).
    pub negation_ending: &'static str,
    /// The question word at the beginning of a word (شقال).
    pub asking: &'static str,
}

/// Every lexicon. The first one of a script also serves words of that script in a
/// text whose language is written in another.
pub static ALL: &[&Lexicon] = &[&ar::LEXICON, &en::LEXICON];

impl Lexicon {
    /// The lexicon of a language, if it has one.
    pub fn of(language: Language) -> Option<&'static Lexicon> {
        ALL.iter().copied().find(|lexicon| lexicon.language == language)
    }

    /// Every word and phrase of the lexicon, each with the name of its list.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        // Taken apart, so that a new field cannot be forgotten here.
        let Lexicon {
            language: _,
            script: _,
            question,
            question_verbs,
            function,
            frame,
            address,
            pleas,
            greetings,
            thanks,
            small_talk,
            speech,
            attribution,
            numbers,
            negations,
            openings,
            attached_openings,
            attached_conjunctions,
            abbreviations,
            key_point_headings,
            dialect,
            related,
            clitics: _,
        } = *self;
        let lists = [
            ("question", question),
            ("question_verbs", question_verbs),
            ("address", address),
            ("pleas", pleas),
            ("greetings", greetings),
            ("thanks", thanks),
            ("small_talk", small_talk),
            ("speech", speech),
            ("numbers", numbers),
            ("negations", negations),
        ];
        let phrases = [
            ("openings", openings),
            ("attached_openings", attached_openings),
            ("attached_conjunctions", attached_conjunctions),
            ("abbreviations", abbreviations),
            ("key_point_headings", key_point_headings),
            ("related", related),
        ];
        let parts = [("function", function), ("frame", frame)].into_iter();
        let parts = parts.flat_map(|(name, lists)| lists.iter().map(move |list| (name, *list)));
        let lists = lists
            .into_iter()
            .chain(attribution.lists())
            .chain(parts)
            .flat_map(|(name, list)| list.split_whitespace().map(move |word| (name, word)));
        let phrases = phrases
            .into_iter()
            .flat_map(|(name, list)| list.iter().map(move |phrase| (name, *phrase)));
        let pairs =
            dialect.iter().flat_map(|&(own, standard)| [("dialect", own), ("dialect", standard)]);
        lists.chain(phrases).chain(pairs)
    }
}

/// The language by whose rules a word is read: that of its text where that is
/// written in the word's script, otherwise the one that stands for the script. So
/// Latin words of an Arabic question are English ones, and those of a German text
/// are not.
pub(crate) fn language_of_word(script: Script, text: Language) -> Language {
    match script {
        Script::Digits | Script::Other => text,
        Script::Arabic | Script::Latin if Script::of_language(text) == script => text,
        Script::Arabic | Script::Latin => language_of_script(script).unwrap_or(text),
    }
}

/// The language that stands for a script where nothing else is known.
pub(crate) fn language_of_script(script: Script) -> Option<Language> {
    ALL.iter().find(|lexicon| lexicon.script == script).map(|lexicon| lexicon.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lexicon_is_written_in_the_script_of_its_language() {
        for lexicon in ALL {
            assert_eq!(Script::of_language(lexicon.language), lexicon.script, "{lexicon:?}");
            let found = Lexicon::of(lexicon.language).expect("it stands in the list");
            assert!(std::ptr::eq(found, *lexicon), "{} stands there twice", lexicon.language);
        }
    }

    #[test]
    fn the_words_of_a_lexicon_name_their_lists() {
        let words: Vec<_> = en::LEXICON.words().collect();
        for word in [("question", "why"), ("openings", "what about"), ("numbers", "dozen")] {
            assert!(words.contains(&word), "{word:?}");
        }
        assert!(ar::LEXICON.words().any(|word| word == ("dialect", "فلوس")));
    }

    #[test]
    fn a_word_of_another_script_is_read_by_the_language_that_stands_for_it() {
        let german = Language::parse("de").expect("a code");
        let persian = Language::parse("fa").expect("a code");
        for (script, text, expected) in [
            (Script::Latin, Language::ARABIC, Language::ENGLISH),
            (Script::Arabic, Language::ENGLISH, Language::ARABIC),
            (Script::Latin, german, german),
            (Script::Arabic, german, Language::ARABIC),
            (Script::Arabic, persian, persian),
            (Script::Latin, persian, Language::ENGLISH),
            (Script::Digits, german, german),
        ] {
            assert_eq!(language_of_word(script, text), expected, "{script:?} in {text}");
        }
    }
}
