//! Who is named as the speaker of the shared documents' quotations, against the
//! labels of `tests/quotations/`.
//!
//! A label is about one quotation of at least three words. It holds the quotation's
//! first eight words and no more of the text, whose name the text gives to it, if any,
//! and what else is right: a longer or shorter form of the name, or, where a pronoun
//! stands for somebody named before, either the name or nobody (`null`).

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use std::collections::{HashMap, HashSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use common::project;
use iqtibas::core::Language;
use iqtibas::core::knowledge::import::{Known, import};
use iqtibas::core::knowledge::{Library, Speaker};
use serde::Deserialize;
use serde_json::Value;

/// Of the names given, how many must be right.
const LEAST_PRECISION: f64 = 0.98;

/// So many words of a quotation tell it from the others of its document.
const TELLING_WORDS: usize = 8;

#[derive(Deserialize)]
struct Label {
    document: String,
    words: String,
    /// Which of the document's quotations that begin with these words, from 1.
    #[serde(default = "first")]
    occurrence: usize,
    speaker: Option<String>,
    #[serde(default)]
    alternatives: Vec<Option<String>>,
}

fn first() -> usize {
    1
}

impl Label {
    fn allows(&self, speaker: Option<&str>) -> bool {
        let mut right = [&self.speaker].into_iter().chain(&self.alternatives);
        right.any(|name| name.as_deref() == speaker)
    }

    fn demands_a_name(&self) -> bool {
        !self.allows(None)
    }
}

fn shared() -> Option<PathBuf> {
    let shared = env::var_os("IQTIBAS_SHARED").map(PathBuf::from);
    Some(shared.unwrap_or_else(|| project("../shared"))).filter(|path| path.exists())
}

fn labels() -> Vec<Label> {
    let text = fs::read_to_string(project("tests/quotations/labels.jsonl")).expect("the labels");
    text.lines().map(|line| serde_json::from_str(line).expect("a label")).collect()
}

/// A document of the labels, as the files that it would be in a knowledge folder.
fn files(document: &str, shared: &Path) -> Vec<(String, String)> {
    let read = |path: &Path| fs::read_to_string(path).expect("a document");
    let (kind, name) = document.split_once('/').expect("a kind and a name");
    let data = shared.join("data");
    match kind {
        // The translation is read beside its original.
        "knowledge" => ["glossary.toml", "altman-a16z.ar.md", "altman-a16z.en.md"]
            .map(|file| (file.to_owned(), read(&project("knowledge").join(file))))
            .into(),
        "transcripts" => {
            let file = name.replace(".srt", ".txt");
            vec![(file, read(&data.join("transcripts").join(name)))]
        }
        "readability" => {
            let page = read(&data.join("readability").join(name).join("expected.html"));
            let imported = import(page.as_bytes(), Path::new("page.html"), Known::default());
            let imported = imported.expect("a document");
            vec![("page.md".to_owned(), imported.markdown)]
        }
        _ => {
            let set: Value = serde_json::from_str(&read(&data.join(format!("{kind}.json"))))
                .expect("a data set");
            let articles = set["data"].as_array().expect("articles");
            let article = articles.iter().find(|article| article["title"] == name);
            let paragraphs = article.expect("the article")["paragraphs"].as_array();
            let texts: Vec<&str> = paragraphs
                .expect("paragraphs")
                .iter()
                .map(|paragraph| paragraph["context"].as_str().expect("a text"))
                .collect();
            let language = kind.strip_prefix("xquad.").expect("a language");
            vec![(format!("article.{language}.txt"), texts.join("\n\n"))]
        }
    }
}

fn telling_words(quotation: &str) -> String {
    let is_around = |c: char| !c.is_alphanumeric();
    let words = quotation.split_whitespace().map(|word| word.trim_matches(is_around));
    words.filter(|word| !word.is_empty()).take(TELLING_WORDS).collect::<Vec<_>>().join(" ")
}

/// The quotations of a document, by their first words and number, with the speaker.
fn quotations(document: &str, shared: &Path) -> Vec<((String, usize), Option<String>)> {
    let files = files(document, shared);
    let library = Library::from_texts(files.iter().map(|(name, text)| (&**name, &**text)));
    let Some(read) = library.documents.first() else {
        panic!("{document} cannot be read: {:?}", library.problems)
    };
    let named = |file: &Path| document.ends_with(&*file.to_string_lossy());
    let rendition = read.renditions.iter().find(|rendition| named(&rendition.file));
    let rendition = rendition.unwrap_or(read.original());
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for passage in &rendition.passages {
        for quotation in &passage.quotations {
            let words = telling_words(&passage.text[quotation.range.clone()]);
            let number = seen.entry(words.clone()).or_default();
            *number += 1;
            let speaker = quotation.speaker.as_ref().map(|speaker| match speaker {
                Speaker::Known(person) => {
                    let arabic = rendition.language == Language::ARABIC;
                    let language = if arabic { Language::ARABIC } else { Language::ENGLISH };
                    library.glossary.concept(*person).label(language).to_owned()
                }
                Speaker::Named(name) => name.clone(),
            });
            found.push(((words, *number), speaker));
        }
    }
    found
}

#[test]
fn a_name_is_given_only_to_who_says_the_words_in_the_shared_documents() {
    let Some(shared) = shared() else {
        eprintln!("skipped: set IQTIBAS_SHARED to the folder with the shared data");
        return;
    };
    let mut by_document: HashMap<String, Vec<Label>> = HashMap::new();
    for label in labels() {
        by_document.entry(label.document.clone()).or_default().push(label);
    }
    let (mut given, mut right, mut demanded, mut recalled, mut unmet) = (0, 0, 0, 0, 0);
    let mut wrong = Vec::new();
    for (document, labels) in &by_document {
        let found = quotations(document, &shared);
        let labelled: HashSet<_> = labels.iter().map(|l| (l.words.clone(), l.occurrence)).collect();
        for ((words, number), speaker) in &found {
            if let Some(speaker) = speaker
                && !labelled.contains(&(words.clone(), *number))
            {
                given += 1;
                wrong.push(format!("{document}: {words}: {speaker}, without a label"));
            }
        }
        let found: HashMap<_, _> = found.into_iter().collect();
        for label in labels {
            let speaker = found.get(&(label.words.clone(), label.occurrence));
            unmet += usize::from(speaker.is_none());
            let speaker = speaker.and_then(Option::as_deref);
            demanded += usize::from(label.demands_a_name());
            if let Some(speaker) = speaker {
                given += 1;
                if label.allows(Some(speaker)) {
                    right += 1;
                    recalled += usize::from(label.demands_a_name());
                } else {
                    wrong.push(format!("{document}: {}: {speaker}", label.words));
                }
            }
        }
    }
    let precision = right as f64 / given.max(1) as f64;
    println!(
        "names given: {given}, right: {right} (precision {precision:.3}); \
         names in the labels: {demanded}, given: {recalled} (recall {:.3}); \
         labels whose quotation is not found: {unmet}",
        recalled as f64 / demanded as f64
    );
    let wrong = wrong.join("\n");
    assert!(given > 0, "nobody is named");
    assert!(precision >= LEAST_PRECISION, "wrong names:\n{wrong}");
}
