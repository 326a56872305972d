//! A passage with those around it. Reached from a button.

use super::{Asked, Declare, Info, Run};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Reply};
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse;
use crate::core::knowledge::PassageTag;

/// What stands around a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub passage: PassageTag,
}

impl Declare for Context {
    const INFO: Info = Info::pressed("context", 'c');

    fn read(fields: &mut Reader) -> Result<Context, UnknownAction> {
        Ok(Context { passage: fields.passage()? })
    }
}

impl Run for Context {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let Some(key) = asked.engine.library().tagged(self.passage) else {
            return Ok(Reply::gone(asked.language));
        };
        let quotes = browse::context(asked.engine, key)?;
        let (title, command) = (asked.words().context, self.clone().into());
        Ok(Reply::list(title, quotes, Extent::Passage, command, asked.language))
    }

    fn write(&self, fields: Fields) -> String {
        fields.last(self.passage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine_of, reply, tag, texts};

    #[test]
    fn context_is_the_passages_around_it() {
        let engine = engine_of(&[("a.md", "One.\n\nTwo.\n\nThree.\n\nFour.\n")]);
        let reply = reply(&engine, Context { passage: tag(&engine, 1) });
        assert_eq!(texts(&reply), ["One.", "Two.", "Three."]);
    }
}
