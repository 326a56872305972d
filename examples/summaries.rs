//! How good summaries are.
//!
//! `cargo run --example summaries` sums up the article in seven points with its list of
//! key points taken out, and tells how many of the list's facts the points have, and how
//! much of its words (ROUGE-L), beside the first sentences of seven passages and beside
//! chance; and which topics are found. In the original and in the translation read as a
//! document of its own, by words and with the model.
//!
//! `cargo run --example summaries -- show FILE…` prints the summary of each document, to
//! be read; `topics` prints what speaks for each topic.

#![allow(clippy::expect_used, reason = "an example ends by it")]

use std::collections::HashSet;
use std::fs;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;

use iqtibas::core::analysis::analyze;
use iqtibas::core::answer::summary::summary;
use iqtibas::core::answer::topic::passages_about;
use iqtibas::core::knowledge::{Library, PassageKey};
use iqtibas::core::search::meaning::Meaning;
use iqtibas::core::search::{Engine, Within};
use iqtibas::core::semantic::{Model, VectorCache};
use serde::Deserialize;

/// As many points as the article's own list has.
const POINTS: usize = 7;
const RANDOM_SUMMARIES: u32 = 1_000;
/// The most that is taken of a subsequence: it is found in a table of that many squared.
const LONGEST_SEQUENCE: usize = 2_000;
const MODEL: &str = "models/iqtibas-e5-small-ar-en-q8_0.gguf";

#[derive(Deserialize)]
struct Facts {
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
struct Fact {
    said: Vec<String>,
}

#[derive(Deserialize)]
struct Topics {
    tune: Half,
    report: Half,
}

#[derive(Deserialize)]
struct Half {
    real: Vec<[String; 2]>,
    foreign: Vec<[String; 2]>,
}

/// A sentence, or a run of them: a passage and bytes of it.
type Piece = (PassageKey, Range<usize>);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((first, files)) if first == "show" => files.iter().for_each(|file| show(file)),
        Some((first, _)) if first == "topics" => print_topics(),
        _ => {
            for language in ["ar", "en"] {
                measure(language);
            }
            measure_topics();
        }
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn glossary() -> String {
    read("knowledge/glossary.toml")
}

/// An engine that reads by words, or by meaning too.
fn engine(texts: &[(&str, &str)], by_meaning: bool) -> Engine {
    let library = Library::from_texts(texts.iter().copied());
    let engine = Engine::in_memory(Arc::new(library)).expect("an index");
    if by_meaning {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(MODEL);
        let model = Arc::new(Model::open(&path).expect("the model"));
        let cache = std::env::temp_dir().join("iqtibas-summaries");
        fs::create_dir_all(&cache).expect("a directory");
        let mut cache = VectorCache::open(&cache, &model);
        let go_on = |_, _| ControlFlow::Continue(());
        let meaning = Meaning::of(engine.library(), model, &mut cache, go_on);
        engine.set_meaning(meaning.expect("nothing breaks it off"));
    }
    engine
}

/// The article without its list of key points.
fn without_key_points(text: &str) -> String {
    let (before, rest) = text.split_once("{.key-points}").expect("key points");
    let before = before.rfind("\n## ").map_or(before, |at| &before[..at]);
    let after = rest.find("\n## ").map_or("", |at| &rest[at..]);
    format!("{before}\n{after}")
}

fn measure(language: &str) {
    let text = read(&format!("knowledge/altman-a16z.{language}.md"));
    // The translation becomes a document of its own.
    let lines = text.lines().filter(|line| !line.starts_with("rendition:"));
    let text = lines.filter(|line| !line.starts_with("translator:")).collect::<Vec<_>>().join("\n");
    let name = format!("a.{language}.md");
    let whole = engine(&[(&name, &text)], false);
    let points = whole.library().keys().filter(|key| whole.library().passage(*key).key_point);
    let reference: Vec<Vec<String>> = points
        .map(|key| stems(&whole, &(key, 0..whole.library().passage(key).text.len())))
        .collect();
    let facts: Facts = toml::from_str(&read("tests/summaries/altman.toml")).expect("facts");
    let hidden = without_key_points(&text);
    println!("{language}: facts of {} (17 can be had), and ROUGE-L", facts.facts.len());
    let by_words = engine(&[(&name, &hidden), ("glossary.toml", &glossary())], false);
    let all = sentences(&by_words);
    let print = |name: &str, engine: &Engine, pieces: &[Piece]| {
        let (recall, f1) = rouge_l(engine, pieces, &reference);
        let words: usize = pieces.iter().map(|piece| words(engine, piece)).sum();
        let held = held(engine, pieces, &facts);
        println!(
            "  {name:22} {held:2} facts  recall {recall:.3}  F1 {f1:.3}  {words} words in {}",
            pieces.len()
        );
    };
    let library = by_words.library();
    let passages: Vec<PassageKey> = library.keys().collect();
    let lead = |key: PassageKey| (key, library.passage(key).sentences[0].clone());
    let evenly: Vec<Piece> =
        (0..POINTS).map(|n| lead(passages[n * passages.len() / POINTS])).collect();
    print("leads of passages", &by_words, &evenly);
    let mut sections: Vec<Piece> = Vec::new();
    for key in &passages {
        let section = |key: PassageKey| library.passage(key).section;
        if sections.last().is_none_or(|(last, _)| section(*last) != section(*key)) {
            sections.push(lead(*key));
        }
    }
    print("leads of sections", &by_words, &sections);
    print("the first sentences", &by_words, &all[..POINTS]);
    let mut chance = (0.0, 0.0, 0.0);
    let mut random = Random(7);
    for _ in 0..RANDOM_SUMMARIES {
        let mut pieces: Vec<Piece> = Vec::new();
        while pieces.len() < POINTS {
            let piece = all[random.below(all.len())].clone();
            if !pieces.contains(&piece) {
                pieces.push(piece);
            }
        }
        pieces.sort_by_key(|(key, range)| (*key, range.start));
        let (recall, f1) = rouge_l(&by_words, &pieces, &reference);
        chance.0 += held(&by_words, &pieces, &facts) as f64;
        chance.1 += recall;
        chance.2 += f1;
    }
    let mean = |sum: f64| sum / f64::from(RANDOM_SUMMARIES);
    let (held, recall, f1) = (mean(chance.0), mean(chance.1), mean(chance.2));
    println!("  chance                 {held:4.1} facts  recall {recall:.3}  F1 {f1:.3}");
    let by_meaning = engine(&[(&name, &hidden), ("glossary.toml", &glossary())], true);
    for (name, engine) in [("summary by words", &by_words), ("summary by meaning", &by_meaning)] {
        let points = summary(engine, None, POINTS, &Within::all()).expect("a summary");
        let pieces: Vec<Piece> =
            points.iter().map(|point| (point.key(), point.highlight_range())).collect();
        print(name, engine, &pieces);
        for point in &points {
            println!("      {} {}", point.passage().id, point.highlight());
        }
    }
}

fn sentences(engine: &Engine) -> Vec<Piece> {
    let of = |key| engine.library().passage(key).sentences.iter().map(move |s| (key, s.clone()));
    engine.library().keys().flat_map(of).collect()
}

fn words(engine: &Engine, (key, range): &Piece) -> usize {
    engine.library().passage(*key).text[range.clone()].split_whitespace().count()
}

/// How many of the facts are said in some pieces.
fn held(engine: &Engine, pieces: &[Piece], facts: &Facts) -> usize {
    let mut said: HashSet<String> = HashSet::new();
    for (key, range) in pieces {
        let passage = engine.library().passage(*key);
        for (number, sentence) in passage.sentences.iter().enumerate() {
            if range.start <= sentence.start && sentence.end <= range.end {
                said.insert(format!("{}:{number}", passage.id));
            }
        }
    }
    facts.facts.iter().filter(|fact| fact.said.iter().any(|place| said.contains(place))).count()
}

fn stems(engine: &Engine, (key, range): &Piece) -> Vec<String> {
    let language = engine.library().document(*key).original().language;
    let text = &engine.library().passage(*key).text[range.clone()];
    let tokens = analyze(text, language).into_iter().filter(|token| !token.is_stop());
    tokens.map(|token| token.forms.stem).collect()
}

/// ROUGE-L of a summary (Lin 2004, section 3.2): of each reference the stems that are in
/// a longest common subsequence with any of its sentences. Recall and F1.
fn rouge_l(engine: &Engine, pieces: &[Piece], reference: &[Vec<String>]) -> (f64, f64) {
    let summary: Vec<Vec<String>> = pieces.iter().map(|piece| stems(engine, piece)).collect();
    let mut met = 0;
    for point in reference {
        let mut union: HashSet<usize> = HashSet::new();
        for sentence in &summary {
            union.extend(common_subsequence(point, sentence));
        }
        met += union.len();
    }
    let total = |texts: &[Vec<String>]| texts.iter().map(Vec::len).sum::<usize>().max(1) as f64;
    let recall = met as f64 / total(reference);
    let precision = (met as f64 / total(&summary)).min(1.0);
    (recall, 2.0 * recall * precision / (recall + precision).max(f64::EPSILON))
}

/// Which words of one text a longest common subsequence with another has.
fn common_subsequence(one: &[String], other: &[String]) -> Vec<usize> {
    let (one, other) =
        (&one[..one.len().min(LONGEST_SEQUENCE)], &other[..other.len().min(LONGEST_SEQUENCE)]);
    let mut lengths = vec![vec![0_u16; other.len() + 1]; one.len() + 1];
    for (i, left) in one.iter().enumerate() {
        for (j, right) in other.iter().enumerate() {
            lengths[i + 1][j + 1] = if left == right {
                lengths[i][j] + 1
            } else {
                lengths[i][j + 1].max(lengths[i + 1][j])
            };
        }
    }
    let (mut i, mut j) = (one.len(), other.len());
    let mut found = Vec::new();
    while i > 0 && j > 0 {
        if one[i - 1] == other[j - 1] {
            found.push(i - 1);
            (i, j) = (i - 1, j - 1);
        } else if lengths[i - 1][j] >= lengths[i][j - 1] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    found
}

/// A linear congruential generator, so that chance is the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

fn article(by_meaning: bool) -> Engine {
    let (original, translation) =
        (read("knowledge/altman-a16z.ar.md"), read("knowledge/altman-a16z.en.md"));
    let texts =
        [("a.ar.md", &*original), ("a.en.md", &*translation), ("glossary.toml", &*glossary())];
    engine(&texts, by_meaning)
}

fn topics() -> Topics {
    toml::from_str(&read("tests/summaries/topics.toml")).expect("topics")
}

fn measure_topics() {
    let topics = topics();
    for (name, by_meaning) in [("by words", false), ("by meaning", true)] {
        let engine = article(by_meaning);
        for (half, of_half) in [("tune", &topics.tune), ("report", &topics.report)] {
            let found =
                |topic: &&String| !passages_about(&engine, topic).expect("an index").is_empty();
            for (number, language) in ["en", "ar"].iter().enumerate() {
                let real: Vec<&String> = of_half.real.iter().map(|pair| &pair[number]).collect();
                let foreign: Vec<&String> =
                    of_half.foreign.iter().map(|pair| &pair[number]).collect();
                let missed: Vec<_> = real.iter().filter(|topic| !found(topic)).collect();
                let wrong: Vec<_> = foreign.iter().filter(|topic| found(topic)).collect();
                println!(
                    "topics {name}, {half}, {language}: {} of {} real ones found, {} of {} foreign \
                     ones; missed {missed:?}, wrong {wrong:?}",
                    real.len() - missed.len(),
                    real.len(),
                    wrong.len(),
                    foreign.len(),
                );
            }
        }
    }
}

fn print_topics() {
    let topics = topics();
    for by_meaning in [false, true] {
        let engine = article(by_meaning);
        for (is_real, list) in [(true, &topics.tune.real), (false, &topics.tune.foreign)] {
            for topic in list.iter().flatten() {
                let findings = engine.search(topic).expect("an index");
                let units: Vec<String> = findings
                    .query
                    .units
                    .iter()
                    .map(|unit| {
                        let best = unit.alternatives.iter().filter(|a| a.in_text);
                        let best = best.map(|a| a.strength).fold(0.0, f32::max);
                        format!("{}:{best:.2}", unit.surface)
                    })
                    .collect();
                print!(
                    "{} {} {:?} {:.2} [{}]",
                    if by_meaning { "M" } else { "W" },
                    if is_real { "real   " } else { "foreign" },
                    findings.outcome,
                    findings.confidence.value,
                    units.join(" ")
                );
                for hit in findings.hits.iter().take(3) {
                    let e = &hit.evidence;
                    print!(
                        " | {} cov {:.2} foc {:.2} cos {:.3} abv {:.3} dev {:.1}",
                        engine.library().passage(hit.key).id,
                        e.coverage,
                        e.focus,
                        e.cosine,
                        e.above,
                        e.deviations
                    );
                }
                println!(" << {topic}");
            }
        }
    }
}

fn show(file: &str) {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    for by_meaning in [false, true] {
        let engine = engine(&[(&*name.clone().unwrap_or_default(), &text)], by_meaning);
        println!("{file} {}", if by_meaning { "by meaning" } else { "by words" });
        for point in summary(&engine, None, POINTS, &Within::all()).expect("a summary") {
            println!("  {} {}", point.passage().id, point.highlight());
        }
    }
}
