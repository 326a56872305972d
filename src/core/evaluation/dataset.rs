//! Questions with the passages that answer them.
//!
//! Two formats: JSON Lines, a question a line, about the knowledge folder or about
//! the documents that its first line names; and SQuAD (as XQuAD has it), which brings
//! its own paragraphs.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Deserialize;
use thiserror::Error;

use super::evidence::Evidence;
use crate::core::Language;
use crate::core::knowledge::Library;

/// A dataset cannot be read.
#[derive(Debug, Error)]
pub enum DatasetError {
    #[error("line {line}: {source}")]
    Line { line: usize, source: serde_json::Error },
    #[error("line {line} lacks the figure \"{name}\": it was printed by another version")]
    NoFigure { line: usize, name: &'static str },
    #[error("not a SQuAD file: {0}")]
    Squad(serde_json::Error),
    #[error("no questions in it")]
    Empty,
    #[error("its first line names no documents")]
    NoDocuments,
    #[error("{id}: its evidence stands in no passage: {evidence}")]
    Evidence { id: String, evidence: String },
    #[error("{path} has no article {article}")]
    NoArticle { path: PathBuf, article: usize },
}

/// A set of questions.
#[derive(Debug)]
pub struct Dataset {
    pub questions: Vec<Question>,
    /// The documents that they are about; those of the knowledge folder where the set
    /// names none.
    pub documents: Option<Vec<DocumentSource>>,
}

/// Where a document of a set is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentSource {
    /// The file, from the folder that holds what the set is about.
    pub file: PathBuf,
    /// The name under which it joins the library; the file's own where not given.
    #[serde(default)]
    pub name: Option<String>,
    /// Which article of a SQuAD file, counted from 0.
    #[serde(default)]
    pub article: Option<usize>,
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
    /// Words of the documents that answer it, for sets that name no passages: a passage
    /// with any of them is right. Documents are cut into passages now one way, now another.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// The document that it is about.
    #[serde(default)]
    pub document: Option<String>,
    /// Who says it, in sets about transcripts.
    #[serde(default)]
    pub speaker: Option<String>,
    /// `yes`, `near` (about the subject, but not in it) or `far`, in sets with evidence.
    #[serde(default)]
    pub answerable: Option<Answerable>,
    /// Which half it belongs to; by its place in the file where not given.
    #[serde(skip)]
    pub half: Half,
}

/// Whether the documents answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answerable {
    Yes,
    /// No, but they are about its subject.
    Near,
    Far,
}

/// Constants are fitted on one half and reported on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
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

    /// Whether the documents answer it.
    pub fn is_answerable(&self) -> bool {
        !self.gold.is_empty() || !self.evidence.is_empty()
    }
}

fn unsorted() -> String {
    "unsorted".to_owned()
}

/// What the first line of a set may say about all of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    documents: Vec<DocumentSource>,
    half: Half,
}

/// Reads JSON Lines: `{"id", "question", "gold": […], "kind"}`, of which every second
/// question belongs to the reporting half; or, after a line
/// `{"documents": […], "half": "tune"|"report"}`, questions with `evidence` about those.
///
/// # Errors
/// When a line is not such an object, or there is none.
pub fn json_lines(text: &str) -> Result<Dataset, DatasetError> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    let header = lines.next_if(|(_, line)| line.starts_with("{\"documents\""));
    let header: Option<Header> = header
        .map(|(_, line)| serde_json::from_str(line))
        .transpose()
        .map_err(|source| DatasetError::Line { line: 1, source })?;
    let mut questions = Vec::new();
    for (index, line) in lines {
        let mut question: Question = serde_json::from_str(line)
            .map_err(|source| DatasetError::Line { line: index + 1, source })?;
        question.half =
            header.as_ref().map_or_else(|| Half::of(questions.len()), |header| header.half);
        questions.push(question);
    }
    if questions.is_empty() {
        return Err(DatasetError::Empty);
    }
    Ok(Dataset { questions, documents: header.map(|header| header.documents) })
}

/// The questions that passages can answer. One about the metadata, such as who wrote
/// it, is left out: no search answers it.
///
/// # Errors
/// Naming the first evidence that is nowhere.
pub fn about_passages(
    questions: Vec<Question>,
    library: &Library,
) -> Result<Vec<Question>, DatasetError> {
    let in_passages =
        |words: &Evidence| library.keys().any(|key| words.stands_in(&library.passage(key).text));
    let in_metadata = |words: &str| {
        library.documents.iter().any(|document| {
            let metadata = &document.original().metadata;
            let facts =
                [&metadata.author, &metadata.publisher, &metadata.date, &metadata.disclaimer];
            metadata.title.contains(words)
                || facts.into_iter().flatten().any(|fact| fact.contains(words))
        })
    };
    let mut about_passages = Vec::new();
    for question in questions {
        let missing = question.evidence.iter().find(|words| !in_passages(words));
        match missing {
            None => about_passages.push(question),
            Some(_) if question.evidence.iter().any(&in_passages) => {
                about_passages.push(question);
            }
            Some(words) if in_metadata(words.as_str()) => {}
            Some(words) => {
                let evidence = words.as_str().to_owned();
                return Err(DatasetError::Evidence { id: question.id, evidence });
            }
        }
    }
    Ok(about_passages)
}

/// The text of one article of a SQuAD file, a paragraph of it a paragraph.
///
/// # Errors
/// When it is no SQuAD file, or has no such article.
pub fn squad_article(text: &str, source: &DocumentSource) -> Result<String, DatasetError> {
    let squad: Squad = serde_json::from_str(text).map_err(DatasetError::Squad)?;
    let article = source.article.unwrap_or_default();
    let found = squad.data.into_iter().nth(article);
    let found =
        found.ok_or_else(|| DatasetError::NoArticle { path: source.file.clone(), article })?;
    let paragraphs = found.paragraphs.iter().map(|paragraph| paragraph.context.replace('\n', " "));
    Ok(paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// Which paragraphs of a SQuAD file become documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paragraphs {
    All,
    /// Those with an even number, counted from 0 over the file: the questions about the
    /// others lose their answer, and a paragraph on the same subject may tempt.
    Even,
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
/// paragraph's questions belong to the reporting half; of halved ones every second
/// article's.
///
/// # Errors
/// When it is not a SQuAD file, or has no questions.
pub fn squad(text: &str, kept: Paragraphs) -> Result<(Library, Vec<Question>), DatasetError> {
    let (texts, questions) = squad_texts(text, kept)?;
    Ok((library_of(&texts), questions))
}

/// The questions of one SQuAD file about the paragraphs of another one with the same
/// ids: the same in another language.
///
/// # Errors
/// When one is not a SQuAD file, or they share no question.
pub fn squad_across(
    questions: &str,
    paragraphs: &str,
    kept: Paragraphs,
) -> Result<(Library, Vec<Question>), DatasetError> {
    let (_, asked) = squad_texts(questions, kept)?;
    let (texts, answered) = squad_texts(paragraphs, kept)?;
    let ids: HashSet<&str> = answered.iter().map(|question| question.id.as_str()).collect();
    // The answers are in the language of the questions: no highlight holds them.
    let shared = asked.into_iter().filter(|question| ids.contains(question.id.as_str()));
    let shared = shared.map(|question| Question { answers: Vec::new(), ..question });
    let shared: Vec<Question> = shared.collect();
    if shared.is_empty() {
        return Err(DatasetError::Empty);
    }
    Ok((library_of(&texts), shared))
}

/// A library of named texts.
pub fn library_of(texts: &[(String, String)]) -> Library {
    Library::from_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// Named texts, and the questions about them.
type Texts = (Vec<(String, String)>, Vec<Question>);

fn squad_texts(text: &str, kept: Paragraphs) -> Result<Texts, DatasetError> {
    let squad: Squad = serde_json::from_str(text).map_err(DatasetError::Squad)?;
    let articles = squad.data.into_iter().enumerate();
    let paragraphs = articles
        .flat_map(|(article, found)| found.paragraphs.into_iter().map(move |p| (article, p)));
    let mut questions = Vec::new();
    let mut texts = Vec::new();
    for (index, (article, paragraph)) in paragraphs.enumerate() {
        let name = format!("p{index:04}");
        let is_kept = kept == Paragraphs::All || index.is_multiple_of(2);
        let half = if kept == Paragraphs::All { Half::of(index) } else { Half::of(article) };
        for question in paragraph.qas {
            let answers = question.answers.into_iter().map(|answer| answer.text);
            questions.push(Question {
                id: question.id,
                text: question.question,
                gold: if is_kept { vec![format!("{name}#0.1")] } else { Vec::new() },
                kind: if is_kept { "squad" } else { "squad-orphaned" }.to_owned(),
                answers: if is_kept { answers.collect() } else { Vec::new() },
                evidence: Vec::new(),
                document: None,
                speaker: None,
                answerable: None,
                half,
            });
        }
        if is_kept {
            // A paragraph stays one passage however many lines it has.
            texts.push((format!("{name}.txt"), paragraph.context.replace('\n', " ")));
        }
    }
    if questions.is_empty() { Err(DatasetError::Empty) } else { Ok((texts, questions)) }
}
