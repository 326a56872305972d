//! How the real binary keeps up with Discord: interactions sent through the
//! loopback gateway at a steady pace and all at once, and when they are answered.
//!
//! `cargo bench --bench discord`

#[path = "../tests/common/bot.rs"]
mod bot;
#[path = "../tests/discord/join.rs"]
mod join;
#[path = "../tests/discord/loopback/mod.rs"]
mod loopback;

use std::time::{Duration, Instant};

use bot::Bot;
use loopback::Loopback;
use loopback::events::{CHANNEL, MEMBER, option};

const COUNT: usize = 10_000;
const A_SECOND: usize = 500;
/// Interactions under way at once when there is no pace.
const UNDER_WAY: usize = 64;
const QUESTIONS: [&str; 5] = [
    "ليش راهنوا على البنية التحتية؟",
    "What did Altman say about nuclear energy?",
    "شو رايه بالاعلانات",
    "What is the capital of France?",
    "Sora",
];

#[tokio::main]
async fn main() {
    println!(
        "{:<22} {:>9} {:>10} {:>10} {:>12} {:>12} {:>9}",
        "", "a second", "p50", "p99", "our p50", "our p99", "memory"
    );
    for pace in [Some(A_SECOND), None] {
        measure(pace).await;
    }
}

async fn measure(pace: Option<usize>) {
    let loopback = Loopback::start_unjudged().await;
    let bot = Bot::join_with(&loopback, &[("IQTIBAS_LOG", "warn,iqtibas::timing=debug")]).await;
    for _ in 0..200 {
        ask(&loopback, 0);
    }
    answered(&loopback, 200).await;
    let start = Instant::now();
    for number in 0..COUNT {
        match pace {
            Some(pace) => {
                let due = start + Duration::from_secs_f64(number as f64 / pace as f64);
                tokio::time::sleep_until(due.into()).await;
            }
            None => answered(&loopback, (200 + number).saturating_sub(UNDER_WAY)).await,
        }
        ask(&loopback, number);
    }
    answered(&loopback, 200 + COUNT).await;
    let took = start.elapsed();
    let mut waits: Vec<Duration> = loopback
        .state()
        .interactions
        .values()
        .filter(|sent| sent.at >= start)
        .filter_map(|sent| sent.response.as_ref().map(|(_, at)| *at - sent.at))
        .collect();
    waits.sort();
    let log = bot.log();
    let ours = log.lines().filter_map(|line| line.split("took_us=").nth(1)?.trim().parse().ok());
    let mut ours: Vec<Duration> = ours.map(Duration::from_micros).collect();
    ours.sort();
    let name = pace.map_or("as fast as it goes".to_owned(), |pace| format!("{pace} a second"));
    println!(
        "{name:<22} {:>9.0} {:>10.2?} {:>10.2?} {:>12.0?} {:>12.0?} {:>6} MB",
        COUNT as f64 / took.as_secs_f64(),
        percentile(&waits, 0.50),
        percentile(&waits, 0.99),
        percentile(&ours, 0.50),
        percentile(&ours, 0.99),
        bot.resident().unwrap_or_default() / 1_000_000,
    );
}

fn ask(loopback: &Loopback, number: usize) {
    let question = QUESTIONS[number % QUESTIONS.len()];
    loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", question)]);
}

/// Waits until so many requests have come.
async fn answered(loopback: &Loopback, count: usize) {
    loopback
        .until_within("answers", Duration::from_secs(60), |state| {
            (state.answered >= count).then_some(())
        })
        .await;
}

fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let at = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}
