//! What a question costs by words beside a bare query of Tantivy in the same process, and
//! how often it allocates: `cargo bench --bench questions -- ../shared/data`.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a bench prints and ends by it")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use iqtibas::core::answer::{AskOptions, ask};
use iqtibas::core::evaluation::baseline::Baseline;
use iqtibas::core::evaluation::dataset::{self, Paragraphs, Question};
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;

/// Every question is asked so often; its shortest time counts.
const ROUNDS: usize = 5;

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn shortest(mut run: impl FnMut()) -> Duration {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn measure(name: &str, library: Library, questions: &[Question]) {
    let baseline = Baseline::of(&library).expect("an index");
    let engine = Engine::in_memory(Arc::new(library)).expect("an index");
    let options = AskOptions::default();
    let (mut ours, mut searching, mut theirs, mut allocations) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for question in questions {
        let text = question.text.as_str();
        theirs.push(shortest(|| {
            black_box(baseline.rank(engine.library(), question)).expect("a search");
        }));
        searching.push(shortest(|| {
            black_box(engine.search(text)).expect("a search");
        }));
        ours.push(shortest(|| {
            black_box(ask(&engine, text, None, &options)).expect("an answer");
        }));
        let counted = allocation_counter::measure(|| {
            black_box(ask(&engine, text, None, &options)).expect("an answer");
        });
        allocations.push(counted.count_total);
    }
    allocations.sort_unstable();
    let (ours, searching, theirs) = (median(ours), median(searching), median(theirs));
    println!(
        "{name:<12} {:>6} questions: ask {ours:>10.1?}, search {searching:>10.1?}, Tantivy {theirs:>10.1?}, \
         ratio {:.2}, allocations {} (p99 {})",
        questions.len(),
        ours.as_secs_f64() / theirs.as_secs_f64(),
        allocations[allocations.len() / 2],
        allocations[allocations.len() * 99 / 100],
    );
}

fn main() {
    let data = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let data = data.map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    for language in ["ar", "en"] {
        let Ok(text) = std::fs::read_to_string(data.join(format!("xquad.{language}.json"))) else {
            println!("no xquad.{language}.json in {}: skipped", data.display());
            continue;
        };
        let (library, questions) = dataset::squad(&text, Paragraphs::All).expect("questions");
        measure(&format!("XQuAD {language}"), library, &questions);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = Library::load(&folder.join("knowledge")).expect("the documents");
    let text = std::fs::read_to_string(folder.join("tests/questions/altman.jsonl"));
    let article = dataset::json_lines(&text.expect("questions")).expect("questions");
    measure("the article", library, &article.questions);
}
