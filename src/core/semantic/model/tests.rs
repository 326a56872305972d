use std::path::PathBuf;
use std::sync::LazyLock;

use serde::Deserialize;

use super::*;

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models")
}

/// The program's own model, and the one that it was trained from, with their references.
const OWN: (&str, &str) = ("iqtibas-e5-small-ar-en-q8_0.gguf", "reference.json");
const BASE: (&str, &str) = ("multilingual-e5-small-ar-en-q4_0.gguf", "reference-base.json");

fn open((name, _): (&str, &str), kernels: Kernels) -> Model {
    let path = models().join(name);
    let file = BufReader::new(File::open(path).expect("the model"));
    Model::read_with(file, kernels).expect("a model")
}

static MODEL: LazyLock<Model> = LazyLock::new(|| open(OWN, Kernels::detect()));

/// A text with what an independent program made of it.
#[derive(Deserialize)]
struct Reference {
    prefix: String,
    text: String,
    tokens: Vec<u32>,
    vector: Vec<f32>,
}

impl Reference {
    fn kind(&self) -> Kind {
        if self.prefix == "query" { Kind::Question } else { Kind::Passage }
    }
}

fn references((_, name): (&str, &str)) -> Vec<Reference> {
    let text = std::fs::read_to_string(models().join(name)).expect("the reference");
    let references: Vec<_> = serde_json::from_str(&text).expect("JSON");
    assert_eq!(references.len(), 16);
    references
}

#[test]
fn texts_are_split_into_the_pieces_of_the_reference() {
    for Reference { prefix, text, tokens, .. } in references(OWN) {
        assert_eq!(MODEL.tokenizer.encode(&format!("{prefix}: {text}")), tokens, "{text}");
    }
}

#[test]
fn vectors_are_those_of_the_reference_and_the_same_with_all_instructions() {
    for file in [OWN, BASE] {
        let models: Vec<_> = Kernels::all().into_iter().map(|one| open(file, one)).collect();
        for reference in references(file) {
            let expected = Embedding(reference.vector.clone());
            let embed = |model: &Model| model.embed(reference.kind(), &reference.text);
            let embedding = embed(&models[0]);
            let cosine = embedding.cosine(&expected);
            assert!(cosine > 0.9995, "{cosine}: {}", reference.text);
            for model in &models {
                assert_eq!(embed(model), embedding, "{}", reference.text);
            }
        }
    }
}

#[test]
fn however_long_a_text_is_the_model_reads_its_beginning() {
    let long = "كلمات كثيرة and many words, ".repeat(100_000);
    let pieces = MODEL.tokenizer.encode(&long);
    assert_eq!(pieces.len(), 512);
    assert_eq!(pieces.last(), Some(&2));
    let length: f32 = MODEL.embed(Kind::Passage, &long).values().iter().map(|v| v * v).sum();
    assert!((length - 1.0).abs() < 1e-4, "{length}");
}

#[test]
fn a_question_is_nearest_to_the_passage_that_answers_it_in_either_language() {
    let passages = [
        "Most of the new base-load power in the United States will come from natural gas.",
        "The success of Apple's iPhone is an example of vertical integration.",
        "He drinks his coffee black.",
    ];
    let passages = passages.map(|passage| MODEL.embed(Kind::Passage, passage));
    for (question, answer) in [
        ("من أين ستأتي الطاقة الجديدة؟", 0),
        ("What shows that making everything oneself works?", 1),
        ("كيف يشرب القهوة؟", 2),
    ] {
        let question_vector = MODEL.embed(Kind::Question, question);
        let cosines = passages.each_ref().map(|passage| question_vector.cosine(passage));
        let nearest = (0..3).max_by(|one, other| cosines[*one].total_cmp(&cosines[*other]));
        assert_eq!(nearest, Some(answer), "{question}: {cosines:?}");
    }
}

#[test]
fn several_threads_may_ask_one_model_at_once() {
    let texts = ["one text", "another, somewhat longer text", "نص ثالث"];
    let alone = texts.map(|text| MODEL.embed(Kind::Passage, text));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for (text, alone) in texts.iter().zip(&alone) {
                    assert_eq!(&MODEL.embed(Kind::Passage, text), alone);
                }
            });
        }
    });
}

#[test]
fn of_all_passages_only_new_and_changed_ones_are_embedded_again() {
    use std::ops::ControlFlow;

    use crate::core::semantic::{VectorCache, embed_all};

    let folder = tempfile::tempdir().expect("a directory");
    let embed = |passages: &[&str], stop_at: usize| {
        let mut cache = VectorCache::open(folder.path(), &MODEL);
        let mut told = Vec::new();
        let vectors = embed_all(&MODEL, passages, &mut cache, |done, total| {
            told.push((done, total));
            if done == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        (vectors, told)
    };
    let passages = ["one passage", "نص آخر", "one passage", "a third"];
    let (vectors, told) = embed(&passages, 2);
    assert!(vectors.is_none(), "it was stopped");
    assert_eq!(told, [(0, 4), (1, 4), (2, 4)]);
    let (vectors, told) = embed(&passages, usize::MAX);
    assert_eq!(told, [(3, 4), (4, 4)], "two texts of three were there");
    let cosines = vectors.expect("all").cosines(&MODEL.embed(Kind::Passage, "one passage"));
    assert_eq!(cosines.len(), 4);
    assert!(cosines[0] > 0.999 && cosines[0] == cosines[2], "{cosines:?}");
    assert!(cosines[1] < 0.95 && cosines[3] < 0.95, "{cosines:?}");
    let (_, told) = embed(&["a third", "changed"], usize::MAX);
    assert_eq!(told, [(1, 2), (2, 2)]);
}
