//! The prompt of `iqtibas ask`.

use std::io::Write;
use std::path::Path;

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::CliError;
use super::answering::Answering;
use super::conversation::Conversation;

/// Asks until Ctrl-D, with history.
///
/// # Errors
/// When the terminal or the index cannot be read.
pub fn run(answering: &Answering, cache: &Path, out: &mut dyn Write) -> Result<(), CliError> {
    let mut editor = DefaultEditor::new()?;
    let history = cache.join("history");
    // There is none the first time, and none at all where the disk is read-only.
    let _ = editor.load_history(&history);
    let mut conversation = Conversation::default();
    loop {
        match editor.readline("؟ ") {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                let _ = editor.add_history_entry(&line);
                conversation.answer(&line, answering, out)?;
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
