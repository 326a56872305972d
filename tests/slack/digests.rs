//! What is posted at set times: added by a command, looked at, and posted at once.

use serde_json::Value;

use crate::commands::{quote, shown, value_of};
use crate::join::{join, posted};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{ADMIN, CHANNEL, Element, MEMBER};

async fn command(loopback: &Loopback, user: &str, line: &str) -> Value {
    let (answers, payload) = loopback.slash(user, "/digest", line);
    loopback.deliver("slash_commands", &payload);
    loopback.bodies_when(&answers, 1).await.remove(0)
}

async fn pressed(loopback: &Loopback, page: &Value, label: &str) -> Value {
    let value = value_of(page, label);
    let (answers, payload) = loopback.press(ADMIN, true, Element::Button(&value));
    loopback.deliver("interactive", &payload);
    loopback.bodies_when(&answers, 1).await.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_that_is_posted_at_once_is_what_its_preview_showed() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let refused = command(&loopback, MEMBER, "daily").await;
    assert!(shown(&refused).contains("those who run the workspace"), "{}", shown(&refused));
    let line = "sun,tue 9:30 pm Asia/Riyadh summary energy";
    let page = command(&loopback, ADMIN, line).await;
    assert_eq!(page["response_type"], "ephemeral");
    let preview = shown(&page);
    assert!(preview.contains("Summary: energy · Sunday, Tuesday 21:30"), "{preview}");

    let after = pressed(&loopback, &page, "Post the next now").await;
    assert!(shown(&after).contains("Posted."), "{}", shown(&after));
    let posted = posted(&loopback, CHANNEL);
    assert_eq!(posted.len(), 1);
    assert_eq!(quote(&posted[0]), quote(&page));
    let removed = pressed(&loopback, &after, "Remove").await;
    assert!(shown(&removed).contains("No digest is set up yet."), "{}", shown(&removed));
    loopback.assert_clean();
}
