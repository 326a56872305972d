//! How cost grows with the number of passages: a table for 10² to 10⁵.
//! `cargo bench --bench scaling`
//!
//! `cargo bench --bench scaling -- write FOLDER PASSAGES` writes such a library instead, to
//! measure a start of the program with it.
//!
//! The passages are the article's, repeated with variation: each copy replaces
//! some words by words of its own, so the vocabulary grows with the text as it
//! does in a real collection.

#![allow(clippy::expect_used, reason = "a bench ends by it")]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iqtibas::core::answer::summary::{DEFAULT_LENGTH, summary};
use iqtibas::core::answer::{AskOptions, ask};
use iqtibas::core::evaluation::dataset::json_lines;
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::store;
use iqtibas::core::search::{Engine, Within};

fn passages() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let library = Library::load(&folder).expect("the documents");
    let renditions = library.documents.iter().flat_map(|document| &document.renditions);
    renditions.flat_map(|rendition| rendition.passages.iter().map(|p| p.text.clone())).collect()
}

/// Every seventh word, at an offset that depends on the copy, becomes a word
/// that other copies seldom have.
fn varied(passage: &str, copy: usize) -> String {
    let vary = |(at, word): (usize, &str)| {
        if copy > 0 && (at + copy).is_multiple_of(7) {
            format!("{word}{}", copy % 997)
        } else {
            word.to_owned()
        }
    };
    passage.split(' ').enumerate().map(vary).collect::<Vec<_>>().join(" ")
}

/// Files of a thousand passages each.
fn texts(size: usize, originals: &[String]) -> Vec<(String, String)> {
    let text = |file: usize| {
        let numbers = file * 1000..size.min((file + 1) * 1000);
        let text = numbers.map(|n| varied(&originals[n % originals.len()], n / originals.len()));
        (format!("{file:04}.md"), text.collect::<Vec<_>>().join("\n\n"))
    };
    (0..size.div_ceil(1000)).map(text).collect()
}

fn write(folder: &Path, size: usize) {
    fs::create_dir_all(folder).expect("a folder");
    for (name, text) in texts(size, &passages()) {
        fs::write(folder.join(name), text).expect("written");
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [what, folder, size] = &arguments[..] {
        assert_eq!(what, "write", "write FOLDER PASSAGES");
        return write(Path::new(folder), size.parse().expect("a number of passages"));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let questions =
        fs::read_to_string(folder.join("tests/questions/altman.jsonl")).expect("the questions");
    let questions = json_lines(&questions).expect("questions");
    let originals = passages();
    println!(
        "{:>9} {:>12} {:>12} {:>12} {:>12} {:>12} {:>12} {:>12}",
        "passages", "read", "index", "open again", "median", "p99", "summary", "again"
    );
    for size in [100_usize, 1_000, 10_000, 100_000] {
        let texts = texts(size, &originals);
        let start = Instant::now();
        let library = Library::from_texts(texts.iter().map(|(n, t)| (n.as_str(), t.as_str())));
        let read = start.elapsed();
        let cache = tempfile::tempdir().expect("a directory");
        let start = Instant::now();
        drop(store::open(&library, cache.path()).expect("an index"));
        let indexed = start.elapsed();
        let start = Instant::now();
        let (index, _) = store::open(&library, cache.path()).expect("an index");
        let opened = start.elapsed();
        let engine = Engine::new(Arc::new(library), index);
        let answer = |question: &str| {
            let start = Instant::now();
            ask(&engine, question, None, &AskOptions::default()).expect("an answer");
            start.elapsed()
        };
        for question in &questions.questions {
            answer(&question.text);
        }
        let mut times: Vec<Duration> =
            questions.questions.iter().map(|q| answer(&q.text)).collect();
        times.sort_unstable();
        // The first one analyses the passages that it compares.
        let sum_up = || {
            let start = Instant::now();
            summary(&engine, None, DEFAULT_LENGTH, &Within::all()).expect("a summary");
            start.elapsed()
        };
        let (first, again) = (sum_up(), sum_up());
        println!(
            "{size:>9} {read:>12.1?} {indexed:>12.1?} {opened:>12.1?} {:>12.1?} {:>12.1?} \
             {first:>12.1?} {again:>12.1?}",
            times[times.len() / 2],
            times[times.len() * 99 / 100]
        );
    }
}
