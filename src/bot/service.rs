//! A request from somebody in, a reply out, with the manners that are the same
//! everywhere. A platform translates and delivers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use arc_swap::ArcSwap;

use super::conversation::Conversations;
use super::digests::Digests;
use super::hand_over::can_hand_over;
use super::journal::Journal;
use super::limits::{Limits, Pace};
use super::outbox::{Messenger, Outbox};
use super::permissions::{Permissions, RightsSource};
use super::pins::Pins;
use super::place::{Asker, Manner, Place, PlatformName};
use super::settings::Settings;
use super::store::{Scope, Store, StoreError};
use super::workers::Workers;
use crate::chat::commands::source::Sources;
use crate::chat::commands::topics::Topics;
use crate::chat::commands::{Command, respond};
use crate::chat::following::go_on;
use crate::chat::reply::{Offer, Reply};
use crate::chat::request::{Request, Setting, Ways};
use crate::chat::settings::{Audience, Origin, PlaceSettings, SettingName};
use crate::chat::suggestions::{Room, suggest};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::analysis::is_question;
use crate::core::answer::ask::AnswerError;
use crate::core::search::{Engine, Outcome};

/// The engine with everything that is remembered between requests.
pub struct Service {
    engine: ArcSwap<Engine>,
    pub(super) workers: Workers,
    conversations: Mutex<Conversations>,
    pub(super) pace: Pace,
    pub(super) store: Arc<Store>,
    pub(super) settings: Settings,
    pub(super) pins: Arc<Pins>,
    pub(super) journal: Journal,
    pub(super) permissions: Permissions,
    pub(super) outbox: Outbox,
    pub(super) digests: Digests,
    ways: Mutex<Vec<(PlatformName, Ways)>>,
}

impl Service {
    pub fn new(engine: Arc<Engine>, limits: Limits, store: Arc<Store>) -> Service {
        Service {
            engine: ArcSwap::new(engine),
            workers: Workers::default(),
            conversations: Mutex::default(),
            pace: Pace::new(limits),
            outbox: Outbox::new(Arc::clone(&store)),
            digests: Digests::default(),
            store,
            settings: Settings::default(),
            pins: Arc::default(),
            journal: Journal::default(),
            permissions: Permissions::default(),
            ways: Mutex::default(),
        }
    }

    /// Takes a platform in: how to speak there, whom to ask for rights, and how else
    /// the bot can be asked there.
    pub fn join(
        &self,
        platform: PlatformName,
        messenger: Arc<dyn Messenger>,
        rights: Option<Arc<dyn RightsSource>>,
        ways: Ways,
    ) {
        self.outbox.join(platform, messenger);
        if let Some(rights) = rights {
            self.permissions.ask_at(platform, rights);
        }
        self.ways.lock().unwrap_or_else(PoisonError::into_inner).push((platform, ways));
    }

    /// The engine that answers now.
    pub fn engine(&self) -> Arc<Engine> {
        self.engine.load_full()
    }

    /// Answers from another engine from now on; what was begun is finished with the
    /// one before.
    pub fn replace_engine(&self, engine: Arc<Engine>) {
        self.engine.store(engine);
    }

    /// Posts into a place without being asked.
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Answers a request. Whatever goes wrong becomes a polite reply. None where
    /// silence is the better answer: to talk among people that the sources have
    /// nothing on, and to whoever was told off already.
    pub async fn answer(&self, asker: &Asker, mut request: Request) -> Option<Reply> {
        let start = Instant::now();
        let command = request.command.name();
        if let Some(workspace) = &asker.place.workspace {
            self.journal.note_presence(asker.place.platform, &workspace.id);
        }
        if asker.manner == Manner::Unasked && !is_asked(&request.command) {
            return None;
        }
        self.learn_conversation(asker).await;
        self.complete(asker, &mut request).await;
        let language = request.language_for(&self.engine.load());
        // Found out once, not at every step that speaks.
        request.language = Some(language);
        if let Some(notice) = self.too_often(asker, language) {
            return self.where_it_is_seen(asker, notice).await;
        }
        if let Err(notice) = self.is_allowed(asker, &request.command, language).await {
            match request.for_everybody() {
                Some(instead) => request.command = instead,
                None => return self.where_it_is_seen(asker, notice).await,
            }
        }
        if let Command::Ask(ask) = &request.command {
            tracing::debug!(question = ask.question, "asked");
        }
        request.given = self.give(asker, &request.command, language).await;
        let is_answer = !request.command.info().needs_store;
        let PlaceSettings { audience, retention, .. } = request.setting.settings;
        let mut reply = self.respond(request).await;
        reply.is_public = is_answer && audience == Some(Audience::Everybody);
        log(asker.place.platform, command, &reply, start);
        if asker.manner == Manner::Unasked && !is_said_unasked(&reply) {
            return None;
        }
        self.remember(asker, &reply);
        self.note(asker, &reply, retention);
        if asker.place.thread.is_some() || !asker.place.is_direct {
            reply.offers.push(Offer::Delete);
            reply.asked_by = Some(asker.person.id.as_str().to_owned());
        }
        self.where_it_is_seen(asker, reply).await
    }

    /// A line for somebody alone, in their language.
    pub async fn notice(
        &self,
        asker: &Asker,
        line: impl Fn(&'static Words) -> &'static str,
    ) -> Reply {
        let language = self.language_of(asker).await;
        Reply::notice(language, line(Words::of(language)))
    }

    /// The language of somebody who has said nothing now.
    pub async fn language_of(&self, asker: &Asker) -> Language {
        self.language_for(asker, Request::new(Command::help())).await
    }

    /// The language in which to speak to somebody who asks this.
    pub async fn language_for(&self, asker: &Asker, mut request: Request) -> Language {
        self.complete(asker, &mut request).await;
        request.language_for(&self.engine.load())
    }

    /// What greets somebody who looks at the bot's own page: the help, the sources,
    /// and the topics.
    pub async fn home(&self, asker: &Asker) -> Option<[Reply; 3]> {
        let language = self.language_of(asker).await;
        if self.too_often(asker, language).is_some() {
            return None;
        }
        let help = self.run(asker, Command::help(), language).await;
        let source = self.run(asker, Sources::default().into(), language).await;
        let topics = self.run(asker, Topics.into(), language).await;
        Some([help, source, topics])
    }

    /// What to suggest to somebody who has typed this much of an argument. The command
    /// has something to say on all of it.
    pub async fn suggestions(
        &self,
        asker: &Asker,
        command: &str,
        typed: &str,
        room: Room,
    ) -> Vec<String> {
        let language = self.language_of(asker).await;
        let (engine, command, typed) = (self.engine(), command.to_owned(), typed.to_owned());
        let found = self.workers.run(move || suggest(&engine, &command, &typed, language, room));
        found.await.unwrap_or_default()
    }

    /// What holds in the asker's place.
    pub fn settings(&self, asker: &Asker) -> PlaceSettings {
        self.settings.of(&asker.place)
    }

    /// What holds in a place.
    pub fn settings_of(&self, place: &Place) -> PlaceSettings {
        self.settings.of(place)
    }

    /// Where a setting that holds in a place comes from.
    pub fn origin(&self, place: &Place, name: SettingName) -> Origin {
        self.settings.origin(place, name)
    }

    /// Forgets what somebody asked last where they are.
    pub(super) fn forget_conversation(&self, asker: &Asker) {
        self.conversations().forget(&asker.conversation());
    }

    /// Has something hold in a scope where nothing is set in chat.
    pub fn set_default(&self, scope: Scope, settings: PlaceSettings) {
        self.settings.set_default(scope, settings);
    }

    /// Sets something in chat, for a scope that the asker is in.
    ///
    /// # Errors
    /// When it could not be kept; then nothing has changed.
    pub async fn set(
        &self,
        asker: &Asker,
        scope: &Scope,
        name: SettingName,
        value: Option<&str>,
    ) -> Result<(), StoreError> {
        let workspace = asker.place.workspace.as_ref().map(|workspace| &workspace.id);
        self.store.set(scope, workspace, name, value).await?;
        self.settings.read(&self.store).await
    }

    /// Whether the bot has answered in the asker's conversation lately.
    pub fn is_in_conversation(&self, asker: &Asker) -> bool {
        self.conversations().is_open(&asker.conversation(), Instant::now())
    }

    /// Adds what is known of where it is asked: the question before, languages, rights.
    pub(super) async fn complete(&self, asker: &Asker, request: &mut Request) {
        let settings = self.settings(asker);
        let (now, id) = (Instant::now(), asker.conversation());
        let conversations = self.conversations();
        let languages = [
            conversations.language(&id, now),
            asker.person.locale,
            settings.language,
            asker.place_locale,
        ];
        let is_alone = matches!(&request.command, Command::Ask(ask) if ask.previous.is_none());
        let before = ((is_alone || request.in_words) && asker.follows()).then(|| {
            let question = conversations.question(&id, now).map(str::to_owned);
            (question, conversations.after(&id, now).cloned())
        });
        drop(conversations);
        if let Some((question, after)) = before {
            go_on(request, question, after.as_ref());
        }
        request.setting = Setting {
            languages: languages.into_iter().flatten().collect(),
            is_moderator: asker.is_known_to_moderate(),
            can_hand_over: can_hand_over(&asker.place, &settings),
            settings,
            ways: self.ways(asker.place.platform),
        };
    }

    pub(super) fn ways(&self, platform: PlatformName) -> Ways {
        let ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        let own = ways.iter().find(|(named, _)| *named == platform).map(|(_, ways)| *ways);
        Ways { keeps: true, ..own.unwrap_or_default() }
    }

    /// Runs a command as somebody pressed for it.
    pub(super) async fn run(&self, asker: &Asker, command: Command, language: Language) -> Reply {
        let mut request = Request::new(command).in_language(language);
        self.complete(asker, &mut request).await;
        request.given = self.give(asker, &request.command, language).await;
        self.respond(request).await
    }

    pub(super) async fn respond(&self, request: Request) -> Reply {
        let engine = self.engine();
        let language = request.language_for(&engine);
        let command = request.command.name();
        let reply = self.computed(move || respond(&engine, &request)).await;
        reply.unwrap_or_else(|Failed| {
            tracing::error!(command, "a request failed");
            Reply::notice(language, Words::of(language).went_wrong)
        })
    }

    /// Has something computed. What went wrong is in the log.
    pub(super) async fn computed<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AnswerError> + Send + 'static,
    ) -> Result<T, Failed> {
        match self.workers.run(work).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "the index cannot be read");
                Err(Failed)
            }
            Err(error) => {
                tracing::error!(%error, "a mistake in this program");
                Err(Failed)
            }
        }
    }

    /// What only the asker needs to know, where everybody sees it, is not said over
    /// and over.
    async fn where_it_is_seen(&self, asker: &Asker, reply: Reply) -> Option<Reply> {
        match asker.manner {
            Manner::Command => Some(reply),
            Manner::Message if !reply.is_private || self.may_notify(asker).await => Some(reply),
            Manner::Unasked if !reply.is_private => Some(reply),
            Manner::Message | Manner::Unasked => None,
        }
    }

    pub(super) fn too_often(&self, asker: &Asker, language: Language) -> Option<Reply> {
        let wait = self.pace.check(asker).err()?;
        tracing::info!(platform = %asker.place.platform, "asked too often");
        let words = Words::of(language);
        let seconds = usize::try_from(wait.as_secs()).unwrap_or(usize::MAX).saturating_add(1);
        Some(Reply::notice(language, words.counted(seconds, &words.too_often)))
    }

    pub(super) fn conversations(&self) -> MutexGuard<'_, Conversations> {
        self.conversations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something failed, and the log says why.
#[derive(Debug)]
pub(super) struct Failed;

/// Whether something that was not said to the bot asks for anything.
fn is_asked(command: &Command) -> bool {
    match command {
        Command::Ask(ask) => is_question(&ask.question),
        _ => false,
    }
}

/// Whether it is worth breaking into a talk among people: only an answer is.
fn is_said_unasked(reply: &Reply) -> bool {
    reply.outcome == Outcome::Answered && !reply.is_private
}

pub(super) fn log(platform: PlatformName, command: &str, reply: &Reply, start: Instant) {
    tracing::info!(
        %platform,
        command,
        outcome = reply.outcome.name(),
        confidence = reply.confidence,
        took_us = start.elapsed().as_micros() as u64,
        "answered"
    );
}

#[cfg(test)]
mod full_disk;
#[cfg(test)]
mod tests;
