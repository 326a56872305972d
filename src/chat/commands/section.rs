//! The section that a passage is in. Reached from a menu of topics.

use super::{Asked, Declare, Info, Run};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Reply};
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse;
use crate::core::knowledge::PassageTag;

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// A passage in it.
    pub passage: PassageTag,
    /// Quotes already seen.
    pub skip: usize,
}

impl Declare for Section {
    const INFO: Info = Info::pressed("section", 'n');

    fn read(fields: &mut Reader) -> Result<Section, UnknownAction> {
        Ok(Section { skip: fields.number()?, passage: fields.passage()? })
    }
}

impl Run for Section {
    fn skip(&mut self) -> Option<&mut usize> {
        Some(&mut self.skip)
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let Some(key) = asked.engine.library().tagged(self.passage) else {
            return Ok(Reply::gone(asked.language));
        };
        let quotes = browse::section(asked.engine, key)?;
        let citation = quotes.first().map(|quote| quote.citation(asked.language));
        let heading = citation.map(|citation| citation.section.unwrap_or(citation.title));
        let (title, command) = (heading.unwrap_or_default(), self.clone().into());
        Ok(Reply::list(&title, quotes, Extent::Passage, command, asked.language))
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
        fields.last(self.passage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine_of, reply, tag, texts};

    #[test]
    fn a_section_is_that_of_any_passage_in_it() {
        let engine =
            engine_of(&[("a.md", "Before.\n\n## One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.\n")]);
        let section = |skip| reply(&engine, Section { passage: tag(&engine, 2), skip });
        assert_eq!(section(0).title.as_deref(), Some("One"));
        assert_eq!(texts(&section(0)), ["First.", "Second."]);
        assert_eq!((texts(&section(1)), section(1).quotes[0].number), (vec!["Second."], 2));
    }

    #[test]
    fn a_passage_that_is_gone_is_told_politely() {
        let engine = engine_of(&[("a.md", "One.")]);
        let gone = PassageTag::parse("00000000000000aa").expect("a tag");
        let reply = reply(&engine, Section { passage: gone, skip: 0 });
        assert_eq!(reply.lead, ["That passage is no longer in the sources."]);
    }
}
