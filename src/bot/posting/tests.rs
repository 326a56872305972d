use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::*;
use crate::bot::limits::Limits;
use crate::bot::outbox::PostedMessage;
use crate::bot::permissions::{Destination, RightsSource, RightsUnknown};
use crate::bot::place::samples::asker;
use crate::bot::place::{
    ChannelId, Person, PersonId, Place, PlatformName, Rights, Workspace, WorkspaceId,
};
use crate::bot::store::{Scope, Store};
use crate::chat::action::Action;
use crate::chat::elsewhere::Elsewhere;
use crate::chat::request::Ways;
use crate::chat::samples::engine_of;
use crate::chat::settings::SettingName;
use crate::chat::summary::Additions;
use crate::chat::timetable::Weekdays;

const TEXT: &str = "## Points {.key-points}\n\n- Zebras are striped.\n- Lions roar at night.\n";

/// A platform of which the channels are told by a test.
struct Zoo {
    destination: Mutex<Result<Option<Destination>, String>>,
    refuses: Mutex<Option<DeliveryError>>,
    posted: Mutex<Vec<Place>>,
}

#[async_trait]
impl RightsSource for Zoo {
    async fn rights(&self, _: &Person, _: &Place) -> Result<Rights, RightsUnknown> {
        Ok(Rights::Member)
    }

    async fn destination(
        &self,
        _: &Person,
        _: &Place,
        _: &Elsewhere,
    ) -> Result<Option<Destination>, RightsUnknown> {
        self.destination.lock().expect("no panic").clone().map_err(RightsUnknown)
    }
}

#[async_trait]
impl Messenger for Zoo {
    async fn post(&self, place: &Place, _: &Outgoing) -> Result<PostedMessage, DeliveryError> {
        if let Some(error) = self.refuses.lock().expect("no panic").take() {
            return Err(error);
        }
        self.posted.lock().expect("no panic").push(place.clone());
        Ok(PostedMessage { place: place.clone(), ids: vec!["1".to_owned()] })
    }

    async fn write_to(&self, _: &PersonId, _: &Outgoing) -> Result<(), DeliveryError> {
        Err(DeliveryError::Failed("nobody is written to here".to_owned()))
    }
}

fn there() -> Destination {
    let place = Place { channel: ChannelId::new("aviary"), ..asker("layla").place };
    Destination { place, rights: Rights::Moderator, may_write: true }
}

fn joined() -> (Service, Arc<Zoo>) {
    let zoo = Arc::new(Zoo {
        destination: Mutex::new(Ok(Some(there()))),
        refuses: Mutex::default(),
        posted: Mutex::default(),
    });
    let engine = Arc::new(engine_of(&[("a.md", TEXT)]));
    let store = Arc::new(Store::in_memory());
    let service = Service::new(engine, Limits { user: 0, channel: 0 }, store);
    let (messenger, rights) = (Arc::clone(&zoo), Arc::clone(&zoo));
    service.join(PlatformName::Discord, messenger, Some(rights), Ways::default());
    (service, zoo)
}

fn moderator() -> Asker {
    let mut layla = asker("layla");
    layla.person.rights = Rights::Moderator;
    layla
}

async fn previewed(service: &Service, to: Option<&str>) -> Preview {
    let summary = Summary { topic: None, points: 2 };
    let preview = service.begin_summary(&moderator(), summary).await.expect("a preview");
    let elsewhere = to.map(|to| Elsewhere::parse(to).expect("an id"));
    preview.with_additions(Additions { elsewhere, ..Additions::default() })
}

fn line(posting: &Posting) -> &str {
    let (Posting::Posted(reply) | Posting::Already(reply) | Posting::Failed(reply)) = posting;
    reply.lead.first().map_or("", String::as_str)
}

#[tokio::test]
async fn a_summary_goes_to_the_place_that_was_chosen_and_that_is_told_once() {
    let (service, zoo) = joined();
    let preview = previewed(&service, Some("99")).await;
    assert!(preview.has_elsewhere);
    // The address that came with the window leads to the window's place.
    struct Window;
    #[async_trait]
    impl Messenger for Window {
        async fn post(&self, _: &Place, _: &Outgoing) -> Result<PostedMessage, DeliveryError> {
            Err(DeliveryError::Failed("not this way".to_owned()))
        }

        async fn write_to(&self, _: &PersonId, _: &Outgoing) -> Result<(), DeliveryError> {
            Ok(())
        }
    }
    let posting = service.post_summary(&moderator(), &preview, "1", Some(&Window)).await;
    let Posting::Posted(told) = &posting else { panic!("{posting:?}") };
    let place = told.place.as_ref().expect("the place is named");
    assert_eq!((place.said, place.to.as_str()), ("Posted in", "99"));
    let again = service.post_summary(&moderator(), &preview, "1", None).await;
    assert!(matches!(again, Posting::Already(_)), "{again:?}");
    let posted = zoo.posted.lock().expect("no panic").clone();
    assert_eq!(posted, [there().place]);
}

#[tokio::test]
async fn nothing_is_posted_in_a_place_that_is_none_or_not_for_whoever_wants_it() {
    let (service, zoo) = joined();
    let preview = previewed(&service, Some("99")).await;
    let elsewhere = |change: &dyn Fn(&mut Destination)| {
        let mut found = there();
        change(&mut found);
        Ok(Some(found))
    };
    let words = Words::of(Language::ENGLISH);
    let foreign = Workspace { id: WorkspaceId::new("farm"), enterprise: None };
    for (found, expected) in [
        (Ok(None), words.cannot_post_there),
        (elsewhere(&|found| found.place.is_direct = true), words.cannot_post_there),
        (elsewhere(&|found| found.place.workspace = None), words.cannot_post_there),
        (
            elsewhere(&|found| found.place.workspace = Some(foreign.clone())),
            words.cannot_post_there,
        ),
        (elsewhere(&|found| found.place.platform = PlatformName::Slack), words.cannot_post_there),
        (elsewhere(&|found| found.may_write = false), words.not_yours_there),
        (elsewhere(&|found| found.rights = Rights::Member), words.not_yours_there),
        (elsewhere(&|found| found.rights = Rights::Unknown), words.not_yours_there),
        (Err("down".to_owned()), words.went_wrong),
    ] {
        let shown = format!("{found:?}");
        *zoo.destination.lock().expect("no panic") = found;
        let posting = service.post_summary(&moderator(), &preview, "1", None).await;
        assert!(matches!(posting, Posting::Failed(_)), "{shown}");
        assert_eq!(line(&posting), expected, "{shown}");
    }
    assert!(zoo.posted.lock().expect("no panic").is_empty());
    // It was not done, so it can be.
    *zoo.destination.lock().expect("no panic") = Ok(Some(there()));
    let posting = service.post_summary(&moderator(), &preview, "1", None).await;
    assert!(matches!(posting, Posting::Posted(_)), "{posting:?}");
}

#[tokio::test]
async fn the_setting_of_the_other_place_decides_there() {
    let (service, zoo) = joined();
    let preview = previewed(&service, Some("99")).await;
    let found = Destination { rights: Rights::Member, ..there() };
    *zoo.destination.lock().expect("no panic") = Ok(Some(found));
    let scope = Scope::Channel(PlatformName::Discord, ChannelId::new("aviary"));
    let set = service.set(&moderator(), &scope, SettingName::Posters, Some("everybody")).await;
    set.expect("kept");
    let posting = service.post_summary(&moderator(), &preview, "1", None).await;
    assert!(matches!(posting, Posting::Posted(_)), "{posting:?}");
}

#[tokio::test]
async fn what_the_platform_refuses_is_told_and_can_be_tried_again() {
    let (service, zoo) = joined();
    let words = Words::of(Language::ENGLISH);
    for (to, expected) in [(Some("99"), words.cannot_post_there), (None, words.cannot_post)] {
        let window = to.unwrap_or("here");
        let preview = previewed(&service, to).await;
        let refusal = DeliveryError::NotAllowed("not_in_channel".to_owned());
        *zoo.refuses.lock().expect("no panic") = Some(refusal);
        let posting = service.post_summary(&moderator(), &preview, window, None).await;
        assert!(matches!(posting, Posting::Failed(_)));
        assert_eq!(line(&posting), expected);
        let posting = service.post_summary(&moderator(), &preview, window, None).await;
        assert!(matches!(posting, Posting::Posted(_)), "{posting:?}");
    }
}

/// What pressing "Post again later" leads to.
async fn pressed(service: &Service, by: &Asker, action: Action) -> Reply {
    match service.act(by, action, &[]).await {
        Response::Turn(reply) | Response::Beside(reply) => reply,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_summary_that_was_posted_becomes_one_digest_where_it_was_posted() {
    let (service, _zoo) = joined();
    let preview = previewed(&service, Some("99")).await;
    let posting = service.post_summary(&moderator(), &preview, "1", None).await;
    let Posting::Posted(told) = posting else { panic!("{posting:?}") };
    let again = told.buttons[0].action.clone();
    let draft = pressed(&service, &moderator(), again.clone()).await;
    assert!(!draft.quotes.is_empty(), "what would be posted: {draft:?}");
    let digests = async || service.store.digests(&there().place).await.expect("a store");
    assert!(digests().await.is_empty(), "looked at, not added");
    assert_eq!(draft.buttons.len(), 2, "{:?}", draft.buttons);
    for _ in 0..2 {
        let added = pressed(&service, &moderator(), draft.buttons[1].action.clone()).await;
        assert_eq!(added.lead.first().map(String::as_str), Some("Added."), "{added:?}");
    }
    let kept = digests().await;
    assert_eq!(kept.len(), 1, "however often it is pressed: {kept:?}");
    assert_eq!(kept[0].place, there().place);
    assert_eq!(kept[0].plan.timetable.weekdays, Weekdays::DAILY);
    let member = pressed(&service, &asker("omar"), again).await;
    assert_eq!(member.lead, [Words::of(Language::ENGLISH).moderators_only]);
}

#[tokio::test]
async fn a_digest_in_another_place_is_for_those_who_moderate_that() {
    let (service, zoo) = joined();
    let words = Words::of(Language::ENGLISH);
    let (topic, elsewhere) = (None, Elsewhere::parse("99"));
    let weekdays = Some(Weekdays::DAILY);
    let action = Again { topic, elsewhere, weekdays }.action(Language::ENGLISH);
    let found = Destination { rights: Rights::Member, ..there() };
    for (found, line) in [(None, words.cannot_post_there), (Some(found), words.not_yours_there)] {
        *zoo.destination.lock().expect("no panic") = Ok(found);
        let refused = pressed(&service, &moderator(), action.clone()).await;
        assert_eq!(refused.lead, [line]);
    }
    assert!(service.store.digests(&there().place).await.expect("a store").is_empty());
}

#[tokio::test]
async fn where_there_is_no_workspace_there_is_no_other_place_and_no_digest() {
    let (service, _zoo) = joined();
    let mut layla = moderator();
    layla.place.workspace = None;
    layla.place.is_direct = true;
    let summary = Summary { topic: None, points: 2 };
    let preview = service.begin_summary(&layla, summary).await.expect("a preview");
    assert!(!preview.has_elsewhere);
    let posting = service.post_summary(&layla, &preview, "1", None).await;
    let Posting::Posted(told) = posting else { panic!("{posting:?}") };
    assert_eq!(told.buttons, []);
    assert_eq!(told.lead, [Words::of(Language::ENGLISH).posted]);
}
