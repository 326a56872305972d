//! The prompt of `iqtibas ask`.

use std::io::Write;
use std::path::Path;

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::CliError;
use super::answering::Answering;
use crate::chat::Command;

/// Asks until Ctrl-D, with history. A command can be typed by its name; a short
/// question is read together with the one before it.
///
/// # Errors
/// When the terminal or the index cannot be read.
pub fn run(answering: &Answering, cache: &Path, out: &mut dyn Write) -> Result<(), CliError> {
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
                let command = command(&line, previous.as_deref());
                if let Command::Ask(ask) = &command {
                    previous = Some(ask.question.clone());
                }
                answering.answer(command, out)?;
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

/// What a line asks for.
fn command(line: &str, before: Option<&str>) -> Command {
    let mut command = Command::typed(line);
    if let Command::Ask(ask) = &mut command {
        ask.previous = before.map(str::to_owned);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::commands::ask::Ask;

    #[test]
    fn a_question_goes_on_from_the_one_before_it() {
        let asked = Ask {
            question: "and solar?".into(),
            previous: Some("What of nuclear energy?".into()),
            document: None,
            skip: 0,
        };
        assert_eq!(command("and solar?", Some("What of nuclear energy?")), asked.into());
        assert_eq!(command("topics", Some("What of nuclear energy?")).name(), "topics");
    }
}
