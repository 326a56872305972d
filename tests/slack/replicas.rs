//! Two processes that share a database, behind one sender.

use iqtibas_doubles::postgres;

use crate::bot::Bot;
use crate::http::{SECRET, Sender};
use crate::join::{BINARY, over_http, posted};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{CHANNEL, MEMBER};

async fn two(loopback: &Loopback, database: &str) -> [(Bot, Sender); 2] {
    let base = loopback.base();
    let variables = [&over_http(&base, SECRET)[..], &[("DATABASE_URL", database)]].concat();
    let bots = [Bot::spawn(BINARY, &variables), Bot::spawn(BINARY, &variables)];
    let [one, other] = bots;
    let (first, second) = (Sender::to(&one).await, Sender::to(&other).await);
    [(one, first), (other, second)]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_to_both_is_answered_once_and_the_conversation_is_shared() {
    let Some(database) = postgres::database() else { return };
    let loopback = Loopback::start().await;
    let [(one, first), (other, second)] = two(&loopback, &database).await;
    let questions: Vec<_> = (0..10)
        .map(|number| {
            let person = format!("U{number}");
            loopback.mention(&person, CHANNEL, "What is Sora?", None)
        })
        .collect();
    for question in &questions {
        let (at_first, at_second) = tokio::join!(first.event(question), second.event(question));
        assert_eq!((at_first.0, at_second.0), (200, 200), "both acknowledge it");
    }
    loopback.bodies_when("chat.postMessage", 10).await;
    // The other one goes on from what was asked here.
    let asked = loopback.mention(MEMBER, "CTALK", "What does Altman say about energy?", None);
    assert_eq!(first.event(&asked).await.0, 200);
    loopback.bodies_when("chat.postMessage", 11).await;
    one.finish().await;
    let goes_on = loopback.mention(MEMBER, "CTALK", "and nuclear?", None);
    assert_eq!(second.event(&goes_on).await.0, 200);
    loopback.bodies_when("chat.postMessage", 12).await;
    other.finish().await;
    assert_eq!(posted(&loopback, CHANNEL).len(), 10, "each once");
    let last = posted(&loopback, "CTALK").pop().expect("an answer").to_string();
    assert!(last.contains("nuclear") || last.contains("النووي"), "{last}");
}
