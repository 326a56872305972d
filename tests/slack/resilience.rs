//! Connections come and go, deliveries come twice; every question is answered
//! exactly once.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::commands::{command, quote, shown};
use crate::join::{join, join_with, posted, settled, start};
use crate::loopback::deliveries::{ADMIN, CHANNEL, MEMBER};
use crate::loopback::{APP_TOKEN, BOT_TOKEN, Fault, Loopback};

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_are_acknowledged_at_once_and_repetitions_answered_once() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (answers, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
    let held = loopback.hold(&answers);
    // A storm: the same thing again and again, under the same and other envelopes.
    let envelope = loopback.deliver("slash_commands", &payload);
    for attempt in 1..4 {
        loopback.deliver_as(&envelope, "slash_commands", &payload, attempt);
        loopback.deliver("slash_commands", &payload);
    }
    // Although no answer can be delivered yet.
    loopback.acknowledgement(&envelope).await;
    drop(held);
    let event = loopback.mention(MEMBER, CHANNEL, "What is Sora?", None);
    for _ in 0..3 {
        loopback.deliver("events_api", &event);
    }
    settled(&loopback, bot).await;
    assert_eq!(loopback.bodies(&answers).len(), 1);
    assert_eq!(posted(&loopback, CHANNEL).len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_dropped_between_acknowledgement_and_reply_costs_nothing() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (answers, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
    let held = loopback.hold(&answers);
    // The acknowledgement is lost with the connection, so Slack delivers again.
    loopback.deafen();
    let envelope = loopback.deliver("slash_commands", &payload);
    loopback.until_held(1).await;
    let opened = loopback.state().opened;
    loopback.drop_links();
    loopback
        .until("new link", |state| (state.opened > opened && !state.links.is_empty()).then_some(()))
        .await;
    loopback.deliver_as(&envelope, "slash_commands", &payload, 1);
    loopback.acknowledgement(&envelope).await;
    drop(held);
    settled(&loopback, bot).await;
    assert_eq!(loopback.bodies(&answers).len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_connections_are_kept_and_renewed_when_slack_asks() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.until_linked(2).await;
    for (round, reason) in ["warning", "refresh_requested"].into_iter().enumerate() {
        loopback.ask_to_renew(reason);
        let opened = 2 * (round + 2);
        loopback.until("new links", |state| (state.opened >= opened).then_some(())).await;
        loopback.until_linked(2).await;
        assert!(!quote(&command(&loopback, "/ask", "What is Sora?").await).is_empty());
    }
    bot.logged("Slack renews a connection reason=\"warning\"").await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_that_make_no_sense_do_no_harm() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for frame in
        [json!({"type": "hello"}), json!({"type": 5}), json!("?"), json!({"type": "new_kind"})]
    {
        loopback.raw(&frame);
    }
    for (kind, payload) in [
        ("slash_commands", json!({"command": 5})),
        ("interactive", json!({"type": "block_actions"})),
        (
            "interactive",
            json!({"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1", "type": "modal", "callback_id": "summary"}}),
        ),
        ("events_api", json!({"event": {"type": "app_mention"}})),
        ("events_api", json!(null)),
        ("never_heard_of", json!({})),
    ] {
        let envelope = loopback.deliver(kind, &payload);
        loopback.acknowledgement(&envelope).await;
    }
    for text in ["", "\u{202e}\"AND* [", &"x".repeat(6000), "<!channel> & <b>"] {
        assert!(!shown(&command(&loopback, "/ask", text).await).trim().is_empty());
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_has_run_out_is_made_up_for() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let (answers, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
    let id = answers.trim_start_matches("response ").to_owned();
    loopback.state().addresses.insert(id, (0, true));
    loopback.deliver("slash_commands", &payload);
    let whispered = loopback.bodies_when("chat.postEphemeral", 1).await.remove(0);
    assert_eq!((&whispered["user"], &whispered["channel"]), (&json!(MEMBER), &json!(CHANNEL)));
    assert!(!quote(&whispered).is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn server_errors_and_rate_limits_are_waited_out() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.fail("chat.postMessage", Fault::RateLimited(1));
    let start = Instant::now();
    loopback.deliver("events_api", &loopback.mention(MEMBER, CHANNEL, "What is Sora?", None));
    loopback.bodies_when("chat.postMessage", 1).await;
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    for _ in 0..2 {
        loopback.fail("chat.postMessage", Fault::Status(500));
    }
    loopback.deliver("events_api", &loopback.mention(MEMBER, "C2", "What is Sora?", None));
    loopback.bodies_when("chat.postMessage", 2).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_slack_refuses_ends_the_program_with_what_to_do() {
    let loopback = Loopback::start().await;
    for (variable, wrong) in [("SLACK_BOT_TOKEN", "xoxb-wrong"), ("SLACK_APP_TOKEN", "xapp-wrong")]
    {
        let mut bot = start(&loopback, &[(variable, wrong)]);
        assert!(!bot.ended().await.success());
        let line = bot.logged(variable).await;
        assert!(line.contains("https://api.slack.com/apps"), "{line}");
        assert!(!bot.log().contains(wrong), "the token is never logged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn slack_that_is_in_trouble_at_the_start_is_waited_for() {
    let loopback = Loopback::start().await;
    // Tried again at once, then with pauses.
    for fault in [
        Fault::Refused("internal_error"),
        Fault::Refused("ratelimited"),
        Fault::Status(503),
        Fault::Page("<html><title>Sign in to the network</title></html>"),
    ] {
        loopback.fail("auth.test", fault);
    }
    for fault in [Fault::Refused("service_unavailable"), Fault::Refused("team_added_to_org")] {
        loopback.fail("apps.connections.open", fault);
    }
    let bot = start(&loopback, &[]);
    loopback
        .until_within("a link", Duration::from_secs(40), |state| {
            (!state.links.is_empty()).then_some(())
        })
        .await;
    for part in ["the answer makes no sense", "team_added_to_org"] {
        assert!(bot.logged(part).await.contains("trying again"), "{part}");
    }
    assert!(!quote(&command(&loopback, "/ask", "What is Sora?").await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_is_heard_while_slack_does_not_answer_at_the_start() {
    let loopback = Loopback::start().await;
    loopback.fail("auth.test", Fault::Slow(Duration::from_secs(60)));
    let mut bot = start(&loopback, &[]);
    loopback.until("a fault taken", |state| state.faults.is_empty().then_some(())).await;
    bot.terminate();
    let ended = tokio::time::timeout(Duration::from_secs(10), bot.ended()).await;
    assert!(ended.expect("in the time that docker stop grants").success(), "{}", bot.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_says_with_status_200_that_it_has_run_out_is_made_up_for() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (number, page) in ["expired_url", "<html>Sign in</html>"].into_iter().enumerate() {
        let (answers, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
        loopback.fail(&answers, Fault::Page(page));
        loopback.deliver("slash_commands", &payload);
        let whispered = loopback.bodies_when("chat.postEphemeral", number + 1).await.remove(number);
        assert!(!quote(&whispered).is_empty(), "{page}");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_asked_about_once_in_a_while() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for count in 1..=3 {
        let (_, payload) = loopback.slash(ADMIN, "/summary", "energy");
        loopback.deliver("slash_commands", &payload);
        loopback.bodies_when("views.open", count).await;
    }
    let asked = loopback.bodies("users.info");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0]["include_locale"], "true");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_tokens_nor_questions_reach_the_log() {
    let loopback = Loopback::start().await;
    for (filter, shows_question) in [("info", false), ("iqtibas=debug,info", true)] {
        let bot = join_with(&loopback, &[("IQTIBAS_LOG", filter)]).await;
        command(&loopback, "/ask", "What is Sora?").await;
        let line = bot.logged("answered").await;
        for part in ["slack", "ask", "outcome", "confidence", "took_us"] {
            assert!(line.contains(part), "{part} is not in {line}");
        }
        let log = bot.log();
        assert_eq!(log.contains("What is Sora?"), shows_question, "{log}");
        for secret in [BOT_TOKEN, APP_TOKEN, "/response/"] {
            assert!(!log.contains(secret), "{secret}: {log}");
        }
        drop(bot);
        loopback.until("closed links", |state| state.links.is_empty().then_some(())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_commands_back_to_back_are_all_answered_once() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    const COUNT: usize = 2000;
    for number in 0..COUNT {
        let (_, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
        loopback.deliver("slash_commands", &payload);
        let answered = number.saturating_sub(100);
        loopback
            .until_within("answers", Duration::from_secs(60), |state| {
                (state.answered >= answered).then_some(())
            })
            .await;
    }
    loopback
        .until_within("all answers and acknowledgements", Duration::from_secs(60), |state| {
            // An answer may overtake the acknowledgement of its question.
            let acknowledged = state.envelopes.values().all(|envelope| envelope.count > 0);
            (state.answered >= COUNT && acknowledged).then_some(())
        })
        .await;
    let state = loopback.state();
    assert_eq!(state.answered, COUNT);
    assert!(state.addresses.values().all(|(uses, _)| *uses == 1));
    assert!(state.envelopes.values().all(|envelope| envelope.count == 1));
    drop(state);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_under_load_finishes_what_was_begun_and_ends_well() {
    let loopback = Loopback::start().await;
    let mut bot = join(&loopback).await;
    let held = loopback.hold("response");
    let mut names = Vec::new();
    for _ in 0..30 {
        let (answers, payload) = loopback.slash(MEMBER, "/ask", "What is Sora?");
        loopback.deliver("slash_commands", &payload);
        names.push(answers);
    }
    loopback.until_held(names.len()).await;
    bot.terminate();
    bot.logged("stopping").await;
    drop(held);
    assert!(bot.ended().await.success(), "{}", bot.log());
    let lost = names.iter().filter(|name| loopback.bodies(name).is_empty()).count();
    assert_eq!(lost, 0, "replies in flight were finished");
    loopback.assert_clean();
}
