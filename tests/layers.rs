//! The rooms: dependencies point one way, in every source file.

#![allow(clippy::expect_used, reason = "a test fails by it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room under `src/` and the others that it may know. A file that stands in
/// `src/` itself is a room too. Whatever is not listed knows nothing and nobody
/// may know it.
const ROOMS: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("chat", &["core"]),
    ("bot", &["core", "chat"]),
    ("env", &[]),
    ("retry", &[]),
    ("redact", &[]),
    ("server", &["env", "retry"]),
    ("platforms", &["core", "chat", "bot", "server", "env", "retry"]),
    ("config", &["core", "chat", "bot", "server", "platforms", "env"]),
    ("startup", &["core", "chat", "bot", "server", "platforms", "env", "config", "redact"]),
    ("reload", &["core", "bot", "config", "startup"]),
    (
        "serve",
        &["core", "chat", "bot", "server", "platforms", "env", "config", "startup", "reload"],
    ),
    ("cli", &["core", "chat", "bot", "server", "platforms", "env", "config", "startup", "serve"]),
    ("lib", &[]),
    // The program is the command line.
    ("main", &["cli"]),
];

/// What a folder must not mention beside rooms: crates, and ways of working that
/// belong elsewhere.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("core", &["tokio", "async fn", "serenity", "slack", "println!"]),
    // It is told texts and gives vectors, and knows of no document.
    (
        "core/semantic",
        &["core::analysis", "core::answer", "core::evaluation", "core::knowledge", "core::search"],
    ),
    ("chat", &["tokio", "async fn", "serenity", "slack_morphism", "println!"]),
    ("bot", &["serenity", "slack_morphism", "println!"]),
    ("server", &["serenity", "slack_morphism", "println!"]),
    ("platforms", &["println!"]),
    ("platforms/discord", &["platforms::slack", "slack_morphism"]),
    ("platforms/slack", &["platforms::discord", "serenity"]),
    ("cli", &["serenity", "slack_morphism"]),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A file's code without its comments and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The room that a file stands in.
fn room(file: &Path) -> String {
    let below = file.strip_prefix(source()).expect("a file of src/");
    let first = below.components().next().expect("a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a code names: `crate::chat::…`, or `iqtibas::chat::…` in the
/// program, which is a crate of its own.
fn named(code: &str, own: &str) -> BTreeSet<String> {
    let root = if own == "main" { "iqtibas::" } else { "crate::" };
    let after = code.split(root).skip(1);
    after
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_room_knows_of_one_below_it() {
    let mut files = Vec::new();
    sources(&source(), &mut files);
    assert!(files.len() > 120, "only {} files were looked at", files.len());
    let mut arrows = 0;
    for file in files {
        let own = room(&file);
        let rule = ROOMS.iter().find(|(room, _)| *room == own);
        let (_, known) = rule.unwrap_or_else(|| panic!("{own} is in no list of rooms"));
        for other in named(&code(&file), &own) {
            assert!(!other.is_empty(), "{}: name one room a path", file.display());
            let may = other == own || known.contains(&other.as_str());
            assert!(may, "{}: {own} must not know of {other}", file.display());
            arrows += 1;
        }
    }
    assert!(arrows > 100, "only {arrows} arrows were looked at");
}

#[test]
fn the_list_of_rooms_has_no_circle() {
    for (index, (room, known)) in ROOMS.iter().enumerate() {
        for other in *known {
            let place = ROOMS.iter().position(|(name, _)| name == other);
            // `main` comes last; every other arrow points up the list, too.
            assert!(place.is_some_and(|place| place < index), "{room} knows {other}");
        }
    }
}

#[test]
fn no_folder_does_what_belongs_elsewhere() {
    for (folder, forbidden) in FORBIDDEN {
        let mut files = Vec::new();
        sources(&source().join(folder), &mut files);
        // What tests print is for whoever runs them.
        files.retain(|file| file.file_name().is_some_and(|name| name != "tests.rs"));
        for file in files {
            let code = code(&file);
            for word in *forbidden {
                assert!(!code.contains(word), "{} mentions {word}", file.display());
            }
        }
    }
}

#[test]
fn every_file_can_be_read_in_one_sitting() {
    const LONGEST_LINES: usize = 420;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "crates", "tests", "benches"] {
        sources(&root.join(folder), &mut files);
    }
    for file in files {
        let lines = fs::read_to_string(&file).expect("a source file").lines().count();
        assert!(lines <= LONGEST_LINES, "{} has {lines} lines", file.display());
    }
}
