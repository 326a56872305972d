//! "Ask a person": questions go to the channel that is set for them, and what people do
//! with them there comes back to whoever asked.

use std::time::Instant;

use jiff::Timestamp;

use super::outbox::{DeliveryError, Outgoing};
use super::place::{Asker, ChannelId, Place};
use super::service::Service;
use super::store::{HandOverState, HandedOver, StoreError};
use crate::chat::carry::carried;
use crate::chat::commands::hand_over::{HandOver, HandOverDeed};
use crate::chat::given::Given;
use crate::chat::reply::{Entry, Extent, Reply, ShownQuote};
use crate::chat::settings::PlaceSettings;
use crate::chat::text::cutting::code_units;
use crate::chat::text::line::one_line;
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::knowledge::PassageTag;

/// Characters of a question as it is kept.
const LONGEST_QUESTION: usize = 400;

impl Service {
    /// Does what a press says.
    pub(super) async fn give_hand_over(
        &self,
        asker: &Asker,
        asked: &HandOver,
        language: Language,
    ) -> Result<Given, StoreError> {
        let desk = &Words::of(language).desk;
        if asker.place.is_direct || asker.place.workspace.is_none() {
            return Ok(Given::Line(desk.in_workspace_only));
        }
        let Some(channel) = self.settings(asker).hand_over else {
            return Ok(Given::Line(desk.no_hand_over));
        };
        let desk_place = Place {
            channel: ChannelId::new(channel.as_str()),
            thread: None,
            ..asker.place.clone()
        };
        match asked {
            HandOver::Ask { question, .. } => {
                self.hand_over(asker, &desk_place, question, language).await.map(Given::Line)
            }
            HandOver::SeeTo { .. } if !is_in(&asker.place, &channel) => {
                Ok(Given::Line(desk.not_the_channel))
            }
            HandOver::SeeTo { id, deed } => {
                let Some(kept) = self.store.handed_over(&asker.place, id).await? else {
                    return Ok(Given::Line(desk.hand_over_gone));
                };
                self.see_to_hand_over(asker, &desk_place, &kept, *deed, language).await
            }
        }
    }

    /// Keeps a question and posts it. What is said to whoever pressed.
    async fn hand_over(
        &self,
        asker: &Asker,
        to: &Place,
        carried: &str,
        language: Language,
    ) -> Result<&'static str, StoreError> {
        let desk = &Words::of(language).desk;
        let question = self.whole_question(asker, carried);
        let now = Timestamp::now();
        let person = &asker.person.id;
        let begun = self.store.begin_hand_over(&asker.place, person, &question, language, now);
        let Some(id) = begun.await? else { return Ok(desk.handed_over_before) };
        let message = self.question_for_people(asker, to, &id, &question, language);
        match self.outbox.post(to, &message).await {
            Ok(_) => {
                let (open, now) = (HandOverState::Open, Timestamp::now());
                if let Err(error) = self.store.advance_hand_over(&id, open, None, now).await {
                    // It is kept all the same.
                    tracing::warn!(%error, "a question that was posted is not known as such");
                }
                tracing::info!(platform = %to.platform, "a question was handed over");
                Ok(desk.handed_over)
            }
            Err(error) => {
                tracing::warn!(%error, platform = %to.platform, channel = %to.channel, "a question could not be handed over");
                self.store.undo_hand_over(&id).await?;
                Ok(match error.cause() {
                    DeliveryError::NotAllowed(_) | DeliveryError::Gone(_) => desk.cannot_hand_over,
                    _ => Words::of(language).busy,
                })
            }
        }
    }

    /// The words of a question of which a button carries what finds room in it.
    fn whole_question(&self, asker: &Asker, shortened: &str) -> String {
        let remembered = {
            let conversations = self.conversations();
            conversations.question(&asker.conversation(), Instant::now()).map(str::to_owned)
        };
        // The one that was asked last, if the button is of that.
        let is_of = |whole: &String| carried(whole, None, code_units(shortened)) == shortened;
        let question = remembered.filter(is_of).unwrap_or_else(|| shortened.to_owned());
        one_line(&question).chars().take(LONGEST_QUESTION).collect()
    }

    fn question_for_people(
        &self,
        asker: &Asker,
        to: &Place,
        id: &str,
        question: &str,
        language: Language,
    ) -> Outgoing {
        let spoken = self.spoken_in(to, language);
        let words = Words::of(spoken);
        let mut reply = Reply::new(spoken);
        reply.title = Some(words.desk.asks_people.replace("{}", asker.person.shown_name()));
        reply.lead.push(quoted(words, question));
        let asked_in = asker
            .place
            .thread
            .as_ref()
            .map_or(asker.place.channel.as_str(), |thread| thread.as_str());
        reply
            .entries
            .push(Entry { term: words.desk.asked_in.to_owned(), details: asked_in.to_owned() });
        reply.buttons = HandOver::buttons(id, spoken);
        let once = Some(id.chars().take(20).collect());
        let calls = self.settings_of(to).hand_over_role;
        let about = Some((asker.place.clone(), words.desk.open_channel));
        Outgoing { once, calls, about, ..Outgoing::from(reply) }
    }

    async fn see_to_hand_over(
        &self,
        asker: &Asker,
        channel: &Place,
        kept: &HandedOver,
        deed: HandOverDeed,
        language: Language,
    ) -> Result<Given, StoreError> {
        let said_there = &Words::of(self.spoken_in(channel, language)).desk;
        let told = &Words::of(kept.language).desk;
        match deed {
            HandOverDeed::Candidates => {
                let documents = self.settings_of(channel).documents;
                Ok(self.candidates(kept.question.clone(), documents).await)
            }
            HandOverDeed::Answer(passage) => {
                self.answer_by_hand(asker, channel, kept, passage, language).await
            }
            HandOverDeed::Take => {
                let lines = (said_there.taken_by, told.told_taken);
                self.advance(asker, channel, kept, HandOverState::Taken, lines, language).await
            }
            HandOverDeed::Resolve => {
                let lines = (said_there.resolved_by, told.told_resolved);
                self.advance(asker, channel, kept, HandOverState::Resolved, lines, language).await
            }
        }
    }

    /// Keeps what was done, says it in the channel and tells whoever asked. `lines` are
    /// what is said there and what is told, with `{}` for the name of whoever did it.
    async fn advance(
        &self,
        asker: &Asker,
        channel: &Place,
        kept: &HandedOver,
        state: HandOverState,
        lines: (&'static str, &'static str),
        language: Language,
    ) -> Result<Given, StoreError> {
        let desk = &Words::of(language).desk;
        let (by, now) = (&asker.person.id, Timestamp::now());
        if !self.store.advance_hand_over(&kept.id, state, Some(by), now).await? {
            return Ok(Given::Line(desk.seen_to_already));
        }
        let told = self.line(kept.language, lines.1, asker, kept);
        let said = self.say(asker, channel, lines.0, kept, language);
        let ((), told) = tokio::join!(said, self.tell(channel, kept, told));
        Ok(Given::Line(if told { desk.seen_to } else { desk.seen_to_untold }))
    }

    /// Sends a passage to whoever asked. What does not reach them is no answer, and
    /// nothing is kept of it.
    async fn answer_by_hand(
        &self,
        asker: &Asker,
        channel: &Place,
        kept: &HandedOver,
        passage: PassageTag,
        language: Language,
    ) -> Result<Given, StoreError> {
        let desk = &Words::of(language).desk;
        if kept.state == HandOverState::Resolved {
            return Ok(Given::Line(desk.seen_to_already));
        }
        let engine = self.engine();
        let library = engine.shared_library();
        let key = library.tagged(passage);
        let Some(Ok(quote)) = key.map(|key| Quote::whole(library, key)) else {
            return Ok(Given::Line(desk.source_gone));
        };
        let told = &Words::of(kept.language).desk;
        let mut answer = self.line(kept.language, told.told_answered, asker, kept);
        answer.quotes.push(ShownQuote::new(1, quote, Extent::Passage, kept.language));
        if !self.tell(channel, kept, answer).await {
            return Ok(Given::Line(desk.answer_undelivered));
        }
        let (state, by, now) = (HandOverState::Answered, &asker.person.id, Timestamp::now());
        if let Err(error) = self.store.advance_hand_over(&kept.id, state, Some(by), now).await {
            // They have it; only the store does not know.
            tracing::warn!(%error, "an answer that was sent is not known as such");
        }
        let said_there = &Words::of(self.spoken_in(channel, language)).desk;
        self.say(asker, channel, said_there.answered_by, kept, language).await;
        Ok(Given::Line(desk.seen_to))
    }

    /// Says in the channel what somebody did.
    async fn say(
        &self,
        asker: &Asker,
        channel: &Place,
        line: &str,
        kept: &HandedOver,
        language: Language,
    ) {
        let reply = self.line(self.spoken_in(channel, language), line, asker, kept);
        if let Err(error) = self.outbox.post(channel, &reply.into()).await {
            tracing::warn!(%error, channel = %channel.channel, "what was done is not said there");
        }
    }

    /// Tells whoever asked. Whether it reached them.
    async fn tell(&self, channel: &Place, kept: &HandedOver, reply: Reply) -> bool {
        let platform = channel.platform;
        match self.outbox.write_to(platform, &kept.person, &reply.into()).await {
            Ok(()) => true,
            Err(error) => {
                tracing::info!(%error, %platform, "whoever asked could not be told");
                false
            }
        }
    }

    /// A line about a question by whoever did something with it.
    fn line(&self, language: Language, line: &str, by: &Asker, kept: &HandedOver) -> Reply {
        let words = Words::of(language);
        let mut reply = Reply::new(language);
        let name = by.person.shown_name();
        reply.lead.push(format!("{}:", line.replace("{}", name)));
        reply.lead.push(quoted(words, &kept.question));
        reply
    }

    /// The language that is set for a channel, else another.
    fn spoken_in(&self, channel: &Place, language: Language) -> Language {
        self.settings_of(channel).language.unwrap_or(language)
    }
}

/// Whether a question can be handed over to people from a place with these settings.
pub(super) fn can_hand_over(place: &Place, settings: &PlaceSettings) -> bool {
    !place.is_direct
        && place.workspace.is_some()
        && settings.hand_over.as_deref().is_some_and(|channel| !is_in(place, channel))
}

/// Whether a place is in a channel: it, or a thread in it.
fn is_in(place: &Place, channel: &str) -> bool {
    let thread = place.thread.as_ref().map(|thread| thread.as_str());
    place.channel.as_str() == channel || thread == Some(channel)
}

/// Somebody's words.
fn quoted(words: &Words, question: &str) -> String {
    let (open, close) = words.quotation_marks;
    format!("{open}{question}{close}")
}

#[cfg(test)]
mod tests;
