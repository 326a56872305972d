//! `quotes [about]`: what people say in their own words, on a topic or by name.

use super::{Argument, ArgumentKind, Asked, Declare, Info, Localised, Run, nothing_about};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Reply};
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::{mentions, quotations};

/// Direct quotations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotes {
    /// A topic or a name.
    pub about: Option<String>,
    /// Quotes already seen.
    pub skip: usize,
}

impl Declare for Quotes {
    const INFO: Info = Info {
        name: "quotes",
        aliases: &["اقتباسات", "الاقتباسات", "أقوال", "الأقوال"],
        about: Localised {
            ar: "أقوال منقولة حرفيًا، مع ذكر قائلها",
            en: "Direct quotations, with who said them",
        },
        arguments: &[Argument {
            name: "about",
            about: Localised { ar: "موضوع أو اسم", en: "A topic or a name" },
            kind: ArgumentKind::Topic,
            required: false,
        }],
        for_moderators: false,
        needs_store: false,
        is_typed: true,
        letter: 'q',
    };

    fn parse(arguments: &Arguments) -> Option<Quotes> {
        Some(Quotes { about: arguments.text("about"), skip: 0 })
    }

    fn read(fields: &mut Reader) -> Result<Quotes, UnknownAction> {
        Ok(Quotes { skip: fields.number()?, about: fields.text() })
    }
}

impl Run for Quotes {
    fn words(&self) -> Option<&str> {
        self.about.as_deref()
    }

    fn skip(&mut self) -> Option<&mut usize> {
        Some(&mut self.skip)
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let mut quotes = quotations(asked.engine, self.about.as_deref())?;
        let within = asked.within();
        quotes.retain(|quote| within.has(quote.key().document));
        let is_quoted = !quotes.is_empty();
        if let (false, Some(about)) = (is_quoted, &self.about) {
            quotes = mentions(asked.engine, about)?;
            quotes.retain(|quote| within.has(quote.key().document));
        }
        if quotes.is_empty() {
            return Ok(nothing_about(asked));
        }
        let (title, command) = (asked.words().quotes, self.clone().into());
        let mut reply = Reply::list(title, quotes, Extent::Excerpt, command, asked.language);
        if !is_quoted {
            reply.title = None;
            reply.lead.push(asked.words().not_quoted.to_owned());
        }
        Ok(reply)
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
        fields.topic(self.about.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine_of, reply, texts};

    #[test]
    fn where_nobody_is_quoted_under_a_name_what_names_them_is_shown_and_said_to_be_that() {
        let glossary = "[term.lee]\nkind = \"person\"\nar = []\nen = [\"Ann Lee\", \"Lee\"]\n\
                        [term.rask]\nkind = \"person\"\nar = []\nen = [\"Bo Rask\", \"Rask\"]\n";
        let text = "Ann Lee met Bo Rask and Priya Nandakumar at the pool.\n\nLee said: “We kept it \
                    open for Rask.”\n";
        let engine = engine_of(&[("glossary.toml", glossary), ("a.en.md", text)]);
        let quoted = |about: &str| {
            let reply = reply(&engine, Quotes { about: Some(about.to_owned()), skip: 0 });
            let is_theirs = reply.title.is_some();
            (is_theirs, texts(&reply).len())
        };
        assert_eq!(quoted("Lee"), (true, 1));
        assert_eq!(quoted("Rask"), (false, 2));
        assert_eq!(quoted("Nandakumar"), (false, 1));
        assert_eq!(quoted("zebras"), (false, 0));
    }
}
