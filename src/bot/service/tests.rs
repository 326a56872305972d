use super::*;
use crate::bot::outbox::{DeliveryError, Outgoing, PostedMessage};
use crate::bot::place::samples::asker;
use crate::bot::place::{PersonId, Place, Rights, ThreadId};
use crate::bot::posting::Posting;
use crate::bot::pressing::Response;
use crate::bot::store::Store;
use crate::chat::action::{Action, Verdict};
use crate::chat::commands::summary::Summary;
use crate::chat::samples::engine_of;
use async_trait::async_trait;

const TEXT: &str = "Zebras sleep standing.\n\nLions roar at night.\n\nZebras are striped.";

fn service_with(text: &str, limits: Limits) -> Service {
    Service::new(Arc::new(engine_of(&[("a.md", text)])), limits, Arc::new(Store::in_memory()))
}

fn service(limits: Limits) -> Service {
    service_with(TEXT, limits)
}

const ROOM: Room = Room { topics: 25, length: 100 };
const NO_LIMITS: Limits = Limits { user: 0, channel: 0 };

fn by(manner: Manner) -> Asker {
    Asker { manner, ..asker("layla") }
}

async fn ask(service: &Service, asker: &Asker, question: &str) -> Option<Reply> {
    service.answer(asker, Request::ask(question)).await
}

#[tokio::test]
async fn a_short_question_goes_on_only_where_conversations_are_followed() {
    let service = service(NO_LIMITS);
    for (manner, expected) in
        [(Manner::Message, Some("How do zebras sleep?")), (Manner::Command, None)]
    {
        ask(&service, &by(manner), "How do zebras sleep?").await;
        let reply = ask(&service, &by(manner), "and standing?").await.expect("a reply");
        assert_eq!(reply.question(), Some(("and standing?", expected)));
    }
}

#[tokio::test]
async fn silence_is_not_remembered() {
    let service = service(NO_LIMITS);
    let silent =
        ask(&service, &by(Manner::Unasked), "How do penguins sleep standing on ice?").await;
    assert!(silent.is_none_or(|reply| reply.outcome == Outcome::Answered));
    assert!(ask(&service, &by(Manner::Unasked), "What is the tax on xylophones?").await.is_none());
    let reply = ask(&service, &by(Manner::Message), "and striped?").await.expect("a reply");
    assert_ne!(reply.question().and_then(|(_, previous)| previous), Some("tax xylophones"));
}

#[tokio::test]
async fn unasked_it_answers_questions_and_not_statements() {
    let service = service(NO_LIMITS);
    assert!(ask(&service, &by(Manner::Unasked), "Do zebras sleep standing?").await.is_some());
    assert!(ask(&service, &by(Manner::Unasked), "Zebras sleep standing.").await.is_none());
    assert!(service.answer(&by(Manner::Unasked), Request::new(Command::help())).await.is_none());
}

#[test]
fn unasked_it_says_nothing_that_is_no_answer() {
    let said = |outcome| is_said_unasked(&Reply { outcome, ..Reply::new(Language::ENGLISH) });
    assert!(said(Outcome::Answered));
    for outcome in [Outcome::Closest, Outcome::NotFound, Outcome::Help] {
        assert!(!said(outcome), "{outcome:?}");
    }
    assert!(!is_said_unasked(&Reply::notice(Language::ENGLISH, "Not so fast.")));
}

#[tokio::test]
async fn a_command_without_words_speaks_as_the_question_before_it_or_the_client() {
    let service = service(NO_LIMITS);
    let topics = async |asker: &Asker| {
        service.answer(asker, Request::new(Topics)).await.expect("a reply").language
    };
    ask(&service, &by(Manner::Command), "هل الحمار الوحشي مخطط؟").await;
    assert_eq!(topics(&by(Manner::Command)).await, Language::ARABIC);
    let mut stranger = asker("omar");
    assert_eq!(topics(&stranger).await, Language::ENGLISH, "that of the document");
    stranger.place_locale = Some(Language::ARABIC);
    assert_eq!(topics(&stranger).await, Language::ARABIC, "that of the place");
    let scope = Scope::of(&stranger.place).remove(0);
    let english = Some("en");
    service.set(&stranger, &scope, SettingName::Language, english).await.expect("kept");
    assert_eq!(topics(&stranger).await, Language::ENGLISH, "that set for the place");
    stranger.person.locale = Some(Language::ARABIC);
    assert_eq!(topics(&stranger).await, Language::ARABIC, "that of the person");
}

#[tokio::test]
async fn whoever_asks_or_presses_too_often_gets_a_notice_for_themselves() {
    let service = service(Limits { user: 1, channel: 0 });
    let layla = by(Manner::Command);
    assert!(!ask(&service, &layla, "zebras").await.expect("a reply").is_private);
    assert!(ask(&service, &layla, "lions").await.expect("a reply").is_private);
    let press = Action::Run(Topics.into(), Language::ENGLISH);
    let Response::Beside(notice) = service.act(&layla, press, &[]).await else {
        panic!("a notice beside the answer");
    };
    assert!(notice.is_private);
    let in_public = by(Manner::Message);
    assert!(ask(&service, &in_public, "lions").await.expect("told once").is_private);
    assert!(ask(&service, &in_public, "lions").await.is_none(), "and not over and over");
}

#[tokio::test]
async fn summaries_are_for_moderators_however_they_are_asked_for() {
    let service = service(NO_LIMITS);
    let summary = || Summary { topic: None, points: 2 };
    let mut layla = by(Manner::Message);
    let reply = service.answer(&layla, Request::new(summary())).await.expect("a reply");
    assert!(reply.is_private && reply.quotes.is_empty());
    assert!(service.begin_summary(&layla, summary()).await.is_err());
    layla.person.rights = Rights::Moderator;
    let preview = service.begin_summary(&layla, summary()).await.expect("a preview");
    let (outline, choice) = (preview.outline.clone(), preview.choice);
    layla.person.rights = Rights::Member;
    for press in [Action::Choose(outline.clone(), choice), Action::Post(outline, choice)] {
        let Response::Beside(notice) = service.act(&layla, press, &[]).await else {
            panic!("a refusal");
        };
        assert!(notice.is_private);
    }
    let posting = service.post_summary(&layla, &preview, "1", Some(&Accepts)).await;
    assert!(matches!(posting, Posting::Failed(_)), "checked where the deed is done");
}

#[tokio::test]
async fn whoever_may_not_use_summaries_and_asks_for_one_in_words_gets_the_key_points() {
    let text = "Zebras sleep.\n\n## Points {.key-points}\n\n- Stripes: zebras are striped.\n";
    let service = service_with(text, NO_LIMITS);
    let mut layla = by(Manner::Message);
    let asked = || Request::typed("Could you summarize what they say about zebras for me?");
    let title = async |asker: &Asker, request: Request| {
        let reply = service.answer(asker, request).await.expect("a reply");
        (reply.title.unwrap_or_default(), reply.is_private)
    };
    assert_eq!(title(&layla, asked()).await, ("Key points".to_owned(), false));
    assert_eq!(title(&layla, Request::typed("summary of zebras")).await, (String::new(), true));
    layla.person.rights = Rights::Moderator;
    assert!(title(&layla, asked()).await.0.starts_with("Summary"));
}

struct Accepts;

#[async_trait]
impl Messenger for Accepts {
    async fn post(&self, place: &Place, _: &Outgoing) -> Result<PostedMessage, DeliveryError> {
        Ok(PostedMessage { place: place.clone(), ids: vec!["1".to_owned()] })
    }

    async fn write_to(&self, _: &PersonId, _: &Outgoing) -> Result<(), DeliveryError> {
        Err(DeliveryError::Failed("nobody is written to here".to_owned()))
    }
}

struct Refuses;

#[async_trait]
impl Messenger for Refuses {
    async fn post(&self, _: &Place, _: &Outgoing) -> Result<PostedMessage, DeliveryError> {
        Err(DeliveryError::Failed("down".to_owned()))
    }

    async fn write_to(&self, _: &PersonId, _: &Outgoing) -> Result<(), DeliveryError> {
        Err(DeliveryError::Failed("nobody is written to here".to_owned()))
    }
}

#[tokio::test]
async fn a_summary_is_posted_once_and_tried_again_after_a_failure() {
    let service = service(NO_LIMITS);
    let mut layla = asker("layla");
    layla.person.rights = Rights::Moderator;
    let summary = Summary { topic: None, points: 2 };
    let preview = service.begin_summary(&layla, summary).await.expect("a preview");
    let failed = service.post_summary(&layla, &preview, "1", Some(&Refuses)).await;
    assert!(matches!(failed, Posting::Failed(_)));
    let posted = service.post_summary(&layla, &preview, "1", Some(&Accepts)).await;
    assert!(matches!(posted, Posting::Posted(_)));
    let again = service.post_summary(&layla, &preview, "1", Some(&Accepts)).await;
    assert!(matches!(again, Posting::Already(_)));
}

#[tokio::test]
async fn after_the_documents_changed_a_press_shows_the_preview_anew() {
    let service = service(NO_LIMITS);
    let mut layla = asker("layla");
    layla.person.rights = Rights::Moderator;
    let summary = Summary { topic: None, points: 2 };
    let preview = service.begin_summary(&layla, summary).await.expect("a preview");
    service.replace_engine(Arc::new(engine_of(&[("a.md", "Owls hunt.\n\nOwls sleep by day.")])));
    let press = Action::Post(preview.outline.clone(), preview.choice);
    let Response::Preview(anew, 0, Some(_)) = service.act(&layla, press, &[]).await else {
        panic!("a new preview with a word about it");
    };
    assert_ne!(anew.choice, preview.choice);
}

#[tokio::test]
async fn the_last_verdict_counts() {
    let service = service(NO_LIMITS);
    let engine = service.engine();
    let passage = engine.library().tag(engine.library().keys().next().expect("a passage"));
    let (question, language) = ("How do zebras sleep?".to_owned(), Language::ENGLISH);
    for (verdict, holds) in [
        (Verdict::Helpful, Some(Verdict::Helpful)),
        (Verdict::NotHelpful, Some(Verdict::NotHelpful)),
        (Verdict::NotHelpful, None),
    ] {
        let action = Action::Feedback { verdict, passage, question: question.clone(), language };
        let Response::Noted(now, _) = service.act(&asker("layla"), action, &[]).await else {
            panic!("a verdict");
        };
        assert_eq!(now, holds);
    }
}

#[tokio::test]
async fn an_answer_is_deleted_by_whoever_asked_and_by_nobody_else() {
    let service = service(NO_LIMITS);
    let delete = || Action::Delete { asker: "layla".to_owned(), language: Language::ENGLISH };
    let by_asker = service.act(&asker("layla"), delete(), &[]).await;
    assert!(matches!(by_asker, Response::Delete(_)));
    assert!(matches!(service.act(&asker("omar"), delete(), &[]).await, Response::Beside(_)));
}

#[tokio::test]
async fn a_topic_that_is_gone_from_the_menu_is_told_politely() {
    let service = service(NO_LIMITS);
    let pick = Action::PickTopic { question: String::new(), language: Language::ENGLISH };
    for values in [vec![], vec!["forged".to_owned()], vec!["00000000000000aa".to_owned()]] {
        let response = service.act(&asker("layla"), pick.clone(), &values).await;
        let Response::Beside(reply) = response else { panic!("a reply beside the answer") };
        assert!(reply.quotes.is_empty() && !reply.lead.is_empty(), "{values:?}");
    }
}

#[tokio::test]
async fn what_is_suggested_always_has_quotes_and_is_in_the_asker_s_language_first() {
    let text = "## Stripes\n\nZebras are striped.\n\n## Noise\n\nAn owl said: “I hunt at night.”\n\n## Points {.key-points}\n\n- Stripes: zebras are striped.\n";
    let service = service_with(text, NO_LIMITS);
    for command in ["keypoints", "summary"] {
        let found = service.suggestions(&asker("layla"), command, "", ROOM).await;
        for topic in &found {
            let text = format!("{command} {topic}");
            let mut request = Request::new(Command::typed(&text));
            request.language = Some(Language::ENGLISH);
            let reply = respond(&service.engine(), &request).expect("a reply");
            assert!(!reply.quotes.is_empty(), "{text}");
        }
        assert!(!found.is_empty(), "{command}");
    }
    assert!(service.suggestions(&asker("layla"), "help", "", ROOM).await.is_empty());
}

#[tokio::test]
async fn more_goes_on_where_the_last_reply_ended_until_there_is_no_more() {
    let service = service(NO_LIMITS);
    let asker = Asker { manner: Manner::Message, ..asker("layla") };
    let mut shown = Vec::new();
    let mut said = "How do zebras sleep?";
    let ended = loop {
        let reply = ask(&service, &asker, said).await.expect("a reply");
        if reply.quotes.is_empty() {
            break reply;
        }
        shown.extend(reply.quotes.iter().map(|quote| quote.text().to_owned()));
        assert!(shown.len() < 20, "{shown:?}");
        said = "more please";
    };
    let each: std::collections::BTreeSet<&String> = shown.iter().collect();
    assert!(shown.len() > 1 && each.len() == shown.len(), "{shown:?}");
    assert_eq!(ended.lead, [Words::of(Language::ENGLISH).no_more]);
    let alone = Asker { manner: Manner::Message, ..super::tests::asker("omar") };
    let reply = ask(&service, &alone, "more please").await.expect("a reply");
    assert_eq!(reply.outcome, Outcome::Help, "there is nothing to go on from");
}

#[tokio::test]
async fn whoever_is_in_a_thread_goes_on_from_its_last_question() {
    let service = service(NO_LIMITS);
    let in_thread = |person: &str| {
        let mut asker = Asker { manner: Manner::Message, ..asker(person) };
        asker.place.thread = Some(ThreadId::new("9"));
        asker
    };
    assert!(!service.is_in_conversation(&in_thread("omar")));
    ask(&service, &in_thread("layla"), "How do zebras sleep?").await;
    assert!(service.is_in_conversation(&in_thread("omar")));
    let reply = ask(&service, &in_thread("omar"), "and standing?").await.expect("a reply");
    assert_eq!(reply.question(), Some(("and standing?", Some("How do zebras sleep?"))));
}
