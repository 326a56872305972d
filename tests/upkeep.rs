//! `iqtibas check` and `iqtibas import`, and bad documents beside good ones.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use common::{iqtibas, objects, project, stdout};
use tempfile::tempdir;

#[test]
fn the_committed_folder_has_no_problems() {
    let folder = tempdir().expect("a directory");
    let output = iqtibas(&folder.path().join("cache")).arg("check").output().expect("it starts");
    assert_eq!(stdout(&output), "1 document, 1 translation, 31 passages\n");
}

#[test]
fn every_kind_of_problem_is_reported_with_its_file_and_line_and_fails_the_check() {
    let folder = tempdir().expect("a directory");
    let knowledge = folder.path().join("knowledge");
    fs::create_dir(&knowledge).expect("a directory");
    let write = |name: &str, text: &[u8]| fs::write(knowledge.join(name), text).expect("written");
    write(
        "good.ar.md",
        "---\ntitle: جيد\n---\n\nفقرة أولى. {#one}\n\nفقرة ثانية. {#two}\n".as_bytes(),
    );
    write(
        "good.en.md",
        b"---\ntitle: Good\nrendition: draft\n---\n\nFirst. {#one}\n\nThird. {#three}\n",
    );
    write("matter.md", b"---\ntitle: [unclosed\n---\n\nText.\n");
    write("twice.md", b"One. {#same}\n\nTwo. {#same}\n");
    write("empty.md", b"# Only a heading\n");
    write("bytes.md", b"Fine.\n\nNot \xFF fine.\n");
    write("glossary.toml", "[term.a]\nar = [\"ألف\"]\n\n[term.b]\nar = [\"ألف\"]\n".as_bytes());
    let check =
        |line: &str, output: &str| assert!(output.contains(line), "{line} is not in:\n{output}");
    let output = iqtibas(&folder.path().join("cache"))
        .env("IQTIBAS_KNOWLEDGE", &knowledge)
        .arg("check")
        .output()
        .expect("it starts");
    assert!(!output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for line in [
        "good.en.md:8: passage 'three'",
        "good.en.md:6: passage 'two'",
        "matter.md:2: ",
        "twice.md:3: ",
        "empty.md:1: ",
        "bytes.md:3: ",
        "glossary.toml:4: ",
    ] {
        check(line, &text);
    }
    // While serving, each costs a warning and the good document answers.
    let output = iqtibas(&folder.path().join("cache"))
        .env("IQTIBAS_KNOWLEDGE", &knowledge)
        .args(["ask", "--format", "json", "فقرة أولى"])
        .output()
        .expect("it starts");
    let warnings = String::from_utf8_lossy(&output.stderr).into_owned();
    check("matter.md", &warnings);
    assert_eq!(objects(&output)[0]["quotes"][0]["text"], "فقرة أولى.");
}

fn import(file: &Path) -> String {
    let folder = tempdir().expect("a directory");
    let output =
        iqtibas(&folder.path().join("cache")).arg("import").arg(file).output().expect("it starts");
    stdout(&output)
}

/// The article as it was handed over, which is not part of this repository:
/// named by `IQTIBAS_SEED`, or beside the project.
fn seed() -> Option<PathBuf> {
    let seed = env::var_os("IQTIBAS_SEED").map(PathBuf::from);
    seed.or_else(|| Some(project("../shared/seed/article.txt"))).filter(|path| path.exists())
}

#[test]
fn the_seed_file_imports_to_the_committed_document() {
    let Some(seed) = seed() else {
        eprintln!("skipped: set IQTIBAS_SEED to the article's raw text");
        return;
    };
    let committed =
        fs::read_to_string(project("knowledge/altman-a16z.ar.md")).expect("the document");
    assert_eq!(import(&seed), committed);
}

/// The same without the seed file: the committed document, laid out as a page
/// copied from the web would be, twice.
#[test]
fn a_page_copied_twice_imports_to_the_committed_document() {
    let committed =
        fs::read_to_string(project("knowledge/altman-a16z.ar.md")).expect("the document");
    let (front_matter, body) = committed[4..].split_once("\n---\n").expect("front matter");
    let field = |name: &str| {
        let line = front_matter.lines().find_map(|line| line.strip_prefix(name)).expect("a field");
        line.trim_start_matches(": ").trim_matches('"').to_owned()
    };
    let plain = |line: &str| {
        let line = line.split(" {#").next().unwrap_or_default();
        line.trim_start_matches("## ")
            .trim_start_matches("- ")
            .trim_end_matches(" {.key-points}")
            .to_owned()
    };
    let lines: Vec<String> = body.lines().filter(|line| !line.is_empty()).map(plain).collect();
    let article = lines.join("\n");
    let page = format!(
        "{article}\nشاهد النسخة الأصلية\n{}\n{}\nكتبها: {}\n{article}\n",
        field("disclaimer"),
        field("title"),
        field("author")
    );
    let folder = tempdir().expect("a directory");
    let file = folder.path().join("page.txt");
    fs::write(&file, page).expect("written");
    assert_eq!(import(&file), committed);
}
