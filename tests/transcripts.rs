//! Transcripts in the styles that people publish them in: who says what, and when.
//!
//! The interviews in `tests/transcripts/` are invented (CC0), and were written with what a
//! reader of them would know, in `tests/transcripts.jsonl`, by somebody who had not seen the
//! program. The reading was improved on them.

#![allow(clippy::expect_used, reason = "a test fails by it")]

use std::fs;
use std::path::PathBuf;

use iqtibas::core::knowledge::{Library, Rendition, Utterance};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    file: String,
    title: Option<String>,
    turns: Vec<Turn>,
}

/// Speaker, seconds, and the first and the last words.
#[derive(Deserialize)]
struct Turn(Option<String>, Option<f64>, String, String);

fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn expected() -> Vec<Expected> {
    let lines = fs::read_to_string(project("tests/transcripts.jsonl")).expect("the file is there");
    lines.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

/// The words of a text, whatever stands between them.
fn words(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\u{064B}'..='\u{0652}');
    text.to_lowercase().split(|c| !is_word(c)).filter(|w| !w.is_empty()).map(Into::into).collect()
}

/// A turn as it was read: speaker, seconds, and words.
type ReadTurn = (Option<String>, Option<u32>, Vec<String>);

/// The turns of a text as it was read.
fn turns(text: &Rendition) -> Vec<ReadTurn> {
    let mut turns: Vec<(u32, ReadTurn)> = Vec::new();
    for passage in &text.passages {
        let Some(speech) = &passage.speech else { continue };
        let said = words(&passage.text);
        match turns.last_mut() {
            Some((turn, (_, _, words))) if *turn == speech.turn => words.extend(said),
            _ => {
                let speaker = text.participant_of(passage).map(|speaker| speaker.label.clone());
                let time = speech.time_at(0).map(|time| time.seconds());
                turns.push((speech.turn, (speaker, time, said)));
            }
        }
    }
    turns.into_iter().map(|(_, turn)| turn).collect()
}

fn is_as_expected(turn: &Turn, read: &ReadTurn) -> bool {
    let Turn(speaker, time, starts, ends) = turn;
    let (read_speaker, read_time, said) = read;
    speaker == read_speaker
        && time
            .is_none_or(|time| read_time.is_some_and(|read| (f64::from(read) - time).abs() < 1.01))
        && said.starts_with(&words(starts))
        && said.ends_with(&words(ends))
}

#[test]
fn transcripts_in_the_usual_styles_are_read_turn_by_turn() {
    let library = Library::inspect(&project("tests/transcripts")).expect("a folder");
    let (mut all, mut right) = (0, 0);
    for expected in expected() {
        let mut renditions = library.documents.iter().map(|document| document.original());
        let text = renditions.find(|text| text.file.ends_with(&expected.file));
        let text = text.unwrap_or_else(|| panic!("{} is not read", expected.file));
        if let Some(title) = &expected.title {
            assert_eq!(&text.metadata.title, title, "{}", expected.file);
        }
        let read = turns(text);
        if expected.turns.is_empty() {
            let named = read.iter().filter(|(speaker, ..)| speaker.is_some());
            assert_eq!(named.count(), 0, "{}: nobody speaks there by name", expected.file);
        }
        for turn in &expected.turns {
            all += 1;
            let found = read.iter().any(|read| is_as_expected(turn, read));
            right += usize::from(found);
            if !found {
                println!("{}: {:?} “{} … {}”", expected.file, turn.0, turn.2, turn.3);
            }
        }
    }
    println!("{right} of {all} turns");
    assert!(right * 1000 >= all * 995, "{right} of {all} turns");
}

/// Who begins to speak where in the shared transcripts, as somebody labelled it who had not
/// seen the program: `tests/speakers.jsonl`.
#[derive(Deserialize)]
struct Label {
    document: String,
    speaker: String,
    words: String,
}

#[test]
fn of_the_shared_transcripts_nearly_every_turn_is_its_speakers() {
    let data = std::env::var("IQTIBAS_SHARED").map_or_else(|_| project("../shared"), PathBuf::from);
    let folder = data.join("data/transcripts");
    if !folder.exists() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let library = Library::inspect(&folder).expect("a folder");
    let labels = fs::read_to_string(project("tests/speakers.jsonl")).expect("the labels");
    // Moments within an editor's remark are taken out of the text.
    let letters = |text: &str| -> Vec<String> {
        words(text).into_iter().filter(|w| w.chars().any(char::is_alphabetic)).collect()
    };
    let (mut all, mut right) = (0, 0);
    for line in labels.lines() {
        let label: Label = serde_json::from_str(line).expect("an object a line");
        let mut documents = library.documents.iter();
        let document = documents.find(|document| document.id.as_str() == label.document);
        let text = document.expect("the document").original();
        // What follows the words in a link is no word of them.
        let expected = letters(label.words.split("](").next().unwrap_or_default());
        let found = text.passages.iter().any(|passage| {
            let speaker = text.participant_of(passage).map(|speaker| speaker.label.as_str());
            speaker == Some(&*label.speaker) && letters(&passage.text).starts_with(&expected)
        });
        all += 1;
        right += usize::from(found);
        if !found {
            println!("{}: {} “{}”", label.document, label.speaker, label.words);
        }
    }
    println!("{right} of {all} turns");
    assert!(right * 100 >= all * 98, "{right} of {all} turns");
}

#[test]
fn prose_full_of_colons_has_no_speakers() {
    let library = Library::inspect(&project("tests/transcripts")).expect("a folder");
    let prose = library.documents.iter().filter(|d| d.id.as_str().starts_with("prose-"));
    let passages: Vec<_> = prose.flat_map(|document| &document.original().passages).collect();
    assert!(passages.len() > 30);
    assert!(passages.iter().all(|passage| passage.speech.is_none()));
}

#[test]
fn passages_of_transcripts_are_of_readable_length_and_have_no_labels_or_times() {
    let library = Library::inspect(&project("tests/transcripts")).expect("a folder");
    for document in &library.documents {
        let text = document.original();
        for passage in text.passages.iter().filter(|passage| passage.speech.is_some()) {
            let place = format!("{}: {}", document.id, passage.text);
            assert!(passage.text.split_whitespace().count() <= 150, "{place}");
            let label = text.participant_of(passage).map(|speaker| format!("{}:", speaker.label));
            assert!(label.is_none_or(|label| !passage.text.starts_with(&label)), "{place}");
            let times = passage.text.split(|c: char| !(c.is_ascii_digit() || c == ':'));
            assert!(times.filter(|word| word.matches(':').count() == 2).count() == 0, "{place}");
        }
    }
}

#[test]
fn what_only_keeps_a_conversation_going_is_a_remark_and_answers_know_their_questions() {
    let library = Library::from_texts([(
        "talk.md",
        "Ann: How many people work there?\n\nBob: Forty.\n\nAnn: Yeah.\n\nBob: And they build \
         bridges in every country around the lake.\n\nAnn: Right, absolutely.",
    )]);
    let text = library.documents[0].original();
    let kinds: Vec<bool> = text.passages.iter().map(|passage| passage.is_remark()).collect();
    assert_eq!(kinds, [false, false, true, false, true]);
    let asked: Vec<Option<&str>> =
        text.passages.iter().map(|passage| text.question_of(passage)).collect();
    let question = Some("How many people work there?");
    assert_eq!(asked, [None, question, None, question, None]);
    let first = text.passages[0].speech.as_ref().expect("a turn");
    assert_eq!(first.utterance, Utterance::Question);
}
