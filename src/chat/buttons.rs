//! The buttons and the menu of a reply, in their order; a platform draws them.
//!
//! A new button is a variant of [`Offer`] and its line in [`buttons`]; one that does
//! something new is a variant of [`Action`] too.

use super::action::{Action, Verdict};
use super::carry::carried;
use super::commands::context::Context;
use super::commands::passage::Passage;
use super::commands::source::Sources;
use super::reply::{Extent, Offer, Reply, ShownQuote};
use super::words::Words;
use crate::core::knowledge::PassageTag;

/// Who sees a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewers {
    /// Only the asker, who may share it.
    Asker,
    /// Everybody; the asker may delete it.
    Everybody,
}

/// What a renderer made of a reply.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rendered {
    /// Quotes that found room.
    pub shown: usize,
    /// The first passage that was cut.
    pub cut: Option<PassageTag>,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub action: Action,
    pub label: String,
    /// An emoji before the label.
    pub sign: Option<&'static str>,
}

/// A menu of what to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What choosing does.
    pub action: Action,
    /// What is written on it before a choice.
    pub placeholder: &'static str,
    /// Lines with the value that each sends.
    pub options: Vec<(String, String)>,
}

/// The buttons of a reply. `room` is the length of a question that a button can carry
/// in UTF-16 code units.
pub fn buttons(reply: &Reply, rendered: Rendered, viewers: Viewers, room: usize) -> Vec<Button> {
    let language = reply.language;
    let words = Words::of(language);
    let best = reply.quotes.first().map(|shown| shown.quote.tag());
    let mut buttons = Vec::new();
    let mut add = |action: Option<Action>, label: &str, sign| {
        buttons.extend(action.map(|action| Button { action, label: label.to_owned(), sign }));
    };
    let run = |command| Action::Run(command, language);
    add(reply.previous(), words.back, None);
    add(reply.next(rendered.shown), words.more, None);
    for (passage, label) in passages(reply, rendered) {
        add(Some(run(passage.into())), &label, None);
    }
    buttons.extend(reply.buttons.iter().cloned());
    let mut add = |action: Option<Action>, label: &str, sign| {
        buttons.extend(action.map(|action| Button { action, label: label.to_owned(), sign }));
    };
    for offer in &reply.offers {
        match offer {
            // Before all others, beside what pages.
            Offer::Passages => {}
            Offer::Context => {
                let context = best.map(|passage| run(Context { passage }.into()));
                add(context, words.context, None);
            }
            Offer::Source => {
                let source = Sources { fact: None, passage: best };
                add(Some(run(source.into())), words.sources, None);
            }
            Offer::Feedback => {
                let (question, previous) = reply.question().unwrap_or_default();
                let question = carried(question, previous, room);
                for (verdict, label, sign) in [
                    (Verdict::Helpful, words.helpful, "👍"),
                    (Verdict::NotHelpful, words.not_helpful, "👎"),
                ] {
                    let question = question.clone();
                    let feedback = best.map(|passage| Action::Feedback {
                        verdict,
                        passage,
                        question,
                        language,
                    });
                    add(feedback, label, Some(sign));
                }
            }
            Offer::Share => {
                let command = reply.answers.clone();
                let command = command.filter(|_| viewers == Viewers::Asker && best.is_some());
                add(command.map(|command| Action::Share(command, language)), words.share, None);
            }
            Offer::Delete => {
                let asker = reply.asked_by.clone().filter(|_| viewers == Viewers::Everybody);
                let delete = asker.map(|asker| Action::Delete { asker, language });
                add(delete, words.delete, Some("🗑️"));
            }
        }
    }
    buttons
}

/// The passages of which more can be shown, with what their buttons say: those that
/// were cut, and those of which a part was shown where the whole is offered. Each once,
/// because no two buttons may do the same.
fn passages(reply: &Reply, rendered: Rendered) -> Vec<(Passage, String)> {
    let words = Words::of(reply.language);
    let is_offered = reply.offers.contains(&Offer::Passages);
    let shown = reply.quotes.iter().take(rendered.shown);
    let is_one = shown.len() == 1;
    let is_more = |quote: &&ShownQuote| {
        let is_part = is_offered && quote.extent == Extent::Excerpt && quote.is_part();
        is_part || rendered.cut == Some(quote.quote.tag())
    };
    let mut passages: Vec<(Passage, String)> = Vec::new();
    for quote in shown.filter(is_more) {
        let passage = quote.quote.tag();
        if passages.iter().any(|(known, _)| known.passage == passage) {
            continue;
        }
        let label = match is_one {
            true => words.full_text.to_owned(),
            false => format!("{} [{}]", words.full_text, quote.number),
        };
        let highlight = quote.is_part().then(|| quote.quote.sentences());
        passages.push((Passage { passage, skip: 0, highlight }, label));
    }
    passages
}

/// The menu of a reply: its own, or that of the topics that it offers, if it offers any.
pub fn menu(reply: &Reply, room: usize) -> Option<Menu> {
    if reply.menu.is_some() {
        return reply.menu.clone();
    }
    let language = reply.language;
    let (question, previous) = reply.question().unwrap_or_default();
    let question = carried(question, previous, room);
    let topics = reply.offered_topics.iter();
    let options = topics.map(|topic| (topic.heading.clone(), topic.tag.to_string())).collect();
    (!reply.offered_topics.is_empty()).then(|| Menu {
        action: Action::PickTopic { question, language },
        placeholder: Words::of(language).choose_topic,
        options,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::commands::Command;
    use crate::chat::samples::{engine, reply};
    use crate::core::answer::Quote;

    fn names(reply: &Reply, rendered: Rendered, viewers: Viewers) -> Vec<&'static str> {
        let buttons = buttons(reply, rendered, viewers, 100);
        buttons.iter().map(|button| button.action.name()).collect()
    }

    #[test]
    fn what_can_be_done_depends_on_who_sees_the_answer() {
        let engine = engine();
        let mut reply = reply(&engine, Command::ask("How large is the bet?"));
        reply.offers.push(Offer::Delete);
        reply.total = reply.quotes.len();
        let rendered = Rendered { shown: reply.quotes.len(), cut: None };
        let asker = names(&reply, rendered, Viewers::Asker);
        assert_eq!(asker, ["passage", "context", "source", "feedback", "feedback", "share"]);
        reply.asked_by = Some("7".to_owned());
        let everybody = names(&reply, rendered, Viewers::Everybody);
        assert_eq!(everybody, ["passage", "context", "source", "feedback", "feedback", "delete"]);
    }

    #[test]
    fn what_found_no_room_is_one_button_away() {
        let engine = engine();
        let mut reply = reply(&engine, Command::ask("How large is the bet?"));
        reply.total = 5;
        let cut = reply.quotes.first().map(|shown| shown.quote.tag());
        let names = names(&reply, Rendered { shown: 1, cut }, Viewers::Asker);
        assert_eq!(names[..2], ["ask", "passage"]);
    }

    #[test]
    fn the_whole_passage_is_offered_once_for_each_of_which_a_part_is_shown() {
        let engine = engine();
        let mut reply = reply(&engine, Command::ask("How large is the bet?"));
        let labels = |reply: &Reply, shown| {
            let buttons = buttons(reply, Rendered { shown, cut: None }, Viewers::Asker, 100);
            let whole = buttons.into_iter().filter(|button| button.action.name() == "passage");
            whole.map(|button| button.label).collect::<Vec<_>>()
        };
        let mut best = reply.quotes[0].clone();
        best.number = 3;
        reply.quotes.truncate(1);
        assert_eq!(labels(&reply, 1), ["Whole passage"]);
        // Another that is a whole passage, and another part of the first one.
        let whole =
            Quote::whole(engine.shared_library(), engine.library().keys().nth(1).expect("two"));
        let whole = ShownQuote::new(2, whole.expect("a passage"), Extent::Excerpt, reply.language);
        reply.quotes.extend([whole, best]);
        assert_eq!(labels(&reply, 3), ["Whole passage [1]"]);
        reply.quotes.swap(0, 1);
        assert_eq!(labels(&reply, 1), [""; 0], "what found no room has no button");
    }
}
