//! `digest [weekdays] [time] [zone] [content] [about]`: what is posted at set times. With
//! arguments it adds a digest for the place in which it is used; without, it lists them.

mod again;
mod order;

pub use self::again::Again;
pub use self::order::{Mistake, Order};
use super::{Argument, ArgumentKind, Asked, Declare, Info, Localised, Run};
use crate::chat::action::Action;
use crate::chat::arguments::Arguments;
use crate::chat::buttons::{Button, Menu};
use crate::chat::elsewhere::{Elsewhere, Signpost};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::{DigestPage, DigestView, DigestsView, Given};
use crate::chat::issue::compose;
use crate::chat::reply::{Entry, Reply};
use crate::chat::text::cutting::clipped;
use crate::chat::timetable::{Timetable, Weekdays};
use crate::chat::words::Words;
use crate::core::answer::ask::AnswerError;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Length of a digest in a list or a menu, in UTF-16 code units.
const LONGEST_OPTION: usize = 95;
/// Digests on a page of the list: a menu of Discord's and its embed have room for 25.
const ON_PAGE: usize = 20;

/// The digests of a workspace, one of them, or a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// None where it is of all of them.
    pub id: Option<String>,
    pub deed: DigestDeed,
    /// Of the list, counted from 0.
    pub page: usize,
}

/// What to do with a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DigestDeed {
    Show,
    Add(Box<Order>),
    /// A summary that was posted is posted again.
    Again(Box<Again>),
    /// Nothing: what was ordered cannot be read.
    Mistake(Mistake),
    Pause,
    GoOn,
    Remove,
    /// The next issue is posted at once.
    Post,
}

impl DigestDeed {
    /// The letter in a button, of what has a button.
    const fn letter(&self) -> char {
        match self {
            DigestDeed::Show | DigestDeed::Add(_) | DigestDeed::Mistake(_) => 's',
            DigestDeed::Pause => 'p',
            DigestDeed::GoOn => 'g',
            DigestDeed::Remove => 'r',
            DigestDeed::Post => 'n',
            DigestDeed::Again(_) => 'a',
        }
    }
}

impl Digest {
    /// The list of all.
    pub const ALL: Digest = Digest { id: None, deed: DigestDeed::Show, page: 0 };

    fn of(id: &str, deed: DigestDeed) -> Digest {
        Digest { id: Some(id.to_owned()), deed, ..Digest::ALL }
    }
}

impl Declare for Digest {
    const INFO: Info = Info {
        name: "digest",
        aliases: &["digests", "النشرة", "نشرة", "النشرات"],
        about: Localised {
            ar: "اقتباسات تُنشر في أوقات محددة: إضافة وعرض وإيقاف وحذف",
            en: "Quotes posted at set times: add, list, pause, remove",
        },
        arguments: &[
            Argument {
                name: "weekdays",
                about: Localised {
                    ar: "في أي أيام، مثل: الأحد والثلاثاء، أو يوميًا",
                    en: "On which days, such as sun,tue or daily",
                },
                kind: ArgumentKind::Text,
                required: false,
            },
            Argument {
                name: "time",
                about: Localised {
                    ar: "في أي وقت، مثل 09:00", en: "At what time, such as 09:00"
                },
                kind: ArgumentKind::Text,
                required: false,
            },
            Argument {
                name: "zone",
                about: Localised {
                    ar: "المنطقة الزمنية، مثل Asia/Riyadh",
                    en: "The time zone, such as Asia/Riyadh",
                },
                kind: ArgumentKind::Zone,
                required: false,
            },
            Argument {
                name: "content",
                about: Localised { ar: "ما يُنشر", en: "What is posted" },
                kind: ArgumentKind::Content,
                required: false,
            },
            Argument {
                name: "about",
                about: Localised { ar: "موضوع أو اسم", en: "A topic or a name" },
                kind: ArgumentKind::Topic,
                required: false,
            },
        ],
        for_moderators: true,
        needs_store: true,
        is_typed: true,
        letter: 'y',
    };

    fn parse(arguments: &Arguments) -> Option<Digest> {
        let deed = match Order::of(arguments) {
            None => DigestDeed::Show,
            Some(Ok(order)) => DigestDeed::Add(Box::new(order)),
            Some(Err(mistake)) => DigestDeed::Mistake(mistake),
        };
        Some(Digest { deed, ..Digest::ALL })
    }

    fn read(fields: &mut Reader) -> Result<Digest, UnknownAction> {
        let (letter, page) = (fields.letter()?, fields.number()?);
        let deed = match letter {
            'a' => return Again::read(fields).map(Digest::again),
            's' => DigestDeed::Show,
            'p' => DigestDeed::Pause,
            'g' => DigestDeed::GoOn,
            'r' => DigestDeed::Remove,
            'n' => DigestDeed::Post,
            _ => return Err(UnknownAction),
        };
        Ok(Digest { deed, page, id: fields.text() })
    }
}

impl Run for Digest {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let words = asked.words();
        if let DigestDeed::Mistake(mistake) = self.deed {
            let line = match mistake {
                Mistake::Weekdays => words.digest.no_weekdays,
                Mistake::Time => words.digest.no_time,
                Mistake::Zone => words.digest.no_zone,
                Mistake::Content => words.digest.no_content,
            };
            return Ok(Reply::notice(asked.language, line));
        }
        let mut reply = match &asked.request.given {
            Given::Digests(view) => list(asked, view, self.page),
            Given::Digest(page) => match &self.deed {
                DigestDeed::Again(again) if again.weekdays.is_none() => {
                    again::draft(asked, page, again)?
                }
                _ => one(asked, page)?,
            },
            _ => return Ok(asked.not_given()),
        };
        reply.is_private = true;
        Ok(reply)
    }

    fn choose(&mut self, value: &str) {
        *self = Digest::of(value, DigestDeed::Show);
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.deed.letter());
        fields.field(self.page);
        match &self.deed {
            DigestDeed::Again(again) => again.write(fields),
            _ => fields.last(self.id.as_deref().unwrap_or_default()),
        }
    }
}

/// A page of all digests, with a menu to look at one.
fn list(asked: &Asked, view: &DigestsView, page: usize) -> Reply {
    let words = &asked.words().digest;
    let mut reply = Reply::new(asked.language);
    reply.title = Some(words.digests.to_owned());
    reply.lead.extend(view.said.map(str::to_owned));
    reply.notes.push(words.how_to_add.to_owned());
    if view.digests.is_empty() {
        reply.lead.push(words.none.to_owned());
        return reply;
    }
    let pages = view.digests.len().div_ceil(ON_PAGE);
    let page = page.min(pages - 1);
    let name = |digest| clipped(&name(asked, digest), LONGEST_OPTION);
    let shown = || view.digests.iter().skip(page * ON_PAGE).take(ON_PAGE);
    let entry = |digest| Entry { term: name(digest), details: standing(asked, digest).join("\n") };
    reply.entries = shown().map(entry).collect();
    let options = shown().map(|digest| (name(digest), digest.id.clone()));
    reply.menu = Some(Menu {
        action: Action::Run(Digest::ALL.into(), asked.language),
        placeholder: words.choose,
        options: options.collect(),
    });
    let mut button = |page, label: &str| {
        let action = Action::Run(Digest { page, ..Digest::ALL }.into(), asked.language);
        reply.buttons.push(Button { action, label: label.to_owned(), sign: None });
    };
    if let Some(before) = page.checked_sub(1) {
        button(before, asked.words().previous_page);
    }
    if page + 1 < pages {
        button(page + 1, asked.words().next_page);
    }
    reply
}

/// One digest, with what can be done with it and what it posts next.
fn one(asked: &Asked, page: &DigestPage) -> Result<Reply, AnswerError> {
    let words = &asked.words().digest;
    let view = &page.view;
    let mut reply = Reply::new(asked.language);
    reply.title = Some(name(asked, view));
    reply.lead.extend(page.said.map(str::to_owned));
    let to = view.place.as_deref().and_then(Elsewhere::parse);
    // The place is said once, as a way there where it can be.
    reply.lead.extend(standing(asked, view).into_iter().skip(usize::from(to.is_some())));
    reply.signpost = to.map(|to| Signpost { said: words.posted_to, to });
    next_issue(asked, page, &mut reply)?;
    let mut button = |digest: Digest, label: &str| {
        let action = Action::Run(digest.into(), asked.language);
        reply.buttons.push(Button { action, label: label.to_owned(), sign: None });
    };
    let of = |deed| Digest::of(&view.id, deed);
    match view.next {
        Some(_) => button(of(DigestDeed::Pause), words.pause),
        None => button(of(DigestDeed::GoOn), words.go_on),
    }
    button(of(DigestDeed::Post), words.post_now);
    button(of(DigestDeed::Remove), words.remove);
    button(Digest::ALL, words.all);
    Ok(reply)
}

/// Adds what is posted next.
fn next_issue(asked: &Asked, page: &DigestPage, reply: &mut Reply) -> Result<(), AnswerError> {
    let words = &asked.words().digest;
    match compose(asked.engine, &page.view.plan, &page.basis)? {
        None => reply.lead.push(words.nothing_next.to_owned()),
        Some(issue) => {
            reply.lead.push(words.preview.to_owned());
            reply.lead.extend(issue.reply.title);
            reply.lead.extend(issue.reply.lead);
            reply.quotes = issue.reply.quotes;
            reply.entries = issue.reply.entries;
            reply.notes = issue.reply.notes;
        }
    }
    Ok(())
}

/// What is posted, and when: "Summary: energy · Sunday, Tuesday 09:00".
fn name(asked: &Asked, view: &DigestView) -> String {
    let words = asked.words();
    let plan = &view.plan;
    let mut name = words.digest.content(plan.content).to_owned();
    if let Some(about) = &plan.about {
        name.push_str(&format!(": {about}"));
    }
    format!("{name} · {}", when(&plan.timetable, words))
}

fn when(timetable: &Timetable, words: &Words) -> String {
    let days = match timetable.weekdays {
        Weekdays::DAILY => words.digest.daily.to_owned(),
        days => {
            let names: Vec<&str> = days.days().map(|day| words.digest.weekday(day)).collect();
            names.join(&format!("{} ", words.separator))
        }
    };
    format!("{days} {}", timetable.time)
}

/// Where it is posted, when the next is, and what went wrong, a line each.
fn standing(asked: &Asked, view: &DigestView) -> Vec<String> {
    let words = &asked.words().digest;
    let zone = &view.plan.timetable.zone;
    let place = view.place.as_ref().map(|place| format!("#{place}"));
    let mut lines = vec![place.unwrap_or_else(|| words.this_channel.to_owned())];
    if view.is_report {
        lines.push(words.report.to_owned());
    }
    lines.push(match view.next {
        Some(next) => format!("{}: {} ({zone})", words.next, local(next, zone)),
        None => words.paused.to_owned(),
    });
    let trouble = view.trouble.map(|(what, at)| {
        let what = words.trouble(what);
        format!("{what} ({})", local(at, zone))
    });
    lines.extend(trouble);
    lines
}

/// A time on the clock of a zone.
fn local(at: Timestamp, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    at.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests;
