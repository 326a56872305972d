//! `iqtibas eval`: figures on how good the answers are.
//!
//! `pairs` has those of pairs of questions, `replies` those of what a reader gets, and
//! `training` prints what an encoder is trained on.

mod pairs;
mod replies;
mod training;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};

use super::CliError;
use super::arguments::EvalArguments;
use super::{figures, json};
use crate::config::Config;
use crate::core::evaluation::baseline::Baseline;
use crate::core::evaluation::dataset::{
    self, Dataset, DatasetError, DocumentSource, Half, Paragraphs, Question,
};
use crate::core::evaluation::fit::{self, Example};
use crate::core::evaluation::{self, Judgement, judge};
use crate::core::knowledge::Library;
use crate::core::search::Engine;
use crate::core::search::confidence::{FEATURES, Features};
use crate::startup::{engine_in_memory, open_engine, read_meaning};

/// A question with what came of it.
pub(super) struct Row {
    pub question: Question,
    pub judgement: Judgement,
    /// Rank by the baseline, if it was asked.
    pub baseline: Option<Option<usize>>,
}

/// Asks every question of some files and prints what came of it.
///
/// # Errors
/// When a file is no set of questions, or the index cannot be read.
pub fn run(
    arguments: &EvalArguments,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    if arguments.fit {
        return print_fit(&arguments.files, out);
    }
    for file in &arguments.files {
        let text = read(file)?;
        if evaluation::pairs::are_pairs(&text) {
            judge_pairs(arguments, file, &text, config, out)?;
            continue;
        }
        if arguments.training {
            let Dataset { questions, documents } =
                dataset::json_lines(&text).map_err(|source| unusable(file, source))?;
            let documents = documents.ok_or_else(|| unusable(file, DatasetError::NoDocuments))?;
            let (library, questions) = about(arguments, file, questions, &documents)?;
            let engine = Engine::in_memory(Arc::new(library))?;
            training::print(&engine, &questions, out)?;
            continue;
        }
        let (engine, questions) = open(arguments, file, &text, config)?;
        if arguments.replies {
            let read = questions.iter().map(|question| replies::read(&engine, question));
            replies::print(&read.collect::<Result<Vec<_>, _>>()?, out)?;
            continue;
        }
        let rows = judge_all(arguments, &engine, questions)?;
        if arguments.rows {
            print_rows(&rows, out)?;
        } else {
            if arguments.files.len() > 1 {
                writeln!(out, "{}", file.display())?;
            }
            figures::print(&rows, out)?;
        }
        if arguments.failures {
            figures::print_failures(&rows, &engine, out)?;
        }
    }
    Ok(())
}

/// Says of the pairs of a file whether they ask the same, and prints what came of it.
fn judge_pairs(
    arguments: &EvalArguments,
    file: &Path,
    text: &str,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let wrong = |source| unusable(file, source);
    let read = evaluation::pairs::read(text).map_err(wrong)?;
    let engine = open_engine(config)?;
    read_meaning(&engine, config);
    let judged = evaluation::pairs::judge(&engine, read)?;
    if arguments.rows {
        return pairs::print_rows(&judged, out);
    }
    if arguments.files.len() > 1 {
        writeln!(out, "{}", file.display())?;
    }
    pairs::print(&judged, out)?;
    if arguments.failures { pairs::print_failures(&judged, out) } else { Ok(()) }
}

/// The questions of a file, and what answers them.
fn open(
    arguments: &EvalArguments,
    file: &Path,
    text: &str,
    config: &Config,
) -> Result<(Engine, Vec<Question>), CliError> {
    let wrong = |source| unusable(file, source);
    if file.extension().is_some_and(|extension| extension == "json") {
        let kept = if arguments.halve { Paragraphs::Even } else { Paragraphs::All };
        let (library, questions) = match &arguments.across {
            Some(paragraphs) => dataset::squad_across(text, &read(paragraphs)?, kept),
            None => dataset::squad(text, kept),
        }
        .map_err(wrong)?;
        return Ok((engine_in_memory(library, config)?, questions));
    }
    let Dataset { questions, documents } = dataset::json_lines(text).map_err(wrong)?;
    let Some(documents) = documents else {
        let engine = open_engine(config)?;
        read_meaning(&engine, config);
        return Ok((engine, questions));
    };
    let (library, questions) = about(arguments, file, questions, &documents)?;
    Ok((engine_in_memory(library, config)?, questions))
}

/// The documents that a set names, and those of its questions that passages can answer.
fn about(
    arguments: &EvalArguments,
    file: &Path,
    questions: Vec<Question>,
    documents: &[DocumentSource],
) -> Result<(Library, Vec<Question>), CliError> {
    let wrong = |source| unusable(file, source);
    let mut texts = Vec::new();
    for source in documents {
        texts.push(document(source, &arguments.data).map_err(|error| match error {
            Missing::File(error) => error,
            Missing::Article(source) => wrong(source),
        })?);
    }
    let library = dataset::library_of(&texts);
    let questions = dataset::about_passages(questions, &library).map_err(wrong)?;
    Ok((library, questions))
}

fn unusable(file: &Path, source: DatasetError) -> CliError {
    CliError::Dataset { path: file.display().to_string(), source }
}

enum Missing {
    File(CliError),
    Article(DatasetError),
}

/// The name and text of a document, from the working folder or that of the data.
fn document(source: &DocumentSource, data: &Path) -> Result<(String, String), Missing> {
    let here = source.file.clone();
    let path = if here.exists() { here } else { data.join(&source.file) };
    let text = read(&path).map_err(Missing::File)?;
    let text = match source.article {
        Some(_) => dataset::squad_article(&text, source).map_err(Missing::Article)?,
        None => text,
    };
    let own = || source.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((source.name.clone().unwrap_or_else(own), text))
}

fn read(path: &Path) -> Result<String, CliError> {
    fs::read_to_string(path)
        .map_err(|source| CliError::File { path: path.display().to_string(), source })
}

fn judge_all(
    arguments: &EvalArguments,
    engine: &Engine,
    questions: Vec<Question>,
) -> Result<Vec<Row>, CliError> {
    let baseline = match arguments.baseline {
        true => Some(Baseline::of(engine.library())?),
        false => None,
    };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} questions, {eta} left");
    let bar = ProgressBar::new(questions.len() as u64);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    // Passages are analysed when first needed; times should be those of a
    // program that has been running.
    for question in questions.iter().take(if engine.reads_meaning() { 2 } else { usize::MAX }) {
        judge(engine, question)?;
    }
    let mut rows = Vec::new();
    for question in questions {
        let judgement = judge(engine, &question)?;
        let baseline = match &baseline {
            Some(baseline) => Some(baseline.rank(engine.library(), &question)?),
            None => None,
        };
        rows.push(Row { question, judgement, baseline });
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(rows)
}

/// What came of a question, for other programs.
#[derive(Serialize)]
struct RowObject<'r> {
    id: &'r str,
    kind: &'r str,
    language: String,
    half: &'static str,
    answerable: bool,
    near: bool,
    /// Place of the first right passage, from 1.
    rank: Option<usize>,
    outcome: &'static str,
    confidence: f32,
    highlight: Option<bool>,
    features: Vec<(&'static str, f32)>,
}

fn print_rows(rows: &[Row], out: &mut dyn Write) -> Result<(), CliError> {
    for Row { question, judgement, .. } in rows {
        let values = judgement.features.values();
        let object = RowObject {
            id: &question.id,
            kind: &question.kind,
            language: question.language().to_string(),
            half: match question.half {
                Half::Tune => "tune",
                Half::Report => "report",
            },
            answerable: judgement.answerable,
            near: judgement.is_near,
            rank: judgement.rank,
            outcome: judgement.outcome.name(),
            confidence: judgement.confidence,
            highlight: judgement.highlight_has_answer,
            features: Features::NAMES.into_iter().zip(values).collect(),
        };
        json::write_line(&object, out)?;
    }
    Ok(())
}

/// A question as `--rows` printed it, as far as fitting looks at it.
#[derive(Deserialize)]
struct FitRow {
    half: String,
    answerable: bool,
    rank: Option<usize>,
    outcome: String,
    features: Vec<(String, f32)>,
}

/// Fits the confidence on the tuning halves of files of rows.
fn print_fit(files: &[PathBuf], out: &mut dyn Write) -> Result<(), CliError> {
    let mut sets = Vec::new();
    let mut of_pairs = Vec::new();
    for file in files {
        let text = read(file)?;
        if let Some(rows) = pairs::rows(&text) {
            of_pairs.extend(rows);
            continue;
        }
        let mut set = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            let row: FitRow = serde_json::from_str(line).map_err(|source| CliError::Dataset {
                path: file.display().to_string(),
                source: DatasetError::Line { line: number, source },
            })?;
            // Small talk has no features.
            if row.half != "tune" || row.outcome == "help" {
                continue;
            }
            let mut features = [0.0; FEATURES];
            for (slot, name) in features.iter_mut().zip(Features::NAMES) {
                let value = row.features.iter().find(|(of, _)| of == name);
                let (_, value) = value.ok_or_else(|| CliError::Dataset {
                    path: file.display().to_string(),
                    source: DatasetError::NoFigure { line: number, name },
                })?;
                *slot = *value;
            }
            set.push(Example { features, is_right: row.answerable && row.rank == Some(1) });
        }
        sets.push(set);
    }
    if !of_pairs.is_empty() {
        pairs::print_fit(&of_pairs, out)?;
    }
    if sets.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = sets.iter().flatten().map(|example| example.features).collect();
    let fitted = Features::fitted(&rows);
    for example in sets.iter_mut().flatten() {
        for (value, is_fitted) in example.features.iter_mut().zip(fitted) {
            if !is_fitted {
                *value = 0.0;
            }
        }
    }
    let fit = fit::fit(&sets);
    writeln!(out, "fitted on the tuning halves: intercept {:.2}", fit.intercept)?;
    for (name, weight) in Features::NAMES.iter().zip(fit.weights) {
        writeln!(out, "  {name} {weight:.2}")?;
    }
    Ok(())
}
