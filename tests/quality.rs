//! How good the answers are, on the committed questions. The figures are in the
//! README; these are the lines below which a change is not an improvement.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use std::fs;
use std::sync::Arc;

use iqtibas::core::evaluation::dataset::{Half, Question, json_lines};
use iqtibas::core::evaluation::metrics::Summary;
use iqtibas::core::evaluation::{Judgement, judge};
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;

fn judged(file: &str) -> Vec<(Question, Judgement)> {
    let library = Library::load(&common::project("knowledge")).expect("the documents");
    let engine = Engine::in_memory(Arc::new(library)).expect("an index");
    let text = fs::read_to_string(common::project(file)).expect("the questions");
    let questions = json_lines(&text).expect("questions").questions;
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
    for file in ["tests/questions/altman.jsonl", "tests/questions/altman-held-out.jsonl"] {
        for (question, _) in judged(file) {
            for id in &question.gold {
                let found = library.keys().any(|key| library.passage(key).id.as_str() == id);
                assert!(found, "{}: {id}", question.id);
            }
        }
    }
}
