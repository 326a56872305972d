//! Joining against resistance: close codes, session starts, proxies, stopping while
//! nothing works, and commands that are not taken at first.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::commands::text;
use crate::join::{join, join_with, start};
use crate::loopback::events::{CHANNEL, MEMBER, option};
use crate::loopback::{Fault, Loopback, tls};

/// What shows that it works by now: a question that is answered.
async fn answers(loopback: &Loopback) {
    let id = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", "What is Sora?")]);
    assert!(text(&loopback.response(id).await).contains("Sora"));
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_that_discord_does_not_take_at_first_are_registered_later() {
    let loopback = Loopback::start().await;
    for fault in [Fault::Status(500), Fault::Status(503), Fault::RateLimited(0.1)] {
        loopback.fail("/commands", fault);
    }
    let bot = start(&loopback, &[]);
    loopback
        .until_within("command", Duration::from_secs(40), |state| {
            (!state.commands.is_empty()).then_some(())
        })
        .await;
    bot.logged("commands registered").await;
    assert_eq!(loopback.bodies("PUT", "/commands").len(), 1);
    answers(&loopback).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_that_discord_forbids_are_not_tried_again_and_questions_are_answered() {
    let loopback = Loopback::start().await;
    loopback.fail("/commands", Fault::Forbidden);
    let bot = start(&loopback, &[]);
    let line = bot.logged("the commands could not be registered").await;
    assert!(line.contains("Missing Permissions"), "{line}");
    loopback.until("session", |state| state.sessions.last().map(|_| ())).await;
    answers(&loopback).await;
    let state = loopback.state();
    let tries = state.requests.iter().filter(|request| request.path.ends_with("/commands"));
    assert_eq!(tries.count(), 1);
    drop(state);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locale_that_discord_refuses_is_left_out_and_the_log_says_so() {
    let loopback = Loopback::start().await;
    loopback.state().refused_locales = vec!["ar"];
    let bot = join(&loopback).await;
    bot.logged("registering without it").await;
    let command = loopback.state().commands[0].clone();
    assert_eq!(command["description_localizations"]["ar"], json!(null));
    assert!(command["description_localizations"]["he"].is_string());
    drop(bot);
    // What is there already is not written again.
    let bot = join(&loopback).await;
    bot.logged("registered already").await;
    assert_eq!(loopback.bodies("PUT", "/commands").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn shards_that_discord_refuses_end_the_program_with_what_to_set() {
    for code in [4010, 4011] {
        let loopback = Loopback::start().await;
        loopback.state().turns_away = Some(code);
        let mut bot = start(&loopback, &[("DISCORD_SHARDS", "0/1")]);
        assert!(!bot.ended().await.success());
        bot.logged("DISCORD_SHARDS does not fit").await;
        assert_eq!(loopback.state().identifies.len(), 1, "it did not try again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_discord_has_ended_is_not_resumed() {
    // With Discord's own interval nearly: by itself serenity notices at the next
    // heartbeat, and spins until then.
    let loopback = Loopback::start_with(Duration::from_secs(40)).await;
    let _bot = join(&loopback).await;
    loopback.close_connection(4003);
    loopback
        .until_within("second session", Duration::from_secs(30), |state| {
            (state.identifies.len() == 2).then_some(())
        })
        .await;
    answers(&loopback).await;
    assert_eq!(loopback.state().resumes, 0);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_closes_at_once_is_not_stormed() {
    // serenity gives a session up when a heartbeat of it falls into a pause.
    let loopback = Loopback::start_with(Duration::from_secs(40)).await;
    let _bot = join(&loopback).await;
    loopback.state().turns_away = Some(4000);
    let lost = Instant::now();
    loopback.drop_connection();
    loopback
        .until_within("three resumes", Duration::from_secs(30), |state| {
            (state.resumes >= 3).then_some(())
        })
        .await;
    // The first comes at once; before the second is a second, before the third two.
    assert!(lost.elapsed() >= Duration::from_secs(3), "{:?}", lost.elapsed());
    loopback.state().turns_away = None;
    loopback
        .until_within("session that holds", Duration::from_secs(30), |state| {
            state.sessions.last().is_some_and(|s| s.is_connected()).then_some(())
        })
        .await;
    answers(&loopback).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_may_start_no_session_waits_until_it_may() {
    let loopback = Loopback::start().await;
    loopback.state().starts = (0, 300);
    let bot = start(&loopback, &[]);
    bot.logged("start no more sessions for now").await;
    assert_eq!(loopback.state().identifies.len(), 0);
    loopback.state().starts = (1, 300);
    loopback.until_ready().await;
    answers(&loopback).await;
    // That was the last one: the next session waits as well.
    loopback.raw(json!({"op": 9, "d": false}));
    let asked = |state: &crate::loopback::State| {
        let asked = state.requests.iter().filter(|request| request.path == "/gateway/bot");
        (asked.count() >= 4).then_some(())
    };
    loopback.until_within("question for more", Duration::from_secs(30), asked).await;
    loopback.state().starts = (1, 300);
    loopback
        .until_within("second session", Duration::from_secs(30), |state| {
            (state.identifies.len() == 2).then_some(())
        })
        .await;
    answers(&loopback).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_is_heard_while_waiting_for_a_session() {
    let loopback = Loopback::start().await;
    loopback.state().starts = (0, 3_600_000);
    let mut bot = start(&loopback, &[]);
    bot.logged("start no more sessions for now").await;
    bot.terminate();
    assert!(bot.ended().await.success(), "{}", bot.log());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_is_heard_while_the_gateway_cannot_be_reached() {
    let loopback = Loopback::start().await;
    let mut bot = join(&loopback).await;
    loopback.state().gateway_is_down = true;
    loopback.drop_connection();
    bot.logged("gateway cannot be reached").await;
    bot.terminate();
    assert!(bot.ended().await.success(), "{}", bot.log());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_outlives_a_gateway_that_is_down_for_a_while() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.state().gateway_is_down = true;
    loopback.drop_connection();
    bot.logged("gateway cannot be reached").await;
    loopback.state().gateway_is_down = false;
    loopback.until("resume", |state| (state.resumes == 1).then_some(())).await;
    answers(&loopback).await;
    assert_eq!(loopback.state().identifies.len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gateway_is_reached_through_the_proxy_and_its_certificate() {
    let loopback = Loopback::start().await;
    // An address that only the proxy can reach, with a name that only its certificate has.
    loopback.state().gateway = Some("wss://gateway.discord.gg".to_owned());
    let folder = tempfile::tempdir().expect("a directory");
    let certificate = folder.path().join("ca.pem");
    let proxy = format!("http://{}", tls::start(&loopback, &certificate).await);
    let certificate = certificate.display().to_string();
    let variables = [
        ("DISCORD_API_BASE", ""),
        ("HTTPS_PROXY", proxy.as_str()),
        ("DISCORD_CA_FILE", certificate.as_str()),
    ];
    let mut bot = join_with(&loopback, &variables).await;
    answers(&loopback).await;
    loopback.ask_to_reconnect();
    loopback.until("resume", |state| (state.resumes == 1).then_some(())).await;
    answers(&loopback).await;
    bot.terminate();
    assert!(bot.ended().await.success(), "{}", bot.log());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_certificate_the_log_says_what_is_wrong_with_the_proxy() {
    let loopback = Loopback::start().await;
    let folder = tempfile::tempdir().expect("a directory");
    let certificate = folder.path().join("ca.pem");
    let proxy = format!("http://{}", tls::start(&loopback, &certificate).await);
    let variables = [("DISCORD_API_BASE", ""), ("HTTPS_PROXY", proxy.as_str())];
    let bot = start(&loopback, &variables);
    let line = bot.logged("Discord cannot be reached").await;
    assert!(line.contains("certificate"), "{line}");
}
