//! Which documents are meant by words for a whole work: "the interview with Nader", «مقال
//! الفلج», a title.
//!
//! Told by what kind of work it is called, a conversation or an article, where the library has
//! both, and by the words of its title, of its name and of those who speak in it.

use std::collections::HashSet;

use crate::core::Language;
use crate::core::analysis::analyze;
use crate::core::analysis::lexicons::works::{ARTICLES, CONVERSATIONS};
use crate::core::knowledge::{Document, Library};

/// What a work is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Conversation,
    Article,
}

/// The documents that a topic names as a whole, in order: none where it names none, and is
/// about something.
pub fn named(library: &Library, topic: &str) -> Vec<u32> {
    let Words { kind, others } = Words::of(topic);
    if others.is_empty() {
        return kind.map(|kind| of_kind(library, Some(kind))).unwrap_or_default();
    }
    let is_named = |document: &Document| match kind {
        Some(_) => others.is_subset(&names(document)),
        None => titles(document).any(|title| stems(&title) == others),
    };
    let documents = of_kind(library, kind);
    documents.into_iter().filter(|number| is_named(&library.documents[*number as usize])).collect()
}

/// The documents that a sentence about the sources as such names, in order: those of which
/// it has most of the names, among those of the kind that it says. None where it tells nothing.
pub fn in_sentence(library: &Library, sentence: &str) -> Vec<u32> {
    let Words { kind, others } = Words::of(sentence);
    let documents = of_kind(library, kind);
    let has =
        |number: u32| names(&library.documents[number as usize]).intersection(&others).count();
    let most = documents.iter().map(|number| has(*number)).max().unwrap_or_default();
    let named: Vec<u32> = documents.into_iter().filter(|number| has(*number) == most).collect();
    if named.len() == library.documents.len() { Vec::new() } else { named }
}

/// The words that tell which work is meant.
struct Words {
    kind: Option<Kind>,
    /// Stems of all others.
    others: HashSet<String>,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words { kind: None, others: HashSet::new() };
        for token in analyze(text, Language::of_question(text)) {
            let is_of = |list: &[&str]| {
                list.contains(&token.forms.word.as_str())
                    || list.contains(&token.forms.stem.as_str())
            };
            if is_of(CONVERSATIONS) {
                words.kind = Some(Kind::Conversation);
            } else if is_of(ARTICLES) {
                words.kind = Some(Kind::Article);
            } else if !token.is_stop() {
                words.others.insert(token.forms.stem);
            }
        }
        words
    }
}

/// All documents of a kind; all where the library has only one, or none is said.
fn of_kind(library: &Library, kind: Option<Kind>) -> Vec<u32> {
    let all = (0..).zip(&library.documents);
    let is_talk = |document: &Document| !document.original().participants.is_empty();
    let has_both = library.documents.iter().any(is_talk) && !library.documents.iter().all(is_talk);
    let wanted = kind.filter(|_| has_both);
    let is_wanted = |document: &Document| match wanted {
        None => true,
        Some(kind) => is_talk(document) == (kind == Kind::Conversation),
    };
    all.filter(|(_, document)| is_wanted(document)).map(|(number, _)| number).collect()
}

fn stems(text: &str) -> HashSet<String> {
    let tokens = analyze(text, Language::of_question(text)).into_iter();
    tokens.filter(|token| !token.is_stop()).map(|token| token.forms.stem).collect()
}

/// The titles of a document, whole and up to where they go on to explain.
fn titles(document: &Document) -> impl Iterator<Item = String> + '_ {
    let titles = document.renditions.iter().map(|text| text.metadata.title.as_str());
    titles.chain([document.id.as_str()]).flat_map(|title| {
        let short = title.split([':', '—', '–', '|', '،']).next().unwrap_or(title);
        [title.to_owned(), short.to_owned()]
    })
}

/// The stems of all names of a document.
fn names(document: &Document) -> HashSet<String> {
    let titles = document.renditions.iter().map(|text| text.metadata.title.as_str());
    let speakers = document.renditions.iter().flat_map(|text| &text.participants);
    let named = titles.chain([document.id.as_str()]);
    named.chain(speakers.map(|speaker| speaker.label.as_str())).flat_map(stems).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALK: &str = "---\ntitle: \"حافلة الكتب: حوار مع نادر\"\nhost: سلمى\nguest: نادر\n---\n\n\
                        **سلمى:** كم كتابا عندك؟\n\n**نادر:** عندي أحد عشر ألف كتاب في الحافلة.\n";
    const OTHER: &str = "---\ntitle: Side Door 41\nhost: Ann\nguest: Bo\n---\n\n**Ann:** What is \
                         it?\n\n**Bo:** It is the lost property office of the city.\n";
    const PROSE: &str =
        "---\ntitle: The village that kept its pool\n---\n\nThe pool was closed in 2021.\n";

    fn library() -> Library {
        Library::from_texts([("hafila.md", TALK), ("lost.md", OTHER), ("wexcombe.md", PROSE)])
    }

    #[test]
    fn a_topic_names_a_work_by_its_title_or_by_its_kind_and_a_name() {
        let library = library();
        for (topic, documents) in [
            ("حافلة الكتب", &[0][..]),
            ("مقابلة نادر", &[0]),
            ("the pool article", &[2]),
            ("Side Door 41", &[1]),
            ("the interview with Bo", &[1]),
            ("interview", &[0, 1]),
            ("the pool", &[]),
            ("نادر", &[]),
            ("lost property", &[]),
        ] {
            assert_eq!(named(&library, topic), documents, "{topic}");
        }
    }

    #[test]
    fn a_sentence_about_the_sources_names_those_of_a_kind_and_with_a_name() {
        let library = library();
        for (sentence, documents) in [
            ("what is this article about?", &[2][..]),
            ("summarise the interview", &[0, 1]),
            ("summarise the interview with Bo, please", &[1]),
            ("عن ايش تتكلم المقابلة مع نادر؟", &[0]),
            ("summarise it", &[]),
        ] {
            assert_eq!(in_sentence(&library, sentence), documents, "{sentence}");
        }
        let alone = Library::from_texts([("pool.md", PROSE)]);
        assert!(in_sentence(&alone, "summarise the interview").is_empty());
    }
}
