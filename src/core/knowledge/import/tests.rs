use proptest::prelude::*;

use super::*;
use crate::core::knowledge::{Library, Passage};

fn imported(text: &str, file: &str) -> Result<Imported, Fault> {
    import(text.as_bytes(), Path::new(file), Known::default())
}

const PAGE: &str = "\
The company is becoming an empire that does everything itself.
On October 8, the chief executive spoke about bold bets on infrastructure.
Key points from the interview:
Bold bets: The company makes very bold bets on infrastructure this year.
Energy: He expects solar and nuclear power to win in the long run.
Why the bets are so large
He said the whole industry has to take part in a bet of this size.
View original
This page may contain third-party content for informational purposes only and is not an endorsement of its views by Gate. See the Disclaimer.
A talk about bets, energy and video
By Jane Doe
The company is becoming an empire that does everything itself.
On October 8, the chief executive spoke about bold bets on infrastructure.
";

#[test]
fn a_copied_page_becomes_a_clean_document_and_everything_dropped_is_accounted_for() {
    let imported = imported(PAGE, "page.txt").expect("there is text");
    assert_eq!(imported.metadata.title, "A talk about bets, energy and video");
    assert_eq!(imported.metadata.author.as_deref(), Some("Jane Doe"));
    assert_eq!(imported.metadata.publisher.as_deref(), Some("Gate"));
    assert_eq!(imported.metadata.date.as_deref(), Some("October 8"));
    assert_eq!((imported.passages, imported.key_points), (5, 2));
    let reasons: Vec<(usize, Reason)> =
        imported.dropped.iter().map(|d| (d.line, d.reason)).collect();
    assert_eq!(
        reasons,
        [
            (8, Reason::Boilerplate),
            (9, Reason::Disclaimer),
            (10, Reason::Title),
            (11, Reason::Byline),
            (12, Reason::Duplicate { of: 1 }),
            (13, Reason::Duplicate { of: 2 }),
        ]
    );
    let library = Library::from_texts([("page.md", imported.markdown.as_str())]);
    assert!(library.problems.is_empty(), "{:?}", library.problems);
    let ids: Vec<&str> =
        library.documents[0].original().passages.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["0.1", "0.2", "1.1", "1.2", "2.1"]);
}

#[test]
fn html_gives_its_metadata_and_leaves_its_navigation_behind() {
    let page = r#"<html lang="en"><head><title>T &amp; U</title><meta name="author" content="A. Writer">
        <link rel="canonical" href="https://example.org/t"></head><body><nav><p>Home</p></nav>
        <article><h1>T &amp; U</h1><p>First <b>bold</b> words
        go on.</p><h2>Part</h2><ul><li>One item of it.</li></ul><script>x()</script></article>
        <footer><p>Imprint</p></footer></body></html>"#;
    let imported = imported(page, "x.html").expect("there is text");
    assert_eq!(imported.metadata.title, "T & U");
    assert_eq!(imported.metadata.author.as_deref(), Some("A. Writer"));
    assert_eq!(imported.metadata.url.as_deref(), Some("https://example.org/t"));
    assert!(imported.markdown.contains("First bold words go on. {#0.1}"), "{}", imported.markdown);
    assert!(imported.markdown.contains("## Part\n\n- One item of it. {#1.1}"));
    assert!(!imported.markdown.contains("Home") && !imported.markdown.contains("Imprint"));
}

#[test]
fn short_lines_that_recur_in_a_conversation_are_not_duplicates() {
    let talk = "Is it so, as far as you know?\nYes.\nAnd will it stay like that then?\nYes.\n";
    let imported = imported(talk, "talk.txt").expect("there is text");
    assert_eq!(imported.passages, 4);
}

#[test]
fn importing_an_imported_document_again_changes_nothing() {
    let once = imported(PAGE, "page.txt").expect("there is text").markdown;
    let twice = imported(&once, "page.md").expect("there is text").markdown;
    assert_eq!(once, twice);
}

#[test]
fn a_pdf_is_refused_with_what_to_do() {
    let Err(fault) = imported("%PDF-1.7\nsome bytes", "talk.pdf") else { panic!("a PDF was read") };
    assert!(fault.to_string().contains("pdftotext"), "{fault}");
}

#[test]
fn subtitles_become_a_transcript_that_keeps_its_moments_and_reads_the_same_again() {
    let cue = |at: u32, words: &str| {
        let time = |at: u32| format!("00:{:02}:{:02}.000", at / 60, at % 60);
        format!("{} --> {}\n{words}\n\n", time(at), time(at + 5))
    };
    let text = format!(
        "WEBVTT\n\n{}{}{}{}{}",
        cue(0, "<v Ann>How long did\nit take you?"),
        cue(5, "<v Bob>Four years to prepare."),
        cue(30, "<v Bob>And then a day to move it,"),
        cue(50, "<v Bob>with all of us watching."),
        cue(70, "<v Ann>I see how that was.")
    );
    let imported = imported(&text, "talk.vtt").expect("captions");
    assert_eq!(imported.speakers, ["Ann", "Bob"]);
    let markdown = &imported.markdown;
    assert!(
        markdown.contains("**Bob (0:05):** Four years to prepare. \\[0:30\\] And"),
        "{markdown}"
    );
    let library = Library::from_texts([("talk.md", markdown.as_str()), ("other.vtt", &text)]);
    let read = |document: usize| -> Vec<(String, Vec<(usize, u32)>)> {
        let text = library.documents[document].original();
        let times = |p: &Passage| {
            let times = p.speech.as_ref().expect("a turn").times.iter();
            times.map(|(at, time)| (*at, time.seconds())).collect()
        };
        text.passages.iter().map(|p| (p.text.clone(), times(p))).collect()
    };
    assert_eq!(read(0), read(1));
    assert_eq!(read(0)[0].0, "How long did it take you?");
    assert_eq!(read(0)[1].1, [(0, 5), (23, 30), (50, 50)]);
}

proptest! {
    #[test]
    fn every_kept_word_is_in_the_input(
        lines in proptest::collection::vec("[a-zA-Zء-ي0-9 *_#.:“”{}\\[\\]<>&-]{0,80}", 1..12)
    ) {
        let text = lines.join("\n");
        // White space at the edges of a line is layout, not words.
        let trimmed: Vec<&str> = text.lines().map(str::trim).collect();
        if let Ok(imported) = imported(&text, "x.txt") {
            let library = Library::from_texts([("x.md", imported.markdown.as_str())]);
            for passage in &library.documents[0].original().passages {
                prop_assert!(trimmed.join("\n").contains(&passage.text), "{:?}", passage.text);
            }
        }
    }

    #[test]
    fn any_unicode_is_imported_without_a_panic(text in any::<String>()) {
        for file in ["x.txt", "x.md", "x.html", "x.vtt", "x.srt", "x.json"] {
            let _ = imported(&text, file);
        }
    }
}

#[test]
fn a_few_captions_nobody_is_named_in_keep_their_moments_and_no_word_is_one() {
    let captions = "1\n00:00:01,000 --> 00:00:05,000\nThe moon was closer to the earth then.\n\n2\n\
                    00:01:05,000 --> 00:01:12,000\nIts tides were four times as high as today.\n";
    let imported = imported(captions, "moon.srt").expect("captions").markdown;
    let library = Library::from_texts([("moon.md", imported.as_str())]);
    let passages = &library.documents[0].original().passages;
    assert!(passages.iter().all(|passage| !passage.text.contains('[')), "{imported}");
    let last = passages.last().and_then(|passage| passage.speech.as_ref());
    let time = last.and_then(|speech| speech.times.last()).map(|(_, time)| time.seconds());
    assert_eq!(time, Some(65), "{imported}");
}
