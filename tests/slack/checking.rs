//! Checking a quotation, and following an address.

use iqtibas_doubles::quotations::{MESSAGES, QUESTION, TYPED, address_in};

use crate::commands::{command, shown, value_of};
use crate::join::{join, posted, settled};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{Element, MEMBER};

#[tokio::test(flavor = "multi_thread")]
async fn a_quotation_is_checked_in_the_language_that_it_is_in() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (text, expected) in TYPED {
        let answer = command(&loopback, "/check", text).await;
        assert!(shown(&answer).contains(expected), "{text}: {}", shown(&answer));
        assert_eq!(answer["response_type"], "ephemeral");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_be_checked_from_its_menu() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (text, expected) in MESSAGES {
        let (answers, payload) = loopback.shortcut(MEMBER, "check_message", text);
        loopback.deliver("interactive", &payload);
        let answer = loopback.bodies_when(&answers, 1).await.remove(0);
        assert!(shown(&answer).contains(expected), "{}", shown(&answer));
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_an_answer_is_told_by_its_source_and_can_be_followed() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let answer = command(&loopback, "/ask", QUESTION).await;
    let (answers, payload) =
        loopback.press(MEMBER, true, Element::Button(&value_of(&answer, "Sources")));
    loopback.deliver("interactive", &payload);
    let source = shown(&loopback.bodies_when(&answers, 1).await.remove(0));
    let address = address_in(&source);
    let followed = command(&loopback, "/quote", address).await;
    assert!(shown(&followed).contains("Unchanged at this address"), "{}", shown(&followed));
    let malformed = command(&loopback, "/quote", "nuclear energy").await;
    assert!(shown(&malformed).contains("That is no address"), "{}", shown(&malformed));
    let changed = address.replace('@', "@0").replacen("@0", "@", 1);
    let (place, digest) = changed.split_once('@').expect("an address");
    let other = if digest.starts_with('0') { "1" } else { "0" };
    let changed = format!("{place}@{other}{}", &digest[1..]);
    let changed = command(&loopback, "/quote", &changed).await;
    assert!(shown(&changed).contains("The wording has changed since"), "{}", shown(&changed));
    loopback.deliver("events_api", &loopback.direct(MEMBER, address));
    settled(&loopback, bot).await;
    let answers = posted(&loopback, "D1");
    assert!(shown(&answers[0]).contains("Unchanged at this address"), "{}", shown(&answers[0]));
    loopback.assert_clean();
}
