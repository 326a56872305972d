use proptest::prelude::*;

use super::*;

fn library() -> Arc<Library> {
    Arc::new(Library::from_texts([
        (
            "a.ar.md",
            "---\ntitle: ن\nlanguage: ar\n---\n\nجملة أولى هنا. قال ألتمان: “هذه جملة ثانية.” جملة ثالثة. {#p}\n",
        ),
        (
            "a.en.md",
            "---\ntitle: T\nlanguage: en\nrendition: unofficial translation\n---\n\nFirst sentence here. Altman said: “A second one.” A third. {#p}\n",
        ),
        (
            "glossary.toml",
            "[term.altman]\nkind = \"person\"\nar = [\"سام ألتمان\", \"ألتمان\"]\nen = [\"Sam Altman\", \"Altman\"]\n",
        ),
    ]))
}

const KEY: PassageKey = PassageKey { document: 0, passage: 0 };

#[test]
fn a_range_that_is_not_whole_characters_of_the_passage_is_refused() {
    let library = library();
    for range in [0..1, 3..100_000, 4..4] {
        let quote = Quote::new(&library, KEY, range.clone());
        assert_eq!(quote.err(), Some(NotVerbatim::NoRange(range)));
    }
    let elsewhere = PassageKey { document: 0, passage: 9 };
    assert_eq!(Quote::whole(&library, elsewhere).err(), Some(NotVerbatim::NoPassage));
}

#[test]
fn the_rendition_highlights_the_sentence_that_renders_the_highlight() {
    let library = library();
    let second = library.passage(KEY).sentences[1].clone();
    let quote = Quote::new(&library, KEY, second).expect("a sentence");
    assert!(quote.highlight().contains("جملة ثانية"));
    let translation = quote.translation(Language::ENGLISH).expect("an English rendition");
    assert!(translation.highlight().contains("A second one"), "{}", translation.highlight());
    assert_eq!(translation.label, "unofficial translation");
    assert!(quote.translation(Language::ARABIC).is_none());
}

#[test]
fn a_note_concerns_only_the_words_in_which_its_mark_stands() {
    let library = Arc::new(Library::from_texts([
        ("a.ar.md", "جملة أولى هنا. قال: “جملة ثانية.” جملة ثالثة. {#p}\n"),
        (
            "a.en.md",
            "---\nrendition: draft\n---\n\nA first one here.[^one] He said: “A second one.”[^two] A third.[^two] {#p}\n\n[^one]: On the first.\n\n[^two]: On the others.\n",
        ),
    ]));
    let notes = |highlight: Range<usize>| {
        let quote = Quote::new(&library, KEY, highlight).expect("a piece");
        let translation = quote.translation(Language::ENGLISH).expect("a rendition");
        assert_eq!(translation.passage_notes(), ["On the first.", "On the others."]);
        translation.highlight_notes().join(" ")
    };
    let passage = library.passage(KEY);
    let notes_of_sentences: Vec<String> =
        passage.sentences.iter().map(|sentence| notes(sentence.clone())).collect();
    assert_eq!(notes_of_sentences, ["On the first.", "On the others.", "On the others."]);
    // The mark stands outside of the quotation marks but in the sentence.
    assert_eq!(notes(passage.quotations[0].range.clone()), "On the others.");
    assert_eq!(notes(0..passage.text.len()), "On the first. On the others.");
}

#[test]
fn a_speaker_is_named_in_the_readers_language_only_where_he_speaks() {
    let library = library();
    let sentences = library.passage(KEY).sentences.clone();
    let words = library.passage(KEY).quotations[0].range.clone();
    let spoken = Quote::new(&library, KEY, words).expect("a quotation");
    let translation = spoken.translation(Language::ENGLISH).expect("a rendition");
    assert_eq!(translation.highlight(), "A second one.");
    assert_eq!(spoken.speaker(Language::ENGLISH), Some("Sam Altman"));
    assert_eq!(spoken.speaker(Language::ARABIC), Some("سام ألتمان"));
    let told = Quote::new(&library, KEY, sentences[0].clone()).expect("a sentence");
    assert_eq!(told.speaker(Language::ENGLISH), None);
}

#[test]
fn only_a_piece_of_one_quotation_is_speech() {
    let library = Arc::new(Library::from_texts([(
        "a.md",
        "Altman said: “We bet big.” “It is early.” He left. “Come back” was shouted.",
    )]));
    let text = library.passage(KEY).text.clone();
    let is_speech = |words: &str| {
        let start = text.find(words).expect("in the text");
        let quote = Quote::new(&library, KEY, start..start + words.len());
        quote.expect("a piece").is_speech()
    };
    for speech in ["We bet big.", "“We bet big.”", "bet", "“It is early.”", "Come back"] {
        assert!(is_speech(speech), "{speech}");
    }
    for told in ["Altman said: “We bet big.”", "“We bet big.” “It is early.”", "He left."]
    {
        assert!(!is_speech(told), "{told}");
    }
}

#[test]
fn a_translation_highlights_its_own_sentence_where_the_words_stand_twice() {
    let library = Arc::new(Library::from_texts([
        ("a.ar.md", "نعم. هذا أول. نعم. هذا ثان. {#p}\n"),
        ("a.en.md", "---\nrendition: draft\n---\n\nYes. A first. Yes. A second. {#p}\n"),
    ]));
    let third = library.passage(KEY).sentences[2].clone();
    let quote = Quote::new(&library, KEY, third).expect("a sentence");
    let translation = quote.translation(Language::ENGLISH).expect("a rendition");
    assert_eq!(translation.highlight(), "Yes.");
    assert_eq!(translation.highlight_range().start, translation.text().rfind("Yes").unwrap_or(0));
}

proptest! {
    #[test]
    fn whatever_is_quoted_of_any_text_is_in_it(
        text in "\\PC{1,60}", start in 0_usize..80, length in 0_usize..80
    ) {
        let library = Arc::new(Library::from_texts([("x.txt", text.as_str())]));
        for key in library.keys() {
            if let Ok(quote) = Quote::new(&library, key, start..start + length) {
                prop_assert!(quote.text().contains(quote.highlight()));
                prop_assert!(text.contains(quote.highlight()));
            }
        }
    }

    #[test]
    fn sentences_align_within_bounds_between_any_two_texts(
        left in "[a-z. ]{1,60}", right in "[ء-ي. ]{1,90}", at in 0_usize..6
    ) {
        let library = Arc::new(Library::from_texts([("l.txt", left.as_str()), ("r.txt", right.as_str())]));
        let keys: Vec<_> = library.keys().collect();
        if let [left, .., right] = keys[..] {
            let (left, right) = (library.passage(left), library.passage(right));
            let at = at.min(left.sentences.len() - 1);
            let aligned = align(left, at..at + 1, right);
            prop_assert!(!aligned.is_empty() && aligned.end <= right.sentences.len());
        }
    }
}
