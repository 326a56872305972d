//! The text of a PDF, by Poppler's `pdftotext` where it is installed.
//!
//! A PDF says where letters stand, not what is a paragraph, so what comes of it is a draft.
//! The program runs on a file of a stranger: it has a deadline, and of what it writes no
//! more is read than a document may have.

use std::io::{self, Read};
use std::path::{self, Path};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use thiserror::Error;

use crate::core::knowledge::import::read_input;
use crate::core::knowledge::problem::Fault;

const PROGRAM: &str = "pdftotext";

/// A PDF of 500 pages takes it two seconds (not measured here); one that takes this long is
/// made to.
const DEADLINE: Duration = Duration::from_secs(60);
/// Between looks at whether it has ended, once it has written everything.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// A PDF has not become text.
#[derive(Debug, Error)]
pub enum PdfError {
    #[error("{PROGRAM} cannot be run: {0}")]
    NotRun(io::Error),
    #[error("{PROGRAM} took longer than {} seconds and was stopped", .0.as_secs())]
    TooSlow(Duration),
    #[error("{PROGRAM} cannot read it ({0})")]
    Failed(ExitStatus),
    #[error(transparent)]
    Text(#[from] Fault),
}

/// The text of a PDF as UTF-8. None where `pdftotext` is not installed.
///
/// # Errors
/// When the program fails or takes too long, or the text is longer than a document may be.
pub(super) fn text_of(file: &Path) -> Result<Option<Vec<u8>>, PdfError> {
    text_within(PROGRAM, file, DEADLINE)
}

fn text_within(
    program: &str,
    file: &Path,
    deadline: Duration,
) -> Result<Option<Vec<u8>>, PdfError> {
    let until = Instant::now() + deadline;
    // A name that begins with a dash would be an option.
    let file = path::absolute(file).map_err(PdfError::NotRun)?;
    let started = Command::new(program)
        .args(["-enc", "UTF-8", "-nopgbrk"])
        .arg(file)
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(PdfError::NotRun(error)),
    };
    let text = read(&mut child, deadline);
    let ended = match &text {
        Ok(_) => ended(&mut child, until, deadline),
        Err(_) => Ok(None),
    };
    if !matches!(ended, Ok(Some(_))) {
        let _ = child.kill();
        let _ = child.wait();
    }
    let text = text?;
    match ended? {
        Some(status) if !status.success() => Err(PdfError::Failed(status)),
        _ => Ok(Some(text)),
    }
}

/// What the program writes, read beside the clock.
fn read(child: &mut Child, deadline: Duration) -> Result<Vec<u8>, PdfError> {
    let mut output = child.stdout.take();
    let (sender, text) = mpsc::channel();
    thread::spawn(move || {
        let reader = output.as_mut().map(|output| output as &mut dyn Read);
        // Nobody listens any more after the deadline.
        let _ = sender.send(reader.map_or_else(|| Ok(Vec::new()), read_input));
    });
    let text = text.recv_timeout(deadline).map_err(|_| PdfError::TooSlow(deadline))?;
    Ok(text?)
}

/// How a program ended that has written everything.
fn ended(
    child: &mut Child,
    until: Instant,
    deadline: Duration,
) -> Result<Option<ExitStatus>, PdfError> {
    loop {
        if let Some(status) = child.try_wait().map_err(PdfError::NotRun)? {
            return Ok(Some(status));
        }
        if Instant::now() >= until {
            return Err(PdfError::TooSlow(deadline));
        }
        thread::sleep(LOOK_AGAIN);
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use tempfile::tempdir;

    use super::*;

    fn text_by(script: &str, deadline: Duration) -> Result<Option<Vec<u8>>, PdfError> {
        let folder = tempdir().expect("a directory");
        let program = folder.path().join("pdftotext");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("permitted");
        text_within(program.to_str().expect("UTF-8"), Path::new("talk.pdf"), deadline)
    }

    #[test]
    fn what_the_program_writes_is_the_text() {
        let text = text_by("echo some words; test \"$5\" = -", DEADLINE).expect("text");
        assert_eq!(text.as_deref(), Some(&b"some words\n"[..]));
    }

    #[test]
    fn a_program_that_is_not_there_is_no_error() {
        let text = text_within("no-such-program-here", Path::new("talk.pdf"), DEADLINE);
        assert!(matches!(text, Ok(None)));
    }

    #[test]
    fn one_that_fails_hangs_or_never_stops_writing_is_an_error() {
        let failed = text_by("echo half; exit 3", DEADLINE);
        assert!(matches!(failed, Err(PdfError::Failed(_))), "{failed:?}");
        let short = Duration::from_millis(50);
        let hanging = text_by("exec sleep 600", short);
        assert!(matches!(hanging, Err(PdfError::TooSlow(_))), "{hanging:?}");
        let closed = text_by("exec sleep 600 >&-", short);
        assert!(matches!(closed, Err(PdfError::TooSlow(_))), "{closed:?}");
        let endless = text_by("exec yes", DEADLINE);
        assert!(matches!(endless, Err(PdfError::Text(Fault::TooLarge { .. }))), "{endless:?}");
    }
}
