//! Whatever is asked, and whatever happens to the disk: an answer or a clear
//! word, never a panic.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use std::fs;
use std::process::Stdio;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use common::{iqtibas, objects, run_with_input, stdout};
use iqtibas::chat::{Request, respond};
use iqtibas::cli::render::{Look, render};
use iqtibas::core::answer::{AskOptions, ask};
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;
use proptest::prelude::*;
use tempfile::tempdir;

const ODD_QUESTIONS: &[&str] = &[
    "",
    " ",
    "؟",
    "a",
    "ا",
    "😀😀😀🤖",
    "\u{0}\u{0}\u{0}",
    "Sora\u{0}AGI",
    "\u{202e}\u{2066}ألتمان\u{2069}\u{202c}",
    "\"",
    "\"unclosed",
    "body:",
    "heading:Sora",
    "AND",
    "Sora AND",
    "OR OR",
    "NOT *",
    "*",
    "?",
    "/.*/",
    "/",
    "((((",
    "))))",
    "[a TO",
    "{a TO b}",
    "^2",
    "~",
    "a~5",
    "+-+-",
    "\\",
    "\\\\\"",
    "Sora^^2",
    "title:\"x\"~3",
    "'; DROP TABLE",
    "<script>",
    "@everyone",
    "{\"question\": 5}",
    "ـــــــ",
    "ًٌٍَُ",
    "٣٤٥",
    "ﷺ",
];

#[test]
fn odd_questions_are_answered_without_an_error() {
    let folder = tempdir().expect("a directory");
    for question in ODD_QUESTIONS.iter().filter(|question| !question.contains('\u{0}')) {
        let output = iqtibas(&folder.path().join("cache"))
            .args(["ask", "--", question])
            .stdin(Stdio::null())
            .output()
            .expect("the binary starts");
        stdout(&output);
        assert!(
            output.stderr.is_empty(),
            "{question}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let batch = ODD_QUESTIONS.join("\n") + "\n";
    let mut command = iqtibas(&folder.path().join("cache"));
    let output = run_with_input(command.args(["ask", "--batch"]), batch.as_bytes());
    assert_eq!(objects(&output).len(), ODD_QUESTIONS.len());
    assert!(output.stderr.is_empty());
}

#[test]
fn a_pasted_page_of_100_kilobytes_and_bytes_that_are_no_text_are_answered() {
    let folder = tempdir().expect("a directory");
    let mut input = "ما رأي ألتمان في الطاقة النووية؟ ".repeat(2000).into_bytes();
    assert!(input.len() > 100_000);
    input.extend(b"\nnuclear \xFF\xFE energy\n");
    let mut command = iqtibas(&folder.path().join("cache"));
    let answers = objects(&run_with_input(command.args(["ask", "--batch"]), &input));
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["outcome"], "answered");
    assert_eq!(answers[1]["outcome"], "answered");
}

#[test]
fn processes_that_start_together_share_one_index() {
    let folder = tempdir().expect("a directory");
    let cache = folder.path().join("cache");
    let start = || {
        iqtibas(&cache)
            .args(["ask", "--format", "json", "Sora"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts")
    };
    let running: Vec<_> = (0..6).map(|_| start()).collect();
    for process in running {
        let answers = objects(&process.wait_with_output().expect("it ends"));
        assert_eq!(answers[0]["outcome"], "answered");
    }
    let indexes = fs::read_dir(&cache).expect("the cache").flatten().filter(|e| e.path().is_dir());
    assert_eq!(indexes.count(), 1);
}

#[test]
fn a_killed_build_does_not_stand_in_the_way_of_the_next() {
    let folder = tempdir().expect("a directory");
    let knowledge = folder.path().join("knowledge");
    fs::create_dir(&knowledge).expect("a directory");
    let paragraph =
        |number: usize| format!("Paragraph {number} speaks of zebras and of number {number}.\n\n");
    fs::write(knowledge.join("long.md"), (0..30_000).map(paragraph).collect::<String>())
        .expect("written");
    let cache = folder.path().join("cache");
    let start = || {
        let mut command = iqtibas(&cache);
        command.env("IQTIBAS_KNOWLEDGE", &knowledge).args(["ask", "--format", "json", "zebras 77"]);
        command
    };
    let mut doomed =
        start().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let is_building = || {
        let entries = fs::read_dir(&cache).into_iter().flatten().flatten();
        entries
            .into_iter()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("building-"))
    };
    while !is_building() {
        assert!(doomed.try_wait().expect("a process").is_none(), "it ended before it was killed");
        std::thread::sleep(Duration::from_millis(1));
    }
    doomed.kill().expect("killed");
    doomed.wait().expect("dead");
    assert!(is_building(), "the killed build left its directory");
    let answers = objects(&start().output().expect("it starts"));
    assert_eq!(answers[0]["quotes"][0]["text"], "Paragraph 77 speaks of zebras and of number 77.");
    assert!(!is_building());
}

#[test]
fn a_lock_that_is_never_let_go_costs_a_wait_and_a_warning() {
    let folder = tempdir().expect("a directory");
    let cache = folder.path().join("cache");
    fs::create_dir(&cache).expect("a directory");
    // As a process that was stopped while it built would hold it.
    let lock = fs::File::create(cache.join("lock")).expect("made");
    lock.lock().expect("free");
    let output = iqtibas(&cache)
        .args(["ask", "--format", "json", "Sora"])
        .output()
        .expect("the binary starts");
    assert_eq!(objects(&output)[0]["outcome"], "answered");
    let errors = String::from_utf8_lossy(&output.stderr);
    let warnings: Vec<&str> = errors.lines().collect();
    assert!(
        matches!(&warnings[..], [wait, memory] if wait.contains("waiting for another process")
            && memory.contains("in memory only") && memory.contains("stopped")),
        "{errors}"
    );
}

#[test]
fn a_cache_that_cannot_be_written_costs_a_warning_only() {
    let folder = tempdir().expect("a directory");
    let file = folder.path().join("file");
    fs::write(&file, "in the way").expect("written");
    let output = iqtibas(&file.join("cache"))
        .current_dir(folder.path())
        .args(["ask", "--format", "json", "Sora"])
        .output()
        .expect("the binary starts");
    assert_eq!(objects(&output)[0]["outcome"], "answered");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("in memory only") && errors.contains("IQTIBAS_CACHE"), "{errors}");
}

#[test]
fn without_documents_it_says_what_to_do() {
    let folder = tempdir().expect("a directory");
    for (knowledge, says) in [("absent", "--knowledge"), (".", "no readable document")] {
        let output = iqtibas(&folder.path().join("cache"))
            .env("IQTIBAS_KNOWLEDGE", folder.path().join(knowledge))
            .args(["ask", "x"])
            .output()
            .expect("the binary starts");
        assert!(!output.status.success());
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains(says), "{errors}");
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let library = Library::load(&common::project("knowledge")).expect("the documents");
    Engine::in_memory(Arc::new(library)).expect("an index")
});

proptest! {
    #[test]
    fn any_unicode_gets_verbatim_quotes_and_a_reply(
        question in prop_oneof![
            any::<String>(),
            "\\PC{0,60}",
            // Words of the article in odd company.
            "(ألتمان|Sora|الطاقة النووية|GPT-5|رهان|energy|[\"():*/^~]|AND|\u{202e}|\u{0}| ){0,12}",
        ],
        previous in proptest::option::of("\\PC{0,30}"),
    ) {
        let answer = ask(&ENGINE, &question, previous.as_deref(), &AskOptions { limit: 10, ..AskOptions::default() })
            .expect("a question cannot make the index unreadable");
        for found in &answer.quotes {
            let quote = &found.quote;
            let file = &ENGINE.library().document(quote.key()).original().passages;
            prop_assert!(file.iter().any(|passage| passage.text == quote.text()));
            prop_assert!(!quote.highlight().is_empty() && quote.text().contains(quote.highlight()));
        }
        prop_assert!((0.0..=1.0).contains(&answer.confidence.value));
        let reply = respond(&ENGINE, &Request::ask(question)).expect("a reply");
        prop_assert!(!render(&reply, Look::PLAIN).trim().is_empty());
    }
}
