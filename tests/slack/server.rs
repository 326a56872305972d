//! The HTTP server under those who mean no good, or are just slow.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::bot::Bot;
use crate::http::{SECRET, Sender};
use crate::join::{BINARY, over_http};
use crate::loopback::deliveries::{CHANNEL, MEMBER};
use crate::loopback::{Fault, Loopback};

const HALF_HEAD: &str = "POST /slack HTTP/1.1\r\nhost: bot\r\ncontent-le";
/// With the headers of a signature, though not a right one.
const SIGNED: &str = "POST /slack HTTP/1.1\r\nhost: bot\r\ncontent-length: 200000\r\n\
                      x-slack-signature: v0=00\r\nx-slack-request-timestamp: 1\r\n\r\n";
const UNSIGNED: &str = "POST /slack HTTP/1.1\r\nhost: bot\r\ncontent-length: 200000\r\n\r\n";

/// What `docker stop` grants.
const STOP: Duration = Duration::from_secs(10);
/// Longer than any deadline of the server, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(60);

impl Sender {
    /// A connection on which so much has been sent.
    async fn begun(&self, part: &[u8]) -> std::io::Result<TcpStream> {
        let address = self.address.trim_start_matches("http://").trim_end_matches("/slack");
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(part).await?;
        Ok(stream)
    }
}

/// What the server says before it closes the connection.
async fn ended(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said)).await;
    // A connection that is cut is closed as well.
    let _ = read.expect("the server closes the connection");
    String::from_utf8_lossy(&said).into_owned()
}

/// Waits until a mention is taken, however often it has to be sent.
async fn answers(slack: &Sender, loopback: &Loopback) {
    let event = loopback.mention(MEMBER, CHANNEL, "What is Sora?", None);
    let taken = async {
        while !slack.is_taken(&event).await {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(PATIENCE, taken).await.expect("the server hears again");
    loopback.bodies_when("chat.postMessage", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_does_not_get_whole_is_given_up() {
    let loopback = Loopback::start().await;
    let (slack, _bot) = Sender::start(&loopback).await;
    let begun = async |part: &str| slack.begun(part.as_bytes()).await.expect("a connection");
    let nothing = begun("").await;
    let half_head = begun(HALF_HEAD).await;
    let half_body = begun(&format!("{SIGNED}{{\"type\"")).await;
    // Without a signature the body is not waited for at all.
    assert!(ended(begun(UNSIGNED).await).await.starts_with("HTTP/1.1 401"));
    assert!(ended(half_body).await.starts_with("HTTP/1.1 408"));
    assert_eq!(ended(half_head).await, "");
    assert_eq!(ended(nothing).await, "");
    let too_large = SIGNED.replace("200000", "300000");
    assert!(ended(begun(&too_large).await).await.starts_with("HTTP/1.1 413"));
    answers(&slack, &loopback).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_bodies_cost_little_memory() {
    const COUNT: usize = 400;
    let loopback = Loopback::start().await;
    let (slack, bot) = Sender::start(&loopback).await;
    let Some(before) = bot.resident() else { return eprintln!("skipped: no /proc") };
    let part = [SIGNED.as_bytes(), &[b'x'; 190_000]].concat();
    let mut open = Vec::new();
    for _ in 0..COUNT {
        // What is refused may be cut while it is being sent.
        open.extend(slack.begun(&part).await);
    }
    let after = bot.resident().expect("as before");
    let grown = after.saturating_sub(before);
    // All of them would be 76 MB.
    assert!(grown < 38_000_000, "{grown} bytes for {COUNT} half bodies");
    bot.logged("too much is being read at once").await;
    answers(&slack, &loopback).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_few_file_descriptors_it_says_what_it_refuses_and_hears_again() {
    let loopback = Loopback::start().await;
    let bot = Bot::spawn_with_files(BINARY, 64, &over_http(&loopback.base(), SECRET));
    let slack = Sender::to(&bot).await;
    let mut open = Vec::new();
    for _ in 0..300 {
        open.extend(slack.begun(HALF_HEAD.as_bytes()).await);
    }
    bot.logged("connections were refused").await;
    // While all of those are still open on this side.
    answers(&slack, &loopback).await;
    drop(open);
    let told = bot.log().lines().filter(|line| line.contains("refused")).count();
    assert!(told <= 2, "{told} lines");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_without_signatures_does_not_flood_the_log() {
    let loopback = Loopback::start().await;
    let (slack, bot) = Sender::start(&loopback).await;
    for _ in 0..300 {
        let said = slack.begun(UNSIGNED.as_bytes()).await.expect("a connection");
        assert!(ended(said).await.starts_with("HTTP/1.1 401"));
    }
    answers(&slack, &loopback).await;
    let told = bot.log().lines().filter(|line| line.contains("signature")).count();
    assert!((1..=2).contains(&told), "{}", bot.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn half_requests_and_replies_that_hang_do_not_hold_up_a_stop() {
    let loopback = Loopback::start().await;
    let (slack, mut bot) = Sender::start(&loopback).await;
    let mut open = Vec::new();
    for part in [HALF_HEAD, SIGNED, ""] {
        open.push(slack.begun(part.as_bytes()).await.expect("a connection"));
    }
    loopback.fail("chat.postMessage", Fault::Slow(PATIENCE));
    slack.event(&loopback.mention(MEMBER, CHANNEL, "What is Sora?", None)).await;
    loopback.until("a fault taken", |state| state.faults.is_empty().then_some(())).await;
    bot.terminate();
    let stopped = tokio::time::timeout(STOP, bot.ended()).await;
    assert!(stopped.expect("in the time that docker stop grants").success(), "{}", bot.log());
    bot.logged("some replies did not get out in time").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_finishes_what_was_taken_on_over_http() {
    let loopback = Loopback::start().await;
    let (slack, mut bot) = Sender::start(&loopback).await;
    let _hangs = slack.begun(HALF_HEAD.as_bytes()).await.expect("a connection");
    loopback.fail("chat.postMessage", Fault::Slow(Duration::from_secs(2)));
    slack.event(&loopback.mention(MEMBER, CHANNEL, "What is Sora?", None)).await;
    bot.terminate();
    let stopped = tokio::time::timeout(STOP, bot.ended()).await;
    assert!(stopped.expect("in the time that docker stop grants").success(), "{}", bot.log());
    assert_eq!(loopback.bodies("chat.postMessage").len(), 1, "the reply got out");
}
