//! Who said what was shown. Asked for in words, after a reply.

use std::ops::Range;

use super::passage::{highlighted, sentences, written};
use super::{Asked, Declare, Info, Run};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::core::answer::ask::AnswerError;
use crate::core::knowledge::PassageTag;

/// Whose words some sentences of a passage are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoSaid {
    pub passage: PassageTag,
    /// Counted from 0.
    pub sentences: Range<usize>,
}

impl Declare for WhoSaid {
    const INFO: Info = Info::pressed("who_said", 'W');

    fn read(fields: &mut Reader) -> Result<WhoSaid, UnknownAction> {
        let sentences = sentences(fields.field()?)?;
        Ok(WhoSaid { sentences, passage: fields.passage()? })
    }
}

impl Run for WhoSaid {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let Some(key) = asked.engine.library().tagged(self.passage) else {
            return Ok(Reply::gone(asked.language));
        };
        let quote = highlighted(asked.engine, key, self.sentences.clone())?;
        let words = asked.words();
        let mut reply = Reply::new(asked.language);
        // Where nobody is named the whole passage may tell whom it reports.
        let extent = match quote.speaker(asked.language) {
            Some(name) => {
                reply.lead.push(format!("{}: {name}", words.said_by));
                Extent::Excerpt
            }
            None => {
                reply.lead.push(words.said_by_nobody.to_owned());
                Extent::Passage
            }
        };
        reply.quotes = vec![ShownQuote::new(1, quote, extent, asked.language)];
        reply.total = 1;
        reply.answers = Some(self.clone().into());
        reply.offers = vec![Offer::Context, Offer::Source];
        Ok(reply)
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(written(&self.sentences));
        fields.last(self.passage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine_of, reply, tag, texts};

    const TALK: &str = "Maya Lund: Welcome. What do you build?\n\nOmar Said: We build looms for \
                        small workshops. They last.\n\nMaya Lund: And why looms?\n\nOmar Said: \
                        Because nobody repairs them.\n\nMaya Lund: Who pays?\n\nOmar Said: The \
                        workshops pay.\n";

    #[test]
    fn whose_words_they_are_is_said_with_the_words() {
        let engine = engine_of(&[("looms.en.md", TALK)]);
        let reply = reply(&engine, WhoSaid { passage: tag(&engine, 1), sentences: 1..2 });
        assert_eq!(reply.lead, ["Speaker: Omar Said"]);
        assert_eq!(texts(&reply), ["They last."]);
    }

    #[test]
    fn where_nobody_is_named_the_whole_passage_is_shown() {
        let prose = "Ann Lee keeps zebras. She expects them to be striped by spring.";
        let engine = engine_of(&[("a.en.md", prose)]);
        let reply = reply(&engine, WhoSaid { passage: tag(&engine, 0), sentences: 1..2 });
        assert!(reply.lead[0].contains("no speaker"), "{:?}", reply.lead);
        assert_eq!(texts(&reply), [prose]);
        assert_eq!(reply.quotes[0].quote.highlight(), "She expects them to be striped by spring.");
    }
}
