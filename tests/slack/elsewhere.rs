//! A summary that is posted in another channel than where it was made, and again.

use serde_json::{Value, json};

use crate::commands::{quote, shown, value_of};
use crate::join::{join, posted, settled};
use crate::loopback::deliveries::{ADMIN, CHANNEL, Element, MEMBER, filled};
use crate::loopback::{Fault, Loopback};

/// A channel that the bot is in, and one that it is not in (the double knows its name).
const OTHER: &str = "C2";
const NOT_JOINED: &str = "CFOREIGN";

/// Somebody uses a slash command in a channel of this id.
fn slash_in(
    loopback: &Loopback,
    channel: &str,
    user: &str,
    command: &str,
    line: &str,
) -> (String, Value) {
    let (answers, mut payload) = loopback.slash(user, command, line);
    payload["channel_id"] = channel.into();
    payload["channel_name"] = if channel.starts_with('D') { "directmessage" } else { "x" }.into();
    (answers, payload)
}

/// A moderator's window with another channel chosen in it, as Slack sends it back once it
/// has been shown again, and where what is said of it comes.
async fn aimed(loopback: &Loopback, channel: &str) -> (Value, String) {
    let (answers, payload) = loopback.slash(ADMIN, "/summary", "energy");
    loopback.deliver("slash_commands", &payload);
    let view = loopback.bodies_when("views.open", 1).await.remove(0)["view"].clone();
    let changed = loopback.press_in_view(ADMIN, at(&view, channel), Element::Input("place"));
    loopback.deliver("interactive", &changed);
    let view = loopback.bodies_when("views.update", 1).await.remove(0)["view"].clone();
    (at(&view, channel), answers)
}

fn at(view: &Value, channel: &str) -> Value {
    let mut view = filled(view, "V1", "energy", "5", Some(&["0", "1", "2", "3", "4"]));
    let chosen = json!({"type": "conversations_select", "selected_conversation": channel});
    view["state"]["values"]["place"] = json!({ "place": chosen });
    view
}

async fn submitted(loopback: &Loopback, view: &Value) -> Value {
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, view.clone()));
    loopback.acknowledgement(&envelope).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_is_posted_in_the_channel_that_was_chosen_and_the_moderator_told() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (view, answers) = aimed(&loopback, OTHER).await;
    // Another one than was shown is shown first.
    let anew = submitted(&loopback, &at(&view, "C3")).await;
    assert_eq!(anew["response_action"], "update", "{anew}");
    assert!(anew.to_string().contains("\"initial_conversation\":\"C3\""), "{anew}");
    // A double click.
    for _ in 0..2 {
        assert!(submitted(&loopback, &view).await.is_null(), "the window closes");
    }
    let told = loopback.bodies_when(&answers, 1).await.remove(0);
    assert_eq!(told["response_type"], "ephemeral");
    assert!(told.to_string().contains("Posted in: <#C2>"), "{told}");
    settled(&loopback, bot).await;
    assert!(posted(&loopback, CHANNEL).is_empty() && posted(&loopback, "C3").is_empty());
    let there = posted(&loopback, OTHER);
    assert_eq!(there.len(), 1);
    assert_eq!(quote(&there[0]), quote(&view));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_the_bot_is_not_in_is_told_and_no_other_way_is_taken() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (view, answers) = aimed(&loopback, NOT_JOINED).await;
    assert!(submitted(&loopback, &view).await.is_null(), "the window closes");
    let told = loopback.bodies_when(&answers, 1).await.remove(0);
    assert_eq!(told["response_type"], "ephemeral", "not shown to all where it was made");
    assert!(shown(&told).contains("invite me there first"), "{}", shown(&told));
    settled(&loopback, bot).await;
    assert_eq!(loopback.bodies(&answers).len(), 1);
    assert!(posted(&loopback, CHANNEL).is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_is_no_place_for_a_summary() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    for id in ["D9", "UOTHER"] {
        let told = refused(&loopback, id).await;
        assert!(told.contains("I cannot post there."), "{told}");
    }
    settled(&loopback, bot).await;
    assert!(posted(&loopback, "D9").is_empty() && posted(&loopback, "UOTHER").is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_channel_of_the_presser_that_nobody_outside_reads_is_posted_to() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    for (channel, flag) in [("C7", "is_archived"), ("C8", "is_ext_shared")] {
        loopback.state().channels.push(json!({"id": channel, flag: true}));
    }
    for channel in ["C7", "C8", "CNOTTHEIRS"] {
        let told = refused(&loopback, channel).await;
        assert!(told.contains("in which both of us are"), "{channel}: {told}");
    }
    settled(&loopback, bot).await;
    for channel in [CHANNEL, "C7", "C8", "CNOTTHEIRS"] {
        assert!(posted(&loopback, channel).is_empty(), "{channel}");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_slack_may_not_be_asked_it_is_told_what_to_do_and_nothing_is_posted() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.fail("users.conversations", Fault::Refused("missing_scope"));
    let told = refused(&loopback, OTHER).await;
    assert!(told.contains("update my app from its manifest and install it again"), "{told}");
    loopback.fail("users.conversations", Fault::Refused("access_denied"));
    let told = refused(&loopback, OTHER).await;
    assert!(told.contains("went wrong"), "{told}");
    settled(&loopback, bot).await;
    assert!(posted(&loopback, OTHER).is_empty());
    loopback.assert_clean();
}

/// What a moderator is told who submits a window with this channel in vain.
async fn refused(loopback: &Loopback, channel: &str) -> String {
    let before = loopback.bodies("views.open").len();
    let (answers, payload) = loopback.slash(ADMIN, "/summary", "energy");
    loopback.deliver("slash_commands", &payload);
    let view = loopback.bodies_when("views.open", before + 1).await.remove(before);
    let anew = submitted(loopback, &at(&view["view"], channel)).await["view"].clone();
    let mut view = at(&anew, channel);
    view["id"] = format!("V{before}").into();
    assert!(submitted(loopback, &view).await.is_null(), "the window closes");
    shown(&loopback.bodies_when(&answers, 1).await.remove(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_posts_from_a_direct_message_only_where_everybody_may() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (answers, payload) = slash_in(&loopback, OTHER, ADMIN, "/settings", "posters everybody");
    loopback.deliver("slash_commands", &payload);
    loopback.bodies_when(&answers, 1).await;
    for (number, (channel, line)) in
        [("C3", "You may not do this"), (OTHER, "Posted in")].into_iter().enumerate()
    {
        let (answers, payload) = slash_in(&loopback, "D1", MEMBER, "/summary", "energy");
        loopback.deliver("slash_commands", &payload);
        let view = loopback.bodies_when("views.open", number + 1).await.remove(number);
        let first = loopback.submit(MEMBER, at(&view["view"], channel));
        let envelope = loopback.deliver("interactive", &first);
        let anew = loopback.acknowledgement(&envelope).await["view"].clone();
        let mut view = at(&anew, channel);
        view["id"] = format!("V{number}").into();
        let envelope = loopback.deliver("interactive", &loopback.submit(MEMBER, view));
        assert!(loopback.acknowledgement(&envelope).await.is_null(), "the window closes");
        let told = loopback.bodies_when(&answers, 1).await.remove(0);
        assert!(shown(&told).contains(line) || told.to_string().contains(line), "{told}");
        assert!(!told.to_string().contains("Post again later"), "not theirs to set up: {told}");
    }
    settled(&loopback, bot).await;
    assert_eq!((posted(&loopback, "C3").len(), posted(&loopback, OTHER).len()), (0, 1));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_post_summaries_posts_none_elsewhere() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (view, _) = aimed(&loopback, OTHER).await;
    let envelope = loopback.deliver("interactive", &loopback.submit(MEMBER, view));
    loopback.acknowledgement(&envelope).await;
    settled(&loopback, bot).await;
    assert!(posted(&loopback, OTHER).is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_that_was_posted_elsewhere_becomes_a_digest_there() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let (view, answers) = aimed(&loopback, OTHER).await;
    assert!(submitted(&loopback, &view).await.is_null(), "the window closes");
    let told = loopback.bodies_when(&answers, 1).await.remove(0);
    let press = async |user: &str, page: &Value, label: &str| {
        let value = value_of(page, label);
        let (answers, payload) = loopback.press(user, true, Element::Button(&value));
        loopback.deliver("interactive", &payload);
        loopback.bodies_when(&answers, 1).await.remove(0)
    };
    let refused = press(MEMBER, &told, "Post again later").await;
    assert!(shown(&refused).contains("those who run the workspace"), "{}", shown(&refused));
    let draft = press(ADMIN, &told, "Post again later").await;
    assert!(draft.to_string().contains("Posted to: <#C2>"), "{draft}");
    assert!(shown(&draft).contains("Summary: energy"), "{}", shown(&draft));
    let added = press(ADMIN, &draft, "Every day 09:00 (UTC)").await;
    assert!(shown(&added).contains("Added."), "{}", shown(&added));
    let after = press(ADMIN, &added, "Post the next now").await;
    assert!(shown(&after).contains("Posted."), "{}", shown(&after));
    assert_eq!(posted(&loopback, OTHER).len(), 2);
    loopback.assert_clean();
}
