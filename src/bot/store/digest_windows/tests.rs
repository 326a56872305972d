use std::collections::HashMap;

use super::super::samples::stores;
use super::*;
use crate::bot::place::samples::asker;
use crate::bot::place::{ThreadId, WorkspaceId};
use crate::bot::store::Export;
use crate::bot::store::digests::{DigestOrigin, MOST_DIGESTS};
use crate::chat::issue::{Content, Plan};
use crate::chat::timetable::{TimeOfDay, Timetable, Weekdays};

fn seconds(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).expect("a time")
}

fn digest(about: &str) -> Digest {
    let timetable = Timetable {
        weekdays: Weekdays::parse("sun,tue").expect("days"),
        time: TimeOfDay::at(9, 30).expect("a time"),
        zone: "Asia/Riyadh".to_owned(),
    };
    let about = Some(about.to_owned());
    let plan = Plan { timetable, content: Content::Summary, about };
    let mut place = asker("layla").place;
    place.thread = Some(ThreadId::new("7"));
    Digest::new(place, plan, seconds(100))
}

#[tokio::test]
async fn a_digest_is_kept_as_it_is_paused_and_let_go_on() {
    for store in stores().stores {
        let digest = digest("الطاقة");
        let place = &digest.place;
        assert_eq!(store.add_digest(&digest, seconds(1)).await, Ok(true), "{store:?}");
        assert_eq!(store.digests(place).await, Ok(vec![digest.clone()]));
        let due = async |now| store.due_digests(place.platform, seconds(now), 9).await;
        assert_eq!(due(99).await, Ok(Vec::new()));
        assert_eq!(due(100).await, Ok(vec![digest.clone()]));
        assert_eq!(store.pause_digest(place, &digest.id).await, Ok(true));
        assert_eq!(due(100).await, Ok(Vec::new()));
        store.resume_digest(&digest, seconds(200)).await.expect("kept");
        assert_eq!(due(199).await, Ok(Vec::new()));
        assert_eq!(due(200).await.expect("read").len(), 1);
        let mut elsewhere = place.clone();
        elsewhere.workspace = None;
        assert_eq!(store.remove_digest(&elsewhere, &digest.id).await, Ok(false));
        assert_eq!(store.remove_digest(place, &digest.id).await, Ok(true));
        assert_eq!(store.digest(place, &digest.id).await, Ok(None));
    }
}

#[tokio::test]
async fn a_workspace_has_so_many_digests_and_no_more() {
    for store in stores().stores {
        for number in 0..MOST_DIGESTS {
            let digest = digest(&number.to_string());
            assert_eq!(store.add_digest(&digest, seconds(number)).await, Ok(true));
        }
        assert_eq!(store.add_digest(&digest("more"), seconds(99)).await, Ok(false));
        let report = Digest { origin: DigestOrigin::Report, ..digest("report") };
        assert_eq!(store.add_digest(&report, seconds(99)).await, Ok(true), "it takes no room");
        assert_eq!(store.report_digests().await, Ok(vec![report]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_workers_at_once_take_each_of_two_hundred_windows_once() {
    const WINDOWS: i64 = 200;
    for store in stores().stores {
        let store = std::sync::Arc::new(store);
        let digest = std::sync::Arc::new(digest("energy"));
        let mut workers = tokio::task::JoinSet::new();
        for worker in 0..8 {
            let (store, digest) = (store.clone(), digest.clone());
            workers.spawn(async move {
                let holder = worker.to_string();
                let mut held = Vec::new();
                for window in 0..WINDOWS {
                    let at = seconds(window);
                    let window = Window { digest: &digest, at, holder: &holder };
                    // A store that is busy says so, and is asked again.
                    let claim = loop {
                        match store.claim_window(window, seconds(0), seconds(9)).await {
                            Ok(claim) => break claim,
                            Err(error) => assert_eq!(error, StoreError::Slow),
                        }
                    };
                    if claim == Claim::Held(1) {
                        held.push(at);
                    }
                }
                held
            });
        }
        let mut taken: HashMap<Timestamp, usize> = HashMap::new();
        for at in workers.join_all().await.into_iter().flatten() {
            *taken.entry(at).or_default() += 1;
        }
        assert_eq!(taken.len() as i64, WINDOWS, "{store:?}");
        assert!(taken.values().all(|times| *times == 1), "{taken:?}");
    }
}

#[tokio::test]
async fn a_window_is_held_taken_over_put_off_and_settled_once() {
    for store in stores().stores {
        let digest = digest("energy");
        store.add_digest(&digest, seconds(1)).await.expect("kept");
        let of = |holder| Window { digest: &digest, at: seconds(100), holder };
        let claim = async |holder, now: i64| {
            store.claim_window(of(holder), seconds(now), seconds(now + 10)).await.expect("read")
        };
        assert_eq!(claim("a", 100).await, Claim::Held(1), "{store:?}");
        assert_eq!(claim("b", 109).await, Claim::Taken);
        assert_eq!(claim("b", 110).await, Claim::Held(2));
        store.postpone_window(of("a"), seconds(0)).await.expect("kept");
        assert_eq!(claim("c", 111).await, Claim::Taken, "it was not a's to put off");
        store.postpone_window(of("b"), seconds(115)).await.expect("kept");
        assert_eq!(claim("c", 114).await, Claim::Taken);
        assert_eq!(claim("c", 115).await, Claim::Held(3));
        let end = Settlement {
            was_sent: true,
            items: vec!["x".to_owned(), "y".to_owned()],
            trouble: Some((Trouble::Missed, seconds(50))),
            next: Some(seconds(500)),
            ..Settlement::default()
        };
        assert_eq!(store.settle_window(of("b"), &end).await, Ok(false));
        assert_eq!(store.posted_items(&digest).await.expect("read").len(), 0);
        assert_eq!(store.settle_window(of("c"), &end).await, Ok(true));
        assert_eq!(claim("a", 900).await, Claim::Settled);
        let now = store.digest(&digest.place, &digest.id).await.expect("read").expect("one");
        assert_eq!((now.next, now.trouble), (seconds(500), end.trouble));
        let posted = store.posted_items(&digest).await.expect("read");
        assert!(posted.contains("x") && posted.contains("y"));
        // Another round: what was posted before counts no more.
        let later = Window { digest: &digest, at: seconds(600), holder: "a" };
        store.claim_window(later, seconds(600), seconds(700)).await.expect("held");
        let end = Settlement {
            was_sent: true,
            items: vec!["z".to_owned()],
            begins_again: true,
            failures: 3,
            is_paused: true,
            ..Settlement::default()
        };
        store.settle_window(later, &end).await.expect("settled");
        let posted = store.posted_items(&digest).await.expect("read");
        assert_eq!(posted, HashSet::from(["z".to_owned()]));
        let now = store.digest(&digest.place, &digest.id).await.expect("read").expect("one");
        assert_eq!((now.is_paused, now.failures, now.next), (true, 3, seconds(500)));
    }
}

#[tokio::test]
async fn digests_are_exported_and_forgotten_with_their_workspace() {
    for store in stores().stores {
        let digest = digest("energy");
        store.add_digest(&digest, seconds(1)).await.expect("kept");
        let window = Window { digest: &digest, at: seconds(100), holder: "a" };
        store.claim_window(window, seconds(100), seconds(200)).await.expect("held");
        let items = vec!["x".to_owned()];
        let end = Settlement { items, ..Settlement::default() };
        store.settle_window(window, &end).await.expect("settled");
        let (platform, zoo) = (digest.place.platform, WorkspaceId::new("zoo"));
        let Export(export) = store.export(platform, &zoo).await.expect("read");
        assert_eq!(export["digests"][0]["about"], "energy");
        assert_eq!(export["digest_windows"][0]["window_at"], 100_000);
        assert_eq!(export["digest_posted"][0]["item"], "x");
        store.forget_workspace(platform, &zoo).await.expect("forgotten");
        let Export(export) = store.export(platform, &zoo).await.expect("read");
        for table in ["digests", "digest_windows", "digest_posted"] {
            assert_eq!(export[table], serde_json::json!([]), "{table}");
        }
    }
}
