//! "Ask a person": from an answer that is none to the channel for it and back.

use serde_json::{Value, json};

use crate::buttons::id_of;
use crate::commands::text;
use crate::join::join_with;
use crate::loopback::events::{self, CHANNEL, DIRECT, ELSEWHERE, MEMBER, MODERATOR, option};
use crate::loopback::guild::GUILD;
use crate::loopback::{Fault, Loopback};
use crate::messages::{messages, shown};

const QUESTION: &str = "What colour is Altman's zeppelin?";
const ROLE: &str = "501";

async fn said(
    loopback: &Loopback,
    by: u64,
    place: events::Place,
    name: &str,
    options: Vec<Value>,
) -> Value {
    let asked = loopback.slash(by, place, name, options);
    loopback.response(asked).await
}

/// Presses a button of a message that stands in a channel for all to see.
async fn press(loopback: &Loopback, place: events::Place, message: &Value, words: &str) -> Value {
    let id = id_of(message, words);
    let pressed = loopback.press_on(MODERATOR, place, message.clone(), &id, None);
    loopback.response(pressed).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_goes_to_people_and_their_answer_to_the_asker() {
    let loopback = Loopback::start().await;
    let data = tempfile::tempdir().expect("a folder");
    let variables = [("IQTIBAS_DATA", data.path().to_str().expect("a path"))];
    let _bot = join_with(&loopback, &variables).await;
    let asked = || vec![option("question", QUESTION)];
    let answer = said(&loopback, MEMBER, CHANNEL, "ask", asked()).await;
    assert!(!answer.to_string().contains("Ask a person"), "not set up: {answer}");
    let there = ELSEWHERE.channel.to_string();
    for (setting, value) in [("hand_over", there.as_str()), ("hand_over_role", "<@&501>")] {
        let options = vec![option("setting", setting), option("value", value)];
        let set = said(&loopback, MODERATOR, CHANNEL, "settings", options).await;
        assert!(text(&set).contains("Settings changed."), "{}", text(&set));
    }
    let answer = said(&loopback, MEMBER, CHANNEL, "ask", asked()).await;
    let ask = id_of(&answer["data"], "Ask a person");

    // The channel takes nothing, in embeds or in plain words.
    for _ in 0..2 {
        loopback.fail(&messages(ELSEWHERE), Fault::Code(403, 50001));
    }
    let refused = loopback.response(loopback.press(MEMBER, 1, true, &ask, None)).await;
    assert!(text(&refused).contains("could not be handed over"), "{refused}");
    let done = loopback.response(loopback.press(MEMBER, 1, true, &ask, None)).await;
    assert!(text(&done).contains("Handed over."), "{done}");
    assert_eq!((&done["type"], &done["data"]["flags"]), (&json!(4), &json!(64)), "beside it");
    let again = loopback.response(loopback.press(MEMBER, 1, true, &ask, None)).await;
    assert!(text(&again).contains("already"), "{again}");

    let sent = loopback.bodies("POST", &messages(ELSEWHERE)).pop().expect("the question");
    assert_eq!(sent["content"], format!("<@&{ROLE}>"));
    assert_eq!(sent["allowed_mentions"]["roles"], json!([ROLE]));
    assert_eq!(sent["allowed_mentions"]["parse"], json!([]));
    assert!(shown(&sent).contains(QUESTION), "{sent}");
    let link = format!("https://discord.com/channels/{GUILD}/{}", CHANNEL.channel);
    assert!(sent["components"].to_string().contains(&link), "{sent}");

    // Elsewhere its buttons do nothing.
    let refused = press(&loopback, CHANNEL, &sent_as(&sent, CHANNEL), "I take it").await;
    assert!(text(&refused).contains("works in the channel"), "{refused}");
    let message = sent_as(&sent, ELSEWHERE);
    let taken = press(&loopback, ELSEWHERE, &message, "I take it").await;
    assert!(text(&taken).contains("Whoever asked was told"), "{taken}");
    let said = loopback.bodies("POST", &messages(ELSEWHERE)).pop().expect("what was done");
    assert!(shown(&said).contains(&format!("Taken by person{MODERATOR}")), "{said}");
    let told = loopback.bodies("POST", &messages(DIRECT)).pop().expect("a direct message");
    assert!(shown(&told).contains("has taken your question"), "{told}");

    let candidates = press(&loopback, ELSEWHERE, &message, "Answer with a passage…").await;
    assert_eq!(candidates["data"]["flags"], 64, "for the presser alone");
    let menu = &candidates["data"]["components"][0]["components"][0];
    let (id, value) = (&menu["custom_id"], &menu["options"][0]["value"]);
    let (id, value) = (id.as_str().expect("an id"), value.as_str().expect("a value"));
    let shown_alone = events::message_of(77, ELSEWHERE.channel, &json!({"flags": 64}));
    let chosen = loopback.press_on(MODERATOR, ELSEWHERE, shown_alone, id, Some(&[value]));
    let chosen = loopback.response(chosen).await;
    assert!(text(&chosen).contains("Whoever asked was told"), "{chosen}");
    let told = loopback.bodies("POST", &messages(DIRECT)).pop().expect("the answer");
    assert!(shown(&told).contains("answers your question with this passage"), "{told}");

    // Somebody who takes no messages of the bot is not told, and the presser is.
    loopback.fail(&messages(DIRECT), Fault::Code(403, 50007));
    let resolved = press(&loopback, ELSEWHERE, &message, "Resolved").await;
    assert!(text(&resolved).contains("could not be told"), "{resolved}");
    loopback.assert_clean();
}

/// A message that the bot sent, as it stands in a channel.
fn sent_as(sent: &Value, place: events::Place) -> Value {
    events::message_of(76, place.channel, sent)
}
