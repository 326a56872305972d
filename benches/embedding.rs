//! Time and memory of the sentence encoder, one core: loading the model, a question and
//! a passage with each kind of instructions, and the scan of 100,000 vectors.
//! `cargo bench --bench embedding`

#![allow(clippy::expect_used, reason = "a bench ends by it")]

use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use iqtibas::core::semantic::{Kind, Model, QuantisedVector, Vectors};
use iqtibas_kernels::Kernels;

const QUESTIONS: [(&str, &str); 2] = [
    // Some 12 pieces each.
    ("arabic", "شو رأيه بالطاقة؟"),
    ("english", "How are AI and energy connected?"),
];
/// 40 pieces.
const PASSAGE: &str = "في جميع التطبيقات المحتملة للذكاء الاصطناعي، أعرب ألتمن عن “أكبر حماس” \
                       له تجاه “عالم الذكاء الاصطناعي”.";
const VECTORS: usize = 100_000;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/iqtibas-e5-small-ar-en-q8_0.gguf")
}

/// The memory of this process that is resident, and the most that was, in kB. Only Linux
/// tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines =
        status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"));
    lines.map(|line| line.replace('\t', " ")).collect::<Vec<_>>().join(", ")
}

fn embedding(criterion: &mut Criterion) {
    println!("before: {}", memory());
    let model = Model::open(&path()).expect("a model");
    model.embed(Kind::Question, QUESTIONS[0].1);
    println!("with the model, after a question: {}", memory());
    drop(model);
    let mut group = criterion.benchmark_group("model");
    group.sample_size(20);
    group.bench_function("load", |b| b.iter(|| Model::open(&path()).expect("a model")));
    group.finish();
    for kernels in Kernels::all() {
        let file = BufReader::new(File::open(path()).expect("the model"));
        let model = Model::read_with(file, kernels).expect("a model");
        let name = kernels.name();
        for (language, question) in QUESTIONS {
            criterion.bench_function(&format!("question/{language}/{name}"), |b| {
                b.iter(|| model.embed(Kind::Question, black_box(question)));
            });
        }
        criterion.bench_function(&format!("passage/40 pieces/{name}"), |b| {
            b.iter(|| model.embed(Kind::Passage, black_box(PASSAGE)));
        });
    }
}

fn scanning(criterion: &mut Criterion) {
    let model = Model::open(&path()).expect("a model");
    let texts = [PASSAGE, "Another passage.", "نص ثالث"];
    let vectors = texts.map(|text| QuantisedVector::from(&model.embed(Kind::Passage, text)));
    let mut table = Vectors::new(model.width());
    vectors.iter().cycle().take(VECTORS).for_each(|vector| table.push(vector));
    let question = model.embed(Kind::Question, QUESTIONS[1].1);
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Elements(VECTORS as u64));
    group.bench_function("100,000 vectors", |b| {
        b.iter_batched(|| question.clone(), |q| table.cosines(&q), BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, embedding, scanning);
criterion_main!(benches);
