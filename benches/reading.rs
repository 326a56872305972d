//! How reading grows with what is read: the time for some input and for four times
//! as much, and their ratio, which is about 4 where the work is in proportion.
//! `cargo bench --bench reading`
//!
//! The inputs are those that would cost most if anything looked back, or ahead, at
//! everything.

use std::path::Path;
use std::time::{Duration, Instant};

use iqtibas::core::knowledge::Library;
use iqtibas::core::knowledge::import::{Known, import};

/// Reads an input of about a size in bytes.
type Read = Box<dyn Fn(usize)>;

fn document(name: &'static str, text: impl Fn(usize) -> String + 'static) -> Read {
    Box::new(move |size| drop(Library::from_texts([(name, text(size).as_str())])))
}

fn imported(file: &'static str, text: impl Fn(usize) -> String + 'static) -> Read {
    let read = move |text: String| import(text.as_bytes(), Path::new(file), Known::default());
    Box::new(move |size| drop(read(text(size))))
}

/// A piece again and again, up to a size.
fn filled(size: usize, piece: &str) -> String {
    piece.repeat(size.div_ceil(piece.len()))
}

/// Pieces with their number in them, up to a size.
fn numbered(size: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(size);
    let mut number = 0;
    while text.len() < size {
        text.push_str(&piece(number));
        number += 1;
    }
    text
}

fn markdown() -> Vec<(&'static str, Read)> {
    let repeated = |piece: &'static str| document("x.md", move |size| filled(size, piece));
    vec![
        ("one line of words", repeated("word ")),
        ("one word", repeated("a")),
        ("one Arabic word", repeated("ا")),
        ("captions without full stops", repeated("and so it goes on\n")),
        ("paragraphs", repeated("It is so. He said it.\n\n")),
        ("headings", document("x.md", |size| numbered(size, |n| format!("## H {n}\n\nx\n\n")))),
        (
            "headings under a long one",
            document("x.md", |size| {
                format!("## {}\n\n{}", filled(size, "long "), filled(size, "### H\n\nx\n\n"))
            }),
        ),
        ("list items", repeated("- item\n")),
        ("nested lists", repeated("+ ")),
        ("nested quotes", repeated("> ")),
        (
            "table cells",
            document("x.md", |size| format!("|a|b|\n|-|-|\n{}", filled(size, "|a|b|\n"))),
        ),
        ("quotations in one sentence", repeated("Jane said “yes”, ")),
        ("Arabic quotations", repeated("قالت ليلى: “نعم”، ")),
        ("opening quotation marks", repeated("“")),
        ("straight quotation marks", repeated("a\" ")),
        ("brackets after a full stop", document("x.txt", |size| format!(".{}", filled(size, ")")))),
        ("spaces after a full stop", document("x.txt", |size| format!("a.{}b", filled(size, " ")))),
        ("numbers after full stops", repeated(". 1 ")),
        ("marks after a letter", document("x.txt", |size| format!("a{}", filled(size, "\u{301}")))),
        ("joiners between letters", repeated("a\u{200D}")),
        ("hyphenated", repeated("a-")),
        ("letters and colons", repeated("a:")),
        ("flags", repeated("🇦")),
        (
            "footnotes",
            document("x.md", |size| {
                numbered(size, |n| format!("Word.[^{n}]\n\n[^{n}]: Note {n}.\n\n"))
            }),
        ),
        (
            "marks of one footnote",
            document("x.md", |size| {
                format!("{}\n\n[^a]: {}", filled(size, "x[^a] "), filled(size, "note "))
            }),
        ),
        ("brackets", repeated("[")),
        ("image brackets", repeated("![[]()")),
        ("emphasis", repeated("*a **b _c ")),
        (
            "code marks",
            document("x.md", |size| numbered(size, |n| format!("{} a ", "`".repeat(n % 300)))),
        ),
        ("comments never closed", repeated("<!-- ")),
        ("tags never closed", repeated("<a ")),
        (
            "references",
            document("x.md", |size| numbered(size, |n| format!("[a{n}]: /x\n\n[a{n}] "))),
        ),
        ("ids", document("x.md", |size| numbered(size, |n| format!("Word. {{#p{n}}}\n\n")))),
    ]
}

fn others() -> Vec<(&'static str, Read)> {
    let html = |piece: &'static str| imported("x.html", move |size| filled(size, piece));
    let text = |piece: &'static str| imported("x.txt", move |size| filled(size, piece));
    vec![
        (
            "glossary terms",
            document("glossary.toml", |size| {
                numbered(size, |n| format!("[term.t{n}]\nen = [\"number {n}\"]\n"))
            }),
        ),
        (
            "a text of glossary terms",
            Box::new(|size| {
                let glossary =
                    numbered(size, |n| format!("[term.t{n}]\nen = [\"the union {n}\"]\n"));
                let text = filled(size, "the union ");
                drop(Library::from_texts([("glossary.toml", glossary.as_str()), ("x.md", &text)]));
            }),
        ),
        (
            "many documents",
            Box::new(|size| {
                let names: Vec<String> = (0..size / 100).map(|n| format!("{n}.md")).collect();
                drop(Library::from_texts(names.iter().map(|name| (name.as_str(), "It is so."))));
            }),
        ),
        ("HTML: nested divs", html("<div>x")),
        ("HTML: paragraphs never closed", html("<p>x")),
        ("HTML: nested articles", html("<article>x")),
        (
            "HTML: formatting never closed",
            imported("x.html", |size| numbered(size, |n| format!("<b a={n}><p>x"))),
        ),
        (
            "HTML: attributes",
            imported("x.html", |size| format!("<p {}>x", numbered(size, |n| format!("a{n} ")))),
        ),
        ("HTML: entities", html("&amp;&#1593;&x")),
        (
            "HTML: an article",
            html("<div><p>A sentence, with commas, of an article that is long enough.</p></div>"),
        ),
        ("HTML: words in tables in tables", html("<table><tr><td>so it goes, and goes on, ")),
        ("HTML: links never closed", html("<a href=x><div>so it goes, and goes on, ")),
        (
            "HTML: linked data",
            imported("x.html", |size| {
                let objects = filled(size, "{\"@type\":\"Person\",\"@id\":\"#a\"},");
                format!("<script type='application/ld+json'>[{objects}{{}}]</script><p>x")
            }),
        ),
        ("text: lines", text("A line of words, and more of them.\n")),
        ("text: one line of numbers", text("1. ")),
        ("text: repeated lines", text("One two three four five six.\nYes.\n")),
    ]
}

fn time(read: &Read, size: usize) -> Duration {
    let start = Instant::now();
    read(size);
    start.elapsed()
}

fn main() {
    const SIZE: usize = 250_000;
    println!("{:34} {:>12} {:>12} {:>7}", "bytes", SIZE, 4 * SIZE, "ratio");
    for (what, read) in markdown().into_iter().chain(others()) {
        let (once, four_times) = (time(&read, SIZE), time(&read, 4 * SIZE));
        let ratio = four_times.as_secs_f64() / once.as_secs_f64();
        println!("{what:34} {once:>12.1?} {four_times:>12.1?} {ratio:>7.1}");
    }
}
