//! "Ask a person" on Slack: to the channel for it and back in a direct message.

use serde_json::{Value, json};

use crate::commands::{shown, value_of};
use crate::join::{join, posted};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{ADMIN, Element, MEMBER};

const PEOPLE: &str = "CPEOPLE";

async fn command(loopback: &Loopback, user: &str, name: &str, line: &str) -> Value {
    let (answers, payload) = loopback.slash(user, name, line);
    loopback.deliver("slash_commands", &payload);
    loopback.bodies_when(&answers, 1).await.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_goes_to_people_and_the_asker_hears_of_it() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for line in ["hand_over CPEOPLE", "hand_over_role experts"] {
        let set = command(&loopback, ADMIN, "/settings", line).await;
        assert!(shown(&set).contains("Settings changed."), "{}", shown(&set));
    }
    let question = "What colour is Altman's zeppelin?";
    let answer = command(&loopback, MEMBER, "/ask", question).await;
    let ask = value_of(&answer, "Ask a person");
    let (answers, payload) = loopback.press(MEMBER, true, Element::Button(&ask));
    loopback.deliver("interactive", &payload);
    let done = loopback.bodies_when(&answers, 1).await.remove(0);
    assert!(shown(&done).contains("Handed over."), "{}", shown(&done));
    assert_ne!(done["replace_original"], true, "the answer stays");
    let sent = posted(&loopback, PEOPLE).remove(0);
    assert!(shown(&sent).contains(question) && shown(&sent).contains("experts"), "{sent}");

    let take = value_of(&sent, "I take it");
    let (answers, mut payload) = loopback.press(ADMIN, false, Element::Button(&take));
    payload["channel"] = json!({"id": PEOPLE, "name": "people"});
    loopback.deliver("interactive", &payload);
    let done = loopback.bodies_when(&answers, 1).await.remove(0);
    assert!(shown(&done).contains("Whoever asked was told."), "{}", shown(&done));
    let told = posted(&loopback, MEMBER).remove(0);
    assert!(shown(&told).contains("has taken your question"), "{}", shown(&told));
    loopback.assert_clean();
}
