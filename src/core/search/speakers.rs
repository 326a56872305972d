//! Whom a question names of those who speak in the transcripts.

use std::collections::{HashMap, HashSet};

use crate::core::analysis::Token;
use crate::core::analysis::lexicons::speaking::HOLDING;
use crate::core::analysis::rules::word_form;
use crate::core::knowledge::{Glossary, Library, PassageKey, Speaker};

/// A participant of a document: the document, and an index into its original's.
type Voice = (u32, usize);

/// Those who speak, by the words of their names.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// A word of a name, and whose it is.
    by_word: HashMap<String, Vec<Voice>>,
    /// People of the glossary.
    by_concept: HashMap<String, Vec<Voice>>,
    /// How many words each name has.
    words: HashMap<Voice, usize>,
}

/// Whom a question names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    voices: HashSet<Voice>,
    /// Whether it is asked what they say or think, so that nobody else can answer.
    asks_for_their_words: bool,
}

/// A shorter word is an initial or part of no name.
const SHORTEST_WORD_CHARS: usize = 2;

impl Speakers {
    pub(super) fn of(library: &Library) -> Speakers {
        let mut speakers = Speakers::default();
        for (document, number) in library.documents.iter().zip(0..) {
            for (index, participant) in document.original().participants.iter().enumerate() {
                let voice = (number, index);
                if let Speaker::Known(concept) = participant.speaker {
                    let term = library.glossary.concept(concept).term.clone();
                    speakers.by_concept.entry(term).or_default().push(voice);
                }
                let words = words_of(&participant.label);
                speakers.words.insert(voice, words.len());
                for word in words {
                    speakers.by_word.entry(word).or_default().push(voice);
                }
            }
        }
        speakers
    }

    /// Whom a question names: by the name whole, or by a word of it that in its document
    /// is nobody else's.
    pub(super) fn named(&self, tokens: &[Token], text: &str, glossary: &Glossary) -> Named {
        let mut found: HashMap<Voice, usize> = HashMap::new();
        let mut voices = HashSet::new();
        if self.by_word.is_empty() {
            return Named::default();
        }
        let says = |token: &Token| HOLDING.contains(&token.forms.word.as_str());
        let asks_for_their_words = tokens.iter().any(says);
        for token in tokens.iter().filter(|token| !token.is_stop()) {
            let word = word_form(&text[token.range.clone()]);
            let of_word = self.by_word.get(&word).map(Vec::as_slice).unwrap_or_default();
            // They stand in the order of their documents.
            for of_document in of_word.chunk_by(|(left, _), (right, _)| left == right) {
                for voice in of_document {
                    *found.entry(*voice).or_default() += 1;
                }
                if let [only] = of_document {
                    voices.insert(*only);
                }
            }
        }
        let whole = found.iter().filter(|(voice, count)| self.words.get(voice) == Some(count));
        voices.extend(whole.map(|(voice, _)| *voice));
        for mention in glossary.mentions(tokens) {
            let term = &glossary.concept(mention.concept).term;
            voices.extend(self.by_concept.get(term).into_iter().flatten());
        }
        Named { voices, asks_for_their_words }
    }
}

impl Speakers {
    /// Whom some words name, if they name nothing else.
    pub(super) fn named_alone(&self, tokens: &[Token], text: &str, glossary: &Glossary) -> Named {
        let is_name =
            |token: &Token| self.by_word.contains_key(&word_form(&text[token.range.clone()]));
        let in_glossary: HashSet<usize> =
            glossary.mentions(tokens).into_iter().flat_map(|mention| mention.tokens).collect();
        let mut content = tokens.iter().enumerate().filter(|(_, token)| !token.is_stop());
        match content.all(|(at, token)| is_name(token) || in_glossary.contains(&at)) {
            true => self.named(tokens, text, glossary),
            false => Named::default(),
        }
    }
}

impl Named {
    pub fn is_empty(&self) -> bool {
        self.voices.is_empty()
    }

    /// Whether one of them says a passage; none where nobody is named, or its document has
    /// none of them.
    pub fn says(&self, library: &Library, key: PassageKey) -> Option<bool> {
        if !self.voices.iter().any(|(document, _)| *document == key.document) {
            return None;
        }
        let participant = library.passage(key).speech.as_ref()?.participant;
        Some(participant.is_some_and(|index| self.voices.contains(&(key.document, index))))
    }

    /// Whether a passage is somebody else's where their own words are asked for.
    pub(super) fn is_not_theirs(&self, library: &Library, key: PassageKey) -> bool {
        self.asks_for_their_words && self.says(library, key) == Some(false)
    }

    /// Those of a document.
    pub fn of_document(&self, document: u32) -> impl Iterator<Item = usize> + '_ {
        let own = self.voices.iter().filter(move |(other, _)| *other == document);
        own.map(|(_, participant)| *participant)
    }
}

/// The words of a name, as the words of a question are folded.
fn words_of(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let long = words.filter(|word| word.chars().count() >= SHORTEST_WORD_CHARS);
    long.map(word_form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Language;
    use crate::core::analysis::analyze;

    const TALK: &str = "Ben Horowitz: Why?\n\nSam Altman: Because it is so.\n\nBen Thompson: No.\n\n\
        Sam Altman: It is, I think.\n\nBen Horowitz: And now?\n\nBen Thompson: Now it is not.";

    #[test]
    fn only_who_asks_for_somebodys_words_is_told_that_they_are_anothers() {
        let library = Library::from_texts([("t.md", TALK)]);
        let of_ben = PassageKey { document: 0, passage: 2 };
        for (question, is_not_theirs) in [
            ("What does Altman say about it?", true),
            ("What is Altman's opinion?", true),
            ("شو رأي Altman بهذا؟", true),
            ("How old was Altman then?", false),
            ("What is said about it?", false),
        ] {
            let tokens = analyze(question, Language::of_question(question));
            let named = Speakers::of(&library).named(&tokens, question, &library.glossary);
            assert_eq!(named.is_not_theirs(&library, of_ben), is_not_theirs, "{question}");
        }
    }

    fn named(question: &str) -> Vec<usize> {
        let library = Library::from_texts([("t.md", TALK)]);
        let tokens = analyze(question, Language::ENGLISH);
        let named = Speakers::of(&library).named(&tokens, question, &library.glossary);
        let mut found: Vec<usize> = named.of_document(0).collect();
        found.sort();
        found
    }

    #[test]
    fn a_name_or_a_word_of_it_that_is_nobody_elses_names_a_speaker() {
        assert_eq!(named("What does altman think?"), [1]);
        assert_eq!(named("What is Sam's view?"), [1]);
        assert!(named("What does Ben think?").is_empty());
        assert_eq!(named("What does Ben Thompson think?"), [2]);
        assert!(named("What is thought here?").is_empty());
    }
}
