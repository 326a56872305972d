//! How a summary gets into a channel: previewed by whoever may, changed, and posted
//! once, exactly as it was shown.

use super::outbox::{Deed, DeedKind, DeliveryError, Messenger, Outgoing};
use super::place::{Asker, Place};
use super::pressing::Response;
use super::service::{Failed, Service};
use crate::chat::buttons::Button;
use crate::chat::commands::digest::Again;
use crate::chat::commands::summary::Summary;
use crate::chat::commands::within;
use crate::chat::elsewhere::{Elsewhere, Signpost};
use crate::chat::reply::Reply;
use crate::chat::request::Request;
use crate::chat::summary::{Choice, Outline, Preview};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::knowledge::DocumentId;

/// What became of a summary that was to be posted.
#[derive(Debug)]
pub enum Posting {
    /// It stands in the channel; said to whoever posted it.
    Posted(Reply),
    /// It was posted before.
    Already(Reply),
    /// It is not posted, or not known to be, and can be tried again.
    Failed(Reply),
}

impl Service {
    /// Begins a summary that is to be posted.
    ///
    /// # Errors
    /// The reply to give instead: it is not for them, too soon, or there is nothing.
    pub async fn begin_summary(
        &self,
        asker: &Asker,
        summary: Summary,
    ) -> Result<Box<Preview>, Box<Reply>> {
        let mut request = Request::new(summary.clone());
        self.complete(asker, &mut request).await;
        let language = request.language_for(&self.engine());
        if let Some(notice) = self.too_often(asker, language) {
            return Err(Box::new(notice));
        }
        self.may_post_summaries(asker, language).await.map_err(Box::new)?;
        match self.preview(asker, Outline::new(summary.topic, summary.points, language)).await {
            Ok(Some(preview)) => Ok(preview),
            // The command itself says best that there is nothing.
            Ok(None) => Err(Box::new(self.respond(request).await)),
            Err(Failed) => Err(Box::new(Reply::notice(language, Words::of(language).went_wrong))),
        }
    }

    /// A summary as an outline has it now. None if it has no points.
    pub(super) async fn preview(
        &self,
        asker: &Asker,
        outline: Outline,
    ) -> Result<Option<Box<Preview>>, Failed> {
        let (engine, settings) = (self.engine(), self.settings(asker));
        let has_elsewhere = asker.place.workspace.is_some();
        let found = self.computed(move || {
            outline.preview(&engine, &within(&engine, settings.documents.as_deref()))
        });
        let mut found = found.await?.map(Box::new);
        if let Some(preview) = &mut found {
            preview.has_elsewhere = has_elsewhere;
        }
        Ok(found)
    }

    /// The same summary with other points, which a menu's choice names.
    pub async fn choose(
        &self,
        asker: &Asker,
        outline: Outline,
        choice: Choice,
        values: &[String],
    ) -> Response {
        self.still(asker, outline, choice, |preview| {
            let values = values.iter().map(String::as_str);
            Response::Preview(Box::new(preview.with_points(values)), 0, None)
        })
        .await
    }

    /// A summary whose outline or points were changed in a window that has fields for
    /// them: `values` names the points, if the outline is still the one they are of.
    pub async fn change_summary(
        &self,
        asker: &Asker,
        before: (Outline, Choice),
        now: Outline,
        values: Option<&[String]>,
    ) -> Response {
        let language = now.language;
        if let Some(notice) = self.too_often(asker, language) {
            return Response::Beside(notice);
        }
        if let Err(notice) = self.may_post_summaries(asker, language).await {
            return Response::Beside(notice);
        }
        match before.0 == now {
            true => self.with_values(asker, now, before.1, values).await,
            false => self.anew(asker, now, None).await,
        }
    }

    /// A summary that somebody agreed to in such a window: only what was shown before
    /// is posted. [`Service::post_summary`] checks who may.
    pub async fn submit_summary(
        &self,
        asker: &Asker,
        before: (Outline, Choice),
        now: Outline,
        values: Option<&[String]>,
    ) -> Response {
        let words = Words::of(now.language);
        if before.0 != now {
            return self.anew(asker, now, Some(words.preview_changed)).await;
        }
        match self.with_values(asker, now, before.1, values).await {
            Response::Preview(preview, _, None) if preview.choice.is_empty() => {
                Response::Beside(Reply::notice(words.language, words.nothing_chosen))
            }
            Response::Preview(preview, _, None) if preview.choice == before.1 => {
                self.confirm(asker, preview.outline, preview.choice).await
            }
            Response::Preview(preview, page, None) => {
                Response::Preview(preview, page, Some(words.preview_changed))
            }
            other => other,
        }
    }

    /// The same summary with the points that a window names, if it names any.
    async fn with_values(
        &self,
        asker: &Asker,
        outline: Outline,
        choice: Choice,
        values: Option<&[String]>,
    ) -> Response {
        match values {
            Some(values) => self.choose(asker, outline, choice, values).await,
            None => self.leaf(asker, outline, choice, 0).await,
        }
    }

    /// A summary of an outline that was not shown before.
    async fn anew(&self, asker: &Asker, outline: Outline, said: Option<&'static str>) -> Response {
        let words = Words::of(outline.language);
        match self.preview(asker, outline).await {
            Ok(Some(preview)) => Response::Preview(preview, 0, said),
            Ok(None) => Response::Beside(Reply::notice(words.language, words.nothing_about)),
            Err(Failed) => Response::Beside(Reply::notice(words.language, words.went_wrong)),
        }
    }

    /// Another page of the same preview.
    pub(super) async fn leaf(
        &self,
        asker: &Asker,
        outline: Outline,
        choice: Choice,
        page: usize,
    ) -> Response {
        self.still(asker, outline, choice, |preview| {
            Response::Preview(Box::new(preview), page, None)
        })
        .await
    }

    /// A point in hand, which a menu's choice names, on the same page of the preview.
    pub(super) async fn hold(
        &self,
        asker: &Asker,
        outline: Outline,
        choice: Choice,
        page: usize,
        values: &[String],
    ) -> Response {
        let point = values.first().and_then(|value| value.parse().ok());
        self.still(asker, outline, choice, |preview| {
            let preview = match point {
                Some(point) => preview.holding(point),
                None => preview,
            };
            Response::Preview(Box::new(preview), page, None)
        })
        .await
    }

    /// A summary that somebody agreed to, if it is still the one they saw.
    pub async fn confirm(&self, asker: &Asker, outline: Outline, choice: Choice) -> Response {
        let language = outline.language;
        self.still(asker, outline, choice, |preview| match preview.choice.is_empty() {
            true => Response::Beside(Reply::notice(language, Words::of(language).nothing_chosen)),
            false => Response::Post(Box::new(preview)),
        })
        .await
    }

    /// Goes on with a preview, unless the documents have changed since: then it is
    /// shown anew.
    pub(super) async fn still(
        &self,
        asker: &Asker,
        outline: Outline,
        choice: Choice,
        then: impl FnOnce(Preview) -> Response,
    ) -> Response {
        let language = outline.language;
        let words = Words::of(language);
        match self.preview(asker, outline).await {
            Ok(Some(preview)) => match (*preview).clone().with_choice(choice) {
                Some(same) => then(same),
                None => Response::Preview(preview, 0, Some(words.preview_changed)),
            },
            Ok(None) => Response::Beside(Reply::notice(language, words.sources_changed)),
            Err(Failed) => Response::Beside(Reply::notice(language, words.went_wrong)),
        }
    }

    /// Posts a summary where the asker is or in the place that was chosen, once for each
    /// `window` in which it was previewed, through the platform's messenger; where the
    /// asker is, through one that knows the window, if there is one.
    pub async fn post_summary(
        &self,
        asker: &Asker,
        preview: &Preview,
        window: &str,
        messenger: Option<&dyn Messenger>,
    ) -> Posting {
        let language = preview.outline.language;
        let words = Words::of(language);
        let platform = asker.place.platform;
        if let Err(notice) = self.may_post_summaries(asker, language).await {
            return Posting::Failed(notice);
        }
        let elsewhere = preview.additions.elsewhere.as_ref();
        let there = match elsewhere {
            None => asker.clone(),
            Some(to) => match self.posting_elsewhere(asker, to, words).await {
                Ok(there) => there,
                Err(refusal) => {
                    return Posting::Failed(Reply::notice(language, refusal.line(words)));
                }
            },
        };
        let place = &there.place;
        if !self.are_for(preview, place) {
            return Posting::Failed(Reply::notice(language, words.documents_not_for_there));
        }
        let deed = Deed { platform, kind: DeedKind::PostSummary, id: window.to_owned() };
        if !self.outbox.begin(&deed).await {
            return Posting::Already(Reply::notice(language, words.already_posted));
        }
        let by = asker.person.shown_name();
        let reply = preview.reply(by, preview.posted_by(by));
        let once = Some(window.to_owned());
        let message = Outgoing { once, ..Outgoing::from(reply) };
        let posted = match messenger.filter(|_| elsewhere.is_none()) {
            Some(messenger) => messenger.post(place, &message).await,
            None => self.outbox.post(place, &message).await,
        };
        match posted {
            Ok(posted) => {
                tracing::info!(%platform, messages = posted.ids.len(), "summary posted");
                // What the platform gave no id of went a way that is gone later.
                let again = match posted.ids.is_empty() {
                    true => None,
                    false => self.posted_again(asker, &there).await,
                };
                Posting::Posted(told_posted(preview, again))
            }
            Err(error) => {
                tracing::warn!(%error, %platform, channel = %place.channel, "a summary could not be posted");
                self.outbox.undo(&deed).await;
                let line = match (&error, elsewhere) {
                    (error, _) if !error.is_refusal() => words.may_stand_there,
                    (DeliveryError::Failed(_) | DeliveryError::NoPlatform(_), _) => words.busy,
                    (_, None) => words.cannot_post,
                    (_, Some(_)) => words.cannot_post_there,
                };
                Posting::Failed(Reply::notice(language, line))
            }
        }
    }

    /// Whether the points that go into a summary are of documents that a place answers from.
    fn are_for(&self, preview: &Preview, place: &Place) -> bool {
        let (engine, settings) = (self.engine(), self.settings_of(place));
        let within = within(&engine, settings.documents.as_deref());
        // By their ids: the documents may have been read anew since the preview.
        let documents = engine.library().documents.iter().zip(0..);
        let bound: Vec<&DocumentId> =
            documents.filter(|(_, at)| within.has(*at)).map(|(document, _)| &document.id).collect();
        preview.chosen().all(|(_, point)| bound.contains(&point.address().document()))
    }

    /// Where a summary is to be posted again at set times: where it was posted, if whoever
    /// posted it may set that up, there and where they are.
    async fn posted_again(&self, asker: &Asker, there: &Asker) -> Option<Elsewhere> {
        there.place.workspace.as_ref()?;
        let to = there.place.as_elsewhere()?;
        // Where they are is asked about once.
        let elsewhere = (!there.place.is_at(&asker.place)).then_some(there);
        for at in [Some(asker), elsewhere].into_iter().flatten() {
            let may = self.permissions.may_moderate(at).await;
            may.ok().filter(|may| *may)?;
        }
        Some(to)
    }

    /// Begins to share the answer that stands in a message.
    ///
    /// # Errors
    /// The reply to give instead: it was shared before.
    pub async fn begin_share(
        &self,
        asker: &Asker,
        message: &str,
        language: Language,
    ) -> Result<Deed, Box<Reply>> {
        let (platform, id) = (asker.place.platform, message.to_owned());
        let deed = Deed { platform, kind: DeedKind::Share, id };
        match self.outbox.begin(&deed).await {
            true => Ok(deed),
            false => Err(Box::new(Reply::notice(language, Words::of(language).already_shared))),
        }
    }
}

/// What is said to whoever posted a summary: where it stands, and, where they may have it
/// posted `again` in that place, the button that begins it.
fn told_posted(preview: &Preview, again: Option<Elsewhere>) -> Reply {
    let language = preview.outline.language;
    let words = Words::of(language);
    let mut reply = Reply { is_private: true, ..Reply::new(language) };
    match preview.additions.elsewhere.clone() {
        None => reply.lead.push(words.posted.to_owned()),
        Some(to) => reply.signpost = Some(Signpost { said: words.posted_in, to }),
    }
    if let Some(to) = again {
        let topic = preview.outline.topic.clone();
        let action = Again { topic, to, weekdays: None }.action(language);
        let label = words.post_again.to_owned();
        reply.buttons.push(Button { action, label, sign: None });
    }
    reply
}

#[cfg(test)]
mod tests;
