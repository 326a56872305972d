//! The gateway comes and goes; every question is answered exactly once.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::commands::text;
use crate::join::{join, join_with, settled, start};
use crate::loopback::events::{CHANNEL, MEMBER, option};
use crate::loopback::{Loopback, State, TOKEN};

fn ask(loopback: &Loopback) -> u64 {
    loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", "What is Sora?")])
}

/// How often an interaction was answered, lost and refused tries counted.
fn tries(loopback: &Loopback, id: u64) -> usize {
    let state = loopback.state();
    state.requests.iter().filter(|request| request.path.contains(&format!("/{id}/"))).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_asked_while_the_gateway_is_down_is_answered_once_after_the_resume() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.drop_connection();
    // What comes after the drop waits for the resume.
    let id = ask(&loopback);
    assert!(text(&loopback.response(id).await).contains("Sora"));
    assert_eq!(loopback.state().resumes, 1);
    // Discord may send an event again after a resume.
    loopback.repeat_last();
    settled(&loopback, bot).await;
    assert_eq!(tries(&loopback, id), 1);
    assert_eq!(loopback.state().identifies.len(), 1, "it resumed and did not start over");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reconnect_that_discord_asks_for_loses_nothing() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.ask_to_reconnect();
    let id = ask(&loopback);
    loopback.response(id).await;
    loopback.until("resume", |state| (state.resumes == 1).then_some(())).await;
    let id = ask(&loopback);
    loopback.response(id).await;
    settled(&loopback, bot).await;
    assert_eq!(tries(&loopback, id), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_session_is_started_over() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.raw(json!({"op": 9, "d": false}));
    loopback
        .until_within("second identify", Duration::from_secs(20), |state| {
            (state.identifies.len() == 2).then_some(())
        })
        .await;
    let id = ask(&loopback);
    loopback.response(id).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_keep_coming() {
    let loopback = Loopback::start_with(Duration::from_millis(700)).await;
    let _bot = join(&loopback).await;
    let started = Instant::now();
    loopback
        .until("late heartbeat", |state| {
            let last = state.sessions.last()?.last_heartbeat?;
            (last > started + Duration::from_millis(1500)).then_some(())
        })
        .await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_content_intent_the_bot_goes_on_and_says_what_is_lost() {
    let loopback = Loopback::start().await;
    let bot = join_with(&loopback, &[("DISCORD_MESSAGE_CONTENT", "true")]).await;
    bot.logged("going on without it").await;
    let intents = loopback.state().identifies[0]["intents"].as_u64().expect("intents");
    assert_eq!(intents & (1 << 15), 0);
    drop(bot);
    let bot = join(&loopback).await;
    bot.logged("replies are read only where they mention the bot").await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn shards_are_those_recommended_or_those_asked_for() {
    let loopback = Loopback::start().await;
    loopback.state().shards = 2;
    let bot = start(&loopback, &[]);
    let shards = |count: usize| {
        loopback.until_within("shards", Duration::from_secs(20), move |state| {
            let found: Vec<String> =
                state.identifies.iter().map(|i| i["shard"].to_string()).collect();
            (found.len() == count).then_some(found)
        })
    };
    assert_eq!(shards(2).await, ["[0,2]", "[1,2]"]);
    drop(bot);
    let _bot = start(&loopback, &[("DISCORD_SHARDS", "3/8")]);
    assert_eq!(shards(3).await[2], "[3,8]");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_refuses_ends_the_program_with_what_to_do() {
    let loopback = Loopback::start().await;
    let mut bot = start(&loopback, &[("DISCORD_TOKEN", "wrong.t0ken")]);
    assert!(!bot.ended().await.success());
    let log = bot.logged("DISCORD_TOKEN").await;
    assert!(log.contains("https://discord.com/developers/applications"), "{log}");
    assert!(!bot.log().contains("wrong.t0ken"), "the token is never logged");
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_token_nor_question_reaches_the_log() {
    let loopback = Loopback::start().await;
    for (filter, shows_question) in [("info", false), ("iqtibas=debug,info", true)] {
        let bot = join_with(&loopback, &[("IQTIBAS_LOG", filter)]).await;
        let id = ask(&loopback);
        loopback.response(id).await;
        let line = bot.logged("answered").await;
        for part in ["discord", "ask", "outcome", "confidence", "took_us"] {
            assert!(line.contains(part), "{part} is not in {line}");
        }
        let log = bot.log();
        assert_eq!(log.contains("What is Sora?"), shows_question, "{log}");
        assert!(!log.contains(TOKEN) && !log.contains(&format!("token-{id}")), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_questions_back_to_back_are_all_answered_once() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    const COUNT: usize = 10_000;
    let mut ids = Vec::with_capacity(COUNT);
    for batch in 0..COUNT / 50 {
        for _ in 0..50 {
            ids.push(ask(&loopback));
        }
        // At most two batches are under way, as Discord spreads its own load.
        let answered = batch * 50;
        loopback
            .until_within("responses", Duration::from_secs(60), |state| {
                (state.answered >= answered).then_some(())
            })
            .await;
    }
    loopback
        .until_within("all responses", Duration::from_secs(60), |state| {
            (state.answered >= COUNT).then_some(())
        })
        .await;
    if let Some(resident) = bot.resident() {
        // A test build, so only that it does not grow without bounds.
        assert!(resident < 200 << 20, "{} MiB", resident >> 20);
    }
    settled(&loopback, bot).await;
    let state = loopback.state();
    let callbacks = state.requests.iter().filter(|request| request.path.contains("/callback"));
    assert_eq!(callbacks.count(), COUNT, "each once");
    drop(state);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_under_load_finishes_what_was_begun_and_ends_well() {
    let loopback = Loopback::start().await;
    let mut bot = join(&loopback).await;
    let held = loopback.hold("/callback");
    let ids: Vec<u64> = (0..40).map(|_| ask(&loopback)).collect();
    loopback.until_held(ids.len()).await;
    bot.terminate();
    bot.logged("stopping").await;
    drop(held);
    assert!(bot.ended().await.success(), "{}", bot.log());
    let lost = {
        let state = loopback.state();
        let answered = |id: &u64| state.interactions[&id.to_string()].response.is_some();
        ids.iter().filter(|id| !answered(id)).count()
    };
    assert_eq!(lost, 0, "replies in flight were finished");
    let sessions = |state: &State| state.sessions.last().is_some_and(|s| !s.is_connected());
    loopback.until("closed gateway", |state| sessions(state).then_some(())).await;
    loopback.assert_clean();
}
