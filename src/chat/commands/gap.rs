//! What was asked and not found, looked at, hidden or answered. Reached from `insights`.

use super::insights::Insights;
use super::{Asked, Declare, Info, Run};
use crate::chat::action::Action;
use crate::chat::buttons::{Button, Menu};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::Given;
use crate::chat::reply::{Entry, Extent, Reply, ShownQuote};
use crate::chat::text::cutting::clipped;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::knowledge::PassageTag;

/// Length of a passage in a menu, in UTF-16 code units.
const LONGEST_OPTION: usize = 95;
/// Other wordings listed.
const MOST_WORDINGS: usize = 5;

/// A gap among those of the last days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub days: usize,
    /// None in a menu, whose choice says which.
    pub id: Option<String>,
    pub deed: GapDeed,
}

/// What to do with a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapDeed {
    Show,
    /// Not to be listed again.
    Hide,
    /// The passages that come closest, to choose one.
    Candidates,
    /// This passage is the answer from then on.
    Answer(PassageTag),
}

impl Gap {
    /// For a menu of gaps.
    pub fn in_days(days: usize) -> Gap {
        Gap { days, id: None, deed: GapDeed::Show }
    }
}

impl Declare for Gap {
    const INFO: Info =
        Info { for_moderators: true, needs_store: true, ..Info::pressed("gap", 'J') };

    fn read(fields: &mut Reader) -> Result<Gap, UnknownAction> {
        let days = fields.number()?;
        let deed = match fields.letter()? {
            's' => GapDeed::Show,
            'h' => GapDeed::Hide,
            'c' => GapDeed::Candidates,
            _ => return Err(UnknownAction),
        };
        Ok(Gap { days, id: fields.text(), deed })
    }
}

impl Run for Gap {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let words = asked.words();
        let run = |deed| {
            Action::Run(Gap { days: self.days, id: self.id.clone(), deed }.into(), asked.language)
        };
        let back = Button {
            action: Action::Run(Insights { days: self.days }.into(), asked.language),
            label: words.back.to_owned(),
            sign: None,
        };
        let mut reply = Reply::new(asked.language);
        reply.is_private = true;
        match &asked.request.given {
            Given::Gap(gap) => {
                reply.title = Some(gap.question.clone());
                let day = gap.last.strftime("%Y-%m-%d").to_string();
                let times = words.counted(gap.count, &words.desk.times);
                reply.lead.push(format!("{times}; {} {day}", words.desk.last_asked));
                let others: Vec<String> =
                    gap.others.iter().take(MOST_WORDINGS).map(|o| format!("• {o}")).collect();
                if !others.is_empty() {
                    let term = words.desk.other_wordings.to_owned();
                    reply.entries.push(Entry { term, details: others.join("\n") });
                }
                for (deed, label) in [
                    (GapDeed::Candidates, words.desk.answer_with),
                    (GapDeed::Hide, words.desk.not_our_topic),
                ] {
                    let button = Button { action: run(deed), label: label.to_owned(), sign: None };
                    reply.buttons.push(button);
                }
            }
            Given::Candidates(tags) => {
                candidates(&mut reply, tags, run(GapDeed::Candidates), asked);
                if reply.menu.is_some() {
                    reply.notes.push(words.desk.type_address.to_owned());
                }
            }
            Given::Line(line) => reply.lead.push((*line).to_owned()),
            _ => return Ok(asked.not_given()),
        }
        reply.buttons.push(back);
        Ok(reply)
    }

    fn choose(&mut self, value: &str) {
        match (&self.id, PassageTag::parse(value)) {
            (Some(_), Some(passage)) => self.deed = GapDeed::Answer(passage),
            _ => self.id = Some(value.to_owned()),
        }
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.days);
        fields.field(match self.deed {
            GapDeed::Show => 's',
            GapDeed::Hide => 'h',
            GapDeed::Candidates | GapDeed::Answer(_) => 'c',
        });
        fields.last(self.id.as_deref().unwrap_or_default())
    }
}

/// Draws passages to choose from, with the menu in which to choose one. Without a
/// passage there is none.
pub(super) fn candidates(reply: &mut Reply, tags: &[PassageTag], action: Action, asked: &Asked) {
    let desk = &asked.words().desk;
    let library = asked.engine.shared_library();
    let quotes = tags
        .iter()
        .filter_map(|tag| Some((*tag, Quote::whole(library, library.tagged(*tag)?).ok()?)));
    let quotes: Vec<(PassageTag, Quote)> = quotes.collect();
    let option = |(tag, quote): &(PassageTag, Quote)| {
        let place = quote.citation(asked.language).to_string();
        (clipped(&place, LONGEST_OPTION), tag.to_string())
    };
    let options: Vec<_> = quotes.iter().map(option).collect();
    reply.quotes = quotes
        .into_iter()
        .zip(1..)
        .map(|((_, quote), number)| ShownQuote::new(number, quote, Extent::Excerpt, asked.language))
        .collect();
    if options.is_empty() {
        reply.lead.push(desk.no_passage.to_owned());
    } else {
        reply.lead.push(desk.choose_passage.to_owned());
        reply.menu = Some(Menu { action, placeholder: desk.choose_passage, options });
    }
}
