//! `ask --batch`: the contract that other programs rely on.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use common::{iqtibas, objects, run_with_input};
use serde_json::{Value, json};
use tempfile::tempdir;

fn batch(input: &str, arguments: &[&str]) -> Vec<Value> {
    let folder = tempdir().expect("a directory");
    let mut command = iqtibas(&folder.path().join("cache"));
    objects(&run_with_input(command.args(["ask", "--batch"]).args(arguments), input.as_bytes()))
}

#[test]
fn the_object_of_an_answer_has_exactly_the_agreed_fields() {
    let answers = batch("{\"id\": \"q7\", \"question\": \"Is AI a bubble?\"}\n", &["--limit", "1"]);
    let [answer] = &answers[..] else { panic!("{answers:?}") };
    let keys = |value: &Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(
        keys(answer),
        [
            "command",
            "confidence",
            "id",
            "language",
            "outcome",
            "parts",
            "question",
            "quotes",
            "took_us"
        ]
    );
    assert_eq!(answer["command"], Value::Null);
    assert_eq!(answer["id"], "q7");
    assert_eq!(answer["question"], "Is AI a bubble?");
    assert_eq!(answer["language"], "en");
    assert_eq!(answer["outcome"], "answered");
    assert!((0.0..=1.0).contains(&answer["confidence"].as_f64().expect("a number")));
    assert!(answer["took_us"].is_u64());
    let quotes = answer["quotes"].as_array().expect("a list");
    let [quote] = &quotes[..] else { panic!("--limit 1 gives one quote: {quotes:?}") };
    assert_eq!(
        keys(quote),
        [
            "address",
            "citation",
            "document",
            "found_by",
            "highlight",
            "language",
            "passage",
            "rank",
            "section",
            "speaker",
            "text",
            "translation",
            "work"
        ]
    );
    assert_eq!(quote["rank"], 1);
    assert_eq!(quote["document"], "altman-a16z");
    assert_eq!(quote["passage"], "2.1");
    assert_eq!(quote["found_by"], "words");
    assert_eq!(answer["parts"], json!([]));
    let work = quote["work"].as_str().expect("a title");
    assert!(work.starts_with("Sam Altman in conversation"), "{work}");
    assert!(quote["citation"].as_str().expect("a text").contains(work));
    assert_eq!(quote["language"], "ar");
    assert_eq!(quote["translation"]["language"], "en");
    assert_eq!(keys(&quote["translation"]), ["language", "text"]);
}

#[test]
fn every_line_gets_one_object_in_order_and_keeps_its_id() {
    let input =
        "Sora\n{\"id\": 42, \"question\": \"الطاقة النووية\"}\n\n{not json\nWho wrote Hamlet?\n";
    let answers = batch(input, &[]);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!(42), &json!(3), &json!(4), &json!(5)]);
    assert_eq!(answers[2]["outcome"], "help");
    assert_eq!(answers[4]["outcome"], "not_found");
}

#[test]
fn a_line_of_json_that_is_no_question_gets_an_error_object_in_its_place() {
    let lines = [
        "{\"id\": \"cut\", \"question\": \"What is So",
        "{\"id\": \"none\"}",
        " {\"id\": 7, \"question\": 5}",
        "{\"question\": null}",
        "{\"id\": 8, \"question\": \"Sora\"} and more",
        "[\"Sora\"]",
    ];
    let answers = batch(&(lines.join("\n") + "\n"), &[]);
    let error = |index: usize| answers[index]["error"].as_str().unwrap_or_default();
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!("none"), &json!(7), &json!(4), &json!(5), &json!(6)]);
    assert!(error(0).contains("no JSON object"), "{}", answers[0]);
    for index in [1, 2, 3] {
        assert!(error(index).contains("\"question\" is missing"), "{}", answers[index]);
    }
    assert!(error(4).contains("no JSON object"), "{}", answers[4]);
    // Only a brace makes it JSON.
    assert_eq!(answers[5]["question"], "[\"Sora\"]");
    assert_eq!(answers[5]["error"], Value::Null);
}

#[test]
fn an_id_comes_back_digit_by_digit() {
    let ids = [
        "18446744073709551617",
        "-9007199254740993",
        "0.10000000000000000001",
        "1.0",
        "1e3",
        "\"\\u0623\"",
        "null",
        "true",
        "{\"a\":  [1]}",
    ];
    let lines = ids.map(|id| format!("{{\"question\": \"Sora\", \"id\": {id} }}\n"));
    let folder = tempdir().expect("a directory");
    let mut command = iqtibas(&folder.path().join("cache"));
    let input = lines.concat() + "{\"id\": 1.50, \"question\": 5}\n";
    let output = run_with_input(command.args(["ask", "--batch"]), input.as_bytes());
    let output = common::stdout(&output);
    let starts: Vec<String> =
        ids.iter().chain(&["1.50"]).map(|id| format!("{{\"id\":{id},")).collect();
    assert_eq!(output.lines().count(), starts.len());
    for (line, start) in output.lines().zip(starts) {
        assert!(line.starts_with(&start), "{line} does not begin with {start}");
    }
}

#[test]
fn a_line_longer_than_a_mebibyte_costs_itself_and_an_error() {
    let input = format!("{}\nSora\n", "ا".repeat(600 * 1024));
    let answers = batch(&input, &[]);
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0], json!({"id": 1, "error": "the line is longer than 1024 KiB"}));
    assert_eq!(answers[1]["outcome"], "answered");
}

#[test]
fn not_found_still_returns_the_best_candidates() {
    let answers = batch("What does Altman think about Google Gemini?\n", &["--limit", "5"]);
    assert_eq!(answers[0]["outcome"], "not_found");
    assert_eq!(answers[0]["quotes"].as_array().map(Vec::len), Some(5));
}

#[test]
fn every_outcome_is_one_of_those_agreed_and_comes_with_its_candidates() {
    let input = "Is AI a bubble?\nSora and quantum chess\nWho wrote Hamlet?\nhello\n";
    for answer in batch(input, &[]) {
        let outcome = answer["outcome"].as_str().expect("a name");
        let agreed = ["answered", "closest", "not_found", "help", "command"];
        assert!(agreed.contains(&outcome), "{outcome}");
        let quotes = answer["quotes"].as_array().expect("a list");
        assert!(
            outcome == "help" || answer["question"] == "Who wrote Hamlet?" || !quotes.is_empty()
        );
        for quote in quotes {
            let found_by = quote["found_by"].as_str().expect("a name");
            assert!(["words", "meaning", "both"].contains(&found_by), "{found_by}");
        }
        assert!(answer["parts"].is_array());
    }
}

#[test]
fn text_and_highlight_are_verbatim_and_a_speaker_is_named_for_direct_speech() {
    let source = std::fs::read_to_string(common::project("knowledge/altman-a16z.ar.md"))
        .expect("the document");
    let questions = "هل حان الوقت لرهان جريء؟\nWhat are the two main kinds of energy?\nSora and AGI\nأمثلة صغيرة على GPT-5 لأول مرة\n";
    let mut speakers = 0;
    for answer in batch(questions, &[]) {
        for quote in answer["quotes"].as_array().expect("a list") {
            let text = quote["text"].as_str().expect("text");
            let highlight = quote["highlight"].as_str().expect("text");
            assert!(source.contains(text) && text.contains(highlight), "{highlight}");
            if let Some(speaker) = quote["speaker"].as_str() {
                assert!(highlight.contains('“') && speaker.contains(['A', 'ا']), "{quote}");
                speakers += 1;
            }
        }
    }
    assert!(speakers > 0, "somebody speaks in these");
}

#[test]
fn a_question_in_the_language_of_the_source_needs_no_translation() {
    let answers = batch("هل الذكاء الاصطناعي فقاعة؟\n", &[]);
    assert_eq!(answers[0]["language"], "ar");
    assert_eq!(answers[0]["quotes"][0]["translation"], Value::Null);
    let answers = batch("هل الذكاء الاصطناعي فقاعة؟\n", &["--lang", "en"]);
    assert_eq!(answers[0]["quotes"][0]["translation"]["language"], "en");
}

#[test]
fn a_command_that_is_asked_for_in_words_is_named_with_its_topic_and_shows_its_quotes() {
    let lines = [
        "could you please summarize what he said about nuclear energy for me?",
        "عطني زبدة الحكي عن سورا",
        "What are the key points?",
        "Who wrote this article?",
        "متى نشر المقال؟",
        "quotes of Altman",
        "what can you do?",
        "Who published the paper on transformers?",
    ];
    let answers = batch(&(lines.join("\n") + "\n"), &[]);
    let command = |name: &str, topic: Value| json!({"name": name, "topic": topic});
    for (answer, (outcome, expected)) in answers.iter().zip([
        ("command", command("summary", json!("nuclear energy"))),
        ("command", command("summary", json!("سورا"))),
        ("command", command("keypoints", Value::Null)),
        ("command", command("source", Value::Null)),
        ("command", command("source", Value::Null)),
        ("command", command("quotes", json!("Altman"))),
        ("help", command("help", Value::Null)),
        ("not_found", Value::Null),
    ]) {
        assert_eq!((&answer["outcome"], &answer["command"]), (&json!(outcome), &expected));
    }
    for answer in answers[..3].iter().chain(&answers[5..6]) {
        assert!(answer["quotes"].as_array().is_some_and(|quotes| !quotes.is_empty()), "{answer}");
    }
    let told = answers[3]["entries"][0]["details"].as_str().expect("the author");
    assert!(told.contains("Long Yue"), "{told}");
    let told = answers[4]["entries"][0]["details"].as_str().expect("the date");
    assert!(told.contains("8 أكتوبر"), "{told}");
}

#[test]
fn small_talk_is_no_command_and_has_no_quote() {
    let answers = batch("you are stupid\nانت غبي\nthanks Sam!\nhello\n", &[]);
    for answer in answers {
        assert_eq!(answer["outcome"], "help", "{answer}");
        assert_eq!((&answer["command"], &answer["quotes"]), (&Value::Null, &json!([])));
    }
}
