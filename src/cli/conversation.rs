//! What was said so far, where somebody asks line after line.

use std::io::Write;

use super::CliError;
use super::answering::Answering;
use crate::chat::following::{Following, go_on};
use crate::chat::{Reply, Request};
use crate::core::Language;

/// A conversation on one terminal or one pipe.
#[derive(Debug, Default)]
pub struct Conversation {
    question: Option<String>,
    /// What can be asked about the last reply.
    after: Option<Following>,
    /// The language of that reply.
    language: Option<Language>,
}

impl Conversation {
    /// Answers a line. A command can be typed by its name; a short question is read
    /// together with the one before it, and "more" or "who said that?" are about the reply.
    ///
    /// # Errors
    /// When the index cannot be read or the reply not written.
    pub fn answer(
        &mut self,
        line: &str,
        answering: &Answering,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        let request = self.about(answering.typed(line));
        let reply = answering.answer_in(request, self.language, out)?;
        // Small talk is no question to go on from.
        let question = reply.as_ref().and_then(Reply::question);
        self.question = question.map(|(question, _)| question.to_owned()).or(self.question.take());
        self.language = reply.as_ref().map(|reply| reply.language).or(self.language);
        let after = reply.as_ref().map(Following::of).filter(|after| !after.is_empty());
        self.after = after.or(self.after.take());
        Ok(())
    }

    /// A request as it is meant here.
    fn about(&self, mut request: Request) -> Request {
        go_on(&mut request, self.question.clone(), self.after.as_ref());
        request
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Command;
    use crate::chat::commands::ask::Ask;

    fn command(conversation: &Conversation, line: &str) -> Command {
        conversation.about(Request::typed(line)).command
    }

    #[test]
    fn a_question_goes_on_from_the_one_before_it() {
        let conversation =
            Conversation { question: Some("What of nuclear energy?".into()), ..Default::default() };
        let asked = Ask {
            question: "and solar?".into(),
            previous: Some("What of nuclear energy?".into()),
            document: None,
            skip: 0,
        };
        assert_eq!(command(&conversation, "and solar?"), asked.into());
        assert_eq!(command(&conversation, "topics").name(), "topics");
        assert_eq!(command(&Conversation::default(), "more"), Command::ask("more"));
    }
}
