//! Many questions in one go: at the prompt, through a pipe, or as a batch.

use std::io::{BufRead, Write};
use std::path::Path;

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;
use serde::Deserialize;
use serde_json::Value;

use super::cli::Format;
use super::json::{self, Asked};
use super::{TerminalError, Wanted};
use crate::chat::request::Command;
use crate::core::search::Engine;

/// Asks at a prompt until Ctrl-D, with history. A short question is read
/// together with the one before it.
///
/// # Errors
/// When the terminal or the index cannot be read.
pub fn interactive(
    engine: &Engine,
    wanted: Wanted,
    cache: &Path,
    out: &mut dyn Write,
) -> Result<(), TerminalError> {
    let mut editor = DefaultEditor::new()?;
    let history = cache.join("history");
    // There is none the first time, and none at all where the disk is read-only.
    let _ = editor.load_history(&history);
    let mut previous: Option<String> = None;
    loop {
        match editor.readline("؟ ") {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                let _ = editor.add_history_entry(&line);
                let question = line.clone();
                wanted.answer(engine, Command::Ask { question, previous, skip: 0 }, out)?;
                previous = Some(line);
            }
            // Ctrl-C drops the line, as in a shell.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error.into()),
        }
    }
    let _ = editor.save_history(&history);
    Ok(())
}

/// Answers one question a line in the format wanted.
///
/// # Errors
/// When standard input or the index cannot be read.
pub fn piped(
    engine: &Engine,
    wanted: Wanted,
    input: impl BufRead,
    out: &mut dyn Write,
) -> Result<(), TerminalError> {
    if wanted.format == Format::Json {
        return batch(engine, wanted, input, out);
    }
    for line in lines(input) {
        let question = line?;
        if !question.trim().is_empty() {
            wanted.answer(engine, Command::Ask { question, previous: None, skip: 0 }, out)?;
        }
    }
    Ok(())
}

/// Answers one question a line, plain or as `{"id", "question"}`, with one JSON
/// object a line in the same order. A plain question's id is its line number.
///
/// # Errors
/// When standard input or the index cannot be read.
pub fn batch(
    engine: &Engine,
    wanted: Wanted,
    input: impl BufRead,
    out: &mut dyn Write,
) -> Result<(), TerminalError> {
    for (line, number) in lines(input).zip(1_u64..) {
        let asked = parse(line?, number);
        json::write_line(&json::answer(engine, asked, wanted)?, out)?;
    }
    Ok(())
}

fn parse(line: String, number: u64) -> Asked {
    #[derive(Deserialize)]
    struct Line {
        #[serde(default)]
        id: Value,
        question: String,
    }
    if line.trim_start().starts_with('{')
        && let Ok(Line { id, question }) = serde_json::from_str(&line)
    {
        return Asked { id, question };
    }
    // Any other text is a question, also one that happens to begin with a brace.
    Asked { id: number.into(), question: line }
}

/// Lines of input, with what is not UTF-8 replaced rather than refused.
fn lines(mut input: impl BufRead) -> impl Iterator<Item = std::io::Result<String>> {
    std::iter::from_fn(move || {
        let mut bytes = Vec::new();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => {
                let line = String::from_utf8_lossy(&bytes);
                Some(Ok(line.trim_end_matches(['\n', '\r']).to_owned()))
            }
            Err(error) => Some(Err(error)),
        }
    })
}
