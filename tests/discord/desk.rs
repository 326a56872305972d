//! The moderators' desk, and what is kept over a restart.

use std::path::Path;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::bot::{self, Bot};
use crate::buttons::id_of;
use crate::commands::text;
use crate::join::join_with;
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, option};
use crate::loopback::guild::GUILD;

/// How often a bot is killed; `docs/QUALITY.md` has the figures of 200 times.
const KILLS: &str = "IQTIBAS_TEST_KILLS";

async fn join_in(loopback: &Loopback, data: &Path) -> Bot {
    join_with(loopback, &[("IQTIBAS_DATA", data.to_str().expect("a path"))]).await
}

async fn said(loopback: &Loopback, by: u64, name: &str, options: Vec<Value>) -> Value {
    let asked = loopback.slash(by, CHANNEL, name, options);
    loopback.response(asked).await
}

/// The select menu of a response: its id and its options, as (label, value).
fn menu(response: &Value) -> (String, Vec<(String, String)>) {
    let rows = response["data"]["components"].as_array().into_iter().flatten();
    let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let menu = parts.find(|part| part["type"] == 3).expect("a menu");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let options = menu["options"].as_array().expect("options").iter();
    let options = options.map(|option| (text(&option["label"]), text(&option["value"])));
    (text(&menu["custom_id"]), options.collect())
}

/// Chooses what has these words in the menu of a response.
async fn choose(loopback: &Loopback, by: u64, response: &Value, words: &str) -> Value {
    let (id, options) = menu(response);
    let chosen = options.iter().find(|(label, _)| label.contains(words)).expect(words);
    let pressed = loopback.press(by, 1, true, &id, Some(&[chosen.1.as_str()]));
    loopback.response(pressed).await
}

fn field(response: &Value, name: &str) -> String {
    let fields = response["data"]["embeds"][0]["fields"].as_array().into_iter().flatten();
    let is_named = |field: &&Value| field["name"].as_str().is_some_and(|n| n.contains(name));
    let field = fields.filter(is_named).map(|field| field["value"].as_str().unwrap_or_default());
    field.collect()
}

/// All that is kept of the server, as the command line gives it out.
async fn export(data: &Path) -> Value {
    let guild = GUILD.to_string();
    let arguments = ["data", "export", "discord", guild.as_str()];
    let variables = [("IQTIBAS_DATA", data.to_str().expect("a path"))];
    let run = bot::run(env!("CARGO_BIN_EXE_iqtibas"), &arguments, &variables).await;
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moderators_choose_in_menus_holds_also_after_the_process_was_killed() {
    let loopback = Loopback::start().await;
    let data = tempfile::tempdir().expect("a folder");
    let mut bot = join_in(&loopback, data.path()).await;
    let all = said(&loopback, MODERATOR, "settings", vec![]).await;
    assert_eq!(all["data"]["flags"], 64, "for the moderator alone");
    let one = choose(&loopback, MODERATOR, &all, "Commands are answered to").await;
    assert_eq!(one["type"], 7, "the same message turns its page");
    let changed = choose(&loopback, MODERATOR, &one, "Everybody").await;
    assert!(text(&changed).contains("Settings changed."), "{}", text(&changed));
    bot.kill();
    let _bot = join_in(&loopback, data.path()).await;
    let all = said(&loopback, MODERATOR, "settings", vec![]).await;
    let audience = field(&all, "Commands are answered to");
    assert!(audience.contains("Everybody (set for this channel)"), "{audience}");
    let question = option("question", "What did Altman say about nuclear energy?");
    let answer = said(&loopback, MEMBER, "ask", vec![question]).await;
    assert_eq!(answer["data"]["flags"].as_u64().unwrap_or_default() & 64, 0, "for all to see");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_nobody_elses() {
    let loopback = Loopback::start().await;
    let data = tempfile::tempdir().expect("a folder");
    let _bot = join_in(&loopback, data.path()).await;
    for name in ["settings", "insights", "pins"] {
        let refused = said(&loopback, MEMBER, name, vec![]).await;
        assert_eq!(refused["data"]["flags"], 64);
        assert!(refused["data"]["embeds"][0]["fields"].is_null(), "{refused}");
        assert!(text(&refused).contains("may manage messages"), "{}", text(&refused));
    }
    // A menu that a moderator was shown is none for others.
    let all = said(&loopback, MODERATOR, "settings", vec![]).await;
    let refused = choose(&loopback, MEMBER, &all, "Language").await;
    assert!(text(&refused).contains("may manage messages"), "{}", text(&refused));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_found_is_listed_and_answered_by_a_chosen_passage() {
    let loopback = Loopback::start().await;
    let data = tempfile::tempdir().expect("a folder");
    let _bot = join_in(&loopback, data.path()).await;
    let question = "What colour is Altman's zeppelin?";
    said(&loopback, MEMBER, "ask", vec![option("question", question)]).await;
    let insights = said(&loopback, MODERATOR, "insights", vec![]).await;
    assert!(field(&insights, "Asked and not found").contains("zeppelin"), "{insights}");
    let gap = choose(&loopback, MODERATOR, &insights, "zeppelin").await;
    let candidates = id_of(&gap["data"], "Answer with a passage…");
    let pressed = loopback.press(MODERATOR, 1, true, &candidates, None);
    let candidates = loopback.response(pressed).await;
    let (_, options) = menu(&candidates);
    let chosen = choose(&loopback, MODERATOR, &candidates, &options[0].0).await;
    assert!(text(&chosen).contains("Chosen."), "{}", text(&chosen));
    let again = "what colour has Altman's zeppelin?";
    let answer = said(&loopback, MEMBER, "ask", vec![option("question", again)]).await;
    assert!(text(&answer).contains("Chosen by a moderator"), "{}", text(&answer));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_is_kept_with_a_person_and_none_reaches_the_log() {
    const PLANTED: &str = "marzipan";
    let loopback = Loopback::start().await;
    let data = tempfile::tempdir().expect("a folder");
    let bot = join_in(&loopback, data.path()).await;
    let question = format!("What did Altman say about nuclear energy, dear {PLANTED}?");
    let answer = said(&loopback, MEMBER, "ask", vec![option("question", question.as_str())]).await;
    let pressed = loopback.press(MEMBER, 1, false, &id_of(&answer["data"], "Helpful"), None);
    loopback.response(pressed).await;
    let log = bot.log();
    bot.finish().await;
    assert!(!log.contains(PLANTED), "{log}");
    let kept = export(data.path()).await;
    let rows = |table: &str| kept[table].as_array().expect("rows").clone();
    assert_eq!((rows("questions").len(), rows("verdicts").len()), (1, 1), "{kept}");
    assert_eq!(rows("questions")[0]["question"], question);
    let member = json!(MEMBER.to_string());
    for (table, row) in ["settings", "verdicts", "questions", "hidden_gaps", "pins"]
        .into_iter()
        .flat_map(|table| rows(table).into_iter().map(move |row| (table, row)))
    {
        let has_person = row.as_object().expect("a row").values().any(|value| *value == member);
        let has_words = row.to_string().contains(PLANTED);
        assert!(!(has_person && has_words), "{table}: {row}");
        assert_eq!(has_person, table == "verdicts", "{row}");
    }
    let guild = GUILD.to_string();
    let variables = [("IQTIBAS_DATA", data.path().to_str().expect("a path"))];
    let delete = ["data", "delete", "discord", guild.as_str()];
    let run = bot::run(env!("CARGO_BIN_EXE_iqtibas"), &delete, &variables).await;
    assert_eq!(String::from_utf8_lossy(&run.stdout), "deleted: 2\n");
    let kept = export(data.path()).await;
    assert!(kept.as_object().expect("tables").values().all(|rows| rows == &json!([])), "{kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_somebody_was_told_is_lost_however_the_process_ends() {
    let kills = std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(5_u64);
    let loopback = Loopback::start().await;
    let data = tempfile::tempdir().expect("a folder");
    let mut told = 0;
    let mut shown = None;
    for round in 0..kills {
        let mut bot = join_in(&loopback, data.path()).await;
        if shown.is_none() {
            let question = option("question", "What did Altman say about nuclear energy?");
            shown = Some(said(&loopback, MEMBER, "ask", vec![question]).await);
        }
        let id = id_of(&shown.as_ref().expect("an answer")["data"], "Helpful");
        // Somebody else each time, so that each press is a verdict of its own.
        let presses: Vec<u64> = (0..8)
            .map(|press| {
                let message = crate::loopback::message::message_of(1, 55, &json!({}));
                loopback.press_on(1000 + round * 8 + press, CHANNEL, message, &id, None)
            })
            .collect();
        // At any point of the work on them.
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock");
        let pause = u64::from(now.subsec_nanos()) % 120_000;
        tokio::time::sleep(Duration::from_micros(pause)).await;
        bot.kill();
        let state = loopback.state();
        let is_told = |press: &&u64| {
            let sent = state.interactions.get(&press.to_string());
            sent.is_some_and(|sent| sent.response.is_some())
        };
        told += presses.iter().filter(is_told).count();
    }
    let kept = export(data.path()).await;
    let verdicts = kept["verdicts"].as_array().expect("rows").len();
    println!("{kills} kills, {told} verdicts told as noted, {verdicts} kept");
    assert!(verdicts >= told, "{verdicts} kept of {told} told");
}
