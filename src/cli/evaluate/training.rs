//! What an encoder can be trained on: the passages of sets of questions, and which of their
//! sentences answer what.

use std::io::Write;

use serde::Serialize;

use crate::cli::{CliError, json};
use crate::core::evaluation::dataset::Question;
use crate::core::evaluation::sentences_that_answer;
use crate::core::search::Engine;

/// A passage, cut into sentences as it is for searching.
#[derive(Serialize)]
struct PassageObject<'l> {
    /// Of the set, counted from 0.
    passage: usize,
    document: &'l str,
    /// The question that it answers, in a transcript.
    asked: Option<&'l str>,
    sentences: Vec<&'l str>,
}

/// A question about the passages before it.
#[derive(Serialize)]
struct QuestionObject<'q> {
    question: &'q str,
    /// The same in the letters of its language, where it was typed in others.
    meant: Option<String>,
    document: Option<&'q str>,
    /// The passages that answer it; none where nothing does.
    right: Vec<Right>,
}

#[derive(Serialize)]
struct Right {
    passage: usize,
    /// Those of its sentences that hold the answer, or a part of it.
    sentences: Vec<usize>,
}

/// Prints a set: its passages, then its questions.
///
/// # Errors
/// When they cannot be written, or the index cannot be read.
pub(super) fn print(
    engine: &Engine,
    questions: &[Question],
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let library = engine.library();
    let keys: Vec<_> = library.keys().collect();
    for (number, key) in keys.iter().enumerate() {
        let document = library.document(*key);
        let passage = library.passage(*key);
        let object = PassageObject {
            passage: number,
            document: document.id.as_str(),
            asked: document.original().question_of(passage),
            sentences: passage.sentences.iter().map(|range| &passage.text[range.clone()]).collect(),
        };
        json::write_line(&object, out)?;
    }
    for question in questions {
        let mut right = Vec::new();
        for (number, key) in keys.iter().enumerate() {
            if let Some(sentences) = sentences_that_answer(library, question, *key) {
                right.push(Right { passage: number, sentences });
            }
        }
        let document = question.document.as_deref();
        let meant = engine.read(&question.text)?.meant;
        json::write_line(
            &QuestionObject { question: &question.text, meant, document, right },
            out,
        )?;
    }
    Ok(())
}
