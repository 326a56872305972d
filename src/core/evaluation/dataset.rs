//! Questions with the passages that answer them.
//!
//! Two formats: JSON Lines, a question a line, about the knowledge folder; and
//! SQuAD (as XQuAD has it), which brings its own paragraphs.

use serde::Deserialize;
use thiserror::Error;

use crate::core::Language;
use crate::core::knowledge::Library;

/// A dataset cannot be read.
#[derive(Debug, Error)]
pub enum DatasetError {
    #[error("line {line}: {source}")]
    Line { line: usize, source: serde_json::Error },
    #[error("not a SQuAD file: {0}")]
    Squad(serde_json::Error),
    #[error("no questions in it")]
    Empty,
}

/// A question to evaluate with.
#[derive(Debug, Clone, Deserialize)]
pub struct Question {
    pub id: String,
    #[serde(rename = "question")]
    pub text: String,
    /// Ids of the passages that answer it, `1.2` or `document#1.2`; empty when
    /// the sources don't answer it.
    #[serde(default)]
    pub gold: Vec<String>,
    /// What sort of question it is, for figures by kind.
    #[serde(default = "unsorted")]
    pub kind: String,
    /// Words that answer it exactly, where the dataset has them.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Which half it belongs to; by its place in the file where not given.
    #[serde(skip)]
    pub half: Half,
}

/// Constants are fitted on one half and reported on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Half {
    #[default]
    Tune,
    Report,
}

impl Half {
    fn of(index: usize) -> Half {
        if index.is_multiple_of(2) { Half::Tune } else { Half::Report }
    }
}

impl Question {
    pub fn language(&self) -> Language {
        Language::of_question(&self.text)
    }
}

fn unsorted() -> String {
    "unsorted".to_owned()
}

/// Reads JSON Lines: `{"id", "question", "gold": […], "kind"}`. Every second
/// question belongs to the reporting half.
///
/// # Errors
/// When a line is not such an object, or there is none.
pub fn json_lines(text: &str) -> Result<Vec<Question>, DatasetError> {
    let mut questions = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut question: Question = serde_json::from_str(line)
            .map_err(|source| DatasetError::Line { line: index + 1, source })?;
        question.half = Half::of(questions.len());
        questions.push(question);
    }
    if questions.is_empty() { Err(DatasetError::Empty) } else { Ok(questions) }
}

#[derive(Deserialize)]
struct Squad {
    data: Vec<SquadArticle>,
}

#[derive(Deserialize)]
struct SquadArticle {
    paragraphs: Vec<SquadParagraph>,
}

#[derive(Deserialize)]
struct SquadParagraph {
    context: String,
    qas: Vec<SquadQuestion>,
}

#[derive(Deserialize)]
struct SquadQuestion {
    id: String,
    question: String,
    answers: Vec<SquadAnswer>,
}

#[derive(Deserialize)]
struct SquadAnswer {
    text: String,
}

/// Reads a SQuAD file: every paragraph becomes a document of the library, so
/// that a question has to find its paragraph among all of them. Every second
/// paragraph's questions belong to the reporting half.
///
/// # Errors
/// When it is not a SQuAD file, or has no questions.
pub fn squad(text: &str) -> Result<(Library, Vec<Question>), DatasetError> {
    let squad: Squad = serde_json::from_str(text).map_err(DatasetError::Squad)?;
    let paragraphs: Vec<SquadParagraph> =
        squad.data.into_iter().flat_map(|article| article.paragraphs).collect();
    let mut questions = Vec::new();
    let mut texts = Vec::new();
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        let name = format!("p{index:04}");
        for question in paragraph.qas {
            questions.push(Question {
                id: question.id,
                text: question.question,
                gold: vec![format!("{name}#0.1")],
                kind: "squad".to_owned(),
                answers: question.answers.into_iter().map(|answer| answer.text).collect(),
                half: Half::of(index),
            });
        }
        // A paragraph stays one passage however many lines it has.
        texts.push((format!("{name}.txt"), paragraph.context.replace('\n', " ")));
    }
    if questions.is_empty() {
        return Err(DatasetError::Empty);
    }
    let texts = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Ok((Library::from_texts(texts), questions))
}
