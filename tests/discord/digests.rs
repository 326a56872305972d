//! What is posted at set times: added by a command, looked at, and posted at once.

use serde_json::Value;

use crate::buttons::id_of;
use crate::commands::text;
use crate::join::join;
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, option};
use crate::messages::{messages, shown};

/// What a moderator's press is answered with.
async fn pressed(loopback: &Loopback, page: &Value, label: &str) -> Value {
    let id = id_of(&page["data"], label);
    let pressed = loopback.press(MODERATOR, 1, true, &id, None);
    loopback.response(pressed).await
}

/// The lines of a message that quote the source.
fn quoted(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("> ")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_that_is_posted_at_once_is_what_its_preview_showed() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let options = vec![
        option("weekdays", "sun,tue"),
        option("time", "9:30 pm"),
        option("zone", "riyadh"),
        option("content", "keypoints"),
        option("about", "energy"),
    ];
    let added = loopback.slash(MODERATOR, CHANNEL, "digest", options);
    let page = loopback.response(added).await;
    let preview = text(&page);
    assert_eq!(page["data"]["flags"], 64, "for the moderator alone");
    assert!(preview.contains("Sunday, Tuesday 21:30"), "{preview}");
    assert!(preview.contains("Asia/Riyadh"), "{preview}");
    assert!(!quoted(&preview).is_empty(), "{preview}");

    let after = pressed(&loopback, &page, "Post the next now").await;
    assert!(text(&after).contains("Posted."), "{}", text(&after));
    assert_eq!(after["type"], 7, "in place");
    let posted = loopback.bodies_when("POST", &messages(CHANNEL), 1).await.remove(0);
    assert_eq!(quoted(&shown(&posted)), quoted(&preview));
    assert_eq!(posted["enforce_nonce"], true);
    assert!(posted["nonce"].as_str().is_some_and(|nonce| nonce.len() <= 25), "{posted}");

    let paused = pressed(&loopback, &after, "Pause").await;
    assert!(text(&paused).contains("Paused"), "{}", text(&paused));
    let list = pressed(&loopback, &paused, "All digests").await;
    let menu = &list["data"]["components"][0]["components"][0];
    assert_eq!(menu["options"].as_array().map(Vec::len), Some(1), "{list}");
    let removed = pressed(&loopback, &paused, "Remove").await;
    assert!(text(&removed).contains("No digest is set up yet."), "{}", text(&removed));
    assert_eq!(loopback.bodies("POST", &messages(CHANNEL)).len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn digests_are_for_moderators_and_zones_are_completed_as_they_are_typed() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let added = loopback.slash(MEMBER, CHANNEL, "digest", vec![option("weekdays", "daily")]);
    let refused = loopback.response(added).await;
    assert!(text(&refused).contains("manage messages"), "{}", text(&refused));
    let values = async |argument, typed| {
        let typing = loopback.typing("digest", argument, typed);
        let response = loopback.response(typing).await;
        let choices = response["data"]["choices"].as_array().cloned().unwrap_or_default();
        choices.iter().filter_map(|c| c["value"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(values("zone", "riy").await, ["Asia/Riyadh"]);
    assert!(values("about", "").await.len() > 2, "the topics");
    loopback.assert_clean();
}
