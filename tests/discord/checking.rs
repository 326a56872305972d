//! Checking a quotation, and following an address.

use iqtibas_doubles::quotations::{MESSAGES, QUESTION, TYPED, address_in};
use serde_json::{Value, json};

use crate::commands::text;
use crate::join::join;
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, DIRECT, MEMBER, buttons, option};
use crate::messages::{sent, shown};

const EPHEMERAL: u64 = 64;

async fn asked(loopback: &Loopback, command: &str, name: &str, value: &str) -> Value {
    let id = loopback.slash(MEMBER, CHANNEL, command, vec![option(name, value)]);
    loopback.response(id).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quotation_is_checked_in_the_language_that_it_is_in() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (quotation, expected) in TYPED {
        let response = asked(&loopback, "check", "text", quotation).await;
        assert!(text(&response).contains(expected), "{quotation}: {}", text(&response));
        assert_eq!(response["data"]["flags"], EPHEMERAL);
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_be_checked_from_its_menu() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let name = "Check this quotation";
    for (message, expected) in MESSAGES {
        let id = loopback.about_message(name, message);
        let response = loopback.response(id).await;
        assert!(text(&response).contains(expected), "{response}");
        assert_eq!(response["data"]["allowed_mentions"]["parse"], json!([]));
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_an_answer_is_told_by_its_source_and_can_be_followed() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let answer = asked(&loopback, "ask", "question", QUESTION).await;
    let buttons = buttons(&answer["data"]);
    let (_, id) = buttons.iter().find(|(label, _)| label == "Sources").expect("a button");
    let pressed = loopback.press(MEMBER, 1, true, id, None);
    let source = text(&loopback.response(pressed).await);
    let address = address_in(&source);
    let followed = asked(&loopback, "quote", "address", address).await;
    assert!(text(&followed).contains("Unchanged at this address"), "{followed}");
    let malformed = asked(&loopback, "quote", "address", "nuclear energy").await;
    assert!(text(&malformed).contains("That is no address"), "{malformed}");
    loopback.write(MEMBER, DIRECT, address, json!({}));
    let message = &sent(&loopback, DIRECT, 1).await[0];
    // An address is in no language, and this place has none yet but the document's.
    assert!(shown(message).contains("لم يتغيّر النصّ في هذا العنوان"), "{message}");
    loopback.assert_clean();
}
