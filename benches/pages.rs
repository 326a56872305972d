//! How much of the article an import finds in saved web pages, and how much of the
//! page around it comes along.
//! `cargo bench --bench pages -- ../shared/data/readability`
//!
//! The folder has a folder a page, with the page as saved, `source.html`, and the
//! article that a reader expects of it, `expected.html`.
//!
//! - **recall**: of the expected blocks of five words and more, those of which nine
//!   words in ten stand in what was kept, in their order and close together.
//! - **lost**: pages with a recall below one half.
//! - **furniture**: kept passages of which less than half of the words are words of the
//!   expected article; **strict**: of which less than half of the pairs of
//!   neighbouring words are.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use iqtibas::core::knowledge::Library;
use iqtibas::core::knowledge::import::{Imported, Known, import};

/// What an expected article is made of: elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// What nobody reads of it.
const UNSEEN: &[&str] =
    &["script", "style", "template", "noscript", "title", "iframe", "svg", "select", "textarea"];

/// Fewer words are found anywhere.
const FEWEST_WORDS: usize = 5;

/// The blocks of a well-formed page. Two line breaks part a block.
fn blocks(page: &str) -> Vec<String> {
    let (mut blocks, mut block, mut tag) = (Vec::new(), String::new(), String::new());
    let (mut unseen, mut line_breaks) = (0_usize, 0);
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name } => tag = String::from_utf8_lossy(name).into(),
            CallbackEvent::CloseStartTag { .. } => {
                unseen += usize::from(UNSEEN.contains(&tag.as_str()));
                line_breaks += usize::from(tag == "br");
                block.push_str(if tag == "br" { " " } else { "" });
                if BLOCKS.contains(&tag.as_str()) || line_breaks == 2 {
                    blocks.push(std::mem::take(&mut block));
                    line_breaks = 0;
                }
            }
            CallbackEvent::EndTag { name } => {
                let name = String::from_utf8_lossy(name);
                unseen = unseen.saturating_sub(usize::from(UNSEEN.contains(&&*name)));
                if BLOCKS.contains(&&*name) {
                    blocks.push(std::mem::take(&mut block));
                }
            }
            CallbackEvent::String { value } if unseen == 0 => {
                let text = String::from_utf8_lossy(value);
                line_breaks = if text.trim().is_empty() { line_breaks } else { 0 };
                block.push_str(&text);
            }
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    for _ in Tokenizer::new_with_emitter(page, emitter) {}
    blocks.push(block);
    blocks
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The length of the longest sequence of words that both have in this order.
fn common(one: &[usize], other: &[usize]) -> usize {
    let mut lengths = vec![0; other.len() + 1];
    for word in one {
        let mut before = 0;
        for (at, candidate) in other.iter().enumerate() {
            let above = lengths[at + 1];
            lengths[at + 1] = if word == candidate { before + 1 } else { above.max(lengths[at]) };
            before = above;
        }
    }
    lengths[other.len()]
}

/// The words of what was kept, and where each of them stands.
struct Kept {
    numbers: HashMap<String, usize>,
    words: Vec<usize>,
    places: HashMap<usize, Vec<usize>>,
}

impl Kept {
    fn new(passages: &[String]) -> Kept {
        let mut kept = Kept { numbers: HashMap::new(), words: Vec::new(), places: HashMap::new() };
        for word in passages.iter().flat_map(|passage| words(passage)) {
            let next = kept.numbers.len();
            let number = *kept.numbers.entry(word).or_insert(next);
            kept.places.entry(number).or_default().push(kept.words.len());
            kept.words.push(number);
        }
        kept
    }

    /// Whether nine in ten of some words stand together somewhere.
    fn has(&self, block: &[String]) -> bool {
        let block: Vec<usize> = block
            .iter()
            .map(|word| self.numbers.get(word).copied().unwrap_or(usize::MAX))
            .collect();
        let enough = (block.len() * 9).div_ceil(10);
        let mut tried = HashSet::new();
        // One of the first words must be there, or too many are missing.
        block.iter().enumerate().take(block.len() - enough + 1).any(|(at, word)| {
            self.places.get(word).into_iter().flatten().any(|place| {
                let start = place.saturating_sub(at);
                let end = start + block.len() + block.len() / 10 + 3;
                tried.insert(start)
                    && common(&block, &self.words[start..end.min(self.words.len())]) >= enough
            })
        })
    }
}

#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    kept: usize,
    furniture: usize,
    strict: usize,
    missed: Vec<String>,
}

impl Score {
    fn new(expected: &str, passages: &[String], headings: &[String]) -> Score {
        let mut score = Score { kept: passages.len(), ..Score::default() };
        let expected: Vec<Vec<String>> =
            blocks(expected).iter().map(|block| words(block)).collect();
        let mut all = passages.to_vec();
        all.extend_from_slice(headings);
        let kept = Kept::new(&all);
        for block in expected.iter().filter(|block| block.len() >= FEWEST_WORDS) {
            score.expected += 1;
            if kept.has(block) {
                score.found += 1;
            } else {
                score.missed.push(block.join(" "));
            }
        }
        let expected: Vec<String> = expected.concat();
        let known: HashSet<&String> = expected.iter().collect();
        let pairs: HashSet<&[String]> = expected.windows(2).collect();
        for passage in passages.iter().map(|passage| words(passage)) {
            let of_article = passage.iter().filter(|word| known.contains(word)).count();
            let is_furniture = 2 * of_article < passage.len();
            let pairs_of_article = passage.windows(2).filter(|pair| pairs.contains(pair)).count();
            let is_strictly = match passage.len() {
                0 | 1 => is_furniture,
                length => 2 * pairs_of_article < length - 1,
            };
            score.furniture += usize::from(is_furniture);
            score.strict += usize::from(is_strictly);
        }
        score
    }

    fn recall(&self) -> f64 {
        if self.expected == 0 { 1.0 } else { self.found as f64 / self.expected as f64 }
    }
}

/// The passages of an imported document, and what stands around them.
fn parts(imported: &Imported) -> (Vec<String>, Vec<String>) {
    let library = Library::from_texts([("page.md", imported.markdown.as_str())]);
    let Some(document) = library.documents.first() else { return Default::default() };
    let original = document.original();
    let passages = original.passages.iter().map(|passage| passage.text.clone()).collect();
    let headings = original.sections.iter().filter_map(|section| section.heading.clone());
    (passages, headings.chain([imported.metadata.title.clone()]).collect())
}

fn main() -> io::Result<()> {
    let folder = env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = folder.unwrap_or_else(|| "../shared/data/readability".to_owned());
    let mut pages: Vec<_> = fs::read_dir(Path::new(&folder))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("expected.html").exists())
        .collect();
    pages.sort();
    println!("| page | recall | kept | furniture | strict |\n| --- | ---: | ---: | ---: | ---: |");
    let (mut recall, mut lost, mut time) = (0.0, 0, Duration::ZERO);
    let mut total = Score::default();
    for page in &pages {
        let source = String::from_utf8_lossy(&fs::read(page.join("source.html"))?).into_owned();
        let expected = fs::read_to_string(page.join("expected.html"))?;
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        let start = Instant::now();
        let imported = import(source.as_bytes(), Path::new("page.html"), Known::default());
        time += start.elapsed();
        let (passages, headings) = imported.as_ref().map(parts).unwrap_or_default();
        let score = Score::new(&expected, &passages, &headings);
        let Score { kept, furniture, strict, .. } = score;
        println!("| {name} | {:.3} | {kept} | {furniture} | {strict} |", score.recall());
        if let Err(fault) = &imported {
            eprintln!("{name}: {fault}");
        }
        for missed in &score.missed {
            eprintln!("{name}: missed: {missed}");
        }
        recall += score.recall();
        lost += usize::from(score.recall() < 0.5);
        total.kept += kept;
        total.furniture += furniture;
        total.strict += strict;
    }
    let share = |part: usize| 100.0 * part as f64 / total.kept.max(1) as f64;
    println!(
        "\n{} pages: mean recall {:.4}, lost {lost}, furniture {:.2} % of {} passages \
         (strict {:.2} %), {time:.1?}",
        pages.len(),
        recall / pages.len().max(1) as f64,
        share(total.furniture),
        total.kept,
        share(total.strict)
    );
    Ok(())
}
