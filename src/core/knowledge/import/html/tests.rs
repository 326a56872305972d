use proptest::prelude::*;

use super::*;
use crate::core::knowledge::effort::assert_linear;
use crate::core::knowledge::import::piece::PieceKind;

fn kept(page: &str) -> Vec<String> {
    divide(page).page.pieces.into_iter().map(|piece| piece.text).collect()
}

fn left_out(page: &str) -> Vec<(Reason, String)> {
    divide(page).page.dropped.into_iter().map(|dropped| (dropped.reason, dropped.text)).collect()
}

fn kinds(page: &str) -> Vec<(String, PieceKind)> {
    divide(page).page.pieces.into_iter().map(|piece| (piece.text, piece.kind)).collect()
}

/// A paragraph that is long enough, with others, to be found as an article.
fn paragraph(number: usize) -> String {
    format!(
        "Paragraph {number} says, in a sentence of some length, what the interview was about, \
         who took part in it, and why anybody should read on, which is told at the end."
    )
}

/// A page with an article of ten paragraphs, without any element that says so.
fn long_page(before: &str, after: &str) -> String {
    let paragraphs: String = (0..10).map(|n| format!("<p>{}</p>", paragraph(n))).collect();
    format!("<body>{before}<div class=story>{paragraphs}</div>{after}</body>")
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
                <noscript><img alt=x><p>Turn it on</noscript><template><p>t</p></template>\
                <select><option>A<option>B</select><i hidden>h</i>";
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
            furniture("select", "AB"),
            (Reason::Hidden, "h".to_owned()),
        ]
    );
}

#[test]
fn the_article_is_found_where_no_element_names_it_and_the_rest_is_told() {
    let teaser = "<article class=teaser><a href=/x>Another story</a></article>";
    let page = long_page(teaser, "<div class=comments>Nice!</div>");
    let expected: Vec<String> = (0..10).map(paragraph).collect();
    assert_eq!(kept(&page), expected);
    let beside = |text: &str| (Reason::NotArticle, text.to_owned());
    assert_eq!(left_out(&page), [beside("Another story"), beside("Nice!")]);
}

#[test]
fn the_words_of_an_arabic_article_are_found_by_their_own_commas() {
    let paragraph = "قال الرئيس، في مقابلة طويلة، إن الشركة تراهن على البنية التحتية، \
                     وإنها ستواصل ذلك، لأن الطلب أكبر مما توقعه الجميع، وهذا ما يهم.";
    let article = format!("<p>{paragraph}</p>").repeat(8);
    let links = "<li><a href=/x>خبر آخر من أخبار اليوم</a></li>".repeat(30);
    let page = format!("<html lang=ar><ul class=list>{links}</ul><div>{article}</div>");
    assert_eq!(kept(&page), vec![paragraph; 8]);
}

#[test]
fn a_heading_that_repeats_the_title_is_told_as_the_title() {
    let page = long_page("<h1>What was said</h1>", "");
    let page = format!("<title>What was said</title>{page}");
    assert_eq!(left_out(&page), [(Reason::Title, "What was said".to_owned())]);
}

#[test]
fn a_byline_that_is_not_in_the_metadata_is_the_author() {
    let page = long_page("", "").replacen("<p>", "<p class=byline>By Jane Doe</p><p>", 1);
    assert_eq!(divide(&page).page.metadata.author.as_deref(), Some("Jane Doe"));
}

#[test]
fn an_import_that_keeps_next_to_nothing_fails_with_both_counts() {
    let page = format!("<article>Four</article><div>{}</div>", "word ".repeat(40));
    match read(&page) {
        Err(Fault::NoArticle { kept: 4, visible: 164 }) => {}
        other => panic!("{other:?}"),
    }
    let fault = read(&page).unwrap_err().to_string();
    for part in ["4", "164", "Markdown", ".txt"] {
        assert!(fault.contains(part), "{part} is not in: {fault}");
    }
    assert!(read(&page.replace("Four", "Four and five")).is_ok());
    // What nobody sees is no text that was lost.
    assert!(read(&page.replace("<div>", "<div hidden>")).is_ok());
}

#[test]
fn what_no_browser_draws_is_hidden() {
    for attribute in ["hidden", "style='display: none'", "style='color:red; VISIBILITY:hidden'"] {
        let page = format!("<p>Seen.</p><div {attribute}><p>Not seen.</p></div>");
        assert_eq!(left_out(&page), [(Reason::Hidden, "Not seen.".to_owned())], "{attribute}");
    }
    assert_eq!(left_out("<p style='display:block'>Seen."), []);
}

#[test]
fn elements_that_a_page_does_not_close_end_with_what_is_around_them() {
    let page = "<article><ul><li>One<li>Two</ul><nav>x<div>y</article><p>Three</div></p>Four";
    let item = |text: &str| (text.to_owned(), PieceKind::Item);
    assert_eq!(kinds(page), [item("One"), item("Two")]);
    let outside: Vec<String> = left_out(page).into_iter().map(|(_, text)| text).collect();
    assert_eq!(outside, ["x", "y", "Three", "Four"]);
}

#[test]
fn the_end_of_an_element_does_not_reach_out_of_a_cell() {
    let page = "<article><table><tr><td>One</article><td>Two</table></article>After.";
    assert_eq!(kept(page), ["One", "Two"]);
}

#[test]
fn headings_items_quotes_cells_and_double_line_breaks_part_the_text() {
    let page = "<h2>Part</h2>One<br>and on<br> <br>Two<blockquote>Three</blockquote>\
                <ul><li>Four<li><p>Five</ul><table><tr><th>Six<td>Seven</table><pre>Eight\n  on</pre>";
    let paragraph = |text: &str| (text.to_owned(), PieceKind::Paragraph);
    let item = |text: &str| (text.to_owned(), PieceKind::Item);
    assert_eq!(
        kinds(page),
        [
            ("Part".to_owned(), PieceKind::Heading { level: 2, key_points: false }),
            paragraph("One and on"),
            paragraph("Two"),
            paragraph("Three"),
            item("Four"),
            item("Five"),
            paragraph("Six"),
            paragraph("Seven"),
            paragraph("Eight on"),
        ]
    );
}

#[test]
fn formatting_that_overlaps_a_block_leaves_the_words_as_they_stand() {
    let page = "<p>A <b>bold<i> word</b></i>, un<em>believ</em>able <a href=x>a<div>b</a>c</div>d";
    assert_eq!(kept(page), ["A bold word, unbelievable a", "bc", "d"]);
}

#[test]
fn text_that_looks_like_the_mark_of_a_run_is_text() {
    let forged = "&lt;span data-run=\"0\"&gt; <span data-run=0>x</span>";
    let page = long_page("<p class=sidebar>beside</p>", &format!("<p>{forged}</p>"));
    assert!(left_out(&page).contains(&(Reason::NotArticle, "beside".to_owned())));
}

#[test]
fn the_work_grows_with_the_page() {
    for (what, tag) in [
        ("nested divs", "<div>x"),
        ("nested articles and main parts", "<main><article>x"),
        ("elements that are never closed", "<li>x<td>"),
        ("ends without a beginning", "</div></p>x"),
        ("attributes", "<p a=1 b=2 lang=3>x"),
        ("links that are never closed", "<a href=x><div>x"),
        ("formatting that is never closed", "<b><p>x"),
        ("tables in tables", "<table><tr><td>x"),
        ("buttons that are never closed", "<p><button>x"),
    ] {
        assert_linear(what, |size| drop(reader::read(&tag.repeat(size))));
    }
    assert_linear("nested and closed", |size| {
        drop(reader::read(&format!("{}x{}", "<div>".repeat(size), "</div>".repeat(size))));
    });
}

#[test]
fn signs_that_the_crate_is_not_shown_come_back_in_what_it_says() {
    let page = long_page("", "").replacen("<p>", "<p class=byline>By R&amp;D\n&lt;Team</p><p>", 1);
    assert_eq!(divide(&page).page.metadata.author.as_deref(), Some("R&D <Team"));
    let written = reader::read("<p>a\n&amp;\0&lt;b").markup.page("", None);
    assert!(!written.contains(['\n', '\0']) && !written.contains("&amp;"), "{written}");
}

#[test]
fn the_page_for_the_crate_is_never_deeper_than_it_can_be_read() {
    for tag in ["<div>", "<b><p>", "<table><tr><td>", "<a href=x><div>", "<ul><li><p></div>"] {
        let reading = reader::read(&format!("{tag}x").repeat(2000));
        let page = reading.markup.page("", None);
        let (mut depth, mut deepest) = (0_usize, 0);
        for part in page.split('<').skip(1) {
            if part.starts_with('/') {
                depth -= 1;
            } else if !part.starts_with('!') && !part.starts_with("meta") {
                depth += 1;
            }
            deepest = deepest.max(depth);
        }
        assert_eq!(depth, 0, "{tag}");
        assert!(deepest < 140, "{tag}: {deepest}");
    }
}

#[test]
fn a_page_of_too_many_elements_is_read_by_its_own_elements() {
    let page = format!("<nav>Home</nav><p>{}</p>{}", paragraph(1), "<p>x</p>".repeat(150_000));
    let reading = reader::read(&page);
    assert!(reading.markup.is_full());
    assert_eq!(left_out(&page), [(Reason::Furniture("nav"), "Home".to_owned())]);
}

const WORDS: &[&str] = &["alpha", "beta", "gamma", "delta", "epsilon"];

fn parts() -> impl Strategy<Value = Vec<String>> {
    let part = prop_oneof![
        (0..WORDS.len()).prop_map(|word| WORDS[word].to_owned()),
        "</?(div|p|li|ul|nav|main|article|aside|h2|button|svg|form|td|b|header|template)>",
        "</?(a|table|tr|th|span|section|select|figure|dl|dt|blockquote|pre|i|br|body)>",
        (0..10_usize).prop_map(paragraph),
        Just("<div hidden class=sidebar>".to_owned()),
        Just("<p class='byline author'>".to_owned()),
        Just("<a href='javascript:x()'>".to_owned()),
    ];
    proptest::collection::vec(part, 0..60)
}

/// The words of parts, without their tags.
fn words_of(parts: &[String]) -> Vec<&str> {
    let texts = parts.iter().filter(|part| !part.starts_with('<'));
    texts.flat_map(|text| text.split_whitespace()).collect()
}

proptest! {
    #[test]
    fn every_word_of_a_page_is_kept_or_told(parts in parts()) {
        let page = divide(&parts.join(" ")).page;
        let read = page.pieces.iter().map(|piece| &piece.text);
        let read: Vec<&String> =
            read.chain(page.dropped.iter().map(|dropped| &dropped.text)).collect();
        let mut found: Vec<&str> = read.iter().flat_map(|text| text.split_whitespace()).collect();
        let mut expected = words_of(&parts);
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_kept_words_stand_in_the_page_in_this_order(parts in parts()) {
        let kept = kept(&parts.join(" "));
        let expected = words_of(&parts);
        let mut rest = expected.iter();
        for word in kept.iter().flat_map(|text| text.split_whitespace()) {
            prop_assert!(rest.any(|other| *other == word), "{word} is out of order");
        }
    }

    #[test]
    fn any_tags_and_attributes_are_read_without_a_panic(
        page in "(<[a-z!/]{1,8}( (class|id|style|href|hidden|rel)=[a-z\"':;-]{0,9}){0,3}>?|[ a-zء-ي,.&;<]{0,90}){0,60}",
    ) {
        let text = paragraph(1).repeat(4);
        divide(&page);
        divide(&format!("{page}<p>{text}"));
        divide(&format!("<div>{text}</div>{page}<p>{text}</p>{page}"));
    }
}
