//! What somebody may ask about a reply that was just shown: more of it, who said that, all
//! of the passage, what stands around it, where that is.
//!
//! These are read with the reply in mind and not searched for: "who said that?" has no word
//! that the sources could answer.

use std::ops::Range;

use super::commands::Command;
use super::commands::ask::Ask;
use super::commands::context::Context;
use super::commands::passage::Passage;
use super::commands::source::Sources;
use super::commands::summary::Summary;
use super::commands::who_said::WhoSaid;
use super::reply::Reply;
use super::request::Request;
use crate::core::analysis::intents::{Intent, Purpose};
use crate::core::analysis::spoken;
use crate::core::knowledge::PassageTag;

/// What a reply leaves to be asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Following {
    /// What goes on after it.
    more: Option<Command>,
    /// Its first quote.
    seen: Option<Seen>,
}

/// A quote that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    passage: PassageTag,
    /// The sentences of the passage that were set off, counted from 0.
    sentences: Range<usize>,
    /// The title of its work, where there are several.
    work: Option<String>,
}

impl Following {
    /// What can be asked about a reply.
    pub fn of(reply: &Reply) -> Following {
        let seen = reply.quotes.first().map(|shown| Seen {
            passage: shown.quote.tag(),
            sentences: shown.quote.sentences(),
            work: shown.work(),
        });
        Following { more: reply.more(), seen }
    }

    /// Whether nothing can be asked about it.
    pub fn is_empty(&self) -> bool {
        self.more.is_none() && self.seen.is_none()
    }

    /// The command that is meant by one, if it is about the reply.
    fn meant(&self, command: &Command) -> Option<Command> {
        let Command::Ask(Ask { question, .. }) = command else { return None };
        let purpose = Intent::of(&spoken(question))?.purpose;
        if purpose == Purpose::More {
            return self.more.clone();
        }
        if !purpose.is_about_a_reply() {
            return None;
        }
        let Seen { passage, sentences, .. } = self.seen.clone()?;
        Some(match purpose {
            Purpose::WhoSaid => WhoSaid { passage, sentences }.into(),
            Purpose::WholePassage => {
                Passage { passage, skip: 0, highlight: Some(sentences) }.into()
            }
            Purpose::Context => Context { passage }.into(),
            _ => Sources { fact: None, passage: Some(passage) }.into(),
        })
    }
}

/// Reads a request as it is meant after a reply: what is asked about the reply is, a summary
/// that names nothing is of the work that was quoted, and a question goes on from the one
/// before.
pub fn go_on(request: &mut Request, question: Option<String>, after: Option<&Following>) {
    if let Some(meant) = after.and_then(|after| after.meant(&request.command)) {
        request.command = meant;
        return;
    }
    match &mut request.command {
        Command::Ask(ask) => ask.previous = question,
        Command::Summary(Summary { topic: None, .. }) => {
            request.quoted = after.and_then(|after| after.seen.as_ref()?.work.clone());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::commands::respond;
    use crate::chat::samples::{engine_of, reply};

    const TEXT: &str = "Zebras are striped. They live in Africa.\n\nLions roar.\n\nZebras run.\n";

    /// What is meant by each of some words after a reply about zebras.
    fn meant(words: &[&str]) -> Vec<Command> {
        let engine = engine_of(&[("a.en.md", TEXT)]);
        let after = Following::of(&reply(&engine, Command::ask("Are zebras striped?")));
        let meant = words.iter().map(|words| {
            let mut request = Request::typed(words);
            go_on(&mut request, Some("Are zebras striped?".to_owned()), Some(&after));
            request.command
        });
        meant.collect()
    }

    #[test]
    fn what_is_asked_about_a_reply_is_read_with_it() {
        for (words, name) in [
            (["more", "anything else?", "المزيد", "وش بعد؟"], "ask"),
            (["who said that?", "says who?", "مين قال هالكلام؟", "من القائل؟"], "who_said"),
            (
                [
                    "show me the whole passage",
                    "in full please",
                    "وريني الفقرة كاملة",
                    "اعطيني كلامه كامل",
                ],
                "passage",
            ),
            (["context?", "what was he asked?", "شو السياق؟", "ماذا كان السؤال؟"], "context"),
            (
                ["where does it say that?", "at what minute?", "وين مكتوب هذا؟", "متى قال هذا؟"],
                "source",
            ),
        ] {
            for (command, words) in meant(&words).iter().zip(words) {
                assert_eq!(command.name(), name, "{words}");
                let is_read = !matches!(command, Command::Ask(ask) if ask.question == words);
                assert!(is_read, "{words}");
            }
        }
    }

    #[test]
    fn a_question_to_the_sources_goes_on_from_the_one_before() {
        let questions =
            ["who said that zebras are striped?", "what else did he say?", "متى كان ذلك؟"];
        for (command, question) in meant(&questions).into_iter().zip(questions) {
            let previous = Some("Are zebras striped?".to_owned());
            let ask = Ask { question: question.to_owned(), previous, document: None, skip: 0 };
            assert_eq!(command, ask.into());
        }
    }

    #[test]
    fn a_summary_that_names_nothing_is_of_the_work_that_was_quoted() {
        let engine = engine_of(&[
            ("a.en.md", "---\ntitle: Zebras at home\n---\n\nZebras are striped in all seasons.\n"),
            ("b.en.md", "---\ntitle: Lions abroad\n---\n\nLions roar at night in the hills.\n"),
        ]);
        let after = Following::of(&reply(&engine, Command::ask("Are zebras striped?")));
        let summed_up = |after: Option<&Following>| {
            let mut request = Request::typed("summarize it");
            go_on(&mut request, None, after);
            respond(&engine, &request).expect("a reply").quotes.len()
        };
        assert_eq!((summed_up(None), summed_up(Some(&after))), (2, 1));
    }

    #[test]
    fn where_nothing_was_shown_they_ask_about_no_reply() {
        let engine = engine_of(&[("a.en.md", TEXT)]);
        for words in ["who said that?", "more", "الفقرة كاملة"] {
            let mut request = Request::typed(words);
            go_on(&mut request, None, None);
            let said = reply(&engine, request.command);
            assert!(said.quotes.is_empty(), "{words}");
        }
    }
}
