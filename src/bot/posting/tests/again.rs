//! A summary that was posted and is to be posted again.

use jiff::Timestamp;

use super::*;
use crate::bot::place::ThreadId;
use crate::bot::store::digests::{Digest as Kept, MOST_DIGESTS};
use crate::chat::action::Action;
use crate::chat::commands::digest::{Digest, DigestDeed};
use crate::chat::given::Given;
use crate::chat::issue::{Content, Plan};
use crate::chat::timetable::{TimeOfDay, Timetable, Weekdays};

/// What pressing a button leads to, after it was in a message.
async fn pressed(service: &Service, by: &Asker, action: &Action) -> Reply {
    let action = Action::decode(&action.encode(100)).expect("an action");
    match service.act(by, action, &[]).await {
        Response::Turn(reply) | Response::Beside(reply) => reply,
        other => panic!("{other:?}"),
    }
}

fn action(reply: &Reply, label: &str) -> Action {
    let button = reply.buttons.iter().find(|button| button.label.starts_with(label));
    button.unwrap_or_else(|| panic!("no {label}: {:?}", reply.buttons)).action.clone()
}

fn first(reply: &Reply) -> &str {
    reply.lead.first().map_or("", String::as_str)
}

/// What is said to whoever posted a summary, and the button that posts it again daily.
async fn posted(service: &Service, to: Option<&str>) -> (Reply, Action) {
    let preview = previewed(service, to).await;
    let posting = service.post_summary(&moderator(), &preview, "1", None).await;
    let Posting::Posted(told) = posting else { panic!("{posting:?}") };
    let draft = pressed(service, &moderator(), &action(&told, "Post again later")).await;
    let daily = action(&draft, "Every day");
    (told, daily)
}

async fn digests(service: &Service) -> Vec<Kept> {
    service.store.digests(&there().place).await.expect("a store")
}

#[tokio::test]
async fn a_summary_that_was_posted_becomes_one_digest_where_it_was_posted() {
    // In another place, and where it was made, though it is asked for elsewhere.
    let mut elsewhere = moderator();
    elsewhere.place.channel = ChannelId::new("desk");
    let general = Destination { place: moderator().place, ..there() };
    for (to, place) in [(Some("99"), there().place), (None, general.place.clone())] {
        let (service, zoo) = joined();
        let (_, daily) = posted(&service, to).await;
        assert!(digests(&service).await.is_empty(), "looked at, not added");
        if to.is_none() {
            *zoo.destination.lock().expect("no panic") = Ok(Some(general.clone()));
        }
        let added = pressed(&service, &elsewhere, &daily).await;
        assert_eq!(first(&added), "Added.");
        let again = pressed(&service, &elsewhere, &daily).await;
        assert!(first(&again).starts_with("It was added before"), "{again:?}");
        let kept = digests(&service).await;
        assert_eq!(kept.len(), 1, "however often it is pressed: {kept:?}");
        assert_eq!(kept[0].place, place);
        assert_eq!(kept[0].plan.timetable.weekdays, Weekdays::DAILY);
        assert_eq!(kept[0].plan.content, Content::Summary);
    }
    let (service, _) = joined();
    let (told, _) = posted(&service, None).await;
    let refused = pressed(&service, &asker("omar"), &told.buttons[0].action).await;
    assert_eq!(refused.lead, [Words::of(Language::ENGLISH).moderators_only]);
}

#[tokio::test]
async fn a_draft_says_what_is_posted_each_time() {
    let (service, _zoo) = joined();
    let (told, _) = posted(&service, Some("99")).await;
    let draft = pressed(&service, &moderator(), &told.buttons[0].action).await;
    assert!(!draft.quotes.is_empty(), "what would be posted: {draft:?}");
    assert!(draft.lead.iter().any(|line| line == "Key points each time, at most: 5"));
    assert!(first(&draft).contains("their order, your line and the language are not kept"));
}

#[tokio::test]
async fn a_late_press_leaves_a_digest_as_it_stands() {
    let (service, _zoo) = joined();
    let (_, daily) = posted(&service, Some("99")).await;
    pressed(&service, &moderator(), &daily).await;
    let digest = digests(&service).await.remove(0);
    // Paused by a colleague, in a place of which the zone is another one by then.
    service.store.pause_digest(&digest.place, &digest.id).await.expect("paused");
    let scope = Scope::Channel(PlatformName::Discord, ChannelId::new("aviary"));
    let set = service.set(&moderator(), &scope, SettingName::Zone, Some("Asia/Riyadh")).await;
    set.expect("kept");
    // And of as many as there can be.
    while digests(&service).await.len() < usize::try_from(MOST_DIGESTS).expect("a count") {
        let other = Kept::new(digest.place.clone(), digest.plan.clone(), digest.next);
        assert_eq!(service.store.add_digest(&other, digest.next).await, Ok(true));
    }
    let again = pressed(&service, &moderator(), &daily).await;
    assert!(first(&again).starts_with("It was added before"), "{again:?}");
    action(&again, "Go on");
    let kept = digests(&service).await;
    let kept = kept.iter().find(|kept| kept.id == digest.id).expect("it is still there");
    assert_eq!((kept.is_paused, kept.plan.timetable.zone.as_str()), (true, "UTC"));
    // Another one finds no room.
    let Action::Run(_, language) = daily else { panic!("{daily:?}") };
    let other = Again {
        topic: None,
        to: Elsewhere::parse("99").expect("an id"),
        weekdays: Weekdays::parse("mon"),
    };
    let full = pressed(&service, &moderator(), &other.action(language)).await;
    assert!(first(&full).contains("as many digests"), "{full:?}");
}

#[tokio::test]
async fn what_was_posted_today_is_not_posted_again_today() {
    let (service, _zoo) = joined();
    // A Sunday, half an hour before the usual time.
    let now: Timestamp = "2026-11-29T08:30:00Z".parse().expect("a time");
    for (weekdays, next) in [("sun", "2026-12-06T09:00:00Z"), ("daily", "2026-11-30T09:00:00Z")] {
        let to = Elsewhere::parse("99").expect("an id");
        let again = Again { topic: None, to, weekdays: Weekdays::parse(weekdays) };
        let (layla, digest) = (moderator(), Digest::again(again));
        let given = service.give_digests(&layla, &digest, Language::ENGLISH, now).await;
        let Ok(Given::Digest(page)) = given else { panic!("{given:?}") };
        assert_eq!(page.view.next, Some(next.parse().expect("a time")), "{weekdays}");
    }
}

#[tokio::test]
async fn a_digest_in_another_place_is_for_those_who_moderate_that() {
    let (service, zoo) = joined();
    let words = Words::of(Language::ENGLISH);
    let to = Elsewhere::parse("99").expect("an id");
    let action = Again { topic: None, to, weekdays: Some(Weekdays::DAILY) };
    let action = action.action(Language::ENGLISH);
    let found = Destination { rights: Rights::Member, ..there() };
    for (found, line) in [(None, words.cannot_post_there), (Some(found), words.not_yours_there)] {
        *zoo.destination.lock().expect("no panic") = Ok(found);
        let refused = pressed(&service, &moderator(), &action).await;
        assert_eq!(refused.lead, [line]);
    }
    assert!(digests(&service).await.is_empty());
}

#[tokio::test]
async fn what_is_done_with_a_digest_is_for_those_who_moderate_its_place() {
    let words = Words::of(Language::ENGLISH);
    let is_gone = |deed: &DigestDeed| matches!(deed, DigestDeed::Pause | DigestDeed::Remove);
    for deed in [DigestDeed::Post, DigestDeed::GoOn, DigestDeed::Pause, DigestDeed::Remove] {
        let (service, zoo) = joined();
        let timetable = Timetable {
            weekdays: Weekdays::DAILY,
            time: TimeOfDay::at(9, 0).expect("a time"),
            zone: "UTC".to_owned(),
        };
        let plan = Plan { timetable, content: Content::Summary, about: None };
        let next: Timestamp = "2026-12-01T09:00:00Z".parse().expect("a time");
        let digest = Kept::new(there().place, plan, next);
        assert_eq!(service.store.add_digest(&digest, next).await, Ok(true));
        let asked = Digest { id: Some(digest.id.clone()), deed: deed.clone(), page: 0 };
        let action = Action::Run(asked.into(), Language::ENGLISH);
        let theirs = Destination { rights: Rights::Member, ..there() };
        *zoo.destination.lock().expect("no panic") = Ok(Some(theirs));
        let refused = pressed(&service, &moderator(), &action).await;
        assert_eq!(first(&refused), words.not_yours_there, "{deed:?}");
        assert_eq!(digests(&service).await, std::slice::from_ref(&digest), "{deed:?}");
        // One of a place that is gone is stopped from anywhere.
        *zoo.destination.lock().expect("no panic") = Ok(None);
        let gone = pressed(&service, &moderator(), &action).await;
        assert_eq!(first(&gone) != words.cannot_post_there, is_gone(&deed), "{deed:?}");
        assert!(zoo.posted.lock().expect("no panic").is_empty(), "{deed:?}");
        // In its own place nothing more is asked.
        let mut here = moderator();
        here.place = there().place;
        let done = pressed(&service, &here, &action).await;
        assert_ne!(first(&done), words.cannot_post_there, "{deed:?}");
        assert_ne!(first(&done), words.not_yours_there, "{deed:?}");
    }
}

#[tokio::test]
async fn posting_again_is_offered_to_those_who_can_set_it_up_where_it_was_posted() {
    let told = async |service: &Service, by: &Asker, to: Option<&str>| {
        let summary = Summary { topic: None, points: 3 };
        let preview = service.begin_summary(by, summary).await.expect("a preview");
        let elsewhere = to.map(|to| Elsewhere::parse(to).expect("an id"));
        let preview = preview.with_additions(Additions { elsewhere, ..Additions::default() });
        let posting = service.post_summary(by, &preview, "1", None).await;
        let Posting::Posted(told) = posting else { panic!("{posting:?}") };
        told.buttons.len()
    };
    let (service, _) = joined();
    assert_eq!(told(&service, &moderator(), None).await, 1);
    // It went out by a way that is gone later.
    let (service, nameless) = joined();
    *nameless.is_nameless.lock().expect("no panic") = true;
    assert_eq!(told(&service, &moderator(), None).await, 0);
    // Somebody who may post because nobody else reads it, and one whom a setting lets.
    let (service, _) = joined();
    let mut direct = asker("omar");
    direct.place.is_direct = true;
    assert_eq!(told(&service, &direct, None).await, 0);
    let scope = Scope::Channel(PlatformName::Discord, ChannelId::new("aviary"));
    let (service, theirs) = joined();
    let set = service.set(&moderator(), &scope, SettingName::Posters, Some("everybody")).await;
    set.expect("kept");
    let member = Destination { rights: Rights::Member, ..there() };
    *theirs.destination.lock().expect("no panic") = Ok(Some(member));
    assert_eq!(told(&service, &moderator(), Some("99")).await, 0);
    // A thread that its id does not name.
    let (service, _) = joined();
    let mut in_thread = moderator();
    in_thread.place.thread = Some(ThreadId::new("1700000000.0001"));
    assert_eq!(told(&service, &in_thread, None).await, 0);
}
