//! The bot goes on when the disk of its store is full: it answers, says what it cannot
//! keep, and keeps again what finds room.

use jiff::Timestamp;

use super::*;
use crate::bot::place::samples::asker;
use crate::bot::place::{ChannelId, Rights};
use crate::bot::pressing::Response;
use crate::bot::store::{Store, StoreAddress};
use crate::chat::action::{Action, Verdict};
use crate::chat::samples::engine_of;
use crate::core::knowledge::PassageTag;

const NO_LIMITS: Limits = Limits { user: 0, channel: 0 };
/// What is tried at most until a page is full: the shortest row has some hundred bytes, and
/// a page 4096.
const MOST_TRIED: usize = 500;

/// A service whose store has a file. The file's folder is kept as long as it.
struct Kept {
    service: Service,
    passage: PassageTag,
    _folder: tempfile::TempDir,
}

async fn kept() -> Kept {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::at(StoreAddress::File(folder.path().join("iqtibas.db")));
    let engine = engine_of(&[("a.md", "Zebras sleep standing.\n\nLions roar at night.")]);
    let passage = engine.library().tag(engine.library().keys().next().expect("a passage"));
    let service = Service::new(Arc::new(engine), NO_LIMITS, Arc::new(store));
    service.store.set_disk_full(true).await;
    Kept { service, passage, _folder: folder }
}

impl Kept {
    async fn press(&self, person: &str, verdict: Verdict) -> Response {
        let (passage, language) = (self.passage, Language::ENGLISH);
        let question = "How do zebras sleep?".to_owned();
        let action = Action::Feedback { verdict, passage, question, language };
        self.service.act(&asker(person), action, &[]).await
    }

    /// How many found the passage helpful, as the store has it.
    async fn helpful(&self) -> i64 {
        let place = asker("layla").place;
        let counted = self.service.store.verdicts(&place, Timestamp::UNIX_EPOCH).await;
        counted.expect("read").iter().map(|(_, helpful, _)| helpful).sum()
    }

    async fn say(&self, asker: &Asker, line: &str) -> Reply {
        self.service.answer(asker, Request::typed(line)).await.expect("a reply")
    }
}

fn moderator_in(channel: &str) -> Asker {
    let mut asker = asker("layla");
    asker.person.rights = Rights::Moderator;
    asker.place.channel = ChannelId::new(channel);
    asker
}

fn is_refused(reply: &Reply) -> bool {
    reply.lead == [Words::of(Language::ENGLISH).cannot_keep]
}

#[tokio::test]
async fn nobody_is_thanked_for_a_verdict_that_found_no_room() {
    let kept = kept().await;
    let mut thanked = 0;
    let refused = loop {
        match kept.press(&format!("person {thanked}"), Verdict::Helpful).await {
            Response::Noted(Some(Verdict::Helpful), _) => thanked += 1,
            Response::Beside(reply) => break reply,
            other => panic!("{other:?}"),
        }
        assert!(thanked < MOST_TRIED as i64, "the disk is not full");
    };
    assert!(is_refused(&refused), "{refused:?}");
    assert_eq!(kept.helpful().await, thanked, "what was refused is not there");
    // What is taken back needs no room, and leaves some.
    let taken_back = kept.press("person 0", Verdict::Helpful).await;
    assert!(matches!(taken_back, Response::Noted(None, _)), "{taken_back:?}");
    kept.service.store.set_disk_full(false).await;
    let late = kept.press("late", Verdict::Helpful).await;
    assert!(matches!(late, Response::Noted(Some(Verdict::Helpful), _)), "{late:?}");
    assert_eq!(kept.helpful().await, thanked);
}

#[tokio::test]
async fn answers_go_on_and_what_was_asked_is_written_once_there_is_room() {
    let kept = kept().await;
    let omar = asker("omar");
    let stored = async || {
        let asked = kept.service.store.asked(&omar.place, Timestamp::UNIX_EPOCH).await;
        asked.expect("read").len()
    };
    let mut asked = 0;
    loop {
        let answer = kept.say(&omar, "How do zebras sleep?").await;
        assert_eq!(answer.outcome, Outcome::Answered);
        asked += 1;
        kept.service.flush().await;
        if stored().await < asked {
            break;
        }
        assert!(asked < MOST_TRIED, "the disk is not full");
    }
    let answer = kept.say(&omar, "How do zebras sleep?").await;
    assert_eq!(answer.outcome, Outcome::Answered);
    kept.service.flush().await;
    kept.service.store.set_disk_full(false).await;
    kept.service.flush().await;
    assert_eq!(stored().await, asked + 1, "nothing is lost, and nothing is there twice");
}

#[tokio::test]
async fn what_is_set_and_chosen_without_room_is_told_not_to_be_kept_and_does_not_hold() {
    let kept = kept().await;
    let mut refused = None;
    for channel in (0..MOST_TRIED).map(|at| moderator_in(&format!("channel {at}"))) {
        let reply = kept.say(&channel, "settings length full").await;
        let holds = kept.service.settings(&channel).length.is_some();
        assert_eq!(is_refused(&reply), !holds, "{reply:?}");
        if !holds {
            refused = Some(channel);
            break;
        }
    }
    let refused = refused.expect("the disk is full");
    let engine = kept.service.engine();
    let address = engine.library().address(engine.library().keys().next().expect("a passage"));
    let mut pins = 0;
    loop {
        let line = format!("pin {address} {}", format!("lunch {pins} ").repeat(20));
        let reply = kept.say(&refused, &line).await;
        if is_refused(&reply) {
            break;
        }
        pins += 1;
        assert!(pins < MOST_TRIED, "the disk is not full");
    }
    assert_eq!(kept.service.pins.of(&refused.place).len(), pins);
    kept.service.store.set_disk_full(false).await;
    let reply = kept.say(&refused, "settings length full").await;
    assert!(!is_refused(&reply) && kept.service.settings(&refused).length.is_some());
}
