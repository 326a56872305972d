//! `pins`: the passages that moderators chose as answers, and taking one away.

use super::{Asked, Declare, Info, Localised, Run};
use crate::chat::action::Action;
use crate::chat::arguments::Arguments;
use crate::chat::buttons::Menu;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::{Given, Standing};
use crate::chat::reply::{Entry, Reply};
use crate::chat::text::cutting::clipped;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;

/// Length of a question in a menu, in UTF-16 code units.
const LONGEST_QUESTION: usize = 95;

/// The chosen answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins {
    /// The one to take away.
    pub remove: Option<String>,
}

impl Declare for Pins {
    const INFO: Info = Info {
        name: "pins",
        aliases: &["الأجوبة المختارة", "المثبتة"],
        about: Localised {
            ar: "الأجوبة التي اختارها المشرفون، وإزالتها",
            en: "The answers that moderators chose, and taking them away",
        },
        arguments: &[],
        for_moderators: true,
        needs_store: true,
        is_typed: true,
        letter: 'N',
    };

    fn parse(_: &Arguments) -> Option<Pins> {
        Some(Pins::default())
    }

    fn read(fields: &mut Reader) -> Result<Pins, UnknownAction> {
        Ok(Pins { remove: fields.text() })
    }
}

impl Run for Pins {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let desk = &asked.words().desk;
        let Given::Pins(pins, said) = &asked.request.given else { return Ok(asked.not_given()) };
        let mut reply = Reply::new(asked.language);
        reply.is_private = true;
        reply.title = Some(desk.pins.to_owned());
        reply.lead.extend(said.map(str::to_owned));
        if pins.is_empty() {
            reply.lead.push(desk.no_pins.to_owned());
            return Ok(reply);
        }
        let library = asked.engine.shared_library();
        reply.entries = pins
            .iter()
            .map(|pin| {
                let key = pin.passage.and_then(|passage| library.tagged(passage));
                let quote = key.and_then(|key| Quote::whole(library, key).ok());
                let place = quote.map(|quote| quote.citation(asked.language).to_string());
                let standing = match pin.standing {
                    Standing::Unchanged => None,
                    Standing::Changed => Some(desk.source_changed.to_owned()),
                    Standing::Gone => Some(desk.source_gone.to_owned()),
                };
                let lines = place.into_iter().chain(standing);
                Entry { term: pin.question.clone(), details: lines.collect::<Vec<_>>().join("\n") }
            })
            .collect();
        let options = pins.iter();
        let options = options.map(|pin| (clipped(&pin.question, LONGEST_QUESTION), pin.id.clone()));
        reply.menu = Some(Menu {
            action: Action::Run(Pins::default().into(), asked.language),
            placeholder: desk.choose_pin,
            options: options.collect(),
        });
        Ok(reply)
    }

    fn choose(&mut self, value: &str) {
        self.remove = Some(value.to_owned());
    }

    fn write(&self, fields: Fields) -> String {
        fields.last(self.remove.as_deref().unwrap_or_default())
    }
}
