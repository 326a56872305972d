//! `quotes [about]`: what people say in their own words, on a topic or by name.

use super::{Argument, ArgumentKind, Asked, Declare, Info, Localised, Run, nothing_about};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Reply};
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::quotations;

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
            ar: "أقوال مباشرة بين علامتي تنصيص، مع قائلها",
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
        if quotes.is_empty() {
            return Ok(nothing_about(asked));
        }
        let (title, command) = (asked.words().quotes, self.clone().into());
        Ok(Reply::list(title, quotes, Extent::Excerpt, command, asked.language))
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
        fields.topic(self.about.as_deref())
    }
}
