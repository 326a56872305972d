//! The layers: dependencies point one way, in every source file.

#![allow(clippy::expect_used, reason = "a test fails by it")]

use std::fs;
use std::path::{Path, PathBuf};

/// A folder and what its files must not mention.
const RULES: &[(&str, &[&str])] = &[
    (
        "src/core",
        &[
            "crate::chat",
            "crate::platforms",
            "crate::settings",
            "crate::startup",
            "tokio",
            "async fn",
            "serenity",
            "slack",
            "println!",
            "anyhow",
        ],
    ),
    (
        "src/chat",
        &[
            "crate::platforms",
            "crate::settings",
            "crate::startup",
            "tokio",
            "async fn",
            "serenity",
            "slack_morphism",
            "println!",
            "anyhow",
        ],
    ),
    ("src/platforms/terminal", &["platforms::discord", "platforms::slack", "serenity", "anyhow"]),
    (
        "src/platforms/discord",
        &["platforms::terminal", "platforms::slack", "slack_morphism", "anyhow"],
    ),
    ("src/platforms/slack", &["platforms::terminal", "platforms::discord", "serenity", "anyhow"]),
];

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

#[test]
fn no_layer_knows_of_one_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for (folder, forbidden) in RULES {
        let mut files = Vec::new();
        sources(&root.join(folder), &mut files);
        for file in files {
            let code = code(&file);
            for word in *forbidden {
                assert!(!code.contains(word), "{} mentions {word}", file.display());
            }
            checked += 1;
        }
    }
    assert!(checked > 100, "only {checked} files were looked at");
}

#[test]
fn every_file_can_be_read_in_one_sitting() {
    const LONGEST_LINES: usize = 420;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        sources(&root.join(folder), &mut files);
    }
    for file in files {
        let lines = fs::read_to_string(&file).expect("a source file").lines().count();
        assert!(lines <= LONGEST_LINES, "{} has {lines} lines", file.display());
    }
}
