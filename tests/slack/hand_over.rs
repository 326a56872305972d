//! "Ask a person" on Slack: to the channel for it and back in a direct message.

use serde_json::{Value, json};

use crate::commands::{shown, value_of};
use crate::join::{join, posted};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{ADMIN, CHANNEL, Element, MEMBER};

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

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_called_and_the_way_leads_to_the_message_that_asked() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    // As Slack sends what is chosen from its own lists.
    let (group, people) = ("<!subteam^S0615G0KT|@experts>", "<#CPEOPLE|people>");
    for line in [format!("hand_over {people}"), format!("hand_over_role {group}")] {
        let set = command(&loopback, ADMIN, "/settings", &line).await;
        assert!(shown(&set).contains("Settings changed."), "{}", shown(&set));
    }
    let question = "What colour is Altman's zeppelin?";
    let mention = loopback.mention(MEMBER, CHANNEL, question, None);
    let ts = mention["event"]["ts"].as_str().expect("an id").to_owned();
    loopback.deliver("events_api", &mention);
    let answer = loopback.bodies_when("chat.postMessage", 1).await.remove(0);
    let ask = value_of(&answer, "Ask a person");
    let (answers, mut payload) = loopback.press(MEMBER, false, Element::Button(&ask));
    payload["container"]["thread_ts"] = ts.clone().into();
    loopback.deliver("interactive", &payload);
    let done = loopback.bodies_when(&answers, 1).await.remove(0);
    assert!(shown(&done).contains("Handed over."), "{}", shown(&done));
    let sent = posted(&loopback, PEOPLE).remove(0).to_string();
    assert!(sent.contains("<!subteam^S0615G0KT>"), "{sent}");
    let link = format!("https://loopback.slack.com/archives/{CHANNEL}/p{}", ts.replace('.', ""));
    assert!(sent.contains(&format!("<{link}|")), "{sent}");

    // What was asked by a command is no message, so the way leads to its channel.
    let answer = command(&loopback, ADMIN, "/ask", "What colour is Altman's submarine?").await;
    let ask = value_of(&answer, "Ask a person");
    let (answers, payload) = loopback.press(ADMIN, true, Element::Button(&ask));
    loopback.deliver("interactive", &payload);
    loopback.bodies_when(&answers, 1).await;
    let sent = posted(&loopback, PEOPLE).remove(1).to_string();
    assert!(sent.contains(&format!("<#{CHANNEL}>")), "{sent}");
    assert_eq!(loopback.bodies("chat.getPermalink").len(), 1);
    loopback.assert_clean();
}
