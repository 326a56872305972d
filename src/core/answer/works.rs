//! Which documents are meant by words for a whole work: "the interview with Nader", «مقال
//! الفلج», a title.
//!
//! Told by what kind of work it is called, a conversation or an article, where the library has
//! both, and by the words of its title, of its name and of those who speak in it.

use std::collections::HashSet;

use crate::core::Language;
use crate::core::analysis::analyze;
use crate::core::analysis::lexicons::works::{ALL, ARTICLES, CONVERSATIONS};
use crate::core::knowledge::{Document, Library};
use crate::core::search::Within;

/// What a work is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Conversation,
    Article,
}

/// What a summary is asked of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted<'w> {
    /// A topic, or what names a work.
    pub topic: Option<&'w str>,
    /// The sentence in which it is asked for, where that names no topic.
    pub said: Option<&'w str>,
    /// The title of the work that was quoted right before.
    pub quoted: Option<&'w str>,
}

/// The topic and the documents that are meant, of those that it may be about. None where a
/// work is named that is not among them.
pub(super) fn scope<'w>(
    library: &Library,
    within: &Within,
    wanted: Wanted<'w>,
) -> Option<(Option<&'w str>, Within)> {
    let Wanted { topic, said, quoted } = wanted;
    if let Some(topic) = topic {
        let named = named(library, topic);
        if named.is_empty() {
            return Some((Some(topic), within.clone()));
        }
        let allowed: Vec<u32> = named.into_iter().filter(|number| within.has(*number)).collect();
        return (!allowed.is_empty()).then(|| (None, Within::only(allowed)));
    }
    let meant = match (said.map(Words::of), quoted) {
        (None, _) => Vec::new(),
        (Some(words), Some(quoted)) if words.names_nothing() => titled(library, quoted),
        (Some(words), _) => in_sentence(library, &words),
    };
    Some((None, within.clone().narrowed_to(meant)))
}

/// The documents that a topic names as a whole, in order: none where it names none, and is
/// about something.
fn named(library: &Library, topic: &str) -> Vec<u32> {
    let Words { kind, others, is_definite, .. } = Words::of(topic);
    if others.is_empty() {
        return match kind.filter(|_| is_definite) {
            Some(kind) => of_kind(library, Some(kind)),
            None => Vec::new(),
        };
    }
    let is_named = |document: &Document| match kind {
        Some(_) => others.is_subset(&names(document)),
        None => titles(document).any(|title| stems(&title) == others),
    };
    let documents = of_kind(library, kind);
    documents.into_iter().filter(|number| is_named(&library.documents[*number as usize])).collect()
}

/// The documents that a sentence about the sources as such names, in order: of the kind that
/// it says those of which most names stand beside it. None where it tells nothing.
fn in_sentence(library: &Library, words: &Words) -> Vec<u32> {
    let Words { kind, beside, .. } = words;
    if kind.is_none() {
        return Vec::new();
    }
    let documents = of_kind(library, *kind);
    let has = |number: u32| names(&library.documents[number as usize]).intersection(beside).count();
    let most = documents.iter().map(|number| has(*number)).max().unwrap_or_default();
    let named: Vec<u32> = documents.into_iter().filter(|number| has(*number) == most).collect();
    if named.len() == library.documents.len() { Vec::new() } else { named }
}

/// The documents with this title.
fn titled(library: &Library, title: &str) -> Vec<u32> {
    let documents = (0..).zip(&library.documents);
    let has =
        |document: &Document| document.renditions.iter().any(|text| text.metadata.title == title);
    documents.filter(|(_, document)| has(document)).map(|(number, _)| number).collect()
}

/// The words that tell which work is meant.
#[derive(Default)]
struct Words {
    kind: Option<Kind>,
    /// Stems of all others.
    others: HashSet<String>,
    /// Of those the one before the word for the kind, and all after it.
    beside: HashSet<String>,
    /// Whether it begins as one that is known does: "the interview", «المقابلة».
    is_definite: bool,
    /// Whether all is asked for.
    is_all: bool,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words::default();
        let mut before = None;
        for (at, token) in analyze(text, Language::of_question(text)).into_iter().enumerate() {
            let forms = [token.forms.word.as_str(), token.forms.stem.as_str()];
            let is_of = |list: &[&str]| forms.iter().any(|form| list.contains(form));
            words.is_definite |= at == 0 && (token.is_stop() || forms[0].starts_with("ال"));
            words.is_all |= is_of(ALL);
            let kind = match (is_of(CONVERSATIONS), is_of(ARTICLES)) {
                (true, _) => Some(Kind::Conversation),
                (_, true) => Some(Kind::Article),
                _ => None,
            };
            if let (Some(kind), None) = (kind, words.kind) {
                words.kind = Some(kind);
                words.beside.extend(before.take());
            } else if !token.is_stop() {
                let stem = token.forms.stem;
                if words.kind.is_some() {
                    words.beside.insert(stem.clone());
                }
                before = Some(stem.clone());
                words.others.insert(stem);
            }
        }
        words
    }

    /// Whether nothing in it tells of which work.
    fn names_nothing(&self) -> bool {
        self.kind.is_none() && !self.is_all
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

/// What a document is called: its title in every rendition, and its id.
pub(super) fn called(document: &Document) -> impl Iterator<Item = &str> {
    let titles = document.renditions.iter().map(|text| text.metadata.title.as_str());
    titles.chain([document.id.as_str()])
}

/// What a document is called, whole and up to where a title goes on to explain.
fn titles(document: &Document) -> impl Iterator<Item = String> + '_ {
    called(document).flat_map(|title| {
        let short = title.split([':', '—', '–', '|', '،']).next().unwrap_or(title);
        [title.to_owned(), short.to_owned()]
    })
}

/// The stems of all names of a document.
fn names(document: &Document) -> HashSet<String> {
    let speakers = document.renditions.iter().flat_map(|text| &text.participants);
    called(document).chain(speakers.map(|speaker| speaker.label.as_str())).flat_map(stems).collect()
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
            ("the interview", &[0, 1]),
            ("the pool", &[]),
            ("نادر", &[]),
            ("lost property", &[]),
            ("report", &[]),
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
            ("a short summary of the village please", &[]),
        ] {
            assert_eq!(in_sentence(&library, &Words::of(sentence)), documents, "{sentence}");
        }
        let alone = Library::from_texts([("pool.md", PROSE)]);
        assert!(in_sentence(&alone, &Words::of("summarise the interview")).is_empty());
    }

    #[test]
    fn a_summary_is_of_what_is_named_and_else_of_what_was_quoted() {
        let library = library();
        let scope = |said, quoted, within: &Within| {
            scope(&library, within, Wanted { topic: None, said: Some(said), quoted: Some(quoted) })
        };
        let all = Within::all();
        let only = |number| Some((None, Within::only([number])));
        assert_eq!(scope("summarize it", "Side Door 41", &all), only(1));
        assert_eq!(scope("summarize the article", "Side Door 41", &all), only(2));
        assert_eq!(scope("summarize everything", "Side Door 41", &all), Some((None, all.clone())));
        let elsewhere = Wanted { topic: Some("Side Door 41"), ..Wanted::default() };
        assert_eq!(super::scope(&library, &Within::only([2]), elsewhere), None, "not for there");
    }
}
