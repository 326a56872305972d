//! What is asked of the bot and what is asked of the sources, as people say it.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Option<(Purpose, Option<&str>)> {
    let intent = Intent::of(text)?;
    Some((intent.purpose, intent.topic_in(text)))
}

mod asked_of_the_bot;
mod asked_of_the_sources;
mod said_to_the_bot;
mod who_speaks;

use asked_of_the_bot::ASKED;
use asked_of_the_sources::QUESTIONS;
use said_to_the_bot::SAID;

#[test]
fn what_is_asked_of_the_bot_is_read_with_its_topic() {
    let all = || ASKED.iter().chain(SAID);
    assert!(all().map(|(_, sentences)| sentences.len()).sum::<usize>() >= 240);
    let mut wrong = Vec::new();
    for (purpose, sentences) in all() {
        for (sentence, topic) in *sentences {
            let expected = (!topic.is_empty()).then_some(*topic);
            let found = read(sentence);
            if found != Some((*purpose, expected)) {
                wrong.push(format!("{sentence}: {found:?} instead of {purpose:?} {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_question_to_the_sources_stays_one() {
    assert!(QUESTIONS.len() >= 120, "{}", QUESTIONS.len());
    let wrong: Vec<String> = QUESTIONS
        .iter()
        .filter_map(|question| read(question).map(|found| format!("{question}: {found:?}")))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn questions_in(file: &Path, found: &mut Vec<String>) {
    let text = fs::read_to_string(file).expect("the questions");
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        // The first line of a set may say which documents it is about; pairs are two.
        let asked = ["question", "a", "b"].iter().filter_map(|name| row[*name].as_str());
        found.extend(asked.map(str::to_owned));
    }
}

/// Strangers also asked for a summary of something, and who wrote an article and when: these
/// are commands. Nothing else is, and a summary keeps what it is to be of.
#[test]
fn no_question_of_the_committed_sets_is_taken_for_a_command_that_it_does_not_ask_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let mut questions = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder").flatten() {
        questions_in(&entry.path(), &mut questions);
    }
    assert!(questions.len() > 200, "{}", questions.len());
    let read = questions.iter().filter_map(|question| Some((question, read(question)?)));
    let (asked_for, wrong): (Vec<_>, Vec<_>) = read.partition(|(_, found)| {
        matches!(found, (Purpose::Summary, Some(_)) | (Purpose::Author | Purpose::Date, None))
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(asked_for.len() * 50 < questions.len(), "{asked_for:#?}");
}

/// XQuAD's questions, where it is at hand.
#[test]
fn no_question_of_xquad_is_taken_for_a_command() {
    let shared = std::env::var_os("IQTIBAS_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    for code in ["ar", "en"] {
        let Ok(text) = fs::read_to_string(shared.join(format!("data/xquad.{code}.json"))) else {
            eprintln!("skipped: no XQuAD in {}", shared.display());
            return;
        };
        let squad: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let list = |value: &serde_json::Value| value.as_array().cloned().expect("a list");
        let paragraphs =
            list(&squad["data"]).into_iter().flat_map(|part| list(&part["paragraphs"]));
        let questions: Vec<_> = paragraphs.flat_map(|paragraph| list(&paragraph["qas"])).collect();
        assert!(questions.len() > 1000, "{} questions", questions.len());
        let texts = questions.iter().map(|qa| qa["question"].as_str().expect("a question"));
        let taken: Vec<_> = texts.filter(|text| read(text).is_some()).collect();
        assert!(taken.is_empty(), "{taken:?}");
    }
}

#[test]
fn how_many_points_are_wanted_is_read() {
    let count = |text: &str| Intent::of(text).and_then(|intent| intent.count);
    assert_eq!(count("summarize the interview in three points"), Some(3));
    assert_eq!(count("لخص المقال في 7 نقاط"), Some(7));
    assert_eq!(count("لخصلي المقابلة بخمس نقاط"), Some(5));
    assert_eq!(count("summarize GPT 5"), None);
}

#[test]
fn every_class_and_tail_that_a_pattern_names_is_there() {
    for lexicon in [&intents_en::LEXICON, &intents_ar::LEXICON] {
        let names = |name: &str| {
            lexicon.classes.iter().any(|(class, _)| class.trim_end_matches(['+', '^']) == name)
        };
        let tails = |name: &str| lexicon.tails.iter().any(|(tail, _)| *tail == name);
        let of_patterns = lexicon.patterns.iter().flat_map(|(_, patterns)| patterns.iter());
        let of_tails = lexicon.tails.iter().flat_map(|(_, patterns)| patterns.iter());
        for pattern in of_patterns.chain(of_tails) {
            let elements: Vec<&str> =
                pattern.split_whitespace().map(|e| e.trim_end_matches(['?', '*'])).collect();
            for (index, element) in elements.iter().enumerate() {
                if let Some(class) = element.strip_prefix('[') {
                    assert!(names(class.trim_end_matches(']')), "{pattern}: {element}");
                }
                if let Some(tail) = element.strip_prefix('@') {
                    assert!(tails(tail) && index + 1 == elements.len(), "{pattern}: {element}");
                }
            }
        }
    }
}

#[test]
fn a_sentence_that_repeats_itself_costs_no_more_than_any() {
    let text = "اعطني أهم ما قاله ".repeat(9)
        + "please give me the key points of the what he said of the ";
    assert_eq!(read(&text), None);
    assert_eq!(read(&"summarize ".repeat(5000)), None);
}

proptest! {
    #[test]
    fn any_text_is_read_and_a_topic_is_a_slice_of_it(
        text in prop_oneof![
            any::<String>(),
            "(please |summarize |the |gist |of |what |he |said |about |article |who |wrote |it |لخص |لي |زبدة |المقال |عن |ما |قاله ){0,14}\\PC{0,9}"
        ]
    ) {
        if let Some(intent) = Intent::of(&text) {
            prop_assert!(intent.topic.is_none() || intent.topic_in(&text).is_some_and(|topic| !topic.is_empty()));
        }
    }
}
