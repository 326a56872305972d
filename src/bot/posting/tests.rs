mod again;

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
use crate::chat::elsewhere::Elsewhere;
use crate::chat::request::Ways;
use crate::chat::samples::engine_of;
use crate::chat::settings::SettingName;
use crate::chat::summary::Additions;

const TEXT: &str = "---\ndocument: zoo\n---\n\n## Points {.key-points}\n\n- Zebras are striped.\n\
                    - Lions roar at night.\n";
const OTHER: &str = "---\ndocument: farm\n---\n\n## Points {.key-points}\n\n- Cows chew.\n";

/// A platform of which the channels are told by a test.
struct Zoo {
    destination: Mutex<Result<Option<Destination>, RightsUnknown>>,
    refuses: Mutex<Option<DeliveryError>>,
    /// Whether it gives no ids of what is posted.
    is_nameless: Mutex<bool>,
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
        self.destination.lock().expect("no panic").clone()
    }
}

#[async_trait]
impl Messenger for Zoo {
    async fn post(&self, place: &Place, _: &Outgoing) -> Result<PostedMessage, DeliveryError> {
        if let Some(error) = self.refuses.lock().expect("no panic").take() {
            return Err(error);
        }
        self.posted.lock().expect("no panic").push(place.clone());
        let is_nameless = *self.is_nameless.lock().expect("no panic");
        let ids = if is_nameless { Vec::new() } else { vec!["1".to_owned()] };
        Ok(PostedMessage { place: place.clone(), ids })
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
        is_nameless: Mutex::default(),
        posted: Mutex::default(),
    });
    let engine = Arc::new(engine_of(&[("zoo.md", TEXT), ("farm.md", OTHER)]));
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
    let summary = Summary { topic: None, points: 3 };
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
    let place = told.signpost.as_ref().expect("the place is named");
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
        (Err(RightsUnknown::Unanswered("down".to_owned())), words.went_wrong),
        (Err(RightsUnknown::MayNotAsk("no scope".to_owned())), words.may_not_ask),
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
async fn only_points_of_documents_that_are_for_the_other_place_go_there() {
    let (service, zoo) = joined();
    let aviary = Scope::Channel(PlatformName::Discord, ChannelId::new("aviary"));
    let bind = async |documents| {
        let set = service.set(&moderator(), &aviary, SettingName::Documents, documents).await;
        set.expect("kept");
    };
    bind(Some("farm")).await;
    let preview = previewed(&service, Some("99")).await;
    let posting = service.post_summary(&moderator(), &preview, "1", None).await;
    let words = Words::of(Language::ENGLISH);
    assert_eq!(line(&posting), words.documents_not_for_there, "{posting:?}");
    assert!(zoo.posted.lock().expect("no panic").is_empty());
    // What is left out does not count.
    let of_farm = preview.points.iter().position(|point| point.text().contains("Cows"));
    let of_farm = of_farm.expect("a point of the farm").to_string();
    let fewer = preview.clone().with_points([of_farm.as_str()].into_iter());
    let posting = service.post_summary(&moderator(), &fewer, "1", None).await;
    assert!(matches!(posting, Posting::Posted(_)), "{posting:?}");
    // Ids that are no document's bind nothing.
    bind(Some("aviary")).await;
    let posting = service.post_summary(&moderator(), &preview, "2", None).await;
    assert!(matches!(posting, Posting::Posted(_)), "{posting:?}");
    assert_eq!(zoo.posted.lock().expect("no panic").len(), 2);
}

#[tokio::test]
async fn what_may_stand_somewhere_is_told_before_it_is_posted_elsewhere() {
    let (service, zoo) = joined();
    let words = Words::of(Language::ENGLISH);
    let down = || DeliveryError::Unanswered("no answer in time".to_owned());
    let closed = || DeliveryError::NotAllowed("is_archived".to_owned());
    let cases = [
        (down(), words.may_stand_there),
        (down().after(1), words.may_stand_there),
        (closed().after(2), words.may_stand_there),
        (closed().after(0), words.cannot_post_there),
        (DeliveryError::Failed("msg_too_long".to_owned()), words.busy),
        (DeliveryError::NoPlatform(PlatformName::Discord), words.busy),
    ];
    for (error, expected) in cases {
        let preview = previewed(&service, Some("99")).await;
        let shown = format!("{error:?}");
        *zoo.refuses.lock().expect("no panic") = Some(error);
        let posting = service.post_summary(&moderator(), &preview, "1", None).await;
        assert!(matches!(posting, Posting::Failed(_)), "{shown}");
        assert_eq!(line(&posting), expected, "{shown}");
    }
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

#[tokio::test]
async fn where_there_is_no_workspace_there_is_no_other_place_and_no_digest() {
    let (service, _zoo) = joined();
    let mut layla = moderator();
    layla.place.workspace = None;
    layla.place.is_direct = true;
    let summary = Summary { topic: None, points: 3 };
    let preview = service.begin_summary(&layla, summary).await.expect("a preview");
    assert!(!preview.has_elsewhere);
    let posting = service.post_summary(&layla, &preview, "1", None).await;
    let Posting::Posted(told) = posting else { panic!("{posting:?}") };
    assert_eq!(told.buttons, []);
    assert_eq!(told.lead, [Words::of(Language::ENGLISH).posted]);
}
