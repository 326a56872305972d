//! How the real binary keeps up with Discord and Slack: questions sent through the
//! loopbacks at a steady pace and as fast as they are answered, and on Discord with as
//! many verdicts, of which each is kept before it is answered.
//!
//! Beside it a bot that sends everybody the same embed, by the same client library on the
//! same cores: what remains of its pace is what answering costs. This program is that bot
//! too, when it is run as `serve`.
//!
//! `cargo bench --bench platforms`

#![allow(clippy::expect_used, reason = "a bench ends by it")]

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iqtibas_doubles::bot::Bot;
use iqtibas_doubles::discord::events::{CHANNEL, MEMBER, option};
use iqtibas_doubles::{discord, slack};
use serenity::all::{
    ClientBuilder, Command, Context, CreateCommand, CreateEmbed, CreateInteractionResponse,
    CreateInteractionResponseMessage, EventHandler, GatewayIntents, HttpBuilder, Interaction,
    Ready,
};

const BINARY: &str = env!("CARGO_BIN_EXE_iqtibas");

/// The filter of a log that tells how long each answer took.
const TIMED: &str = "warn,iqtibas::timing=debug";
const COUNT: usize = 10_000;
/// Before the measurement, so that every passage has been analysed.
const WARM_UP: usize = 200;
const A_SECOND: usize = 500;
/// Questions, and as many verdicts, where both come.
const PRESSES_A_SECOND: usize = 200;
/// Questions under way at once when there is no pace.
const UNDER_WAY: usize = 64;
const QUESTIONS: [&str; 5] = [
    "ليش راهنوا على البنية التحتية؟",
    "What did Altman say about nuclear energy?",
    "شو رايه بالاعلانات",
    "What is the capital of France?",
    "Sora",
];

/// A platform that questions are asked on.
enum Platform {
    Discord(Arc<discord::Loopback>),
    Slack(Arc<slack::Loopback>, std::sync::Mutex<Vec<(String, String)>>),
}

/// How long each question waited: for its acknowledgement and for its answer.
struct Waits {
    acknowledged: Vec<Duration>,
    answered: Vec<Duration>,
}

impl Platform {
    /// Starts a bot on it: ours, or another program that reads the same variables.
    async fn join(&self, binary: &str, log: &str) -> Bot {
        let log = ("IQTIBAS_LOG", log);
        match self {
            Platform::Discord(loopback) => {
                let base = loopback.base();
                let token = ("DISCORD_TOKEN", discord::TOKEN);
                let bot = Bot::spawn(binary, &[log, token, ("DISCORD_API_BASE", &base)]);
                loopback.until_ready().await;
                bot
            }
            Platform::Slack(loopback, _) => {
                let base = loopback.base();
                let bot = Bot::spawn(
                    binary,
                    &[
                        log,
                        ("SLACK_BOT_TOKEN", slack::BOT_TOKEN),
                        ("SLACK_APP_TOKEN", slack::APP_TOKEN),
                        ("SLACK_API_BASE", &base),
                    ],
                );
                loopback.until_linked(2).await;
                bot
            }
        }
    }

    fn ask(&self, number: usize) {
        let question = QUESTIONS[number % QUESTIONS.len()];
        match self {
            Platform::Discord(loopback) => {
                loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", question)]);
            }
            Platform::Slack(loopback, asked) => {
                let (answers, payload) = loopback.slash("UMEMBER", "/ask", question);
                let envelope = loopback.deliver("slash_commands", &payload);
                asked.lock().expect("no panic").push((answers, envelope));
            }
        }
    }

    /// Waits until so many are answered.
    async fn answered(&self, count: usize) {
        let limit = Duration::from_secs(60);
        match self {
            Platform::Discord(loopback) => {
                let done = |state: &discord::State| (state.answered >= count).then_some(());
                loopback.until_within("answers", limit, done).await;
            }
            Platform::Slack(loopback, _) => {
                let done = |state: &slack::State| (state.answered >= count).then_some(());
                loopback.until_within("answers", limit, done).await;
            }
        }
    }

    /// What came of the questions since a time.
    fn waits(&self, start: Instant) -> Waits {
        let (mut acknowledged, mut answered) = (Vec::new(), Vec::new());
        match self {
            Platform::Discord(loopback) => {
                let state = loopback.state();
                let sent = state.interactions.values().filter(|sent| sent.at >= start);
                let waits = sent.filter_map(|sent| Some(sent.response.as_ref()?.1 - sent.at));
                // On Discord the answer is the acknowledgement.
                answered.extend(waits);
                acknowledged.clone_from(&answered);
            }
            Platform::Slack(loopback, asked) => {
                let state = loopback.state();
                let came: HashMap<&str, Instant> =
                    state.requests.iter().map(|r| (r.method.as_str(), r.at)).collect();
                for (answers, envelope) in asked.lock().expect("no panic").iter() {
                    let envelope = &state.envelopes[envelope];
                    if envelope.sent >= start {
                        acknowledged.extend(envelope.acknowledged.map(|at| at - envelope.sent));
                        answered.extend(came.get(answers.as_str()).map(|at| *at - envelope.sent));
                    }
                }
            }
        }
        acknowledged.sort();
        answered.sort();
        Waits { acknowledged, answered }
    }
}

/// The bot that does nothing but answer.
struct Echo;

#[serenity::async_trait]
impl EventHandler for Echo {
    async fn ready(&self, context: Context, _: Ready) {
        let ask = CreateCommand::new("ask").description("Ask");
        Command::set_global_commands(&context.http, vec![ask]).await.expect("it is taken");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { return };
        let embed = CreateEmbed::new().title("An answer").description("The same to everybody.");
        let message = CreateInteractionResponseMessage::new().embed(embed);
        let answer = CreateInteractionResponse::Message(message);
        command.create_response(&context.http, answer).await.expect("it is taken");
    }
}

async fn echo() {
    let variable = |name: &str| std::env::var(name).expect("a variable");
    let http = HttpBuilder::new(variable("DISCORD_TOKEN")).proxy(variable("DISCORD_API_BASE"));
    let http = http.ratelimiter_disabled(true).build();
    let client = ClientBuilder::new_with_http(http, GatewayIntents::GUILDS).event_handler(Echo);
    client.await.expect("a client").start().await.expect("a connection");
}

#[tokio::main]
async fn main() {
    if std::env::args().nth(1).is_some_and(|argument| argument == "serve") {
        return echo().await;
    }
    let this = std::env::current_exe().expect("a path");
    let this = this.to_str().expect("a path in Unicode");
    println!(
        "{:<28} {:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7}",
        "", "a second", "ack p50", "ack p99", "p50", "p99", "our p50", "our p99", "CPU", "memory"
    );
    for pace in [Some(A_SECOND), None] {
        for (name, binary) in [("the same embed", this), ("Discord", BINARY)] {
            let loopback = discord::Loopback::start_unjudged().await;
            measure(name, binary, &Platform::Discord(loopback), pace).await;
        }
        let slack = slack::Loopback::start_unjudged().await;
        measure("Slack", BINARY, &Platform::Slack(slack, std::sync::Mutex::default()), pace).await;
    }
    with_verdicts().await;
}

/// Questions with as many verdicts, each of somebody else, and whether all are kept.
async fn with_verdicts() {
    let loopback = discord::Loopback::start_unjudged().await;
    let data = tempfile::tempdir().expect("a folder");
    let folder = data.path().to_str().expect("a path");
    let base = loopback.base();
    let log = ("IQTIBAS_LOG", TIMED);
    let own = [log, ("DISCORD_TOKEN", discord::TOKEN), ("DISCORD_API_BASE", base.as_str())];
    let bot = Bot::spawn(BINARY, &[&own[..], &[("IQTIBAS_DATA", folder)]].concat());
    loopback.until_ready().await;
    let question = option("question", "What did Altman say about nuclear energy?");
    let asked = loopback.slash(MEMBER, CHANNEL, "ask", vec![question]);
    let answer = loopback.response(asked).await;
    let buttons = discord::events::buttons(&answer["data"]);
    let (_, helpful) = buttons.iter().find(|(label, _)| label == "Helpful").expect("a button");
    let start = Instant::now();
    let mut questions = Vec::with_capacity(COUNT);
    for number in 0..COUNT {
        let due = start + Duration::from_secs_f64(number as f64 / PRESSES_A_SECOND as f64);
        tokio::time::sleep_until(due.into()).await;
        let question = option("question", QUESTIONS[number % QUESTIONS.len()]);
        questions.push(loopback.slash(MEMBER, CHANNEL, "ask", vec![question]));
        loopback.press(1_000_000 + number as u64, 1, true, helpful, None);
    }
    let done = |state: &discord::State| (state.answered > 2 * COUNT).then_some(());
    loopback.until_within("answers", Duration::from_secs(120), done).await;
    let took = start.elapsed();
    let mut waits: Vec<Duration> = {
        let state = loopback.state();
        let sent = questions.iter().filter_map(|id| state.interactions.get(&id.to_string()));
        sent.filter_map(|sent| Some(sent.response.as_ref()?.1 - sent.at)).collect()
    };
    waits.sort();
    let memory = bot.resident().unwrap_or_default() / 1_000_000;
    bot.finish().await;
    let guild = discord::guild::GUILD.to_string();
    let export = ["data", "export", "discord", guild.as_str()];
    let export = iqtibas_doubles::bot::run(BINARY, &export, &[("IQTIBAS_DATA", folder)]).await;
    let kept: serde_json::Value = serde_json::from_slice(&export.stdout).expect("JSON");
    let rows = |table: &str| kept[table].as_array().map_or(0, Vec::len);
    println!(
        "{} questions and {COUNT} verdicts in {took:.0?}: answer p50 {:.2?}, p99 {:.2?}, {memory} \
         MB; kept: {} questions, {} verdicts",
        COUNT + 1,
        percentile(&waits, 0.50),
        percentile(&waits, 0.99),
        rows("questions"),
        rows("verdicts"),
    );
}

async fn measure(name: &str, binary: &str, platform: &Platform, pace: Option<usize>) {
    // What our share is is told at a pace; as fast as it goes that would be a part of it.
    let log = if pace.is_some() { TIMED } else { "warn" };
    let bot = platform.join(binary, log).await;
    for number in 0..WARM_UP {
        platform.ask(number);
    }
    platform.answered(WARM_UP).await;
    let before = bot.computed().unwrap_or_default();
    let start = Instant::now();
    for number in 0..COUNT {
        match pace {
            Some(pace) => {
                let due = start + Duration::from_secs_f64(number as f64 / pace as f64);
                tokio::time::sleep_until(due.into()).await;
            }
            None => platform.answered((WARM_UP + number).saturating_sub(UNDER_WAY)).await,
        }
        platform.ask(number);
    }
    platform.answered(WARM_UP + COUNT).await;
    let took = start.elapsed();
    let computed = bot.computed().unwrap_or_default().saturating_sub(before);
    let waits = platform.waits(start);
    let log = bot.log();
    let ours = log.lines().filter_map(|line| line.split("took_us=").nth(1)?.trim().parse().ok());
    // Those that came all at once to warm up waited for one another.
    let mut ours: Vec<Duration> = ours.skip(WARM_UP).map(Duration::from_micros).collect();
    ours.sort();
    let paced = pace.map_or("64 at a time".to_owned(), |pace| format!("{pace} a second"));
    println!(
        "{:<28} {:>8.0} {:>9.2?} {:>9.2?} {:>9.2?} {:>9.2?} {:>9.0?} {:>9.0?} {:>9.0?} {:>4} MB",
        format!("{name}, {paced}"),
        COUNT as f64 / took.as_secs_f64(),
        percentile(&waits.acknowledged, 0.50),
        percentile(&waits.acknowledged, 0.99),
        percentile(&waits.answered, 0.50),
        percentile(&waits.answered, 0.99),
        percentile(&ours, 0.50),
        percentile(&ours, 0.99),
        computed / COUNT as u32,
        bot.resident().unwrap_or_default() / 1_000_000,
    );
}

fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let at = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}
