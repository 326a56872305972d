//! The HTTP Events API: signatures, sizes, repetitions.

use std::time::{Duration, SystemTime};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::bot::Bot;
use crate::commands::{quote, shown};
use crate::join::{BINARY, over_http, posted};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{ADMIN, CHANNEL, MEMBER, filled};

pub(crate) const SECRET: &str = "signing-s3cret";
/// Slack gives up after three seconds and sends again.
const RETRY: Duration = Duration::from_secs(3);

/// Slack as it connects to a bot.
pub(crate) struct Sender {
    client: reqwest::Client,
    pub address: String,
}

impl Sender {
    pub(crate) async fn start(loopback: &Loopback) -> (Sender, Bot) {
        let bot = Bot::spawn(BINARY, &over_http(&loopback.base(), SECRET));
        (Sender::to(&bot).await, bot)
    }

    /// To a bot, when it listens.
    pub(crate) async fn to(bot: &Bot) -> Sender {
        let line = bot.logged("Slack is served at").await;
        let address = line.rsplit(' ').next().expect("an address").to_owned();
        Sender { client: reqwest::Client::new(), address }
    }

    /// Sends a body as Slack does, signed at a time that is off by so much.
    async fn send(&self, kind: &str, body: &str, off: i64, secret: &str) -> (u16, String) {
        let request = self.signed(kind, body, off, secret);
        let response = request.send().await.expect("the bot is there");
        (response.status().as_u16(), response.text().await.expect("text"))
    }

    fn signed(&self, kind: &str, body: &str, off: i64, secret: &str) -> reqwest::RequestBuilder {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock");
        let time = now.as_secs() as i64 + off;
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
        mac.update(format!("v0:{time}:{body}").as_bytes());
        let bytes = mac.finalize().into_bytes();
        let signature: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        self.client
            .post(&self.address)
            .header("content-type", kind)
            .header("x-slack-request-timestamp", time.to_string())
            .header("x-slack-signature", format!("v0={signature}"))
            .body(body.to_owned())
    }

    pub(crate) async fn event(&self, event: &Value) -> (u16, String) {
        self.send("application/json", &event.to_string(), 0, SECRET).await
    }

    /// Whether the bot takes an event; not if it refuses or does not answer.
    pub(crate) async fn is_taken(&self, event: &Value) -> bool {
        let body = event.to_string();
        let sent = self.signed("application/json", &body, 0, SECRET).timeout(RETRY).send().await;
        sent.is_ok_and(|response| response.status() == 200)
    }

    /// Asks one more thing, somewhere else, waits for its answer, and stops the bot,
    /// as `join::settled` does over Socket Mode.
    async fn settled(&self, loopback: &Loopback, bot: Bot) {
        let question = loopback.mention("UMARKER", "CMARKER", "What is Sora?", None);
        assert_eq!(self.event(&question).await.0, 200);
        loopback
            .until("answer to the marker", |state| {
                state.last_message.contains_key("CMARKER").then_some(())
            })
            .await;
        bot.finish().await;
    }

    async fn form(&self, fields: &[(&str, String)]) -> (u16, String) {
        let body = serde_urlencoded::to_string(fields).expect("a form");
        self.send("application/x-www-form-urlencoded", &body, 0, SECRET).await
    }

    async fn command(&self, payload: &Value) -> (u16, String) {
        let fields = payload.as_object().expect("fields").iter();
        let fields: Vec<(&str, String)> = fields
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default().to_owned()))
            .collect();
        self.form(&fields).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_events_and_interactions_come_to_one_address() {
    let loopback = Loopback::start().await;
    let (slack, _bot) = Sender::start(&loopback).await;
    let challenge = json!({"type": "url_verification", "challenge": "prove it", "token": "old"});
    assert_eq!(slack.event(&challenge).await, (200, "prove it".to_owned()));

    let (answers, payload) = loopback.slash(MEMBER, "/ask", "ليش راهنوا على البنية التحتية؟");
    assert_eq!(slack.command(&payload).await, (200, String::new()), "at once and empty");
    let answer = loopback.bodies_when(&answers, 1).await.remove(0);
    assert!(quote(&answer).contains("البنية التحتية"));

    slack.event(&loopback.mention(MEMBER, CHANNEL, "What is Sora?", None)).await;
    let answer = loopback.bodies_when("chat.postMessage", 1).await.remove(0);
    assert!(shown(&answer).contains("Sora"));

    let (answers, payload) = loopback.about_message(MEMBER, "What is Sora?");
    assert_eq!(slack.form(&[("payload", payload.to_string())]).await.0, 200);
    loopback.bodies_when(&answers, 1).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modal_is_refused_or_closed_in_the_response() {
    let loopback = Loopback::start().await;
    let (slack, _bot) = Sender::start(&loopback).await;
    let (_, payload) = loopback.slash(ADMIN, "/summary", "energy");
    slack.command(&payload).await;
    let view = loopback.bodies_when("views.open", 1).await.remove(0)["view"].clone();
    let submit = async |points: Option<&[&str]>| {
        let view = filled(&view, "V1", "energy", "5", points);
        slack.form(&[("payload", loopback.submit(ADMIN, view).to_string())]).await
    };
    let (status, body) = submit(Some(&[])).await;
    assert!(status == 200 && body.contains("\"response_action\":\"errors\""), "{body}");
    assert_eq!(submit(None).await, (200, String::new()));
    loopback.bodies_when("chat.postMessage", 1).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_slack_did_not_sign_is_refused() {
    let loopback = Loopback::start().await;
    let (slack, bot) = Sender::start(&loopback).await;
    // An event of its own each time: one of them twice would be answered once.
    let event = || loopback.mention(MEMBER, CHANNEL, "What is Sora?", None).to_string();
    let kind = "application/json";
    assert_eq!(slack.send(kind, &event(), 0, "another secret").await.0, 401, "a forged signature");
    for off in [-301, 301, -86_400] {
        assert_eq!(slack.send(kind, &event(), off, SECRET).await.0, 401, "{off} seconds off");
    }
    let bare = slack.client.post(&slack.address).body(event()).send().await;
    assert_eq!(bare.expect("an answer").status(), 401, "no signature at all");
    let odd = slack.client.post(&slack.address).header("x-slack-signature", "v0=☃".as_bytes());
    assert_eq!(odd.body(vec![0xff, 0xfe]).send().await.expect("an answer").status(), 401);
    // A clock that is a little off is none of that.
    assert_eq!(slack.send(kind, &event(), -240, SECRET).await.0, 200);
    assert!(!bot.log().contains(SECRET));
    slack.settled(&loopback, bot).await;
    assert_eq!(posted(&loopback, CHANNEL).len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_or_makes_no_sense_is_refused_and_does_no_harm() {
    let loopback = Loopback::start().await;
    let (slack, _bot) = Sender::start(&loopback).await;
    let large = "x".repeat(300 * 1024);
    assert_eq!(slack.send("application/json", &large, 0, SECRET).await.0, 413);
    for (kind, body) in [
        ("application/json", "{"),
        ("application/json", "{\"type\": \"event_callback\"}"),
        ("application/x-www-form-urlencoded", "payload=%7B"),
        ("application/x-www-form-urlencoded", "command=%2Fask"),
    ] {
        assert_eq!(slack.send(kind, body, 0, SECRET).await.0, 400, "{body}");
    }
    for (kind, body) in [
        ("application/json", "{\"type\": \"app_rate_limited\"}"),
        ("application/x-www-form-urlencoded", "ssl_check=1&token=x"),
    ] {
        assert_eq!(slack.send(kind, body, 0, SECRET).await.0, 200, "{body}");
    }
    let health = slack.address.replace("/slack", "/health");
    assert_eq!(slack.client.get(health).send().await.expect("an answer").status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_slack_delivers_again_is_answered_once() {
    let loopback = Loopback::start().await;
    let (slack, bot) = Sender::start(&loopback).await;
    let event = loopback.mention(MEMBER, CHANNEL, "What is Sora?", None);
    for _ in 0..4 {
        assert_eq!(slack.event(&event).await.0, 200);
    }
    slack.settled(&loopback, bot).await;
    assert_eq!(posted(&loopback, CHANNEL).len(), 1);
    loopback.assert_clean();
}
