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

/// Standard error of an import into a file, and whether it went well.
fn import_into(page: &Path, output: &Path, more: &[&str]) -> (String, bool) {
    let folder = tempdir().expect("a directory");
    let output = iqtibas(&folder.path().join("cache"))
        .arg("import")
        .arg(page)
        .arg("-o")
        .arg(output)
        .args(more)
        .output()
        .expect("it starts");
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.success())
}

#[test]
fn an_output_that_is_there_is_written_over_only_by_force() {
    let folder = tempdir().expect("a directory");
    let (page, document) = (folder.path().join("page.txt"), folder.path().join("page.md"));
    fs::write(&page, "Some words that are a passage.\n").expect("written");
    fs::write(&document, "Edited by hand.").expect("written");
    let (errors, went_well) = import_into(&page, &document, &[]);
    assert!(!went_well && errors.contains("page.md") && errors.contains("--force"), "{errors}");
    assert_eq!(fs::read_to_string(&document).expect("it is there"), "Edited by hand.");
    let (errors, went_well) = import_into(&page, &document, &["--force"]);
    assert!(went_well, "{errors}");
    assert!(errors.contains("1 passage, of them 0 key points; 0 pieces left out"), "{errors}");
    assert!(fs::read_to_string(&document).expect("it is there").contains("Some words"));
}

#[test]
fn every_article_of_a_page_is_kept_and_everything_else_is_listed_and_counted() {
    let folder = tempdir().expect("a directory");
    let (page, document) = (folder.path().join("page.html"), folder.path().join("page.md"));
    let html = "<title>T</title><body><nav>Home</nav><p>Beside the articles.</p>\
                <article><p>The first article.</p></article>\
                <article><p>The second article.</p></article></body>";
    fs::write(&page, html).expect("written");
    let (errors, went_well) = import_into(&page, &document, &[]);
    assert!(went_well, "{errors}");
    let written = fs::read_to_string(&document).expect("it is there");
    assert!(written.contains("The first article.") && written.contains("The second article."));
    assert!(errors.contains("left out, outside of <article>: Beside the articles."), "{errors}");
    assert!(errors.contains("left out, in the page's <nav>: Home"), "{errors}");
    assert!(errors.contains("2 passages, of them 0 key points; 2 pieces left out"), "{errors}");
}

#[cfg(unix)]
#[test]
fn a_pdf_becomes_a_draft_by_pdftotext_where_it_is_installed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().expect("a directory");
    let path = |name: &str| folder.path().join(name);
    for name in ["knowledge", "bin"] {
        fs::create_dir(path(name)).expect("a directory");
    }
    fs::write(path("talk.pdf"), "%PDF-1.7\nwhatever").expect("written");
    let run = |arguments: &[&str]| {
        let mut command = iqtibas(&path("cache"));
        command.env("PATH", path("bin")).env("IQTIBAS_KNOWLEDGE", path("knowledge"));
        command.args(arguments).output().expect("it starts")
    };
    let import = ["import", "talk.pdf", "-o", "knowledge/talk.md"];
    let output = run(&import);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && errors.contains("poppler-utils"), "{errors}");
    // Stands in for the program: it writes what a PDF of two paragraphs would have.
    let script = "#!/bin/sh\nprintf 'Zebras have stripes.\\n\\nLions have none of them.\\n'\n";
    fs::write(path("bin/pdftotext"), script).expect("written");
    let runnable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(path("bin/pdftotext"), runnable).expect("permitted");
    let output = run(&import);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.contains("a draft"), "{errors}");
    let draft = fs::read_to_string(path("knowledge/talk.md")).expect("written");
    assert!(draft.contains("\nreviewed: false\n") && draft.contains("title: \"talk\""), "{draft}");
    let checked = stdout(&run(&["check"]));
    assert_eq!(checked.matches("is a draft").count(), 1, "{checked}");
    let output = run(&["ask", "--format", "json", "zebras"]);
    assert_eq!(objects(&output)[0]["quotes"][0]["text"], "Zebras have stripes.");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn translations_that_do_not_match_are_told_in_one_line_before_an_answer() {
    let folder = tempdir().expect("a directory");
    let knowledge = folder.path().join("knowledge");
    fs::create_dir(&knowledge).expect("a directory");
    let write = |name: &str, text: &str| fs::write(knowledge.join(name), text).expect("written");
    for name in ["a", "b"] {
        write(&format!("{name}.md"), "Zebras have stripes. {#one}\n\nLions roar. {#two}\n");
        let translation = "---\nrendition: draft\n---\n\nأول. {#one}\n\nثالث. {#three}\n";
        write(&format!("{name}.ar.md"), translation);
    }
    let run = |arguments: &[&str]| {
        let mut command = iqtibas(&folder.path().join("cache"));
        command.env("IQTIBAS_KNOWLEDGE", &knowledge).args(arguments);
        command.output().expect("it starts")
    };
    // Once as it is understood, and once as it was stored.
    for _ in 0..2 {
        let output = run(&["ask", "zebras"]);
        let warnings = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(warnings.lines().count(), 1, "{warnings}");
        assert!(warnings.contains("`iqtibas check`"), "{warnings}");
    }
    let output = run(&["check"]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in ["a.ar.md:7: ", "a.ar.md:5: ", "b.ar.md:7: ", "b.ar.md:5: "] {
        assert!(said.contains(line), "{line} is not in:\n{said}");
    }
}

/// A folder with what a start must not stumble over, and one good document.
#[cfg(unix)]
fn folder_with_obstacles() -> tempfile::TempDir {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;
    let folder = tempdir().expect("a directory");
    let knowledge = folder.path().join("knowledge");
    fs::create_dir_all(knowledge.join("lost+found")).expect("a directory");
    fs::write(knowledge.join("good.md"), "Zebras have stripes.\n").expect("written");
    let pipe = Command::new("mkfifo").arg(knowledge.join("pipe.md")).status().expect("mkfifo");
    assert!(pipe.success());
    UnixListener::bind(knowledge.join("socket.md")).expect("a socket");
    symlink("/dev/zero", knowledge.join("device.md")).expect("a link");
    symlink(&knowledge, knowledge.join("loop")).expect("a link");
    for path in [folder.path(), &knowledge] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("changed");
    }
    let closed = fs::Permissions::from_mode(0o000);
    fs::set_permissions(knowledge.join("lost+found"), closed).expect("changed");
    folder
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_costs_only_itself_and_a_warning() {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let folder = folder_with_obstacles();
    let run = |arguments: &[&str]| {
        let mut command = iqtibas(&folder.path().join("cache"));
        command.env("IQTIBAS_KNOWLEDGE", folder.path().join("knowledge")).args(arguments);
        // Nothing is closed to the superuser, so the test becomes somebody else.
        const NOBODY: u32 = 65534;
        if fs::metadata(folder.path()).expect("the folder").uid() == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().expect("it starts")
    };
    let output = run(&["check"]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in [
        "lost+found:1: cannot be read",
        "pipe.md:1: is a named pipe",
        "socket.md:1: is a socket",
        "device.md:1: is a device",
        "loop:1: is a link to a folder",
        "1 document, 0 translations, 1 passage",
    ] {
        assert!(said.contains(line), "{line} is not in:\n{said}");
    }
    let output = run(&["ask", "--format", "json", "zebras"]);
    assert_eq!(objects(&output)[0]["quotes"][0]["text"], "Zebras have stripes.");
    assert!(String::from_utf8_lossy(&output.stderr).contains("pipe.md"));
}
