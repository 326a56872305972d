//! Time spent in each step of answering, on the project's own article.
//! `cargo bench --bench answering`

#![allow(clippy::expect_used, reason = "a bench ends by it")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use iqtibas::chat::{Request, respond};
use iqtibas::cli::render::{Look, render};
use iqtibas::core::Language;
use iqtibas::core::analysis::analyze;
use iqtibas::core::answer::{AskOptions, ask};
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;
use iqtibas::core::search::index::Index;
use iqtibas::core::search::reader::QueryReader;

const QUESTIONS: [(&str, &str); 3] = [
    ("arabic", "لماذا قررت OpenAI المراهنة على البنية التحتية؟"),
    ("english", "What did Altman say about the cost of nuclear energy?"),
    ("misspelt", "vertcal intergration of the compny"),
];

fn library() -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    Library::load(&folder).expect("the documents")
}

fn answering(criterion: &mut Criterion) {
    let library = Arc::new(library());
    let index = Index::in_memory(&library).expect("an index");
    let reader = QueryReader::new(Arc::clone(&library), Arc::new(index));
    let engine = Engine::in_memory(Arc::clone(&library)).expect("an index");
    let first = library.keys().next().expect("a passage");
    let passage = library.passage(first).text.clone();
    criterion.bench_function("analysis/passage", |b| {
        b.iter(|| analyze(black_box(&passage), Language::ARABIC))
    });
    for (name, question) in QUESTIONS {
        criterion.bench_function(&format!("query/{name}"), |b| {
            b.iter(|| reader.read(black_box(question)));
        });
        criterion.bench_function(&format!("answer/{name}"), |b| {
            b.iter(|| ask(&engine, black_box(question), None, &AskOptions::default()));
        });
        criterion.bench_function(&format!("reply/{name}"), |b| {
            let request = Request::ask(question);
            b.iter(|| {
                respond(&engine, black_box(&request)).map(|reply| render(&reply, Look::PLAIN))
            });
        });
    }
}

fn building(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    group.sample_size(10);
    group.bench_function("library", |b| b.iter(library));
    let library = library();
    group.bench_function("index", |b| b.iter(|| Index::in_memory(&library)));
    group.finish();
}

criterion_group!(benches, answering, building);
criterion_main!(benches);
