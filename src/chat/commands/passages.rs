//! What is reached from a button, a menu or a citation, not typed: the section
//! that a passage is in, the passages around it, and the whole of a long one.

use crate::chat::cutting::pieces;
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Reply};
use crate::chat::request::Command;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse;
use crate::core::answer::quote::NotVerbatim;
use crate::core::knowledge::{PassageKey, PassageTag};
use crate::core::search::{Engine, Outcome};

/// Length of a piece of a long passage in UTF-16 code units. Beside its
/// translation it fits into any platform's message (Slack: 3000 characters in a
/// section, Discord: 4096 in an embed's description).
const PIECE: usize = 1200;

pub fn section(
    engine: &Engine,
    passage: PassageTag,
    skip: usize,
    language: Language,
) -> Result<Reply, AnswerError> {
    let Some(key) = engine.library().tagged(passage) else { return Ok(gone(language)) };
    let quotes = browse::section(engine, key)?;
    let citation = quotes.first().map(|quote| quote.citation(language));
    let heading = citation.map(|citation| citation.section.unwrap_or(citation.title));
    let command = Command::Section { passage, skip };
    let title = heading.unwrap_or_default();
    Ok(Reply::list(&title, quotes, Extent::Passage, command, language))
}

pub fn context(
    engine: &Engine,
    passage: PassageTag,
    language: Language,
) -> Result<Reply, AnswerError> {
    let Some(key) = engine.library().tagged(passage) else { return Ok(gone(language)) };
    let quotes = browse::context(engine, key)?;
    let title = Phrases::of(language).context;
    let command = Command::Context(passage);
    Ok(Reply::list(title, quotes, Extent::Passage, command, language))
}

pub fn whole(
    engine: &Engine,
    passage: PassageTag,
    skip: usize,
    language: Language,
) -> Result<Reply, AnswerError> {
    let Some(key) = engine.library().tagged(passage) else { return Ok(gone(language)) };
    let quotes = pieces_of(engine, key)?;
    let command = Command::Passage { passage, skip };
    let title = Phrases::of(language).full_text;
    Ok(Reply::list(title, quotes, Extent::Excerpt, command, language))
}

fn pieces_of(engine: &Engine, key: PassageKey) -> Result<Vec<Quote>, NotVerbatim> {
    let library = engine.shared_library();
    let passage = library.passage(key);
    let pieces = pieces(&passage.text, &passage.sentences, PIECE);
    pieces.into_iter().map(|piece| Quote::new(library, key, piece)).collect()
}

fn gone(language: Language) -> Reply {
    let mut reply = Reply::new(language);
    reply.outcome = Outcome::NotFound;
    reply.lead.push(Phrases::of(language).no_such_passage.to_owned());
    reply
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::core::knowledge::Library;

    fn engine(text: &str) -> Engine {
        Engine::in_memory(Arc::new(Library::from_texts([("a.md", text)]))).expect("an index")
    }

    fn tag(engine: &Engine, number: usize) -> PassageTag {
        engine.library().tag(engine.library().keys().nth(number).expect("a passage"))
    }

    fn texts(reply: &Reply) -> Vec<&str> {
        reply.quotes.iter().map(|quote| quote.text()).collect()
    }

    #[test]
    fn a_section_is_that_of_any_passage_in_it() {
        let engine = engine("Before.\n\n## One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.\n");
        let reply = section(&engine, tag(&engine, 2), 0, Language::ENGLISH).expect("a reply");
        assert_eq!(reply.title.as_deref(), Some("One"));
        assert_eq!(texts(&reply), ["First.", "Second."]);
        let reply = section(&engine, tag(&engine, 2), 1, Language::ENGLISH).expect("a reply");
        assert_eq!((texts(&reply), reply.quotes[0].number), (vec!["Second."], 2));
    }

    #[test]
    fn context_is_the_passages_around_it() {
        let engine = engine("One.\n\nTwo.\n\nThree.\n\nFour.\n");
        let reply = context(&engine, tag(&engine, 1), Language::ENGLISH).expect("a reply");
        assert_eq!(texts(&reply), ["One.", "Two.", "Three."]);
    }

    #[test]
    fn a_long_passage_can_be_read_whole_piece_by_piece() {
        let text = "This sentence is one of many in a passage that goes on. ".repeat(60);
        let engine = engine(&text);
        let reply = whole(&engine, tag(&engine, 0), 0, Language::ENGLISH).expect("a reply");
        assert!(reply.quotes.len() > 1);
        assert_eq!(texts(&reply).join(" "), text.trim());
    }

    #[test]
    fn a_passage_that_is_gone_is_told_politely() {
        let engine = engine("One.");
        let gone = PassageTag::parse("00000000000000aa").expect("a tag");
        for reply in [
            section(&engine, gone, 0, Language::ENGLISH),
            context(&engine, gone, Language::ENGLISH),
            whole(&engine, gone, 0, Language::ENGLISH),
        ] {
            assert_eq!(reply.expect("a reply").lead, ["That passage is no longer in the sources."]);
        }
    }
}
