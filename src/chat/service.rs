//! The bot behind the platforms: a request from somebody in, a reply out, with
//! the manners that are the same everywhere. A platform translates and delivers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::action::Action;
use super::carry::carried;
use super::commands::{self, respond};
use super::conversation::{ConversationId, Conversations};
use super::cutting::clipped;
use super::draft::{Draft, Sketch};
use super::feedback::{Feedback, FeedbackSink};
use super::pace::{Limits, Pace};
use super::phrases::Phrases;
use super::reply::Reply;
use super::request::{Command, Request};
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::knowledge::PassageTag;
use crate::core::search::{Engine, Outcome};

/// Length of a remembered question in UTF-16 code units.
const LONGEST_REMEMBERED: usize = 400;

/// Who asks, and where.
#[derive(Debug, Clone)]
pub struct Asker {
    pub platform: &'static str,
    pub user: String,
    pub channel: String,
    /// What a short question may go on from.
    pub conversation: ConversationId,
    /// Whether it does: not for a slash command in a busy channel.
    pub follows: bool,
}

/// What pressing a button leads to.
#[derive(Debug)]
pub enum Response {
    /// A reply instead of the one with the button: another page of it.
    Turn(Reply),
    /// A reply beside the one with the button.
    Beside(Reply),
    /// A reply that everybody is to see.
    Share(Reply),
    /// A summary to look at and change.
    Preview(Sketch),
    /// A summary to post.
    Post(Sketch),
    /// The preview is to go away.
    Cancel(Reply),
}

/// The engine with everything that is remembered between requests.
pub struct Service {
    engine: Arc<Engine>,
    conversations: Mutex<Conversations>,
    pace: Pace,
    feedback: Box<dyn FeedbackSink>,
}

impl Service {
    pub fn new(engine: Arc<Engine>, limits: Limits, feedback: Box<dyn FeedbackSink>) -> Service {
        Service { engine, conversations: Mutex::default(), pace: Pace::new(limits), feedback }
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Answers a request. Whatever goes wrong becomes a polite reply.
    pub fn answer(&self, asker: &Asker, mut request: Request) -> Reply {
        let start = Instant::now();
        let command = request.command.name();
        let _span = tracing::info_span!("request", platform = asker.platform, command).entered();
        self.complete(asker, &mut request, start);
        if let Some(notice) = self.too_often(asker, commands::language_of(&self.engine, &request)) {
            return notice;
        }
        let reply = self.polite(&request, respond(&self.engine, &request));
        if let Command::Ask { question, .. } = &request.command {
            tracing::debug!(question, "asked");
        }
        self.remember(asker, &reply);
        log(&reply, start);
        reply
    }

    /// Does what a button or menu says; `values` is the menu's choice.
    pub fn act(&self, asker: &Asker, action: Action, values: &[String]) -> Response {
        let start = Instant::now();
        let name = action.name();
        let _span = tracing::info_span!("press", platform = asker.platform, name).entered();
        let language = action.language();
        let phrases = Phrases::of(language);
        if let Some(notice) = self.too_often(asker, language) {
            return Response::Beside(notice);
        }
        let run = |command: Command| {
            let request = Request::new(command).in_language(language);
            self.polite(&request, respond(&self.engine, &request))
        };
        let response = match action {
            Action::Run(command, _) => {
                let turns = match command {
                    // Opened beside the answer, and then paged.
                    Command::Context(_) | Command::Passage { skip: 0, .. } => false,
                    _ => command.is_paged(),
                };
                let reply = run(command);
                if turns { Response::Turn(reply) } else { Response::Beside(reply) }
            }
            Action::Share(command, _) => Response::Share(run(command)),
            Action::PickTopic { .. } => {
                let tag = values.first().and_then(|value| PassageTag::parse(value));
                Response::Beside(match tag {
                    Some(passage) => run(Command::Section { passage, skip: 0 }),
                    None => Reply::notice(language, phrases.old_button),
                })
            }
            Action::Feedback { verdict, passage, question, .. } => {
                let user = asker.user.clone();
                self.feedback.take(Feedback { verdict, passage, question, user });
                Response::Beside(Reply::notice(language, phrases.thanks))
            }
            Action::Choose(draft) => self.sketched(draft, |sketch| {
                let values = values.iter().map(String::as_str);
                Ok(Response::Preview(sketch.with_points(values)))
            }),
            Action::Post(draft, chosen) => {
                self.sketched(draft, |sketch| match sketch.with_choice(chosen) {
                    None => Err(phrases.sources_changed),
                    Some(sketch) if sketch.chosen.is_empty() => Err(phrases.nothing_chosen),
                    Some(sketch) => Ok(Response::Post(sketch)),
                })
            }
            Action::Cancel(_) => Response::Cancel(Reply::notice(language, phrases.cancelled)),
        };
        if let Response::Turn(reply) | Response::Beside(reply) | Response::Share(reply) = &response
        {
            log(reply, start);
        }
        response
    }

    /// Begins a summary that is to be posted.
    ///
    /// # Errors
    /// The reply to give instead where there is nothing to preview.
    pub fn draft(
        &self,
        asker: &Asker,
        topic: Option<String>,
        length: usize,
    ) -> Result<Sketch, Box<Reply>> {
        let mut request = Request::new(Command::Summary { topic: topic.clone(), length });
        self.complete(asker, &mut request, Instant::now());
        let language = commands::language_of(&self.engine, &request);
        if let Some(notice) = self.too_often(asker, language) {
            return Err(Box::new(notice));
        }
        let draft = Draft::new(topic, length, language);
        match draft.sketch(&self.engine) {
            Ok(Some(sketch)) => Ok(sketch),
            // The command itself says best that there is nothing.
            Ok(None) => Err(Box::new(self.polite(&request, respond(&self.engine, &request)))),
            Err(error) => Err(Box::new(self.polite(&request, Err(error)))),
        }
    }

    /// Topics to suggest to somebody who has typed this much, at most `limit`, each
    /// at most `room` UTF-16 code units long.
    pub fn suggestions(&self, typed: &str, limit: usize, room: usize) -> Vec<String> {
        let headings = commands::topics::headings_with(&self.engine, typed);
        headings.iter().take(limit).map(|heading| clipped(heading, room)).collect()
    }

    /// The language of what nobody asked for in words: that of the first document.
    pub fn own_language(&self) -> Language {
        let first = self.engine.library().documents.first();
        first.map_or(Language::ENGLISH, |document| document.original().language)
    }

    /// The language in which to speak to somebody who asks this.
    pub fn language_for(&self, asker: &Asker, request: &Request) -> Language {
        let mut request = request.clone();
        self.complete(asker, &mut request, Instant::now());
        commands::language_of(&self.engine, &request)
    }

    /// Whether somebody who asks too often may be told so once more.
    pub fn may_notify(&self, asker: &Asker) -> bool {
        self.pace.may_notify(&asker.user)
    }

    /// Adds what the conversation knows: the question before, the language.
    fn complete(&self, asker: &Asker, request: &mut Request, now: Instant) {
        let conversations = self.conversations();
        if request.language.is_none() && request.command.words().is_none() {
            request.language = conversations.language(&asker.conversation, now);
        }
        if let Command::Ask { previous: previous @ None, .. } = &mut request.command
            && asker.follows
        {
            *previous = conversations.question(&asker.conversation, now).map(str::to_owned);
        }
    }

    fn remember(&self, asker: &Asker, reply: &Reply) {
        if let Some((question, previous)) = reply.question() {
            let question = carried(question, previous, LONGEST_REMEMBERED);
            let (id, now) = (&asker.conversation, Instant::now());
            self.conversations().remember(id, question, reply.language, now);
        }
    }

    fn too_often(&self, asker: &Asker, language: Language) -> Option<Reply> {
        let wait = self.pace.check(&asker.user, &asker.channel).err()?;
        tracing::info!("asked too often");
        let phrases = Phrases::of(language);
        let seconds = wait.as_secs() + 1;
        let line = format!("{} {seconds} {}", phrases.too_often, phrases.seconds);
        Some(Reply::notice(language, line))
    }

    fn sketched(
        &self,
        draft: Draft,
        then: impl Fn(Sketch) -> Result<Response, &'static str>,
    ) -> Response {
        let language = draft.language;
        let phrases = Phrases::of(language);
        let response = match draft.sketch(&self.engine) {
            Ok(Some(sketch)) => then(sketch),
            Ok(None) => Err(phrases.sources_changed),
            Err(error) => {
                tracing::error!(%error, "a summary failed");
                Err(phrases.went_wrong)
            }
        };
        response.unwrap_or_else(|line| Response::Beside(Reply::notice(language, line)))
    }

    fn polite(&self, request: &Request, reply: Result<Reply, AnswerError>) -> Reply {
        reply.unwrap_or_else(|error| {
            tracing::error!(%error, command = request.command.name(), "a request failed");
            let language = commands::language_of(&self.engine, request);
            Reply::notice(language, Phrases::of(language).went_wrong)
        })
    }

    fn conversations(&self) -> MutexGuard<'_, Conversations> {
        self.conversations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn log(reply: &Reply, start: Instant) {
    tracing::info!(
        outcome = outcome_name(reply.outcome),
        confidence = reply.confidence,
        took_us = start.elapsed().as_micros() as u64,
        "answered"
    );
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "answered",
        Outcome::NotFound => "not_found",
        Outcome::Help => "help",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::action::Verdict;
    use crate::core::knowledge::Library;

    /// Keeps what it takes.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<Feedback>>>);

    impl FeedbackSink for Kept {
        fn take(&self, feedback: Feedback) {
            self.0.lock().expect("no panic").push(feedback);
        }
    }

    fn service(limits: Limits) -> (Service, Kept) {
        let text = "Zebras sleep standing.\n\nLions roar at night.\n\nZebras are striped.";
        let library = Library::from_texts([("a.md", text)]);
        let engine = Engine::in_memory(Arc::new(library)).expect("an index");
        let kept = Kept::default();
        (Service::new(Arc::new(engine), limits, Box::new(kept.clone())), kept)
    }

    const NO_LIMITS: Limits = Limits { user: 0, channel: 0 };

    fn asker(follows: bool) -> Asker {
        Asker {
            platform: "test",
            user: "layla".to_owned(),
            channel: "general".to_owned(),
            conversation: ConversationId::new("layla in general"),
            follows,
        }
    }

    #[test]
    fn a_short_question_goes_on_only_where_conversations_are_followed() {
        let (service, _) = service(NO_LIMITS);
        for (follows, expected) in [(true, Some("How do zebras sleep?")), (false, None)] {
            service.answer(&asker(follows), Request::ask("How do zebras sleep?"));
            let reply = service.answer(&asker(follows), Request::ask("and standing?"));
            assert_eq!(reply.question(), Some(("and standing?", expected)));
        }
    }

    #[test]
    fn a_command_without_words_speaks_as_the_question_before_it() {
        let (service, _) = service(NO_LIMITS);
        service.answer(&asker(false), Request::ask("هل الحمار الوحشي مخطط؟"));
        let reply = service.answer(&asker(false), Request::new(Command::Topics));
        assert_eq!(reply.language, Language::ARABIC);
        let stranger = Asker { conversation: ConversationId::new("omar"), ..asker(false) };
        let reply = service.answer(&stranger, Request::new(Command::Topics));
        assert_eq!(reply.language, Language::ENGLISH, "that of the document");
    }

    #[test]
    fn whoever_asks_or_presses_too_often_gets_a_notice_for_themselves() {
        let (service, _) = service(Limits { user: 1, channel: 0 });
        assert!(!service.answer(&asker(false), Request::ask("zebras")).is_private);
        assert!(service.answer(&asker(false), Request::ask("lions")).is_private);
        let press = Action::Run(Command::Topics, Language::ENGLISH);
        let Response::Beside(notice) = service.act(&asker(false), press, &[]) else {
            panic!("a notice beside the answer");
        };
        assert!(notice.is_private);
    }

    #[test]
    fn feedback_reaches_its_store_with_the_passage_and_the_question() {
        let (service, kept) = service(NO_LIMITS);
        let library = service.engine().library();
        let passage = library.tag(library.keys().next().expect("a passage"));
        let question = "How do zebras sleep?".to_owned();
        let (verdict, language) = (Verdict::Helpful, Language::ENGLISH);
        let action = Action::Feedback { verdict, passage, question: question.clone(), language };
        service.act(&asker(false), action, &[]);
        let user = "layla".to_owned();
        let expected = Feedback { verdict, passage, question, user };
        assert_eq!(*kept.0.lock().expect("no panic"), [expected]);
    }

    #[test]
    fn a_topic_that_is_gone_from_the_menu_is_told_politely() {
        let (service, _) = service(NO_LIMITS);
        let pick = Action::PickTopic { question: String::new(), language: Language::ENGLISH };
        for values in [vec![], vec!["forged".to_owned()], vec!["00000000000000aa".to_owned()]] {
            let Response::Beside(reply) = service.act(&asker(false), pick.clone(), &values) else {
                panic!("a reply beside the answer");
            };
            assert!(reply.quotes.is_empty() && !reply.lead.is_empty(), "{values:?}");
        }
    }
}
