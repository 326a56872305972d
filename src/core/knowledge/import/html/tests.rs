use proptest::prelude::*;

use super::*;
use crate::core::knowledge::effort::assert_linear;

fn kept(page: &str) -> Vec<String> {
    read(page).pieces.into_iter().map(|piece| piece.text).collect()
}

fn left_out(page: &str) -> Vec<(Reason, String)> {
    read(page).dropped.into_iter().map(|dropped| (dropped.reason, dropped.text)).collect()
}

#[test]
fn all_articles_are_kept_and_what_stands_beside_them_is_told() {
    let page = "<body><p>Before.</p><article><p>One.</p></article><div>Between.</div>\
                <main><p>Around.</p><article><p>Two.</p></article></main></body>";
    assert_eq!(kept(page), ["One.", "Two."]);
    let outside = |text: &str| (Reason::Outside("article"), text.to_owned());
    assert_eq!(left_out(page), [outside("Before."), outside("Between."), outside("Around.")]);
}

#[test]
fn a_main_part_without_articles_is_kept_beside_articles() {
    let page = "<div role=main><p>One.</p></div><article>Two.</article><p>Three.</p>";
    assert_eq!(kept(page), ["One.", "Two."]);
    assert_eq!(left_out(page), [(Reason::Outside("main"), "Three.".to_owned())]);
}

#[test]
fn without_either_all_but_the_furniture_is_kept() {
    let page = "<nav><a>Home</a><p>News</p></nav><h2>T</h2><p>Word <button>Copy</button>on\
                <script>x()</script>.<aside>By<form>Mail</form></aside>After<svg><title>i</title></svg>\
                <noscript><img alt=x><p>Turn it on</noscript><template><p>t</p></template>";
    assert_eq!(kept(page), ["T", "Word on.", "After"]);
    let furniture = |name: &'static str, text: &str| (Reason::Furniture(name), text.to_owned());
    assert_eq!(
        left_out(page),
        [
            furniture("nav", "Home"),
            furniture("nav", "News"),
            furniture("button", "Copy"),
            furniture("aside", "By"),
            furniture("aside", "Mail"),
            furniture("svg", "i"),
            furniture("noscript", "Turn it on"),
            furniture("template", "t"),
        ]
    );
}

#[test]
fn elements_that_a_page_does_not_close_end_with_what_is_around_them() {
    let page = "<article><ul><li>One<li>Two</ul><nav>x<div>y</article><p>Three</div></p>Four";
    let kinds: Vec<(String, PieceKind)> =
        read(page).pieces.into_iter().map(|piece| (piece.text, piece.kind)).collect();
    let item = |text: &str| (text.to_owned(), PieceKind::Item);
    assert_eq!(kinds, [item("One"), item("Two")]);
    let outside: Vec<String> = left_out(page).into_iter().map(|(_, text)| text).collect();
    assert_eq!(outside, ["x", "y", "Three", "Four"]);
}

#[test]
fn the_page_says_what_it_is() {
    let page = "<html lang=ar><head><title>A &amp; B</title><meta content='N' name=author>\
                <meta property=og:site_name content=S><link rel=canonical href='https://e.org/'>\
                </head><body><h1>H</h1><time>8 October</time><p>x";
    let Page { metadata, language, .. } = read(page);
    assert_eq!(language, Some(Language::ARABIC));
    assert_eq!(metadata.title, "A & B");
    assert_eq!(metadata.author.as_deref(), Some("N"));
    assert_eq!(metadata.publisher.as_deref(), Some("S"));
    assert_eq!(metadata.url.as_deref(), Some("https://e.org/"));
    assert_eq!(metadata.date.as_deref(), Some("8 October"));
    assert_eq!(read("<h1>Only <b>this</b></h1><p>x").metadata.title, "Only this");
    assert_eq!(read("<title>a</title><meta property=og:title content=b>").metadata.title, "b");
}

#[test]
fn the_work_grows_with_the_page() {
    for (what, tag) in [
        ("nested divs", "<div>x"),
        ("nested articles and main parts", "<main><article>x"),
        ("elements that are never closed", "<li>x<td>"),
        ("ends without a beginning", "</div></p>x"),
        ("attributes", "<p a=1 b=2 lang=3>x"),
    ] {
        assert_linear(what, |size| drop(read(&tag.repeat(size))));
    }
    assert_linear("nested and closed", |size| {
        drop(read(&format!("{}x{}", "<div>".repeat(size), "</div>".repeat(size))));
    });
}

const WORDS: &[&str] = &["alpha", "beta", "gamma", "delta", "epsilon"];

proptest! {
    #[test]
    fn every_word_of_a_page_is_kept_or_told(
        parts in proptest::collection::vec(
            prop_oneof![
                (0..WORDS.len()).prop_map(|word| WORDS[word].to_owned()),
                "</?(div|p|li|ul|nav|main|article|aside|h2|button|svg|form|td|b|header|template)>",
            ],
            0..30,
        )
    ) {
        let page = parts.join(" ");
        let Page { pieces, dropped, .. } = read(&page);
        let read: String = pieces
            .iter()
            .map(|piece| (piece.line, &piece.text))
            .chain(dropped.iter().map(|dropped| (dropped.line, &dropped.text)))
            .map(|(_, text)| format!("{text} "))
            .collect();
        let mut found: Vec<&str> = read.split_whitespace().collect();
        let mut expected: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|part| !part.starts_with('<'))
            .collect();
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
    }
}
