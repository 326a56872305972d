//! "Ask a person": a question that found no answer goes to a channel in which people
//! take it, answer it with a passage and resolve it. Reached from buttons.

use super::gap::candidates;
use super::{Asked, Command, Declare, Info, Run};
use crate::chat::action::Action;
use crate::chat::buttons::Button;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::Given;
use crate::chat::reply::Reply;
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::knowledge::PassageTag;
use crate::core::search::Outcome;

/// A question for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandOver {
    /// Hand it over.
    Ask {
        question: String,
        /// The question before it, where both were read together.
        previous: Option<String>,
    },
    /// See to one that was handed over.
    SeeTo { id: String, deed: HandOverDeed },
}

/// What those do who are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOverDeed {
    Take,
    /// The passages that come closest, to choose one.
    Candidates,
    /// This passage goes to whoever asked.
    Answer(PassageTag),
    Resolve,
}

impl HandOver {
    /// The buttons of a question in the channel that it was handed over to.
    pub fn buttons(id: &str, language: Language) -> Vec<Button> {
        let desk = &Words::of(language).desk;
        let deeds = [
            (HandOverDeed::Take, desk.take),
            (HandOverDeed::Candidates, desk.answer_with),
            (HandOverDeed::Resolve, desk.resolve),
        ];
        let drawn =
            |(deed, label)| HandOver::SeeTo { id: id.to_owned(), deed }.drawn(label, language);
        deeds.into_iter().map(drawn).collect()
    }

    fn drawn(self, label: &str, language: Language) -> Button {
        let action = Action::Run(Command::from(self), language);
        Button { action, label: label.to_owned(), sign: None }
    }
}

/// Puts the button under an answer that is none, where there are people to ask.
pub(super) fn offer_people(reply: &mut Reply, asked: &Asked) {
    let is_none = matches!(reply.outcome, Outcome::Closest | Outcome::NotFound);
    let Some((question, previous)) = reply.question() else { return };
    if asked.request.setting.can_hand_over && is_none {
        let (question, previous) = (question.to_owned(), previous.map(str::to_owned));
        let ask = HandOver::Ask { question, previous };
        reply.buttons.push(ask.drawn(asked.words().desk.ask_a_person, asked.language));
    }
}

impl Declare for HandOver {
    const INFO: Info = Info { needs_store: true, ..Info::pressed("hand_over", 'O') };

    fn read(fields: &mut Reader) -> Result<HandOver, UnknownAction> {
        let letter = fields.letter()?;
        let rest = fields.text().ok_or(UnknownAction)?;
        let deed = match letter {
            'a' => return Ok(HandOver::Ask { question: rest, previous: None }),
            't' => HandOverDeed::Take,
            'c' => HandOverDeed::Candidates,
            'r' => HandOverDeed::Resolve,
            _ => return Err(UnknownAction),
        };
        Ok(HandOver::SeeTo { id: rest, deed })
    }
}

impl Run for HandOver {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let desk = &asked.words().desk;
        match (self, &asked.request.given) {
            (HandOver::SeeTo { .. }, Given::Candidates(tags)) => {
                let mut reply = Reply::new(asked.language);
                reply.is_private = true;
                let action = Action::Run(self.clone().into(), asked.language);
                candidates(&mut reply, tags, action, asked);
                if reply.menu.is_none() {
                    reply.lead = vec![desk.nothing_close.to_owned()];
                }
                Ok(reply)
            }
            _ => Ok(asked.not_given()),
        }
    }

    fn choose(&mut self, value: &str) {
        if let (HandOver::SeeTo { deed, .. }, Some(passage)) = (self, PassageTag::parse(value)) {
            *deed = HandOverDeed::Answer(passage);
        }
    }

    fn write(&self, mut fields: Fields) -> String {
        match self {
            HandOver::Ask { question, previous } => {
                fields.field('a');
                fields.question(question, previous.as_deref())
            }
            HandOver::SeeTo { id, deed } => {
                fields.field(match deed {
                    HandOverDeed::Take => 't',
                    HandOverDeed::Candidates | HandOverDeed::Answer(_) => 'c',
                    HandOverDeed::Resolve => 'r',
                });
                fields.last(id)
            }
        }
    }
}
