//! Running the real binary.

#![allow(dead_code, reason = "every test file uses its part of this")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_iqtibas");

/// A file of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The program on the project's own documents, with a cache of its own. It reads no
/// meaning: with an empty cache it would embed every text first.
pub(crate) fn iqtibas(cache: &Path) -> Command {
    let mut command = Command::new(BINARY);
    command
        .current_dir(cache.parent().expect("a cache stands in a directory"))
        .env_clear()
        .env("IQTIBAS_KNOWLEDGE", project("knowledge"))
        .env("IQTIBAS_CACHE", cache)
        .env("IQTIBAS_MODEL", "off");
    command
}

/// Runs a command with this on its standard input.
pub(crate) fn run_with_input(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input = input.to_vec();
    // Beside the reading, so that neither pipe can fill up and block the other.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the input is written");
    output
}

/// Standard output as text, after making sure that all went well.
pub(crate) fn stdout(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", output.status);
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The JSON objects of an output, one a line.
pub(crate) fn objects(output: &Output) -> Vec<serde_json::Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect()
}
