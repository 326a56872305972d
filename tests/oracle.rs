//! What the confidence makes of a perfect reader of meaning: whoever proposes the right
//! passage, and is sure of it, must be heard.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use std::fs;
use std::sync::Arc;

use iqtibas::core::evaluation::dataset::json_lines;
use iqtibas::core::knowledge::{Library, PassageKey};
use iqtibas::core::search::confidence::Confidence;
use iqtibas::core::search::meaning::Likeness;
use iqtibas::core::search::passages::AnalyzedPassages;
use iqtibas::core::search::rank::rank;
use iqtibas::core::search::{Candidate, Engine, FoundBy, Outcome};

/// How near the right passage of a question is by the model where the model is right: the
/// median over the right first hits of the strangers' tuning half.
const RIGHT: (f32, f32, f32) = (0.843, 0.067, 3.21);

fn likeness((cosine, above, deviations): (f32, f32, f32), sentences: usize) -> Likeness {
    Likeness { cosine, above, deviations, sentences: vec![above; sentences] }
}

#[test]
fn a_perfect_reader_of_meaning_is_heard_where_words_alone_decline() {
    let library = Arc::new(Library::load(&common::project("knowledge")).expect("the documents"));
    let engine = Engine::in_memory(Arc::clone(&library)).expect("an index");
    let passages = AnalyzedPassages::new(Arc::clone(&library));
    let (mut declined, mut first) = (0, 0);
    for file in [
        "tests/questions/altman.jsonl",
        "tests/questions/altman-held-out.jsonl",
        "tests/questions/strangers-tuning.jsonl",
        "tests/questions/strangers-reporting.jsonl",
    ] {
        let text = fs::read_to_string(common::project(file)).expect("the questions");
        for question in json_lines(&text).expect("questions").questions {
            let is_gold = |key: PassageKey| {
                let passage = library.passage(key);
                question.gold.iter().any(|gold| gold == passage.id.as_str())
                    || question.evidence.iter().any(|words| words.stands_in(&passage.text))
            };
            let gold = library.keys().find(|key| is_gold(*key));
            let findings = engine.search(&question.text).expect("an index that can be read");
            let (Some(gold), Outcome::NotFound | Outcome::Closest) = (gold, findings.outcome)
            else {
                continue;
            };
            declined += 1;
            let candidates = library.keys().map(|key| {
                let sentences = library.passage(key).sentences.len();
                let near = if key == gold { RIGHT } else { (RIGHT.0 - RIGHT.1, 0.0, 0.0) };
                let likeness = Some(likeness(near, sentences));
                let found_by = FoundBy::Meaning;
                Candidate { key, rendition: 0, found_by, lexical: 0.0, likeness }
            });
            let hits = rank(&findings.query, candidates.collect(), &passages);
            first += usize::from(is_gold(hits[0].key));
            let confidence = Confidence::of(&findings.query, &hits);
            assert_ne!(
                confidence.outcome(),
                Outcome::NotFound,
                "{}: {confidence:?}",
                question.text
            );
        }
    }
    assert!(declined >= 100, "only {declined} were declined by words");
    assert!(first * 10 >= declined * 9, "{first} of {declined} first");
}
