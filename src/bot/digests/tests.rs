mod unsettled;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use jiff::SignedDuration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::bot::limits::Limits;
use crate::bot::outbox::{DeliveryError, Messenger, Outgoing, PostedMessage};
use crate::bot::place::samples::asker;
use crate::bot::place::{Asker, PersonId, Rights};
use crate::bot::pressing::Response;
use crate::bot::store::digest_windows::{Claim, Settlement, Window};
use crate::bot::store::digests::MOST_DIGESTS;
use crate::bot::store::{Scope, Store};
use crate::chat::action::Action;
use crate::chat::commands::Command;
use crate::chat::given::Trouble;
use crate::chat::reply::Reply;
use crate::chat::request::{Request, Ways};
use crate::chat::samples::{engine_of, texts};
use crate::chat::settings::SettingName;
use crate::core::Language;

const TEXT: &str = "## Points {.key-points}\n\n- One is one.\n- Two is two.\n- Three is three.\n\
                    - Four is four.\n- Five is five.\n- Six is six.\n";

/// A platform that keeps what is posted, and fails as it is told to.
#[derive(Default)]
struct Channel {
    posted: Mutex<Vec<(Place, Outgoing)>>,
    failures: Mutex<VecDeque<DeliveryError>>,
    /// Told of each posting.
    told: Notify,
    /// A store that takes no change from the next posting on.
    locks: Mutex<Option<Arc<Store>>>,
}

#[async_trait]
impl Messenger for Channel {
    async fn post(
        &self,
        place: &Place,
        message: &Outgoing,
    ) -> Result<PostedMessage, DeliveryError> {
        if let Some(error) = self.failures.lock().expect("no panic").pop_front() {
            return Err(error);
        }
        self.posted.lock().expect("no panic").push((place.clone(), message.clone()));
        let store = self.locks.lock().expect("no panic").take();
        if let Some(store) = store {
            store.set_read_only(true).await;
        }
        self.told.notify_one();
        Ok(PostedMessage { place: place.clone(), ids: vec!["1".to_owned()] })
    }

    async fn write_to(&self, _: &PersonId, _: &Outgoing) -> Result<(), DeliveryError> {
        Err(DeliveryError::Failed("nobody is written to here".to_owned()))
    }
}

impl Channel {
    /// The words posted, a list a message.
    fn words(&self) -> Vec<Vec<String>> {
        let posted = self.posted.lock().expect("no panic");
        let words = |reply: &Reply| texts(reply).into_iter().map(str::to_owned).collect();
        posted.iter().map(|(_, message)| words(&message.reply)).collect()
    }

    /// What names each posting.
    fn names(&self) -> Vec<String> {
        let posted = self.posted.lock().expect("no panic");
        posted.iter().filter_map(|(_, message)| message.once.clone()).collect()
    }

    fn count(&self) -> usize {
        self.posted.lock().expect("no panic").len()
    }

    fn fail(&self, error: DeliveryError, times: usize) {
        self.failures.lock().expect("no panic").extend(vec![error; times]);
    }
}

/// A process that shares a store with others.
fn process(store: &Arc<Store>, channel: &Arc<Channel>) -> Arc<Service> {
    let engine = Arc::new(engine_of(&[("a.md", TEXT)]));
    let limits = Limits { user: 0, channel: 0 };
    let service = Service::new(engine, limits, Arc::clone(store));
    let messenger = Arc::clone(channel) as Arc<dyn Messenger>;
    service.join(PlatformName::Discord, messenger, None, Ways::default());
    Arc::new(service)
}

fn one_process() -> (Arc<Service>, Arc<Channel>, Arc<Store>) {
    let (store, channel) = (Arc::new(Store::in_memory()), Arc::new(Channel::default()));
    (process(&store, &channel), channel, store)
}

fn at(time: &str) -> Timestamp {
    time.parse().expect("a time")
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// Daily at nine (UTC), kept on the day before 2026-12-01.
async fn daily(store: &Store) -> Digest {
    let time = TimeOfDay::at(9, 0).expect("a time");
    let timetable = Timetable { weekdays: Weekdays::DAILY, time, zone: "UTC".to_owned() };
    let plan = Plan { timetable, content: Content::KeyPoints, about: None };
    let digest = Digest::new(asker("layla").place, plan, at("2026-12-01T09:00:00Z"));
    assert_eq!(store.add_digest(&digest, at("2026-11-30T12:00:00Z")).await, Ok(true));
    digest
}

async fn kept(store: &Store, digest: &Digest) -> Digest {
    let found = store.digest(&digest.place, &digest.id).await.expect("read");
    found.expect("a digest")
}

#[tokio::test]
async fn a_window_is_posted_once_at_its_time_and_then_the_next() {
    let (service, channel, store) = one_process();
    let digest = daily(&store).await;
    let window = at("2026-12-01T09:00:00Z");
    for (now, posted) in [
        (window - minutes(1), 0),
        (window, 1),
        (window + minutes(1), 1),
        (window + minutes(24 * 60), 2),
        (window + minutes(25 * 60), 2),
    ] {
        service.post_due_digests(now).await.expect("a store");
        assert_eq!(channel.count(), posted, "{now}");
    }
    let words = channel.words();
    assert_eq!(words[0], ["One is one.", "Two is two.", "Three is three."]);
    assert_eq!(words[1], ["Four is four.", "Five is five.", "Six is six."]);
    let names = channel.names();
    assert!(names[0] != names[1] && names.iter().all(|name| name.len() <= 20), "{names:?}");
    assert_eq!(kept(&store, &digest).await.next, window + minutes(48 * 60));
}

#[tokio::test]
async fn what_has_come_is_posted_by_itself_until_the_process_is_to_end() {
    let (service, channel, store) = one_process();
    let now = Timestamp::now();
    let minute = now.as_second().rem_euclid(24 * 60 * 60) / 60;
    let time = TimeOfDay::from_minutes(minute).expect("a time");
    let timetable = Timetable { weekdays: Weekdays::DAILY, time, zone: "UTC".to_owned() };
    let plan = Plan { timetable, content: Content::KeyPoints, about: None };
    let digest = Digest::new(asker("layla").place, plan, now - minutes(1));
    assert_eq!(store.add_digest(&digest, now).await, Ok(true));
    let stop = CancellationToken::new();
    let running = tokio::spawn(run(service, stop.clone()));
    channel.told.notified().await;
    stop.cancel();
    running.await.expect("no panic");
    assert_eq!(channel.count(), 1);
}

#[tokio::test]
async fn processes_that_share_a_store_post_a_window_once() {
    let (_, channel, store) = one_process();
    let digest = daily(&store).await;
    let processes: Vec<_> = (0..4).map(|_| process(&store, &channel)).collect();
    let posting = processes.iter().map(|process| process.post_due_digests(digest.next));
    for done in futures_util::future::join_all(posting).await {
        done.expect("a store");
    }
    assert_eq!(channel.count(), 1);
}

#[tokio::test]
async fn what_a_process_that_ended_held_is_taken_over_when_its_time_is_over() {
    let (service, channel, store) = one_process();
    let digest = daily(&store).await;
    let window = digest.next;
    let ended = Window { digest: &digest, at: window, holder: "ended" };
    let claim = store.claim_window(ended, window, window + minutes(5)).await;
    assert_eq!(claim, Ok(Claim::Held(1)));
    service.post_due_digests(window + minutes(4)).await.expect("a store");
    assert_eq!(channel.count(), 0, "it may still be posting");
    service.post_due_digests(window + minutes(5)).await.expect("a store");
    assert_eq!(channel.count(), 1);
    let end = Settlement { was_sent: true, ..Settlement::default() };
    assert_eq!(store.settle_window(ended, &end).await, Ok(false), "it is not its window any more");
}

#[tokio::test]
async fn a_window_that_was_missed_is_made_up_within_six_hours_and_else_skipped_and_told() {
    let (service, channel, store) = one_process();
    let digest = daily(&store).await;
    let window = digest.next;
    // Two days later, one hour after that day's window: of three windows one is posted.
    let back = window + minutes(49 * 60);
    service.post_due_digests(back).await.expect("a store");
    service.post_due_digests(back + minutes(1)).await.expect("a store");
    assert_eq!(channel.count(), 1);
    assert_eq!(kept(&store, &digest).await.trouble, Some((Trouble::Missed, window)));
    // Six hours after a window it is too late.
    let late = window + minutes((72 + 6) * 60);
    service.post_due_digests(late).await.expect("a store");
    assert_eq!(channel.count(), 1);
    let digest = kept(&store, &digest).await;
    assert_eq!(digest.trouble, Some((Trouble::Missed, window + minutes(72 * 60))));
    assert_eq!(digest.next, window + minutes(96 * 60));
}

#[tokio::test]
async fn what_fails_is_tried_again_with_longer_and_longer_waits() {
    let (service, channel, store) = one_process();
    let digest = daily(&store).await;
    channel.fail(DeliveryError::Failed("down".to_owned()), 2);
    let window = digest.next;
    // The waits are 30 and 60 seconds.
    for (seconds, left, posted) in
        [(0, 1, 0), (29, 1, 0), (30, 0, 0), (89, 0, 0), (90, 0, 1), (200, 0, 1)]
    {
        let now = window + SignedDuration::from_secs(seconds);
        service.post_due_digests(now).await.expect("a store");
        let failures = channel.failures.lock().expect("no panic").len();
        assert_eq!((failures, channel.count()), (left, posted), "{seconds}");
    }
    assert_eq!(kept(&store, &digest).await.failures, 0);
}

#[tokio::test]
async fn what_fails_for_six_hours_is_given_up_and_told() {
    let (service, channel, store) = one_process();
    let digest = daily(&store).await;
    channel.fail(DeliveryError::Failed("down".to_owned()), 1000);
    for minute in 0..=360 {
        service.post_due_digests(digest.next + minutes(minute)).await.expect("a store");
    }
    let tries = 1000 - channel.failures.lock().expect("no panic").len();
    assert!((10..40).contains(&tries), "{tries}");
    let now = kept(&store, &digest).await;
    assert_eq!(now.trouble, Some((Trouble::Failed, digest.next)));
    assert_eq!((now.is_paused, channel.count()), (false, 0));
}

#[tokio::test]
async fn a_digest_that_may_not_be_posted_three_times_is_paused() {
    for error in
        [DeliveryError::NotAllowed("no".to_owned()), DeliveryError::Gone("gone".to_owned())]
    {
        let (service, channel, store) = one_process();
        let digest = daily(&store).await;
        channel.fail(error, 3);
        for day in 0..5 {
            let now = digest.next + minutes(day * 24 * 60);
            service.post_due_digests(now).await.expect("a store");
            assert_eq!(kept(&store, &digest).await.is_paused, day >= 2, "{day}");
        }
        assert_eq!(channel.count(), 0, "and nothing is posted then");
    }
}

#[tokio::test]
async fn a_digest_with_nothing_to_post_is_skipped_and_told() {
    let (service, channel, store) = one_process();
    let mut digest = daily(&store).await;
    digest.id = "other".to_owned();
    digest.plan.about = Some("xylophones".to_owned());
    store.add_digest(&digest, digest.next).await.expect("kept");
    service.post_due_digests(digest.next).await.expect("a store");
    assert_eq!(channel.count(), 1, "that of the other digest");
    assert_eq!(kept(&store, &digest).await.trouble, Some((Trouble::Nothing, digest.next)));
}

#[tokio::test]
async fn a_platform_that_is_not_joined_is_left_to_another_process() {
    let store = Arc::new(Store::in_memory());
    let engine = Arc::new(engine_of(&[("a.md", TEXT)]));
    let alone = Service::new(engine, Limits { user: 0, channel: 0 }, Arc::clone(&store));
    let digest = daily(&store).await;
    Arc::new(alone).post_due_digests(digest.next).await.expect("a store");
    let channel = Arc::new(Channel::default());
    process(&store, &channel).post_due_digests(digest.next).await.expect("a store");
    assert_eq!(channel.count(), 1);
}

#[tokio::test]
async fn the_weekly_report_is_posted_on_sundays_where_the_settings_say() {
    let (service, channel, store) = one_process();
    let layla = asker("layla");
    let workspace = Scope::Workspace(PlatformName::Discord, WorkspaceId::new("zoo"));
    let asked = service.answer(&layla, Request::ask("Do zebras fly?")).await;
    assert!(asked.is_some());
    let set = async |name, value| {
        service.set(&layla, &workspace, name, value).await.expect("kept");
    };
    set(SettingName::Reports, Some("desk")).await;
    set(SettingName::Zone, Some("Asia/Riyadh")).await;
    // What was asked counts by the clock, so the Sunday is the one after this moment.
    let now = Timestamp::now();
    service.post_due_digests(now).await.expect("a store");
    let report = store.report_digests().await.expect("read").remove(0);
    let local =
        report.next.to_zoned_datetime(jiff::tz::TimeZone::get("Asia/Riyadh").expect("a zone"));
    assert_eq!(local.strftime("%a %H:%M").to_string(), "Sun 09:00");
    assert_eq!(channel.count(), 0);
    service.post_due_digests(report.next).await.expect("a store");
    let posted = channel.posted.lock().expect("no panic").remove(0);
    assert_eq!(posted.0.channel, ChannelId::new("desk"));
    assert!(!posted.1.reply.entries.is_empty());
    set(SettingName::Reports, None).await;
    service.post_due_digests(report.next).await.expect("a store");
    assert_eq!(store.report_digests().await, Ok(Vec::new()));
}

fn moderator() -> Asker {
    let mut asker = asker("layla");
    asker.person.rights = Rights::Moderator;
    asker.person.locale = Some(Language::ENGLISH);
    asker
}

async fn said(service: &Service, asker: &Asker, line: &str) -> Reply {
    let command = Command::typed(line);
    service.answer(asker, Request::new(command)).await.expect("a reply")
}

async fn press(service: &Service, reply: &Reply, label: &str) -> Reply {
    let button = reply.buttons.iter().find(|button| button.label == label);
    let action = button.unwrap_or_else(|| panic!("no {label}: {:?}", reply.buttons)).action.clone();
    let action = Action::decode(&action.encode(100)).expect("an action");
    match service.act(&moderator(), action, &[]).await {
        Response::Turn(reply) => reply,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_moderator_adds_a_digest_looks_at_it_posts_pauses_and_removes_it() {
    let (service, channel, store) = one_process();
    let page = said(&service, &moderator(), "digest sun,tue 09:00 Asia/Riyadh").await;
    assert_eq!(page.lead[0], "Added.");
    let preview: Vec<String> = texts(&page).into_iter().map(str::to_owned).collect();
    let page = press(&service, &page, "Post the next now").await;
    assert_eq!(page.lead[0], "Posted.");
    assert_eq!(channel.words(), [preview], "just what was shown before");
    let page = press(&service, &page, "Post the next now").await;
    assert_eq!(channel.count() == 1, page.lead[0].contains("moment ago"), "{:?}", page.lead);
    let page = press(&service, &page, "Pause").await;
    let kept = store.digests(&moderator().place).await.expect("read").remove(0);
    assert!(kept.is_paused);
    let page = press(&service, &page, "Go on").await;
    let list = press(&service, &page, "All digests").await;
    assert_eq!(list.entries[0].term, "Key points · Sunday, Tuesday 09:00");
    assert!(list.entries[0].details.starts_with("This channel\nNext: "));
    let page = said(&service, &moderator(), "digest daily").await;
    let list = press(&service, &page, "Remove").await;
    assert_eq!((list.lead[0].as_str(), list.entries.len()), ("Removed.", 1));
}

#[tokio::test]
async fn digests_are_for_moderators_and_of_their_workspace() {
    let (service, _, store) = one_process();
    let digest = daily(&store).await;
    let reply = said(&service, &asker("omar"), "digest daily").await;
    assert!(reply.is_private && reply.entries.is_empty());
    assert_eq!(store.digests(&digest.place).await.expect("read").len(), 1);
    let mut stranger = moderator();
    stranger.place.workspace = Some(Workspace { id: WorkspaceId::new("farm"), enterprise: None });
    let remove = Action::decode(&format!("3y:en:r:0:{}", digest.id)).expect("an action");
    assert!(matches!(service.act(&stranger, remove, &[]).await, Response::Turn(_)));
    assert_eq!(store.digests(&digest.place).await.expect("read").len(), 1);
}

#[tokio::test]
async fn the_zone_is_that_of_the_place_where_none_is_named_and_there_is_an_end_to_digests() {
    let (service, _, store) = one_process();
    let workspace = Scope::Workspace(PlatformName::Discord, WorkspaceId::new("zoo"));
    let zone = Some("Asia/Riyadh");
    service.set(&moderator(), &workspace, SettingName::Zone, zone).await.expect("kept");
    for _ in 0..MOST_DIGESTS {
        said(&service, &moderator(), "digest daily").await;
    }
    let reply = said(&service, &moderator(), "digest daily").await;
    assert!(reply.lead[0].contains("as many digests"), "{:?}", reply.lead);
    let digests = store.digests(&moderator().place).await.expect("read");
    assert_eq!(digests.len() as i64, MOST_DIGESTS);
    assert!(digests.iter().all(|digest| digest.plan.timetable.zone == "Asia/Riyadh"));
}
