use tempfile::{TempDir, tempdir};

use super::*;

const SMALL: FolderLimits =
    FolderLimits { file_bytes: 10, total_bytes: 25, files: 3, entries: 8, depth: 2 };

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempdir().expect("a directory");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, text).expect("written");
    }
    folder
}

/// The names of the files read, and what was said.
fn found(folder: &TempDir, limits: FolderLimits) -> (Vec<String>, Vec<String>) {
    let contents = read(folder.path(), limits, |_, _| ()).expect("a folder");
    let name = |path: &Path| {
        let name = path.strip_prefix(folder.path()).expect("in the folder");
        name.display().to_string()
    };
    let said = |problem: &Problem| format!("{}: {}", name(&problem.file), problem.fault);
    let faulty = contents.problems.iter().filter(|problem| !problem.fault.is_note());
    (contents.files.iter().map(|(path, _)| name(path)).collect(), faulty.map(said).collect())
}

#[test]
fn documents_and_the_glossary_are_read_in_the_order_of_their_names() {
    let folder = folder(&[
        ("b.md", ""),
        ("a/z.txt", ""),
        ("a.md", ""),
        ("README.md", ""),
        (".hidden/x.md", ""),
        ("glossary.toml", ""),
        ("picture.png", ""),
    ]);
    let (files, problems) = found(&folder, FolderLimits::DEFAULT);
    assert_eq!(files, ["a/z.txt", "a.md", "b.md", "glossary.toml"]);
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn what_is_no_document_is_told_with_the_reason() {
    let others: Vec<String> = (0..2 * MOST_NOTES).map(|n| format!("{n}.png")).collect();
    let mut files: Vec<(&str, &str)> = others.iter().map(|name| (name.as_str(), "")).collect();
    files.extend([("README.md", ""), ("a/talk.pdf", ""), (".hidden.png", "")]);
    let contents = read(folder(&files).path(), FolderLimits::DEFAULT, |_, _| ()).expect("a folder");
    assert!(contents.problems.iter().all(|problem| problem.fault.is_note()));
    assert_eq!(contents.problems.len(), MOST_NOTES);
    let few = folder(&files[others.len()..]);
    let contents = read(few.path(), FolderLimits::DEFAULT, |_, _| ()).expect("a folder");
    let said: Vec<String> = contents.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("a README is about the folder"), "{said:?}");
    assert!(said[1].contains("talk.pdf:1: is left out: a PDF"), "{said:?}");
}

#[test]
fn a_file_that_is_too_large_costs_only_itself() {
    let folder = folder(&[("a.md", "0123456789"), ("b.md", "01234567890"), ("c.md", "c")]);
    let (files, problems) = found(&folder, SMALL);
    assert_eq!(files, ["a.md", "c.md"]);
    assert_eq!(problems, ["b.md: has more than 10 bytes and is left out"]);
}

#[test]
fn every_other_limit_is_told_where_it_is_reached() {
    let (files, problems) =
        found(&folder(&[("a.md", "a"), ("b.md", "b"), ("c.md", "c"), ("d.md", "d")]), SMALL);
    assert_eq!(files, ["a.md", "b.md", "c.md"]);
    assert!(problems[0].starts_with("d.md: more than 3 documents"), "{problems:?}");

    let ten = "0123456789";
    let (files, problems) = found(&folder(&[("a.md", ten), ("b.md", ten), ("c.md", ten)]), SMALL);
    assert_eq!(files, ["a.md", "b.md"]);
    assert!(problems[0].starts_with("c.md: more than 25 bytes"), "{problems:?}");

    let (files, problems) = found(&folder(&[("a/b/c.md", ""), ("a/d.md", "")]), SMALL);
    assert_eq!(files, ["a/d.md"]);
    assert!(problems[0].starts_with("a/b: deeper than 2 folders"), "{problems:?}");

    let others: Vec<String> = (0..10).map(|n| format!("{n}.png")).collect();
    let others: Vec<(&str, &str)> = others.iter().map(|name| (name.as_str(), "")).collect();
    let (_, problems) = found(&folder(&others), SMALL);
    assert!(problems[0].starts_with(": more than 8 entries"), "{problems:?}");
}

#[test]
fn a_folder_that_is_none_is_an_error() {
    let folder = folder(&[("a.md", "")]);
    assert!(read(&folder.path().join("a.md"), SMALL, |_, _| ()).is_err());
    assert!(read(&folder.path().join("absent"), SMALL, |_, _| ()).is_err());
}

#[cfg(unix)]
#[test]
fn links_to_files_are_followed_and_links_to_folders_are_told() {
    use std::os::unix::fs::symlink;
    let elsewhere = folder(&[("text", "linked")]);
    let folder = folder(&[("a/a.md", "a")]);
    symlink(elsewhere.path().join("text"), folder.path().join("b.md")).expect("a link");
    symlink(folder.path(), folder.path().join("a/loop")).expect("a link");
    symlink(folder.path().join("c.md"), folder.path().join("c.md")).expect("a link");
    symlink("/dev/zero", folder.path().join("d.md")).expect("a link");
    let (files, problems) = found(&folder, FolderLimits::DEFAULT);
    assert_eq!(files, ["a/a.md", "b.md"]);
    assert!(problems[0].starts_with("a/loop: is a link to a folder"), "{problems:?}");
    assert!(problems[1].starts_with("c.md: cannot be read"), "{problems:?}");
    assert!(problems[2].starts_with("d.md: is a device"), "{problems:?}");
    assert_eq!(problems.len(), 3, "{problems:?}");
}
