//! `insights [days]`: what was asked, what came of it, and what was not found.

use super::gap::Gap;
use super::{Argument, ArgumentKind, Asked, Declare, Info, Localised, Run};
use crate::chat::action::Action;
use crate::chat::arguments::Arguments;
use crate::chat::buttons::Menu;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::{GapView, Given, InsightsView};
use crate::chat::reply::{Entry, Reply};
use crate::chat::text::cutting::clipped;
use crate::chat::words::Words;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::knowledge::PassageTag;

/// Days looked back where none are given.
pub const USUAL_DAYS: usize = 7;
/// The most days.
const MOST_DAYS: usize = 365;
/// Passages listed by verdicts and as answers.
const MOST_PASSAGES: usize = 3;
/// Gaps listed; all are in the menu, which has room for 25.
const MOST_GAPS: usize = 8;
/// Length of a question in a list, in UTF-16 code units.
const LONGEST_QUESTION: usize = 90;

/// What was asked in the last days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Insights {
    pub days: usize,
}

impl Declare for Insights {
    const INFO: Info = Info {
        name: "insights",
        aliases: &["نظرة", "تحليلات", "الأسئلة"],
        about: Localised {
            ar: "ما سُئل وما وُجد وما لم يوجد",
            en: "What was asked, what was found and what was not",
        },
        arguments: &[Argument {
            name: "days",
            about: Localised { ar: "كم يومًا مضى", en: "How many days back" },
            kind: ArgumentKind::Count { least: 1, most: MOST_DAYS },
            required: false,
        }],
        for_moderators: true,
        needs_store: true,
        is_typed: true,
        letter: 'I',
    };

    fn parse(arguments: &Arguments) -> Option<Insights> {
        Some(Insights { days: arguments.count("days").unwrap_or(USUAL_DAYS) })
    }

    fn read(fields: &mut Reader) -> Result<Insights, UnknownAction> {
        Ok(Insights { days: fields.number()? })
    }
}

impl Run for Insights {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        match &asked.request.given {
            Given::Insights(view) => Ok(report(asked, view, self.days)),
            _ => Ok(asked.not_given()),
        }
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.days);
        fields.last("")
    }
}

/// The report of what was asked in so many days.
fn report(asked: &Asked, view: &InsightsView, days: usize) -> Reply {
    let words = asked.words();
    let desk = &words.desk;
    let mut reply = Reply::new(asked.language);
    reply.is_private = true;
    reply.title = Some(format!("{} · {}", desk.insights, words.counted(days, &desk.days)));
    let all = view.answered + view.closest + view.not_found;
    if all == 0 {
        reply.lead.push(desk.nothing_asked.to_owned());
        return reply;
    }
    let counts = [
        (desk.answered, view.answered),
        (desk.closest, view.closest),
        (desk.not_found, view.not_found),
    ];
    let counts = counts.iter().map(|(label, count)| format!("{label}: {count}"));
    reply.entries.push(Entry {
        term: format!("{}: {all}", desk.asked),
        details: counts.collect::<Vec<_>>().join("\n"),
    });
    let busiest = view.busiest.iter().take(MOST_PASSAGES);
    let busiest = busiest.map(|(tag, count)| format!("{count} × {}", place(asked, *tag)));
    entry(&mut reply, desk.busiest, busiest.collect());
    let verdicts = view.verdicts.iter().take(MOST_PASSAGES);
    let verdicts =
        verdicts.map(|(tag, yes, no)| format!("👍 {yes}  👎 {no}  {}", place(asked, *tag)));
    entry(&mut reply, desk.verdicts, verdicts.collect());
    let gaps = view.gaps.iter().take(MOST_GAPS);
    let gaps = gaps.map(|gap| {
        let question = clipped(&gap.question, LONGEST_QUESTION);
        format!("• {question} ({})", words.counted(gap.count, &desk.times))
    });
    match view.gaps.is_empty() {
        true => entry(&mut reply, desk.gaps, vec![desk.no_gaps.to_owned()]),
        false => entry(&mut reply, desk.gaps, gaps.collect()),
    }
    if !view.gaps.is_empty() {
        reply.notes.push(desk.gaps_lead.to_owned());
        let option = |gap: &GapView| {
            (
                format!("{} × {}", gap.count, clipped(&gap.question, LONGEST_QUESTION)),
                gap.id.clone(),
            )
        };
        reply.menu = Some(Menu {
            action: Action::Run(Gap::in_days(days).into(), asked.language),
            placeholder: desk.choose_gap,
            options: view.gaps.iter().map(option).collect(),
        });
    }
    reply
}

fn entry(reply: &mut Reply, term: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        reply.entries.push(Entry { term: term.to_owned(), details: lines.join("\n") });
    }
}

/// Where a passage stands, in words; its tag where it is not there any more.
fn place(asked: &Asked, tag: PassageTag) -> String {
    let library = asked.engine.shared_library();
    let quote = library.tagged(tag).and_then(|key| Quote::whole(library, key).ok());
    match quote {
        Some(quote) => quote.citation(asked.language).to_string(),
        None => Words::of(asked.language).no_such_passage.to_owned(),
    }
}
