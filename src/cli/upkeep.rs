//! Keeping a folder of documents: checking it and importing into it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::arguments::ImportArguments;
use super::pdf::text_of;
use super::{CliError, counted};
use crate::core::knowledge::Library;
use crate::core::knowledge::import::{Known, import as import_text, is_pdf, read_input};

/// Reports every problem of the folder as `file:line: what is wrong`.
///
/// # Errors
/// When there is a problem, or no document.
pub fn check(knowledge: &Path, out: &mut dyn Write) -> Result<(), CliError> {
    let library = Library::inspect(knowledge)?;
    for problem in &library.problems {
        writeln!(out, "{problem}")?;
    }
    let faulty = library.problems.iter().filter(|problem| !problem.fault.is_note()).count();
    let translations = library.documents.iter().map(|d| d.renditions.len() - 1).sum();
    writeln!(
        out,
        "{}, {}, {}",
        counted(library.documents.len(), "document"),
        counted(translations, "translation"),
        counted(library.keys().count(), "passage")
    )?;
    if faulty > 0 {
        return Err(CliError::Check(faulty));
    }
    if library.documents.is_empty() {
        let path = knowledge.to_owned();
        return Err(crate::core::knowledge::LoadError::NoDocuments { path }.into());
    }
    Ok(())
}

/// Makes a document of a file and reports on standard error what was left out. An
/// output file that is there already is replaced only by `force`.
///
/// # Errors
/// When the file cannot be read or holds no text, or the output is there already.
pub fn import(arguments: ImportArguments, out: &mut dyn Write) -> Result<(), CliError> {
    let ImportArguments { file, output, force, title, url, date, host, guest } = arguments;
    let known = Known { title, url, date, hosts: host, guests: guest, is_draft: false };
    let path = file.display().to_string();
    let input =
        File::open(&file).map_err(|source| CliError::File { path: path.clone(), source })?;
    let cannot = |fault| CliError::Import { path: path.clone(), fault };
    let bytes = read_input(input).map_err(cannot)?;
    let draft = match is_pdf(&bytes) {
        true => text_of(&file).map_err(|source| CliError::Pdf { path: path.clone(), source })?,
        false => None,
    };
    let imported = match &draft {
        Some(text) => {
            let known = Known { is_draft: true, ..known };
            import_text(text, &file.with_extension("txt"), known)
        }
        None => import_text(&bytes, &file, known),
    };
    let imported = imported.map_err(cannot)?;
    match &output {
        Some(output) => write_file(output, &imported.markdown, force)?,
        None => out.write_all(imported.markdown.as_bytes())?,
    }
    if draft.is_some() {
        eprintln!(
            "{path}: a draft of what pdftotext read; compare it with the PDF, and take out \
             'reviewed: false'"
        );
    }
    if let Some(encoding) = imported.converted_from {
        eprintln!("{path}: converted from {encoding}");
    }
    for (line, fault) in &imported.faults {
        eprintln!("{path}:{line}: {fault}");
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
    if !imported.speakers.is_empty() {
        eprintln!("who speaks: {}", imported.speakers.join(", "));
    }
    Ok(())
}

/// Writes a file, and over one that is there only by `force`: it may be the edited
/// document of an earlier import.
fn write_file(path: &Path, text: &str, force: bool) -> Result<(), CliError> {
    let trouble = |source: io::Error| {
        let path = path.display().to_string();
        match source.kind() {
            io::ErrorKind::AlreadyExists => CliError::Exists { path },
            _ => CliError::File { path, source },
        }
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(trouble)?;
    }
    let mut options = File::options();
    if force {
        options.write(true).create(true).truncate(true);
    } else {
        options.write(true).create_new(true);
    }
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(trouble)
}

fn start_of(text: &str) -> String {
    /// With the reason before it, about one line of a terminal.
    const SHOWN_CHARS: usize = 60;
    let start: String = text.chars().take(SHOWN_CHARS).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
