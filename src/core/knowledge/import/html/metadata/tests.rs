use proptest::prelude::*;

use super::*;
use crate::core::knowledge::effort::assert_linear;
use crate::core::knowledge::import::html::divide;

fn metadata(page: &str) -> Metadata {
    divide(page).page.metadata
}

fn linked(json: &str) -> Metadata {
    metadata(&format!("<script type=\"application/ld+json\">{json}</script><p>x"))
}

#[test]
fn the_page_says_what_it_is() {
    let page = "<html lang=ar><head><title>A &amp; B</title><meta content='N' name=author>\
                <meta property=og:site_name content=S><link rel=canonical href='https://e.org/'>\
                </head><body><h1>H</h1><time>8 October</time><p>x";
    let read = divide(page).page;
    assert_eq!(read.language, Some(crate::core::Language::ARABIC));
    assert_eq!(read.metadata.title, "A & B");
    assert_eq!(read.metadata.author.as_deref(), Some("N"));
    assert_eq!(read.metadata.publisher.as_deref(), Some("S"));
    assert_eq!(read.metadata.url.as_deref(), Some("https://e.org/"));
    assert_eq!(read.metadata.date.as_deref(), Some("8 October"));
    assert_eq!(metadata("<h1>Only <b>this</b></h1><p>x").title, "Only this");
    assert_eq!(metadata("<title>a</title><meta property=og:title content=b>").title, "b");
}

#[test]
fn a_time_is_a_date_as_it_is_shown_or_where_that_has_no_year_as_it_is_told() {
    let dated = |shown: &str| {
        metadata(&format!("<time datetime=2025-10-08T09:00Z>{shown}</time>x")).date.unwrap()
    };
    assert_eq!(dated("8 October 2025, 9 am"), "8 October 2025, 9 am");
    assert_eq!(dated("٨ أكتوبر ٢٠٢٥"), "٨ أكتوبر ٢٠٢٥");
    for shown in ["1 day ago", "8 October", ""] {
        assert_eq!(dated(shown), "2025-10-08", "{shown}");
    }
    assert_eq!(metadata("<time>1 day ago</time>x").date.as_deref(), Some("1 day ago"));
}

#[test]
fn linked_data_say_most() {
    let read = linked(
        r#"{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "Site", "url": "https://e.org"},
            {"@type": ["NewsArticle", "Thing"], "headline": "A &amp; B",
             "author": [{"@id": "_:jane"}, {"@type": "Person", "name": "John"}, "Ann"],
             "publisher": {"name": "The Paper"}, "datePublished": "2025-10-08T09:00:00+03:00",
             "mainEntityOfPage": {"@id": "https://e.org/a"}},
            {"@id": "_:jane", "@type": "Person", "name": "Jane Doe"}]}"#,
    );
    assert_eq!(read.title, "A & B");
    assert_eq!(read.author.as_deref(), Some("Jane Doe, John, Ann"));
    assert_eq!(read.publisher.as_deref(), Some("The Paper"));
    assert_eq!(read.date.as_deref(), Some("2025-10-08"));
    assert_eq!(read.url.as_deref(), Some("https://e.org/a"));
}

#[test]
fn linked_data_in_an_array_a_comment_or_a_page_are_read_and_others_say_nothing() {
    let article = r#"{"@type":"BlogPosting","headline":"T","datePublished":"8 أكتوبر"}"#;
    for json in [
        format!("[{{}}, {article}]"),
        format!("<!-- {article} -->"),
        format!("//<![CDATA[\n{article}\n//]]>"),
        format!("{{\"@type\":\"WebPage\",\"mainEntity\":{article}}}"),
    ] {
        let read = linked(&json);
        assert_eq!((read.title.as_str(), read.date.as_deref()), ("T", Some("8 أكتوبر")), "{json}");
    }
    for json in ["", "{", r#"{"@type":"Organization","name":"T"}"#, r#"{"@type":"Article"}"#] {
        assert_eq!(linked(json), Metadata::default(), "{json}");
    }
    let read = linked(r#"{"@type":"Article","headline":[1],"author":{"name":{}},"url":"/x"}"#);
    assert_eq!(read, Metadata::default());
}

#[test]
fn open_graph_and_dublin_core_say_the_rest() {
    let read = metadata(
        "<meta property='article:published_time' content='2024-01-02T03:04:05Z'>\
         <meta property='article:author' content='https://e.org/jane'>\
         <meta name='DC.creator' content='By Jane Doe'><meta property=og:url content=https://e.org/1>\
         <link rel=canonical href=/relative><p>x",
    );
    assert_eq!(read.date.as_deref(), Some("2024-01-02"));
    assert_eq!(read.author.as_deref(), Some("Jane Doe"));
    assert_eq!(read.url.as_deref(), Some("https://e.org/1"));
    let dated = |date: &str| metadata(&format!("<meta name=DC:date content='{date}'>x")).date;
    assert_eq!(dated("8 October 2025").as_deref(), Some("8 October 2025"));
    assert_eq!(dated("Thu 10").as_deref(), Some("Thu 10"));
}

#[test]
fn the_name_of_the_site_is_cut_off_a_title_only_where_the_page_says_it() {
    assert_eq!(without_site("Part 1 - A talk - The Paper", Some("the paper")), "Part 1 - A talk");
    assert_eq!(without_site("The Paper | A talk | Part 1", Some("The Paper")), "A talk | Part 1");
    assert_eq!(without_site("A talk - The Paper", None), "A talk - The Paper");
    assert_eq!(without_site("A talk - Other", Some("The Paper")), "A talk - Other");
    assert_eq!(without_site("The Paper", Some("The Paper")), "The Paper");
    assert_eq!(without_site(" - The Paper", Some("The Paper")), " - The Paper");
}

#[test]
fn the_work_grows_with_linked_data() {
    assert_linear("objects", |size| {
        let objects = "{\"@id\":\"#a\",\"name\":\"n\"},".repeat(size);
        drop(linked(&format!("[{objects}{{}}]")));
    });
    assert_linear("nested arrays", |size| {
        drop(linked(&"[".repeat(size)));
    });
    assert_linear("scripts", |size| {
        drop(metadata(&"<script type=application/ld+json>[{}]</script>".repeat(size)));
    });
    // More than is read says nothing, and costs no more.
    let long =
        format!("{{\"@type\":\"Article\",\"headline\":\"{}\"}}", "x".repeat(MOST_LINKED_DATA));
    assert_eq!(linked(&long).title, "");
}

proptest! {
    #[test]
    fn any_linked_data_are_read_without_a_panic(
        json in "([\\[\\]{},:]|\"(@type|@id|@graph|Article|author|name|headline|#a)\"|1|null){0,40}",
        date in any::<String>(),
    ) {
        linked(&json);
        let _ = day_of(&date);
        let _ = without_by(&date);
        let _ = without_site(&date, Some(&date));
    }
}
