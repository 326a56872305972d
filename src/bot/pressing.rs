//! What a pressed button or a menu's choice leads to.

use std::time::Instant;

use super::place::Asker;
use super::service::{Service, log};
use super::store::VerdictKey;
use crate::chat::action::{Action, Verdict};
use crate::chat::commands::Command;
use crate::chat::commands::hand_over::HandOver;
use crate::chat::commands::passage::Passage;
use crate::chat::commands::section::Section;
use crate::chat::reply::{Offer, Reply};
use crate::chat::summary::{Additions, Preview};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::knowledge::PassageTag;

/// What pressing a button leads to.
#[derive(Debug)]
pub enum Response {
    /// A reply instead of the one with the button: another page of it.
    Turn(Reply),
    /// A reply beside the one with the button.
    Beside(Reply),
    /// A reply that everybody is to see.
    Share(Reply),
    /// A page of a summary to look at and change, with what is to be said above it.
    Preview(Box<Preview>, usize, Option<&'static str>),
    /// A line above a summary is to be written, where the platform has fields to write in.
    Write(Language),
    /// A summary to post: [`Service::post_summary`] does it.
    Post(Box<Preview>),
    /// The preview is to go away.
    Cancel(Reply),
    /// A verdict that was noted: what holds now, to be shown on the button, and said.
    Noted(Option<Verdict>, Reply),
    /// The message with the button is to be deleted.
    Delete(Language),
}

impl Response {
    /// The same, with what a moderator adds to a summary where it shows or posts one.
    /// Nothing else asks what that is.
    #[must_use]
    pub fn with_additions(self, additions: impl FnOnce() -> Additions) -> Response {
        match self {
            Response::Preview(preview, page, said) => {
                Response::Preview(Box::new(preview.with_additions(additions())), page, said)
            }
            Response::Post(preview) => {
                Response::Post(Box::new(preview.with_additions(additions())))
            }
            other => other,
        }
    }
}

impl Service {
    /// Does what a button or menu says; `values` is the menu's choice.
    pub async fn act(&self, asker: &Asker, action: Action, values: &[String]) -> Response {
        let start = Instant::now();
        let (platform, name) = (asker.place.platform, action.name());
        let language = action.language();
        let words = Words::of(language);
        if let Some(notice) = self.too_often(asker, language) {
            return Response::Beside(notice);
        }
        if action.is_moderation()
            && let Err(notice) = self.may_post_summaries(asker, language).await
        {
            return Response::Beside(notice);
        }
        let response = match action {
            Action::Run(command, _) => {
                let command = match values.first() {
                    Some(value) => command.with_choice(value),
                    None => command,
                };
                if let Err(notice) = self.is_allowed(asker, &command, language).await {
                    return Response::Beside(notice);
                }
                let turns = match &command {
                    // Opened beside the answer, and then paged.
                    Command::Context(_) | Command::Passage(Passage { skip: 0, .. }) => false,
                    // The answer stays, and so does the question in its channel.
                    Command::HandOver(HandOver::Ask { .. }) => false,
                    command => command.is_paged() || command.info().needs_store,
                };
                let reply = self.run(asker, command, language).await;
                if turns { Response::Turn(reply) } else { Response::Beside(reply) }
            }
            Action::Share(command, _) => {
                if let Err(notice) = self.is_allowed(asker, &command, language).await {
                    return Response::Beside(notice);
                }
                let mut reply = self.run(asker, command, language).await;
                // Whoever sees it now did not see the question.
                if let Some((question, _)) = reply.question() {
                    reply.title = Some(question.to_owned());
                }
                let name = asker.person.shown_name();
                reply.notes.push(format!("{}: {name}", words.shared_by));
                reply.offers.push(Offer::Delete);
                reply.asked_by = Some(asker.person.id.as_str().to_owned());
                Response::Share(reply)
            }
            Action::PickTopic { .. } => {
                let tag = values.first().and_then(|value| PassageTag::parse(value));
                Response::Beside(match tag {
                    Some(passage) => {
                        self.run(asker, Section { passage, skip: 0 }.into(), language).await
                    }
                    None => Reply::notice(language, words.old_button),
                })
            }
            Action::Feedback { verdict, passage, question, .. } => {
                let (place, person) = (&asker.place, &asker.person);
                let key = VerdictKey { place, person, passage, question: &question };
                self.feedback(&key, verdict, words).await
            }
            Action::Choose(outline, choice) => self.choose(asker, outline, choice, values).await,
            Action::Leaf(outline, choice, page) => self.leaf(asker, outline, choice, page).await,
            Action::Hold(outline, choice, page) => {
                self.hold(asker, outline, choice, page, values).await
            }
            Action::Move { outline, choice, page, point, way } => {
                self.still(asker, outline, choice, |preview| {
                    Response::Preview(Box::new(preview.with_moved(point, way)), page, None)
                })
                .await
            }
            Action::Note { .. } => Response::Write(language),
            // A menu of places is read as a page of the preview that it belongs to.
            Action::Aim { .. } => Response::Beside(Reply::notice(language, words.old_button)),
            Action::Post(outline, choice) => self.confirm(asker, outline, choice).await,
            Action::Cancel(_) => Response::Cancel(Reply::notice(language, words.cancelled)),
            Action::Delete { asker: asked_by, .. } => {
                match self.permissions.may_delete(asker, &asked_by).await {
                    Ok(true) => Response::Delete(language),
                    Ok(false) => Response::Beside(Reply::notice(language, words.delete_not_yours)),
                    Err(error) => {
                        tracing::warn!(%error, %platform, "rights could not be had");
                        Response::Beside(Reply::notice(language, words.went_wrong))
                    }
                }
            }
        };
        if let Response::Turn(reply) | Response::Beside(reply) | Response::Share(reply) = &response
        {
            log(platform, name, reply, start);
        }
        response
    }

    async fn feedback(&self, key: &VerdictKey<'_>, verdict: Verdict, words: &Words) -> Response {
        tracing::debug!(question = key.question, "feedback on");
        let passage = key.passage;
        match self.store.press(key, verdict).await {
            Ok(holds) => {
                tracing::info!(verdict = ?holds, %passage, "feedback");
                let line = match holds {
                    Some(Verdict::Helpful) => words.noted_helpful,
                    Some(Verdict::NotHelpful) => words.noted_not_helpful,
                    None => words.noted_nothing,
                };
                Response::Noted(holds, Reply::notice(words.language, line))
            }
            Err(error) => {
                tracing::warn!(%error, "feedback could not be kept");
                Response::Beside(Reply::notice(words.language, words.cannot_keep))
            }
        }
    }
}
