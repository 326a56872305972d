use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::*;
use crate::bot::limits::Limits;
use crate::bot::outbox::{Messenger, PostedMessage};
use crate::bot::place::samples::asker;
use crate::bot::place::{PersonId, PlatformName};
use crate::bot::pressing::Response;
use crate::bot::store::{Scope, Store};
use crate::chat::buttons::Button;
use crate::chat::request::{Request, Ways};
use crate::chat::samples::{engine_of, texts};
use crate::chat::settings::SettingName;
use crate::core::search::Outcome;

const ZOO: &str = "Zebras sleep standing up.\n\nLions roar at night.\n\nPenguins eat fish.";
const QUESTION: &str = "Who won the chess tournament?";
const NO_LIMITS: Limits = Limits { user: 0, channel: 0 };

/// A platform that keeps what is posted and written, and fails as it is told to.
#[derive(Default)]
struct Platform {
    posted: Mutex<Vec<(String, Outgoing)>>,
    written: Mutex<Vec<(String, Outgoing)>>,
    refusals: Mutex<VecDeque<DeliveryError>>,
    takes_no_letters: Mutex<bool>,
}

#[async_trait]
impl Messenger for Platform {
    async fn post(
        &self,
        place: &Place,
        message: &Outgoing,
    ) -> Result<PostedMessage, DeliveryError> {
        if let Some(error) = self.refusals.lock().expect("no panic").pop_front() {
            return Err(error);
        }
        let channel = place.channel.as_str().to_owned();
        self.posted.lock().expect("no panic").push((channel, message.clone()));
        Ok(PostedMessage { place: place.clone(), ids: vec!["1".to_owned()] })
    }

    async fn write_to(&self, person: &PersonId, message: &Outgoing) -> Result<(), DeliveryError> {
        if *self.takes_no_letters.lock().expect("no panic") {
            return Err(DeliveryError::Failed("no direct messages".to_owned()));
        }
        let person = person.as_str().to_owned();
        self.written.lock().expect("no panic").push((person, message.clone()));
        Ok(())
    }
}

impl Platform {
    fn posted(&self) -> Vec<String> {
        told(&self.posted)
    }

    fn written(&self) -> Vec<String> {
        told(&self.written)
    }

    fn last_posted(&self) -> Outgoing {
        self.posted.lock().expect("no panic").last().expect("a post").1.clone()
    }
}

/// To whom and in which words.
fn told(messages: &Mutex<Vec<(String, Outgoing)>>) -> Vec<String> {
    let messages = messages.lock().expect("no panic");
    messages.iter().map(|(to, sent)| format!("{to}: {}", sent.reply.lead.join(" "))).collect()
}

struct Zoo {
    service: Service,
    platform: Arc<Platform>,
}

/// A service whose questions for people go to the channel "desk".
async fn zoo() -> Zoo {
    let store = Arc::new(Store::in_memory());
    let service = Service::new(Arc::new(engine_of(&[("zoo.md", ZOO)])), NO_LIMITS, store);
    let platform = Arc::new(Platform::default());
    service.join(PlatformName::Discord, Arc::<Platform>::clone(&platform), None, Ways::default());
    set(&service, SettingName::HandOver, Some("desk")).await;
    Zoo { service, platform }
}

async fn set(service: &Service, name: SettingName, value: Option<&str>) {
    let layla = asker("layla");
    let workspace = layla.place.workspace.clone().expect("one").id;
    let scope = Scope::Workspace(PlatformName::Discord, workspace);
    service.set(&layla, &scope, name, value).await.expect("kept");
}

fn at_desk(person: &str) -> Asker {
    let mut asker = asker(person);
    asker.place.channel = ChannelId::new("desk");
    asker
}

async fn say(service: &Service, asker: &Asker, line: &str) -> Reply {
    service.answer(asker, Request::typed(line)).await.expect("a reply")
}

fn button(reply: &Reply, words: &str) -> Option<Button> {
    reply.buttons.iter().find(|button| button.label.contains(words)).cloned()
}

async fn press(service: &Service, asker: &Asker, reply: &Reply, words: &str) -> Reply {
    let button = button(reply, words).expect(words);
    turned(service.act(asker, button.action, &[]).await)
}

fn turned(response: Response) -> Reply {
    match response {
        Response::Turn(reply) | Response::Beside(reply) => reply,
        other => panic!("{other:?}"),
    }
}

/// The question as it stands in the channel, handed over by Omar.
async fn handed_over(zoo: &Zoo) -> Reply {
    let omar = asker("omar");
    let answer = say(&zoo.service, &omar, QUESTION).await;
    let said = press(&zoo.service, &omar, &answer, "Ask a person").await;
    assert!(said.lead[0].starts_with("Handed over."), "{:?}", said.lead);
    zoo.platform.last_posted().reply
}

#[tokio::test]
async fn only_what_found_no_answer_can_be_handed_over_and_only_where_a_channel_is_set() {
    let zoo = zoo().await;
    let offers = async |asker: &Asker, question: &str| {
        let answer = say(&zoo.service, asker, question).await;
        (answer.outcome, button(&answer, "Ask a person").is_some())
    };
    let omar = asker("omar");
    assert_eq!(offers(&omar, QUESTION).await, (Outcome::NotFound, true));
    assert_eq!(offers(&omar, "How do zebras sleep?").await, (Outcome::Answered, false));
    assert_eq!(offers(&omar, "hello").await, (Outcome::Help, false));
    assert!(!offers(&at_desk("omar"), QUESTION).await.1, "it is there already");
    let mut direct = asker("omar");
    direct.place.is_direct = true;
    assert!(!offers(&direct, QUESTION).await.1, "nobody else's");
    set(&zoo.service, SettingName::HandOver, None).await;
    assert!(!offers(&omar, QUESTION).await.1, "not set up");
}

#[tokio::test]
async fn a_question_is_handed_over_once_with_the_words_of_its_asker() {
    let zoo = zoo().await;
    set(&zoo.service, SettingName::HandOverRole, Some("501")).await;
    let mut omar = asker("omar");
    omar.person.name = Some("Omar".to_owned());
    let long = "Who on earth was it that has won the great and famous chess tournament of all of \
                the xylophones in the year of nineteen hundred and twelve over there?";
    let answer = say(&zoo.service, &omar, long).await;
    let button = button(&answer, "Ask a person").expect("a button");
    // As it comes back from Discord.
    let carried = button.action.encode(100);
    let action = crate::chat::action::Action::decode(&carried).expect("read");
    let said = turned(zoo.service.act(&omar, action.clone(), &[]).await);
    assert!(said.is_private && said.lead[0].starts_with("Handed over."), "{:?}", said.lead);
    let posted = zoo.platform.last_posted();
    assert_eq!(posted.reply.title.as_deref(), Some("A question from Omar"));
    assert_eq!(posted.reply.lead, [format!("“{long}”")]);
    assert_eq!(posted.calls.as_deref(), Some("501"));
    assert_eq!(posted.about.expect("a place").0, omar.place);
    let labels: Vec<&str> = posted.reply.buttons.iter().map(|b| b.label.as_str()).collect();
    assert_eq!(labels, ["I take it", "Answer with a passage…", "Resolved"]);
    let again = turned(zoo.service.act(&omar, action, &[]).await);
    assert_eq!(again.lead, ["You have handed this question over already."]);
    assert_eq!(zoo.platform.posted().len(), 1);
    let layla = asker("layla");
    let answer = say(&zoo.service, &layla, long).await;
    press(&zoo.service, &layla, &answer, "Ask a person").await;
    assert_eq!(zoo.platform.posted().len(), 2, "of somebody else");
}

#[tokio::test]
async fn a_question_that_finds_no_room_on_the_disk_is_not_posted() {
    let zoo = zoo().await;
    zoo.service.store.set_disk_full(true).await;
    let mut handed_over = 0;
    loop {
        let omar = asker(&format!("person {handed_over}"));
        let answer = say(&zoo.service, &omar, QUESTION).await;
        let said = press(&zoo.service, &omar, &answer, "Ask a person").await;
        if said.lead == [Words::of(Language::ENGLISH).cannot_keep] {
            break;
        }
        assert!(said.lead[0].starts_with("Handed over."), "{:?}", said.lead);
        handed_over += 1;
        assert!(handed_over < 500, "the disk is not full");
    }
    assert_eq!(zoo.platform.posted().len(), handed_over);
}

#[tokio::test]
async fn what_cannot_be_posted_is_not_handed_over_and_can_be_again() {
    let zoo = zoo().await;
    let omar = asker("omar");
    let answer = say(&zoo.service, &omar, QUESTION).await;
    for (error, words) in [
        (DeliveryError::NotAllowed(String::new()), "could not be handed over"),
        (DeliveryError::Failed(String::new()), Words::of(Language::ENGLISH).busy),
    ] {
        zoo.platform.refusals.lock().expect("no panic").push_back(error);
        let said = press(&zoo.service, &omar, &answer, "Ask a person").await;
        assert!(said.is_private && said.lead[0].contains(words), "{:?}", said.lead);
        assert_eq!(zoo.service.store.handing_workspaces().await, Ok(vec![]), "nothing is kept");
    }
    let said = press(&zoo.service, &omar, &answer, "Ask a person").await;
    assert!(said.lead[0].starts_with("Handed over."), "{:?}", said.lead);
}

#[tokio::test]
async fn who_takes_it_is_said_in_the_channel_and_to_the_asker_once() {
    let zoo = zoo().await;
    let question = handed_over(&zoo).await;
    let said = press(&zoo.service, &at_desk("layla"), &question, "I take it").await;
    assert_eq!(said.lead, ["Done. Whoever asked was told."]);
    assert!(said.is_private);
    let words = format!("desk: Taken by layla: “{QUESTION}”");
    assert_eq!(zoo.platform.posted().last(), Some(&words));
    let words = format!("omar: layla has taken your question: “{QUESTION}”");
    assert_eq!(zoo.platform.written(), [words]);
    let said = press(&zoo.service, &at_desk("zayd"), &question, "I take it").await;
    assert_eq!(said.lead, ["Somebody has done that already."]);
    assert_eq!((zoo.platform.posted().len(), zoo.platform.written().len()), (2, 1));
}

#[tokio::test]
async fn a_chosen_passage_goes_to_the_asker_and_then_it_is_resolved() {
    let zoo = zoo().await;
    let omar = asker("omar");
    let asked = "What do zebras eat for lunch?";
    let answer = say(&zoo.service, &omar, asked).await;
    press(&zoo.service, &omar, &answer, "Ask a person").await;
    let question = zoo.platform.last_posted().reply;
    let layla = at_desk("layla");
    let candidates = press(&zoo.service, &layla, &question, "Answer with").await;
    assert!(candidates.is_private);
    let menu = candidates.menu.expect("a menu");
    let value = std::slice::from_ref(&menu.options[0].1);
    let said = turned(zoo.service.act(&layla, menu.action.clone(), value).await);
    assert_eq!(said.lead, ["Done. Whoever asked was told."]);
    let (to, sent) = zoo.platform.written.lock().expect("no panic")[0].clone();
    assert_eq!(to, "omar");
    assert_eq!(texts(&sent.reply), [candidates.quotes[0].quote.text()], "word for word");
    assert!(sent.reply.lead[0].starts_with("layla answers"), "{:?}", sent.reply.lead);
    assert!(zoo.platform.posted()[1].starts_with("desk: Answered with a passage by layla"));
    press(&zoo.service, &layla, &question, "Resolved").await;
    assert!(zoo.platform.posted()[2].starts_with("desk: Resolved by layla"));
    assert!(zoo.platform.written()[1].contains("marked your question as resolved"));
    let late = turned(zoo.service.act(&layla, menu.action, value).await);
    assert_eq!(late.lead, ["Somebody has done that already."]);
    assert_eq!(zoo.platform.written().len(), 2);
}

#[tokio::test]
async fn what_does_not_reach_the_asker_is_said_to_whoever_pressed() {
    let zoo = zoo().await;
    let question = handed_over(&zoo).await;
    *zoo.platform.takes_no_letters.lock().expect("no panic") = true;
    let layla = at_desk("layla");
    let said = press(&zoo.service, &layla, &question, "I take it").await;
    assert!(said.lead[0].contains("could not be told"), "{:?}", said.lead);
    let engine = zoo.service.engine();
    let passage = engine.library().tag(engine.library().keys().next().expect("a passage"));
    let candidates = button(&question, "Answer with").expect("a button").action;
    let said = turned(zoo.service.act(&layla, candidates, &[passage.to_string()]).await);
    assert!(said.lead[0].starts_with("The passage was not sent"), "{:?}", said.lead);
    assert_eq!(zoo.platform.posted().len(), 2, "the question, and who took it");
}

#[tokio::test]
async fn a_question_is_seen_to_in_its_channel_of_its_workspace_and_while_it_is_kept() {
    let zoo = zoo().await;
    let question = handed_over(&zoo).await;
    let mut abroad = at_desk("layla");
    abroad.place.workspace.as_mut().expect("one").id = crate::bot::place::WorkspaceId::new("farm");
    for (who, words) in [
        (asker("layla"), "This works in the channel that is set for questions for people."),
        (abroad, "No channel is set for questions for people."),
    ] {
        for deed in ["I take it", "Answer with", "Resolved"] {
            let said = press(&zoo.service, &who, &question, deed).await;
            assert_eq!(said.lead, [words]);
            assert!(said.menu.is_none());
        }
    }
    let omar = asker("omar");
    let privacy = say(&zoo.service, &omar, "privacy").await;
    assert!(privacy.lead.iter().any(|line| line.contains("hand over to a person")));
    press(&zoo.service, &omar, &privacy, "Forget me").await;
    let said = press(&zoo.service, &at_desk("layla"), &question, "I take it").await;
    assert_eq!(said.lead, ["That question is not kept any more."]);
    assert_eq!(zoo.platform.posted().len(), 1);
}
