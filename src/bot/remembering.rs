//! What is remembered of a question once it is answered, by this process and by others
//! that share its store.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::place::{Asker, PlatformName};
use super::service::Service;
use super::store::Asked;
use crate::chat::carry::carried;
use crate::chat::following::Following;
use crate::chat::reply::Reply;
use crate::chat::settings::USUAL_RETENTION;
use crate::core::search::Outcome;

/// Length of a remembered question in UTF-16 code units.
const LONGEST_REMEMBERED: usize = 400;
/// How long an answer waits to hear of other processes.
const PATIENCE: Duration = Duration::from_millis(250);

impl Service {
    /// Notes what was asked and what came of it; not in a direct message, which is
    /// nobody else's. `retention` is what is set there.
    pub(super) fn note(&self, asker: &Asker, reply: &Reply, retention: Option<u16>) {
        let Some((question, _)) = reply.question() else { return };
        if asker.place.is_direct || reply.outcome == Outcome::Help {
            return;
        }
        let retention = retention.unwrap_or(USUAL_RETENTION);
        self.journal.note(Asked {
            platform: asker.place.platform,
            workspace: asker.place.workspace.as_ref().map(|workspace| workspace.id.clone()),
            channel: asker.place.channel.clone(),
            at: Timestamp::now(),
            language: reply.language,
            outcome: reply.outcome,
            question: (retention > 0).then(|| clipped_question(question)),
            passage: reply.quotes.first().map(|shown| shown.quote.tag()),
        });
    }

    pub(super) fn remember(&self, asker: &Asker, reply: &Reply) {
        let after = Following::of(reply);
        if after.is_empty() {
            return;
        }
        let (id, language) = (asker.conversation(), reply.language);
        let question = reply.question();
        let question =
            question.map(|(question, previous)| carried(question, previous, LONGEST_REMEMBERED));
        if let Some(question) = question.clone().filter(|_| self.store.is_shared()) {
            let (store, id) = (Arc::clone(&self.store), id.clone());
            tokio::spawn(async move {
                if let Err(error) = store.remember(&id, &question, language, Timestamp::now()).await
                {
                    tracing::debug!(%error, "other processes do not know the last question");
                }
            });
        }
        self.conversations().remember(&id, question, Some(after), language, Instant::now());
    }

    /// What this process does not remember of a conversation and another one may.
    pub(super) async fn learn_conversation(&self, asker: &Asker) {
        let id = asker.conversation();
        if !self.store.is_shared() || self.conversations().is_open(&id, Instant::now()) {
            return;
        }
        let found = tokio::time::timeout(PATIENCE, self.store.remembered(&id, Timestamp::now()));
        match found.await {
            Ok(Ok(Some((question, language)))) => {
                let now = Instant::now();
                self.conversations().remember(&id, Some(question), None, language, now);
            }
            Ok(Ok(None)) => {}
            Ok(Err(_)) | Err(_) => tracing::debug!("the last question is not known"),
        }
    }

    /// Whether a delivery is to be answered by this process: by none but the first that it
    /// came to. Where that cannot be known it is, because two answers are better than none.
    pub async fn takes(&self, platform: PlatformName, delivery: &str) -> bool {
        if !self.store.is_shared() {
            return true;
        }
        let taken = tokio::time::timeout(PATIENCE, self.store.takes(platform, delivery)).await;
        match taken {
            Ok(Ok(is_first)) => is_first,
            Ok(Err(_)) | Err(_) => {
                tracing::warn!(%platform, "whether another process answers is not known");
                true
            }
        }
    }

    /// Whether somebody may be told once more what only they need to know.
    pub(super) async fn may_notify(&self, asker: &Asker) -> bool {
        if !self.pace.may_notify(asker) {
            return false;
        }
        let minute = Timestamp::now().as_second() / 60;
        let id = format!("notice {} {minute}", asker.person.id);
        self.takes(asker.place.platform, &id).await
    }
}

/// A question as it is kept.
fn clipped_question(question: &str) -> String {
    question.chars().take(LONGEST_REMEMBERED).collect()
}
