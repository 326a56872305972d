//! How good the answers are, on the committed questions. The figures are in the
//! README; these are the lines below which a change is not an improvement.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use std::fs;
use std::sync::Arc;

use iqtibas::chat::buttons::Viewers;
use iqtibas::chat::text::cutting::code_units;
use iqtibas::chat::text::direction::undirected;
use iqtibas::chat::{Request, respond};
use iqtibas::cli::render::{Look, render};
use iqtibas::core::Language;
use iqtibas::core::evaluation::dataset::{Half, Question, json_lines};
use iqtibas::core::evaluation::metrics::Summary;
use iqtibas::core::evaluation::{Judgement, judge};
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;
use iqtibas::platforms::discord::render::{CommandIds, Frame};
use iqtibas::platforms::{discord, slack};
use serde_json::Value;

const FILES: [&str; 2] = ["tests/questions/altman.jsonl", "tests/questions/altman-held-out.jsonl"];

fn engine() -> Engine {
    let library = Library::load(&common::project("knowledge")).expect("the documents");
    Engine::in_memory(Arc::new(library)).expect("an index")
}

fn questions(file: &str) -> Vec<Question> {
    let text = fs::read_to_string(common::project(file)).expect("the questions");
    json_lines(&text).expect("questions").questions
}

fn judged(file: &str) -> Vec<(Question, Judgement)> {
    let (engine, questions) = (engine(), questions(file));
    let judge_one = |question: Question| {
        let judgement = judge(&engine, &question).expect("an index that can be read");
        (question, judgement)
    };
    questions.into_iter().map(judge_one).collect()
}

fn summary<'j>(judged: impl IntoIterator<Item = &'j (Question, Judgement)>) -> Summary {
    let judgements: Vec<&Judgement> = judged.into_iter().map(|(_, judgement)| judgement).collect();
    Summary::of(&judgements)
}

#[test]
fn questions_about_the_article_find_their_passage_and_others_are_declined() {
    let judged = judged("tests/questions/altman.jsonl");
    let all = summary(&judged);
    assert!(all.questions >= 150, "{all:?}");
    assert!(all.hit_at_1 >= 0.93 && all.hit_at_3 >= 0.98 && all.auroc >= 0.93, "{all:?}");
    let unseen = summary(judged.iter().filter(|(question, _)| question.half == Half::Report));
    assert!(unseen.hit_at_1 >= 0.93 && unseen.auroc >= 0.93, "{unseen:?}");
    let mut kinds: Vec<&str> = judged.iter().map(|(question, _)| question.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds.into_iter().filter(|kind| !kind.starts_with("unanswerable")) {
        let of_kind = summary(judged.iter().filter(|(question, _)| question.kind == kind));
        assert!(of_kind.hit_at_1 >= 0.85, "{kind}: {of_kind:?}");
    }
}

#[test]
fn a_quarter_of_the_questions_has_no_answer_and_half_of_those_are_near_the_topic() {
    let judged = judged("tests/questions/altman.jsonl");
    let count = |kind: &str| judged.iter().filter(|(q, _)| q.kind == kind).count();
    let (near, far) = (count("unanswerable-near"), count("unanswerable-far"));
    assert!((near + far) * 4 >= judged.len() && near >= far, "{near} near, {far} far");
    for (question, _) in &judged {
        assert_eq!(question.gold.is_empty(), question.kind.starts_with("unanswerable"));
    }
}

#[test]
fn questions_written_after_all_tuning_fare_nearly_as_well() {
    let unseen = summary(&judged("tests/questions/altman-held-out.jsonl"));
    assert!(unseen.hit_at_1 >= 0.9 && unseen.hit_at_3 >= 0.95 && unseen.auroc >= 0.9, "{unseen:?}");
}

#[test]
fn every_gold_passage_exists() {
    let library = Library::load(&common::project("knowledge")).expect("the documents");
    for file in FILES {
        for (question, _) in judged(file) {
            for id in &question.gold {
                let found = library.keys().any(|key| library.passage(key).id.as_str() == id);
                assert!(found, "{}: {id}", question.id);
            }
        }
    }
}

/// Every text of a message outside of its buttons and menus, as long as a reader sees it.
fn read(value: &Value) -> usize {
    match value {
        Value::Array(values) => values.iter().map(read).sum(),
        Value::Object(fields) if fields.get("type") == Some(&"actions".into()) => 0,
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match value {
                // Isolates, and escapes of Markdown, are not seen.
                Value::String(text)
                    if ["title", "description", "text", "name", "value"]
                        .contains(&name.as_str()) =>
                {
                    code_units(&undirected(text).replace('\\', ""))
                }
                _ if name == "components" => 0,
                _ => read(value),
            })
            .sum(),
        _ => 0,
    }
}

/// The length of a reply on Discord, on Slack and in a terminal.
fn lengths(engine: &Engine, question: &str) -> (Language, [usize; 3]) {
    let reply = respond(engine, &Request::ask(question)).expect("a reply");
    let commands = CommandIds::new();
    let viewers = Viewers::Asker;
    let frame = Frame { viewers, question: None, embeds: true, commands: &commands };
    let on_discord = discord::render::render(&reply, frame).message();
    let on_slack = slack::render::render(&reply, viewers).blocks;
    let on_discord = serde_json::to_value(on_discord).expect("JSON");
    let in_terminal = code_units(&render(&reply, Look::PLAIN));
    (reply.language, [read(&on_discord), read(&Value::Array(on_slack)), in_terminal])
}

#[test]
fn an_answer_is_short_enough_to_be_read() {
    let engine = engine();
    for (language, longest_median) in [(Language::ARABIC, 500), (Language::ENGLISH, 800)] {
        let texts = FILES.iter().flat_map(|file| questions(file)).map(|question| question.text);
        let mut on_platforms = [const { Vec::new() }; 3];
        for text in texts {
            let (answered_in, lengths) = lengths(&engine, &text);
            if answered_in == language {
                for (platform, length) in on_platforms.iter_mut().zip(lengths) {
                    assert!(length > 0 && length <= 1500, "{length}: {text}");
                    platform.push(length);
                }
            }
        }
        for mut lengths in on_platforms {
            assert!(lengths.len() >= 40, "{language}: {}", lengths.len());
            lengths.sort_unstable();
            let median = lengths[lengths.len() / 2];
            assert!(median <= longest_median, "{language}: {median}");
        }
    }
}
