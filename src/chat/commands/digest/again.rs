//! A summary that was posted once and is to be posted again at set times: what a button
//! below it begins. It shows what would be posted and asks when, of two times that suit
//! most; for any other there is the command.

use super::{Digest, DigestDeed, next_issue, when};
use crate::chat::action::Action;
use crate::chat::buttons::Button;
use crate::chat::commands::Asked;
use crate::chat::elsewhere::{Elsewhere, Signpost};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::DigestPage;
use crate::chat::issue::Content;
use crate::chat::reply::Reply;
use crate::chat::timetable::{Timetable, Weekdays};
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::summary::DEFAULT_LENGTH;

/// A summary to be posted again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    pub topic: Option<String>,
    /// Where it was posted and is to be again.
    pub to: Elsewhere,
    /// None while they are to be chosen.
    pub weekdays: Option<Weekdays>,
}

impl Again {
    /// What begins it.
    pub fn action(self, language: Language) -> Action {
        Action::Run(Digest::again(self).into(), language)
    }

    pub(super) fn write(&self, mut fields: Fields) -> String {
        fields.field(self.weekdays.map_or(0, Weekdays::bits));
        fields.field(&self.to);
        fields.topic(self.topic.as_deref())
    }

    pub(super) fn read(fields: &mut Reader) -> Result<Again, UnknownAction> {
        let weekdays = match fields.number()? {
            0 => None,
            bits => {
                Some(i64::try_from(bits).ok().and_then(Weekdays::from_bits).ok_or(UnknownAction)?)
            }
        };
        let to = fields.parsed(Elsewhere::parse)?;
        Ok(Again { topic: fields.text(), to, weekdays })
    }
}

impl Digest {
    /// Posting a summary again.
    pub fn again(again: Again) -> Digest {
        Digest { deed: DigestDeed::Again(Box::new(again)), ..Digest::ALL }
    }
}

/// What would be posted, with a button for each time to choose. Nothing is kept yet.
pub(super) fn draft(asked: &Asked, page: &DigestPage, again: &Again) -> Result<Reply, AnswerError> {
    let words = &asked.words().digest;
    let summary = words.content(Content::Summary);
    let topic = again.topic.as_deref();
    let mut reply = Reply::new(asked.language);
    reply.title = Some(topic.map_or(summary.to_owned(), |topic| format!("{summary}: {topic}")));
    reply.lead.push(words.choose_when.to_owned());
    reply.lead.push(format!("{}: {DEFAULT_LENGTH}", words.most_each_time));
    if page.view.place.is_some() {
        reply.signpost = Some(Signpost { said: words.posted_to, to: again.to.clone() });
    }
    next_issue(asked, page, &mut reply)?;
    let weekly = &page.view.plan.timetable;
    let daily = Timetable { weekdays: Weekdays::DAILY, ..weekly.clone() };
    for timetable in [weekly, &daily] {
        let chosen = Again { weekdays: Some(timetable.weekdays), ..again.clone() };
        let label = format!("{} ({})", when(timetable, asked.words()), timetable.zone);
        reply.buttons.push(Button { action: chosen.action(asked.language), label, sign: None });
    }
    let line = [words.other_times, &weekly.zone, summary, topic.unwrap_or_default()].join(" ");
    reply.notes.push(line.trim_end().to_owned());
    Ok(reply)
}
