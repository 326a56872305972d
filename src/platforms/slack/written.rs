//! What people write, and what becomes of it later: answered, answered anew when it was
//! edited, and its answer deleted with it.

use std::sync::Arc;
use std::time::Instant;

use super::answered::{Change, MessageId};
use super::events::{Delivery, Event, EventCallback};
use super::handler::{Handler, ready};
use super::render::render_for_all;
use super::telling::Whereto;
use crate::bot::answered::Meanwhile;
use crate::bot::place::{Manner, PlatformName};

impl Handler {
    pub(super) async fn written(&self, callback: &EventCallback) {
        let Some(written) = callback.written(&self.own) else { return };
        let was_asked = written.asker.manner != Manner::Unasked;
        let start = Instant::now();
        self.answered.begin(callback);
        let asker = self.known(written.asker, Some(&written.request.command)).await;
        let reply = self.service.answer(&asker, written.request).await;
        let Some(reply) = reply else { return };
        let payloads = render_for_all(&reply);
        ready(start);
        let (channel, thread) = (&written.channel, written.thread.as_deref());
        let mut answer = Vec::new();
        for payload in payloads {
            match self.api.post(channel, thread, payload).await {
                Ok(id) => answer.push(id),
                Err(error) => {
                    tracing::warn!(%error, channel, "a message could not be answered");
                    if was_asked {
                        // Whoever asked waits for it; those who only talked do not.
                        let (to, what) = (Whereto::of(&asker), "so whoever asked is told");
                        self.apologise(&to, reply.language, &error, what).await;
                    }
                    break;
                }
            }
        }
        if !answer.is_empty() {
            self.follow(callback, answer, Vec::new()).await;
        }
    }

    /// Takes on what has become of a message, where that was answered here; another
    /// process, which answered it, may have the same delivery.
    pub(super) fn changed(self: &Arc<Self>, change: Change<'_>, delivery: &Delivery) {
        match change {
            Change::Edited(id, now) => self.edited(&id, now, delivery),
            Change::Deleted(id) => self.gone(id, delivery),
        }
    }

    /// Answers an edited question anew.
    fn edited(self: &Arc<Self>, id: &MessageId, now: &Event, delivery: &Delivery) {
        let apply = |callback: &mut EventCallback| {
            callback.event.text.clone_from(&now.text);
            callback.event.edited.clone_from(&now.edited);
        };
        let edited = self.answered.edited(id, now.edit_time(), apply);
        let Some((callback, answer)) = edited else { return };
        let Some(work) = self.intake.take(delivery) else { return };
        let (handler, delivery) = (Arc::clone(self), delivery.to_string());
        tokio::spawn(async move {
            let _work = work;
            if handler.service.takes(PlatformName::Slack, &delivery).await {
                let now = handler.answer_anew(&callback, answer.clone()).await;
                handler.follow(&callback, now, answer).await;
            }
        });
    }

    /// Deletes the answer to a question that is gone.
    fn gone(self: &Arc<Self>, id: MessageId, delivery: &Delivery) {
        let Some(answer) = self.answered.deleted(&id) else { return };
        let Some(work) = self.intake.take(delivery) else { return };
        let handler = Arc::clone(self);
        tokio::spawn(async move {
            let _work = work;
            let (channel, _) = id;
            handler.erase(&channel, &answer).await;
        });
    }

    /// Notes an answer, and sees to what has become of its message meanwhile. `noted` is
    /// the answer as it was noted before: whoever saw the message go deletes that.
    async fn follow(&self, callback: &EventCallback, answer: Vec<String>, noted: Vec<String>) {
        let (mut answer, mut noted, mut read) = (answer, noted, callback.clone());
        loop {
            match self.answered.finish(&read, answer.clone()) {
                Meanwhile::Nothing => return,
                Meanwhile::Edited(now) => {
                    noted.clone_from(&answer);
                    answer = self.answer_anew(&now, answer).await;
                    read = *now;
                }
                Meanwhile::Deleted => {
                    let channel = read.event.channel.as_ref().and_then(|channel| channel.as_str());
                    answer.retain(|id| !noted.contains(id));
                    return self.erase(channel.unwrap_or_default(), &answer).await;
                }
            }
        }
    }

    /// Answers an edited question anew, in the same messages and as many more or fewer as
    /// that takes. Gives the messages of the answer.
    async fn answer_anew(&self, callback: &EventCallback, answer: Vec<String>) -> Vec<String> {
        let Some(written) = callback.written(&self.own) else { return answer };
        let asker = self.known(written.asker, Some(&written.request.command)).await;
        let reply = self.service.answer(&asker, written.request).await;
        let Some(reply) = reply else { return answer };
        let (channel, thread) = (&written.channel, written.thread.as_deref());
        let mut left = answer.into_iter();
        let mut kept = Vec::new();
        for payload in render_for_all(&reply) {
            let sent = match left.next() {
                Some(id) => {
                    let sent = self.api.rewrite(channel, &id, payload).await;
                    kept.push(id);
                    sent
                }
                None => self.api.post(channel, thread, payload).await.map(|id| kept.push(id)),
            };
            if let Err(error) = sent {
                tracing::warn!(%error, channel, "an answer could not be changed");
                kept.extend(left);
                return kept;
            }
        }
        self.erase(channel, left.as_slice()).await;
        kept
    }

    async fn erase(&self, channel: &str, answer: &[String]) {
        for id in answer {
            if let Err(error) = self.api.erase(channel, id).await {
                tracing::warn!(%error, channel, "an answer could not be deleted");
            }
        }
    }
}
