//! Whom a question names of those who speak in the transcripts, and whose words it asks for
//! that prose never quotes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::core::analysis::lexicons::speaking::{ABOUT, HOLDING};
use crate::core::analysis::rules::word_form;
use crate::core::analysis::{Script, Token};
use crate::core::knowledge::{
    ConceptId, ConceptKind, Glossary, Library, Mention, PassageKey, Speaker,
};

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
    /// Prose that quotes somebody, with the people of the glossary that it quotes.
    quoting: Vec<(u32, HashSet<ConceptId>)>,
}

/// Whom a question names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    voices: HashSet<Voice>,
    /// Whether it is asked what they say or think, so that nobody else can answer.
    asks_for_their_words: bool,
    /// Prose that quotes somebody, but not the one whose words are asked for.
    without: Vec<(u32, ConceptId)>,
    /// Prose that quotes somebody, but none of the people that the question names.
    unheard: Vec<(u32, ConceptId)>,
}

/// A shorter word is an initial or part of no name.
const SHORTEST_WORD_CHARS: usize = 2;

impl Speakers {
    pub(super) fn of(library: &Library) -> Speakers {
        let mut speakers = Speakers::default();
        for (document, number) in library.documents.iter().zip(0..) {
            let passages = &document.original().passages;
            let quoted = passages.iter().flat_map(|passage| &passage.quotations);
            let quoted = quoted.filter_map(|quotation| match quotation.speaker.as_ref()? {
                Speaker::Known(concept) => Some(*concept),
                Speaker::Named(_) => None,
            });
            let quoted: HashSet<ConceptId> = quoted.collect();
            if document.original().participants.is_empty() && !quoted.is_empty() {
                speakers.quoting.push((number, quoted));
            }
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
        let says = |at: &usize| HOLDING.contains(&tokens[*at].forms.word.as_str());
        let says: Vec<usize> = (0..tokens.len()).filter(says).collect();
        let asks_for_their_words = !says.is_empty();
        let (without, unheard) = match self.quoting.is_empty() {
            true => (Vec::new(), Vec::new()),
            false => {
                let people = people(tokens, glossary);
                let concepts: Vec<ConceptId> = people.iter().map(|named| named.concept).collect();
                let asked = whose_words(tokens, &says, &people);
                (self.without(&asked), self.without(&concepts))
            }
        };
        if self.by_word.is_empty() {
            return Named { without, unheard, ..Named::default() };
        }
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
        Named { voices, asks_for_their_words, without, unheard }
    }

    /// The prose that quotes others but none of some people, each with the first of them.
    fn without(&self, people: &[ConceptId]) -> Vec<(u32, ConceptId)> {
        let Some(first) = people.first() else { return Vec::new() };
        let quotes_none = |quoted: &HashSet<ConceptId>| !people.iter().any(|p| quoted.contains(p));
        let without = self.quoting.iter().filter(|(_, quoted)| quotes_none(quoted));
        without.map(|(document, _)| (*document, *first)).collect()
    }
}

/// The people of the glossary that a question names.
fn people(tokens: &[Token], glossary: &Glossary) -> Vec<Mention> {
    let mut people = glossary.longest_mentions(tokens);
    people.retain(|mention| glossary.concept(mention.concept).kind == ConceptKind::Person);
    people
}

/// Those of some people whose words a question asks for, which has words for saying at
/// `says`: with nothing but function words between the name and such a word, and no
/// preposition, in the order of the language ("what did Horowitz say", «ماذا قال هورويتز»).
fn whose_words(tokens: &[Token], says: &[usize], people: &[Mention]) -> Vec<ConceptId> {
    let joins = |at: usize| {
        let joins = tokens[at].is_stop() && !ABOUT.contains(&tokens[at].forms.word.as_str());
        joins || people.iter().any(|mention| mention.tokens.contains(&at))
    };
    let is_joined = |from: usize, to: usize| from <= to && (from..to).all(joins);
    let speaks = |name: &Range<usize>| {
        let is_arabic = tokens[name.start].script == Script::Arabic;
        says.iter().any(|says| {
            is_joined(name.end, *says) || (is_arabic && is_joined(says + 1, name.start))
        })
    };
    let asked = people.iter().filter(|mention| speaks(&mention.tokens));
    asked.map(|mention| mention.concept).collect()
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
        self.voices.is_empty() && self.unheard.is_empty()
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
        self.silent_in(key.document).is_some()
            || (self.asks_for_their_words && self.says(library, key) == Some(false))
    }

    /// Whether a document quotes others, and none of the people that the question names: there
    /// a passage that does not name them either is not about them.
    pub(super) fn is_unheard_in(&self, document: u32) -> bool {
        self.unheard.iter().any(|(own, _)| *own == document)
    }

    /// Whose words are asked for that a document never quotes, though it quotes others.
    pub fn silent_in(&self, document: u32) -> Option<ConceptId> {
        self.without.iter().find(|(own, _)| *own == document).map(|(_, person)| *person)
    }

    /// One of those whose own words are asked for: the document, and the participant in it.
    pub fn asked_for_words_of(&self) -> Option<(u32, usize)> {
        let first = self.voices.iter().min().copied();
        first.filter(|_| self.asks_for_their_words)
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

    fn named_in(library: &Library, question: &str) -> Named {
        let tokens = analyze(question, Language::of_question(question));
        Speakers::of(library).named(&tokens, question, &library.glossary)
    }

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
            let named = named_in(&library, question);
            assert_eq!(named.is_not_theirs(&library, of_ben), is_not_theirs, "{question}");
        }
    }

    #[test]
    fn prose_that_never_quotes_whom_a_question_asks_for_has_none_of_their_words() {
        let glossary = "[term.altman]\nkind = \"person\"\nar = [\"ألتمان\"]\nen = [\"Sam Altman\", \
                        \"Altman\"]\n[term.horowitz]\nkind = \"person\"\nar = [\"هورويتز\"]\n\
                        en = [\"Horowitz\"]\n[term.oracle]\nkind = \"organisation\"\nar = []\n\
                        en = [\"Oracle\"]\n";
        let text = "Sam Altman spoke with Horowitz. Altman said: “I was wrong about it.”\n";
        let library = Library::from_texts([("glossary.toml", glossary), ("talk.md", text)]);
        for (question, is_silent) in [
            ("What did Horowitz say?", true),
            ("what does horowitz really think about it", true),
            ("What is Horowitz's view of Altman?", true),
            ("ماذا قال هورويتز عن ألتمان؟", true),
            ("شو رأي هورويتز؟", true),
            ("What did Altman say about Horowitz?", false),
            ("What did Altman tell Horowitz?", false),
            ("What did Altman and Horowitz say?", false),
            ("ماذا قال ألتمان عن هورويتز؟", false),
            ("ما رأيه في هورويتز؟", false),
            ("What does Oracle say?", false),
            ("Who is Horowitz?", false),
        ] {
            let named = named_in(&library, question);
            assert_eq!(named.silent_in(0).is_some(), is_silent, "{question}");
        }
    }

    fn named(question: &str) -> Vec<usize> {
        let library = Library::from_texts([("t.md", TALK)]);
        let voices = named_in(&library, question).voices;
        let mut found: Vec<usize> = voices.into_iter().map(|(_, voice)| voice).collect();
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
