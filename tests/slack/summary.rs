//! A summary on its way to the channel.

use serde_json::Value;

use crate::commands::{shown, value_of};
use crate::join::{join, join_with, posted, settled};
use crate::loopback::deliveries::{ADMIN, CHANNEL, Element, MEMBER, filled};
use crate::loopback::{Fault, Loopback};

/// Opens the modal of a summary about energy.
async fn opened(loopback: &Loopback, user: &str) -> Value {
    let (_, payload) = loopback.slash(user, "/summary", "energy");
    let before = loopback.bodies("views.open").len();
    loopback.deliver("slash_commands", &payload);
    let mut opened = loopback.bodies_when("views.open", before + 1).await;
    opened.remove(before)["view"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_and_those_named_may_make_a_summary() {
    let loopback = Loopback::start().await;
    loopback.state().group = vec!["UGROUP".to_owned()];
    let variables = [("SLACK_SUMMARY_USERS", "UNAMED,UOTHER"), ("SLACK_SUMMARY_GROUP", "S1")];
    let _bot = join_with(&loopback, &variables).await;
    let (answers, payload) = loopback.slash(MEMBER, "/summary", "energy");
    loopback.deliver("slash_commands", &payload);
    let refused = loopback.bodies_when(&answers, 1).await.remove(0);
    assert!(shown(&refused).contains("those who run the workspace"), "{}", shown(&refused));
    for user in [ADMIN, "UNAMED", "UGROUP"] {
        let view = opened(&loopback, user).await;
        assert_eq!(view["callback_id"], "summary");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_goes_out_with_the_chosen_points_and_its_poster_once() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let view = opened(&loopback, ADMIN).await;
    assert!(shown(&view).contains("Preview"), "{}", shown(&view));
    // Another length, then another choice: each changes the preview.
    let longer = filled(&view, "V1", "energy", "3", Some(&["0"]));
    let payload = loopback.press_in_view(ADMIN, longer, Element::Input("length"));
    loopback.deliver("interactive", &payload);
    let view = loopback.bodies_when("views.update", 1).await.remove(0)["view"].clone();
    let chosen = filled(&view, "V1", "energy", "3", Some(&["1"]));
    let payload = loopback.press_in_view(ADMIN, chosen.clone(), Element::Input("points"));
    loopback.deliver("interactive", &payload);
    let changed = loopback.bodies_when("views.update", 2).await.remove(1)["view"].clone();
    assert!(shown(&changed).contains("[1]") && !shown(&changed).contains("[2]"));
    // A double click on Post.
    let chosen = filled(&changed, "V1", "energy", "3", Some(&["1"]));
    for _ in 0..2 {
        let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, chosen.clone()));
        assert!(loopback.acknowledgement(&envelope).await.is_null(), "the modal closes");
    }
    settled(&loopback, bot).await;
    let posted = posted(&loopback, CHANNEL);
    assert_eq!(posted.len(), 1);
    let text = shown(&posted[0]);
    assert!(text.contains("Posted by: uadmin"), "{text}");
    assert!(text.contains("[1]") && !text.contains("[2]"), "{text}");
    assert!(!posted[0].to_string().contains("\"button\""));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_without_points_is_not_posted_and_says_why() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let view = opened(&loopback, ADMIN).await;
    let empty = filled(&view, "V1", "energy", "5", Some(&[]));
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, empty));
    let answer = loopback.acknowledgement(&envelope).await;
    assert_eq!(answer["response_action"], "errors");
    assert!(answer.to_string().contains("No point is chosen."), "{answer}");
    let nothing = filled(&view, "V1", "the football league", "5", None);
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, nothing));
    let answer = loopback.acknowledgement(&envelope).await;
    assert!(answer["errors"]["topic"].is_string(), "{answer}");
    settled(&loopback, bot).await;
    assert!(posted(&loopback, CHANNEL).is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_reaches_a_channel_that_the_bot_is_no_member_of() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let view = opened(&loopback, ADMIN).await;
    loopback.fail("chat.postMessage", Fault::Refused("not_in_channel"));
    let view = filled(&view, "V1", "energy", "5", None);
    loopback.deliver("interactive", &loopback.submit(ADMIN, view));
    let answers = loopback
        .until("answers through the command's address", |state| {
            let answers = state.requests.iter().filter(|r| r.method.starts_with("response"));
            let answers: Vec<Value> = answers.map(|answer| answer.body.clone()).collect();
            (answers.len() == 2).then_some(answers)
        })
        .await;
    assert_eq!(answers[0]["response_type"], "in_channel");
    assert!(shown(&answers[0]).contains("Posted by: uadmin"));
    // No digest would get there.
    assert_eq!(answers[1]["response_type"], "ephemeral");
    assert!(!answers[1].to_string().contains("Post again later"), "{}", answers[1]);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_shown_is_posted() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let view = opened(&loopback, ADMIN).await;
    // A topic that was typed, but never entered, so that the preview is of another.
    let typed = filled(&view, "V1", "Sora", "5", Some(&["0"]));
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, typed));
    let answer = loopback.acknowledgement(&envelope).await;
    assert_eq!(answer["response_action"], "update");
    let anew = answer["view"].clone();
    assert!(shown(&anew).contains("another than the one you saw"), "{}", shown(&anew));
    assert!(shown(&anew).contains("Sora"));
    let agreed = filled(&anew, "V1", "Sora", "5", None);
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, agreed));
    assert!(loopback.acknowledgement(&envelope).await.is_null(), "the window closes");
    settled(&loopback, bot).await;
    let posted = posted(&loopback, CHANNEL);
    assert_eq!(posted.len(), 1);
    assert!(shown(&posted[0]).contains("Sora"), "{}", shown(&posted[0]));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_opens_in_time_however_long_slack_takes_to_say_who_may() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let held = loopback.hold("users.info");
    let (_, payload) = loopback.slash(ADMIN, "/summary", "energy");
    loopback.deliver("slash_commands", &payload);
    let opened = loopback.bodies_when("views.open", 1).await.remove(0);
    assert!(shown(&opened["view"]).contains("One moment"), "{}", shown(&opened["view"]));
    drop(held);
    let filled = loopback.bodies_when("views.update", 1).await.remove(0);
    assert_eq!(filled["view"]["callback_id"], "summary");
    assert!(shown(&filled["view"]).contains("[1]"), "{}", shown(&filled["view"]));
    settled(&loopback, bot).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_not_there_does_not_lock_admins_out() {
    let loopback = Loopback::start().await;
    let bot = join_with(&loopback, &[("SLACK_SUMMARY_GROUP", "SWRONG")]).await;
    loopback.fail("usergroups.users.list", Fault::Refused("no_such_subteam"));
    let (answers, payload) = loopback.slash(MEMBER, "/summary", "energy");
    loopback.deliver("slash_commands", &payload);
    let refused = loopback.bodies_when(&answers, 1).await.remove(0);
    assert!(shown(&refused).contains("those who run the workspace"), "{}", shown(&refused));
    assert_eq!(opened(&loopback, ADMIN).await["callback_id"], "summary");
    bot.logged("SLACK_SUMMARY_GROUP").await;
    assert_eq!(bot.log().matches("SLACK_SUMMARY_GROUP").count(), 1, "told once: {}", bot.log());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_asked_for_once_in_a_while() {
    let loopback = Loopback::start().await;
    loopback.state().group = vec!["UGROUP".to_owned()];
    let _bot = join_with(&loopback, &[("SLACK_SUMMARY_GROUP", "S1")]).await;
    for _ in 0..3 {
        assert_eq!(opened(&loopback, "UGROUP").await["callback_id"], "summary");
    }
    // Slack takes this no oftener than some twenty times a minute.
    assert_eq!(loopback.bodies("usergroups.users.list").len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_long_preview_can_be_seen_and_is_posted_as_it_was() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (_, payload) = loopback.slash(ADMIN, "/summary", "25");
    loopback.deliver("slash_commands", &payload);
    let mut pages = vec![shown_next(&loopback, 1).await];
    let turn = value_of(&pages[0], "Next page");
    let open = filled(&pages[0], "V1", "", "25", None);
    let payload = loopback.press_in_view(ADMIN, open, Element::Button(&turn));
    loopback.deliver("interactive", &payload);
    pages.push(shown_next(&loopback, 2).await);
    value_of(&pages[1], "Previous page");
    let open = filled(&pages[1], "V1", "", "25", None);
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, open));
    assert!(loopback.acknowledgement(&envelope).await.is_null(), "the window closes");
    settled(&loopback, bot).await;
    let blocks = |value: &Value| value["blocks"].as_array().cloned().expect("blocks");
    let posted: Vec<Value> = posted(&loopback, CHANNEL).iter().flat_map(blocks).collect();
    let pages: Vec<Vec<Value>> = pages.iter().map(blocks).collect();
    let is_shown = |block: &Value| pages.iter().any(|page| page.contains(block));
    let unseen: Vec<&Value> = posted.iter().filter(|block| !is_shown(block)).collect();
    assert!(unseen.is_empty(), "{unseen:?}");
    let quotes = posted.iter().filter(|block| block["type"] == "rich_text").count();
    assert!(quotes >= 25, "{quotes}");
    loopback.assert_clean();
}

/// The window of a summary when it is shown for this time, not counting those that say
/// that it is under way.
async fn shown_next(loopback: &Loopback, time: usize) -> Value {
    loopback
        .until("a window", |state| {
            let windows = state.requests.iter().filter(|request| {
                let is_view = matches!(request.method.as_str(), "views.open" | "views.update");
                is_view && request.body["view"]["callback_id"] == "summary"
            });
            windows.skip(time - 1).map(|request| request.body["view"].clone()).next()
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_that_is_not_posted_is_told_although_the_window_is_closed() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let (answers, payload) = loopback.slash(ADMIN, "/summary", "energy");
    loopback.deliver("slash_commands", &payload);
    let view = loopback.bodies_when("views.open", 1).await.remove(0)["view"].clone();
    loopback.fail("chat.postMessage", Fault::Refused("msg_too_long"));
    let view = filled(&view, "V1", "energy", "5", None);
    loopback.deliver("interactive", &loopback.submit(ADMIN, view));
    let told = loopback.bodies_when(&answers, 1).await.remove(0);
    assert_eq!(told["response_type"], "ephemeral");
    assert!(shown(&told).contains("try again"), "{}", shown(&told));
    assert!(!shown(&told).contains("may not write"), "that is not the reason");
    loopback.assert_clean();
}
