//! A summary that is posted in another place than where it was made, and again.

use std::time::Duration;

use serde_json::{Value, json};

use crate::buttons::id_of;
use crate::commands::text;
use crate::drafts::{menu_of, message, noted, previewed, quoted};
use crate::join::{join, settled};
use crate::loopback::events::{
    CHANNEL, DIRECT, ELSEWHERE, FOREIGN, HIDDEN, LOCKED, MEMBER, MODERATOR, OTHERS, POST, PRIVATE,
    Place, READ_ONLY, SILENT_THREAD, THREAD, buttons, option,
};
use crate::loopback::guild::FORUM;
use crate::loopback::{Fault, Loopback, Recorded};

/// What the menu of places says.
const MENU: &str = "Where to post it, if not here";

/// The preview after a place was chosen in it, or the choice taken back.
async fn chosen(loopback: &Loopback, preview: &Value, place: Option<Place>) -> Value {
    let id = menu_of(preview, MENU);
    let chosen = loopback.choose_place(MODERATOR, message(preview), &id, place);
    let response = loopback.response(chosen).await;
    assert_eq!(response["type"], 7, "{response}");
    response["data"].clone()
}

/// What a preview is replaced by after its button was pressed, its change of this number.
async fn posted(loopback: &Loopback, preview: &Value, change: usize) -> Value {
    loopback.press_on(MODERATOR, CHANNEL, message(preview), &id_of(preview, "Post"), None);
    loopback.bodies_when("PATCH", "@original", change).await.remove(change - 1)
}

fn said(edit: &Value) -> String {
    text(&json!({"data": edit}))
}

fn default_of(preview: &Value) -> Value {
    let rows = preview["components"].as_array().into_iter().flatten();
    let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    parts.find(|part| part["placeholder"] == MENU).expect("a menu")["default_values"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_is_posted_in_the_channel_or_thread_that_was_chosen_and_the_moderator_told() {
    for place in [ELSEWHERE, THREAD, POST] {
        let loopback = Loopback::start().await;
        let bot = join(&loopback).await;
        let first = previewed(&loopback).await;
        let aimed = chosen(&loopback, &first, Some(place)).await;
        assert_eq!(default_of(&aimed)[0]["id"], place.channel.to_string());
        // What else is changed leaves it there, and it leaves that.
        let noted = noted(&loopback, &aimed, "Add a note", "Read this").await;
        assert_eq!(default_of(&noted), default_of(&aimed));
        let back = chosen(&loopback, &noted, None).await;
        assert!(default_of(&back).is_null(), "{back}");
        let aimed = chosen(&loopback, &back, Some(place)).await;
        let told = posted(&loopback, &aimed, 1).await;
        assert!(said(&told).contains(&format!("Posted in: <#{}>", place.channel)), "{told}");
        settled(&loopback, bot).await;
        assert!(loopback.bodies("POST", "/channels/55/messages").is_empty());
        let there = loopback.bodies("POST", &format!("/channels/{}/messages", place.channel));
        assert!(said(&there[0]).contains("Read this"), "{}", there[0]);
        assert_eq!(quoted(&there[0]), quoted(&aimed));
        loopback.assert_clean();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_posted_where_the_moderator_may_not_nor_outside_of_the_guild() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let (theirs, none) = ("You may not do this in the place", "I cannot post there.");
    let nowhere = Place { channel: 4040, ..ELSEWHERE };
    let forum = Place { channel: FORUM, ..ELSEWHERE };
    let refusals = [
        (OTHERS, theirs),
        (PRIVATE, theirs),
        (READ_ONLY, theirs),
        (HIDDEN, theirs),
        (LOCKED, theirs),
        (SILENT_THREAD, theirs),
        (FOREIGN, none),
        (DIRECT, none),
        (nowhere, none),
        (forum, none),
    ];
    for (change, (place, line)) in (1..).zip(refusals) {
        let aimed = chosen(&loopback, &first, Some(place)).await;
        let edited = posted(&loopback, &aimed, change).await;
        let above = edited["content"].as_str().unwrap_or_default();
        assert!(above.contains(line), "{place:?}: {above}");
        id_of(&edited, "Post");
        let left = loopback.bodies("POST", &format!("/channels/{}/messages", place.channel));
        assert!(left.is_empty(), "{place:?}");
    }
    // The preview is still there, and can be posted where it may be: the moderator was let
    // into the thread meanwhile.
    loopback.state().let_in.insert(MODERATOR);
    let aimed = chosen(&loopback, &first, Some(PRIVATE)).await;
    let told = posted(&loopback, &aimed, refusals.len() + 1).await;
    assert!(said(&told).contains("Posted in: <#65>"), "{told}");
    settled(&loopback, bot).await;
    assert_eq!(loopback.bodies("POST", "/channels/65/messages").len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_refuses_is_told_and_the_place_is_still_chosen() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let aimed = chosen(&loopback, &first, Some(ELSEWHERE)).await;
    // Neither with embeds nor in plain words.
    for _ in 0..2 {
        loopback.fail("/channels/99/messages", Fault::Forbidden);
    }
    let edited = posted(&loopback, &aimed, 1).await;
    let above = edited["content"].as_str().unwrap_or_default();
    assert!(above.contains("invite me there first"), "{above}");
    assert_eq!(default_of(&edited), default_of(&aimed));
    let told = posted(&loopback, &edited, 2).await;
    assert!(said(&told).contains("Posted in: <#99>"), "{told}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_posted_where_discord_does_not_say_who_may() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let aimed = chosen(&loopback, &first, Some(PRIVATE)).await;
    let look_ups = ["/channels/65", "/channels/55", "/members/11", "/guilds/5", "/thread-members"];
    for (change, path) in (1..).zip(look_ups) {
        loopback.fail(path, Fault::Status(503));
        let edited = posted(&loopback, &aimed, change).await;
        let above = edited["content"].as_str().unwrap_or_default();
        assert!(above.contains("went wrong"), "{path}: {above}");
        assert_eq!(default_of(&edited), default_of(&aimed), "{path}");
    }
    settled(&loopback, bot).await;
    assert!(loopback.bodies("POST", "/channels/65/messages").is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_that_stopped_halfway_is_told_to_stand_there_in_part() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let begun = loopback.slash(MODERATOR, CHANNEL, "summary", vec![option("length", 25)]);
    let first = loopback.response(begun).await["data"].clone();
    id_of(&first, "Next page");
    let aimed = chosen(&loopback, &first, Some(ELSEWHERE)).await;
    // The first message is taken, the second neither with embeds nor in plain words.
    for fault in [Fault::Slow(Duration::ZERO), Fault::Forbidden, Fault::Forbidden] {
        loopback.fail("/channels/99/messages", fault);
    }
    let edited = posted(&loopback, &aimed, 1).await;
    let above = edited["content"].as_str().unwrap_or_default();
    assert!(above.contains("some of it may stand there"), "{above}");
    settled(&loopback, bot).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_press_does_not_write_over_where_the_summary_stands() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let aimed = chosen(&loopback, &first, Some(THREAD)).await;
    let told = posted(&loopback, &aimed, 1).await;
    assert!(said(&told).contains("Posted in: <#56>"), "{told}");
    loopback.press_on(MODERATOR, CHANNEL, message(&aimed), &id_of(&aimed, "Post"), None);
    let beside = |request: &Recorded| {
        let is_follow_up = request.method == "POST" && request.path.starts_with("/webhooks/");
        is_follow_up.then(|| request.body.clone())
    };
    let beside = loopback.until("a follow-up", |s| s.requests.iter().find_map(beside)).await;
    assert!(said(&beside).contains("been posted already"), "{beside}");
    assert_eq!(beside["flags"], 64, "for the moderator alone");
    settled(&loopback, bot).await;
    assert_eq!(loopback.bodies("PATCH", "@original").len(), 1);
    assert_eq!(loopback.bodies("POST", "/channels/56/messages").len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn choosing_a_place_keeps_the_point_in_hand() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let id = menu_of(&first, "Choose a point to move");
    let press = loopback.press_on(MODERATOR, CHANNEL, message(&first), &id, Some(&["1"]));
    let held = loopback.response(press).await["data"].clone();
    let up = id_of(&held, "Move up");
    let aimed = chosen(&loopback, &held, Some(ELSEWHERE)).await;
    assert_eq!(id_of(&aimed, "Move up"), up);
    assert_eq!(quoted(&aimed), quoted(&held));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_of_places_is_for_moderators_and_not_in_direct_messages() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let id = menu_of(&first, MENU);
    let press = loopback.choose_place(MEMBER, message(&first), &id, Some(ELSEWHERE));
    let refused = loopback.response(press).await;
    assert!(text(&refused).contains("manage messages"), "{refused}");
    let options = vec![option("topic", "energy"), option("length", 3)];
    let begun = loopback.slash(MEMBER, DIRECT, "summary", options);
    let own = loopback.response(begun).await["data"].clone();
    id_of(&own, "Post");
    assert!(!own.to_string().contains(MENU), "{own}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_that_was_posted_elsewhere_becomes_a_digest_there() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let aimed = chosen(&loopback, &first, Some(ELSEWHERE)).await;
    let told = posted(&loopback, &aimed, 1).await;
    let again = id_of(&told, "Post again later");
    let press = loopback.press_on(MEMBER, CHANNEL, message(&told), &again, None);
    let refused = loopback.response(press).await;
    assert!(text(&refused).contains("manage messages"), "{refused}");
    let press = loopback.press_on(MODERATOR, CHANNEL, message(&told), &again, None);
    let draft = loopback.response(press).await;
    assert_eq!(draft["type"], 7, "in place: {draft}");
    let shown = text(&draft);
    assert!(shown.contains("Nothing is set up yet."), "{shown}");
    assert!(shown.contains("Posted to: <#99>") && shown.contains("Summary: energy"), "{shown}");
    assert!(shown.contains("write: digest sun,tue 09:00 UTC Summary energy"), "{shown}");
    assert_eq!(buttons(&draft["data"]).len(), 2, "{draft}");
    let daily = id_of(&draft["data"], "Every day 09:00 (UTC)");
    let press = loopback.press_on(MODERATOR, CHANNEL, message(&draft["data"]), &daily, None);
    let added = loopback.response(press).await;
    let shown = text(&added);
    assert!(shown.contains("Added.") && shown.contains("Posted to: <#99>"), "{shown}");
    // It is a digest as any other, of that channel.
    let now = id_of(&added["data"], "Post the next now");
    let press = loopback.press_on(MODERATOR, CHANNEL, message(&added["data"]), &now, None);
    assert!(text(&loopback.response(press).await).contains("Posted."));
    assert_eq!(loopback.bodies_when("POST", "/channels/99/messages", 2).await.len(), 2);
    loopback.assert_clean();
}
