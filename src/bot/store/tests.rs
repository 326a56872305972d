use jiff::Timestamp;

use super::samples::stores;
use super::*;
use crate::bot::place::samples::asker;
use crate::bot::place::{ChannelId, PersonId, PlatformName, WorkspaceId};
use crate::chat::action::Verdict;
use crate::chat::settings::{Length, SettingName};
use crate::core::Language;
use crate::core::knowledge::PassageTag;
use crate::core::search::Outcome;

const DISCORD: PlatformName = PlatformName::Discord;

fn tag() -> PassageTag {
    PassageTag::parse("00ff00ff00ff00ff").expect("a tag")
}

fn asked(question: Option<&str>, at: Timestamp) -> Asked {
    let asker = asker("layla");
    Asked {
        platform: DISCORD,
        workspace: asker.place.workspace.map(|workspace| workspace.id),
        channel: asker.place.channel,
        at,
        language: Language::ARABIC,
        outcome: Outcome::NotFound,
        question: question.map(str::to_owned),
        passage: Some(tag()),
    }
}

fn seconds(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).expect("a time")
}

#[tokio::test]
async fn the_last_verdict_counts_and_the_same_again_takes_it_back() {
    for store in stores().stores {
        let asker = asker("layla");
        let key = VerdictKey {
            place: &asker.place,
            person: &asker.person,
            passage: tag(),
            question: "why?",
        };
        let (yes, no) = (Verdict::Helpful, Verdict::NotHelpful);
        for (press, holds) in [(yes, Some(yes)), (no, Some(no)), (no, None), (yes, Some(yes))] {
            assert_eq!(store.press(&key, press).await.expect("kept"), holds);
        }
        let other = VerdictKey { question: "how?", ..key };
        store.press(&other, no).await.expect("kept");
        let since = seconds(0);
        let counted = store.verdicts(&asker.place, since).await.expect("read");
        assert_eq!(counted, [(tag(), 1, 1)], "{store:?}");
    }
}

#[tokio::test]
async fn what_was_asked_is_read_again_newest_first_and_of_this_workspace_only() {
    for store in stores().stores {
        let place = asker("layla").place;
        let elsewhere =
            Asked { workspace: Some(WorkspaceId::new("farm")), ..asked(Some("x"), seconds(9)) };
        let all = [asked(Some("متى؟"), seconds(5)), asked(None, seconds(7)), elsewhere];
        store.keep_asked(&all).await.expect("kept");
        let found = store.asked(&place, seconds(0)).await.expect("read");
        let questions: Vec<_> = found.iter().map(|found| found.question.as_deref()).collect();
        assert_eq!(questions, [None, Some("متى؟")]);
        assert_eq!(found[1].outcome, Outcome::NotFound);
        assert_eq!(found[1].passage, Some(tag()));
        assert_eq!(store.asked(&place, seconds(6)).await.expect("read").len(), 1);
        let zoo = WorkspaceId::new("zoo");
        store.forget_asked_before(DISCORD, &zoo, seconds(6)).await.expect("forgotten");
        assert_eq!(store.asked(&place, seconds(0)).await.expect("read").len(), 1);
        store.keep_asked(&[asked(Some("متى؟"), seconds(8))]).await.expect("kept");
        assert_eq!(store.forget_wordings(DISCORD, &zoo).await, Ok(1));
        let found = store.asked(&place, seconds(0)).await.expect("read");
        assert!(found.len() == 2 && found.iter().all(|found| found.question.is_none()));
        let workspaces = store.asking_workspaces().await.expect("read");
        assert_eq!(workspaces.len(), 2);
    }
}

#[tokio::test]
async fn a_gap_is_found_by_its_id_in_its_workspace_with_how_often_and_when_it_was_asked() {
    for store in stores().stores {
        let place = asker("layla").place;
        let elsewhere =
            Asked { workspace: Some(WorkspaceId::new("farm")), ..asked(Some("who?"), seconds(9)) };
        let answered = Asked { outcome: Outcome::Answered, ..asked(Some("why?"), seconds(9)) };
        let all = [5, 7].map(|at| asked(Some("متى؟"), seconds(at)));
        store.keep_asked(&all).await.expect("kept");
        store.keep_asked(&[elsewhere, answered]).await.expect("kept");
        let id = short_hash("متى؟");
        let gap = store.gap(&place, &id).await.expect("read").expect("a gap");
        assert_eq!((gap.id, &*gap.question), (id, "متى؟"));
        assert_eq!((gap.count, gap.last), (2, seconds(7)));
        for other in ["who?", "why?", ""] {
            assert_eq!(store.gap(&place, &short_hash(other)).await, Ok(None), "{other}");
        }
    }
}

#[tokio::test]
async fn a_setting_is_changed_and_taken_away() {
    for store in stores().stores {
        let scope = Scope::Channel(DISCORD, ChannelId::new("general"));
        for (value, expected) in
            [(Some("full"), Some(Length::Full)), (Some("short"), Some(Length::Short)), (None, None)]
        {
            store.set(&scope, None, SettingName::Length, value).await.expect("kept");
            let settings = store.settings().await.expect("read");
            assert_eq!(settings.get(&scope).and_then(|settings| settings.length), expected);
        }
    }
}

#[tokio::test]
async fn a_deed_is_begun_once_by_all_together_and_again_where_it_failed() {
    for store in stores().stores {
        let begin = || store.begin(DISCORD, "share", "7");
        let begun = futures_util::future::join_all((0..20).map(|_| begin())).await;
        let first = begun.into_iter().filter(|begun| *begun == Ok(true)).count();
        assert_eq!(first, 1, "{store:?}");
        store.undo(DISCORD, "share", "7").await.expect("undone");
        assert_eq!(begin().await, Ok(true));
        assert_eq!(store.begin(PlatformName::Slack, "share", "7").await, Ok(true));
    }
}

#[tokio::test]
async fn the_last_question_of_a_conversation_is_kept_for_a_quarter_of_an_hour() {
    for store in stores().stores {
        let key = asker("layla").conversation();
        let (now, minute) = (seconds(100_000), jiff::SignedDuration::from_mins(1));
        for (question, language) in [("متى؟", Language::ARABIC), ("why?", Language::ENGLISH)] {
            store.remember(&key, question, language, now).await.expect("kept");
            let found = store.remembered(&key, now + minute * 14).await.expect("read");
            assert_eq!(found, Some((question.to_owned(), language)));
        }
        assert_eq!(store.remembered(&asker("omar").conversation(), now).await, Ok(None));
        assert_eq!(store.remembered(&key, now + minute * 16).await, Ok(None));
        store.forget_what_is_over(now + minute * 16).await.expect("forgotten");
        assert_eq!(store.conversations().await, Ok(0));
        store.remember(&key, "why?", Language::ENGLISH, now).await.expect("kept");
        store.forget_conversation(&key).await.expect("forgotten");
        assert_eq!(store.remembered(&key, now).await, Ok(None));
    }
}

#[tokio::test]
async fn a_delivery_is_taken_by_one_process_and_forgotten_after_two_hours() {
    for store in stores().stores {
        assert_eq!(store.takes(DISCORD, "message 7").await, Ok(true));
        assert_eq!(store.takes(DISCORD, "message 7").await, Ok(false));
        assert_eq!(store.begin(DISCORD, "share", "7").await, Ok(true));
        let later = Timestamp::now() + jiff::SignedDuration::from_hours(3);
        store.forget_what_is_over(later).await.expect("forgotten");
        assert_eq!(store.takes(DISCORD, "message 7").await, Ok(true));
        assert_eq!(store.begin(DISCORD, "share", "7").await, Ok(false));
    }
}

#[tokio::test]
async fn a_person_is_forgotten_and_nobody_else() {
    for store in stores().stores {
        let (layla, omar) = (asker("layla"), asker("omar"));
        for asker in [&layla, &omar] {
            let (place, person) = (&asker.place, &asker.person);
            let key = VerdictKey { place, person, passage: tag(), question: "why?" };
            store.press(&key, Verdict::Helpful).await.expect("kept");
        }
        let erased =
            store.forget_person(DISCORD, &PersonId::new("layla")).await.expect("forgotten");
        assert_eq!(erased, Erased(1));
        assert_eq!(store.verdicts(&layla.place, seconds(0)).await.expect("read"), [(tag(), 1, 0)]);
    }
}

#[tokio::test]
async fn a_workspace_is_exported_and_forgotten_thirty_days_after_the_bot_left() {
    for store in stores().stores {
        let zoo = WorkspaceId::new("zoo");
        let place = asker("layla").place;
        store.keep_asked(&[asked(Some("متى؟"), seconds(5))]).await.expect("kept");
        store.hide_gap(&place, "وصفة الكعك").await.expect("kept");
        let Export(export) = store.export(DISCORD, &zoo).await.expect("read");
        assert_eq!(export["questions"][0]["question"], "متى؟");
        assert_eq!(export["questions"][0]["at"], 5000);
        assert_eq!(export["hidden_gaps"][0]["question"], "وصفة الكعك");
        store.note_membership(DISCORD, &zoo, false).await.expect("kept");
        store.note_membership(DISCORD, &zoo, true).await.expect("kept");
        let (now, day) = (Timestamp::now(), jiff::SignedDuration::from_hours(24));
        assert_eq!(store.forget_what_is_over(now + day * 40).await, Ok(Erased(0)), "it is back");
        store.note_membership(DISCORD, &zoo, false).await.expect("kept");
        assert_eq!(store.forget_what_is_over(now + day * 29).await, Ok(Erased(0)));
        // The question, the gap, and that the bot left.
        assert_eq!(store.forget_what_is_over(now + day * 31).await, Ok(Erased(3)));
        assert_eq!(store.asked(&place, seconds(0)).await.expect("read"), []);
    }
}

#[tokio::test]
async fn what_was_kept_is_there_after_a_restart() {
    for store in stores().stores {
        if store.address == StoreAddress::Memory {
            continue;
        }
        store.begin(DISCORD, "share", "7").await.expect("kept");
        store.close().await;
        let again = Store::at(store.address.clone());
        assert_eq!(again.begin(DISCORD, "share", "7").await, Ok(false));
        assert_eq!(again.hash(&["a"]).await, again.hash(&["a"]).await);
        assert_ne!(again.hash(&["a", "b"]).await, again.hash(&["ab"]).await);
    }
}

#[tokio::test]
async fn a_store_of_a_newer_version_is_told_and_left_alone() {
    for store in stores().stores {
        if store.address == StoreAddress::Memory {
            continue;
        }
        store.ready().await.expect("open");
        let pool = &store.opened().await.expect("open").pool;
        let newer = "INSERT INTO _sqlx_migrations \
                     (version, description, success, checksum, execution_time) \
                     SELECT 900, description, success, checksum, execution_time \
                     FROM _sqlx_migrations WHERE version = 1";
        sqlx::query(newer).execute(pool).await.expect("written");
        store.close().await;
        let again = Store::at(store.address.clone());
        assert_eq!(again.ready().await, Err(StoreError::Newer(900)));
        assert_eq!(again.begin(DISCORD, "share", "7").await, Err(StoreError::Newer(900)));
    }
}

#[tokio::test]
async fn a_store_that_cannot_be_opened_is_told_without_its_address() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let in_file = StoreAddress::File(file.path().join("iqtibas.db"));
    let nobody = StoreAddress::Postgres("postgres://me:s3cret@127.0.0.1:1/nothing".to_owned());
    for address in [in_file, nobody] {
        assert!(!format!("{address:?}").contains("s3cret"));
        let store = Store::at(address);
        let error = store.ready().await.expect_err("it cannot be opened");
        assert!(matches!(error, StoreError::Closed(_)), "{error:?}");
        assert!(!error.to_string().contains("s3cret"), "{error}");
        assert_eq!(store.ready().await, Err(error), "not tried again at once");
    }
}

#[tokio::test]
async fn a_connection_that_was_lost_is_made_again() {
    let stores = stores().stores;
    let Some(store) = stores.iter().find(|store| store.is_shared()) else { return };
    assert_eq!(store.begin(DISCORD, "share", "7").await, Ok(true));
    let pool = &store.opened().await.expect("open").pool;
    let ended = "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()";
    // A second one, which ends the first and is the one that is left.
    let (first, mut second) = (pool.acquire().await.expect("one"), pool.acquire().await);
    let second = second.as_mut().expect("another");
    let row = sqlx::query(ended).fetch_one(&mut **second).await.expect("ended");
    assert!(number(&row, 0).expect("a count") >= 1);
    drop(first);
    for _ in 0..3 {
        assert_eq!(store.begin(DISCORD, "share", "7").await, Ok(false));
    }
}
