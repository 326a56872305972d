//! The whole of a passage that was too long to show, piece by piece. Reached from a
//! button.

use super::{Asked, Declare, Info, Run};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Reply};
use crate::chat::text::cutting::pieces;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::quote::NotVerbatim;
use crate::core::knowledge::{PassageKey, PassageTag};
use crate::core::search::Engine;

/// Length of a piece of a long passage in UTF-16 code units. Beside its
/// translation it fits into any platform's message (Slack: 3000 characters in a
/// section, Discord: 4096 in an embed's description).
const PIECE: usize = 1200;

/// A whole passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub passage: PassageTag,
    /// Pieces already seen.
    pub skip: usize,
}

impl Declare for Passage {
    const INFO: Info = Info::pressed("passage", 'g');

    fn read(fields: &mut Reader) -> Result<Passage, UnknownAction> {
        Ok(Passage { skip: fields.number()?, passage: fields.passage()? })
    }
}

impl Run for Passage {
    fn skip(&mut self) -> Option<&mut usize> {
        Some(&mut self.skip)
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let Some(key) = asked.engine.library().tagged(self.passage) else {
            return Ok(Reply::gone(asked.language));
        };
        let quotes = pieces_of(asked.engine, key)?;
        let (title, command) = (asked.words().full_text, self.clone().into());
        Ok(Reply::list(title, quotes, Extent::Excerpt, command, asked.language))
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
        fields.last(self.passage)
    }
}

fn pieces_of(engine: &Engine, key: PassageKey) -> Result<Vec<Quote>, NotVerbatim> {
    let library = engine.shared_library();
    let passage = library.passage(key);
    let pieces = pieces(&passage.text, &passage.sentences, PIECE);
    pieces.into_iter().map(|piece| Quote::new(library, key, piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine_of, reply, tag, texts};

    #[test]
    fn a_long_passage_can_be_read_whole_piece_by_piece() {
        let text = "This sentence is one of many in a passage that goes on. ".repeat(60);
        let engine = engine_of(&[("a.md", &text)]);
        let reply = reply(&engine, Passage { passage: tag(&engine, 0), skip: 0 });
        assert!(reply.quotes.len() > 1);
        assert_eq!(texts(&reply).join(" "), text.trim());
    }
}
