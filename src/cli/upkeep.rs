//! Keeping a folder of documents: checking it and importing into it.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::{CliError, counted};
use crate::core::knowledge::Library;
use crate::core::knowledge::import::{Format, import as import_text};

/// Reports every problem of the folder as `file:line: what is wrong`.
///
/// # Errors
/// When there is a problem, or no document.
pub fn check(knowledge: &Path, out: &mut dyn Write) -> Result<(), CliError> {
    let library = Library::inspect(knowledge)?;
    for problem in &library.problems {
        writeln!(out, "{problem}")?;
    }
    let passages = library.keys().count();
    let renditions: usize = library.documents.iter().map(|d| d.renditions.len() - 1).sum();
    writeln!(
        out,
        "{}, {}, {}",
        counted(library.documents.len(), "document"),
        counted(renditions, "translation"),
        counted(passages, "passage")
    )?;
    if !library.problems.is_empty() {
        return Err(CliError::Check(library.problems.len()));
    }
    if library.documents.is_empty() {
        let path = knowledge.to_owned();
        return Err(crate::core::knowledge::LoadError::NoDocuments { path }.into());
    }
    Ok(())
}

/// Makes a document of a file and reports on standard error what was left out.
///
/// # Errors
/// When the file cannot be read or holds no text.
pub fn import(file: &Path, output: Option<&Path>, out: &mut dyn Write) -> Result<(), CliError> {
    let path = file.display().to_string();
    let trouble = |path: &Path, source| CliError::File { path: path.display().to_string(), source };
    let bytes = fs::read(file).map_err(|source| trouble(file, source))?;
    let text = String::from_utf8(bytes).map_err(|error| CliError::Import {
        path: path.clone(),
        fault: crate::core::knowledge::problem::Fault::NotUtf8 {
            offset: error.utf8_error().valid_up_to(),
        },
    })?;
    let name = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let imported = import_text(&text, Format::of(file), &name)
        .map_err(|fault| CliError::Import { path: path.clone(), fault })?;
    match output {
        Some(output) => {
            fs::write(output, &imported.markdown).map_err(|source| trouble(output, source))?;
        }
        None => out.write_all(imported.markdown.as_bytes())?,
    }
    for dropped in &imported.dropped {
        eprintln!(
            "{path}:{}: left out, {}: {}",
            dropped.line,
            dropped.reason,
            start_of(&dropped.text)
        );
    }
    eprintln!(
        "“{}”, language {}: {}, of them {}; {} left out",
        imported.metadata.title,
        imported.language,
        counted(imported.passages, "passage"),
        counted(imported.key_points, "key point"),
        counted(imported.dropped.len(), "piece")
    );
    Ok(())
}

fn start_of(text: &str) -> String {
    const SHOWN_CHARS: usize = 60;
    let start: String = text.chars().take(SHOWN_CHARS).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
