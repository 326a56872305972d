use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::core::Language;
use crate::core::analysis::expectation::{Kind, Kinds};
use crate::core::knowledge::Library;
use crate::core::search::Engine;
use crate::core::search::passages;
use crate::core::search::unit::Unit;

/// What is highlighted of a text of one passage.
fn highlight(text: &str, question: &str) -> String {
    let library = Arc::new(Library::from_texts([("a.md", text)]));
    let engine = Engine::in_memory(Arc::clone(&library)).expect("an index");
    let hits = engine.search(question).expect("findings").hits;
    let [hit] = &hits[..] else { panic!("{question} finds {hits:?}") };
    let passage = library.passage(hit.key);
    let sentences = &passage.sentences[hit.highlight.clone()];
    let ends = sentences.first().zip(sentences.last()).expect("a highlight is not empty");
    passage.text[ends.0.start..ends.1.end].trim().to_owned()
}

#[test]
fn a_sentence_that_asks_is_shown_with_the_one_that_follows() {
    let text = "Lions roar at night in the cold months. \
        So why do zebras of the southern plains sleep standing up? \
        They run from lions within seconds, which takes legs. Birds sleep too.";
    assert_eq!(
        highlight(text, "Why do zebras sleep standing up?"),
        "So why do zebras of the southern plains sleep standing up? \
         They run from lions within seconds, which takes legs."
    );
    let text = "تزأر الأسود ليلا في الشهور الباردة. لماذا تنام الحمير واقفة؟ \
        تهرب من الأسود خلال ثوان قليلة وهذا يحتاج إلى أرجل. والطيور تنام أيضا.";
    assert_eq!(
        highlight(text, "لماذا تنام الحمير واقفة؟"),
        "لماذا تنام الحمير واقفة؟ تهرب من الأسود خلال ثوان قليلة وهذا يحتاج إلى أرجل."
    );
}

#[test]
fn a_sentence_that_says_nothing_new_is_shown_with_the_one_that_follows() {
    let text = "Lions roar at night in the cold months. Zebras sleep standing up. \
        Otherwise hungry lions would catch each one before dawn. Birds have nests.";
    assert_eq!(
        highlight(text, "Do zebras sleep standing up?"),
        "Zebras sleep standing up. Otherwise hungry lions would catch each one before dawn."
    );
}

#[test]
fn a_sentence_that_says_it_all_is_shown_alone() {
    let text = "Lions roar at night in the cold months. \
        Zebras sleep standing up because hungry lions would catch each one before dawn. \
        Birds have nests.";
    assert_eq!(
        highlight(text, "Do zebras sleep standing up?"),
        "Zebras sleep standing up because hungry lions would catch each one before dawn."
    );
}

#[test]
fn of_two_sentences_with_the_same_words_the_one_with_the_kind_asked_for_is_shown() {
    for sentences in [
        [
            "The bridge opened with music and many happy guests.",
            "The bridge opened in March 1932 after eight years of work.",
        ],
        [
            "The bridge opened in March 1932 after eight years of work.",
            "The bridge opened with music and many happy guests.",
        ],
    ] {
        let text = format!("{} It is painted grey all over again. {}", sentences[0], sentences[1]);
        let found = highlight(&text, "When was the bridge opened?");
        assert!(found.contains("1932") && !found.contains("music"), "{found}");
    }
}

#[test]
fn a_sentence_of_nearer_meaning_is_shown_where_the_words_are_the_same() {
    let query = query(1, Kinds::NONE);
    let passage = passage(vec![sentence(9, false, Kinds::NONE); 3]);
    let sentences = matched(&passage, 1, &[(0, 0, 1.0), (1, 0, 1.0), (2, 0, 1.0)]);
    for nearest in 0..3 {
        let mut above = vec![0.0; 3];
        above[nearest] = 0.1;
        let likeness = Likeness { cosine: 0.9, above: 0.1, deviations: 1.0, sentences: above };
        let chosen = choose(&query, &passage, &sentences, Some(&likeness), query.total_weight());
        assert_eq!(chosen.sentences.start, nearest);
    }
}

#[test]
fn the_next_sentence_is_shown_too_where_it_is_nearly_as_near_or_has_the_kind_asked_for() {
    let shown = |above: [f32; 3], expected: Kinds, kinds: [Kinds; 3]| {
        let query = query(1, expected);
        let passage = passage(kinds.map(|kinds| sentence(9, false, kinds)).to_vec());
        let sentences = matched(&passage, 1, &[(0, 0, 1.0)]);
        let likeness =
            Likeness { cosine: 0.9, above: 0.1, deviations: 1.0, sentences: above.to_vec() };
        choose(&query, &passage, &sentences, Some(&likeness), query.total_weight()).sentences
    };
    let none = [Kinds::NONE; 3];
    assert_eq!(shown([0.1, 0.0, 0.1], Kinds::NONE, none), 0..1);
    assert_eq!(shown([0.1, 0.25, 0.1], Kinds::NONE, none), 0..2);
    let number = Kinds::of(Kind::Number);
    assert_eq!(shown([0.1, 0.0, 0.0], number, [Kinds::NONE, number, Kinds::NONE]), 0..2);
    assert_eq!(shown([0.1, 0.0, 0.0], number, [number, number, Kinds::NONE]), 0..1);
}

#[test]
fn a_sentence_that_presents_what_follows_is_shown_with_it_or_not_at_all() {
    let announcing = "Altman presented a clear road map to the demand for energy in the future.";
    let telling = "Gas will carry the growth of the next years until solar farms take over.";
    let text = format!("{announcing} {telling} Regulators decide how soon that is.");
    for question in ["How is the demand for energy in the future met?", "the road map to energy"] {
        let found = highlight(&text, question);
        assert!(found.contains(telling), "{question}: {found}");
    }
}

#[test]
fn a_kind_that_no_sentence_shows_is_told_as_lacking_and_one_that_it_shows_is_not() {
    let query = query(1, Kinds::of(Kind::Time));
    for (shown, lacks) in [(Kinds::NONE, true), (Kinds::of(Kind::Time), false)] {
        let passage = passage(vec![sentence(9, false, shown)]);
        let sentences = matched(&passage, 1, &[(0, 0, 1.0)]);
        let chosen = choose(&query, &passage, &sentences, None, query.total_weight());
        assert_eq!((chosen.lacks_kind, chosen.bonus > 0.0), (lacks, !lacks));
    }
    // Where it could not be told, nothing is lacking.
    let mut untold = sentence(9, false, Kinds::NONE);
    untold.tells = Kinds::NONE;
    let passage = passage(vec![untold]);
    let sentences = matched(&passage, 1, &[(0, 0, 1.0)]);
    assert!(!choose(&query, &passage, &sentences, None, query.total_weight()).lacks_kind);
}

fn query(units: usize, expected: Kinds) -> Query {
    let mut query = Query::of("", Language::ENGLISH, &[]);
    query.expected = expected;
    query.units = vec![
        Unit {
            surface: String::new(),
            alternatives: Vec::new(),
            weight: 1.0,
            is_known: true,
            is_name: false,
            is_person: false,
            is_frame: false,
        };
        units
    ];
    query
}

fn sentence(content: u16, asks: bool, kinds: Kinds) -> passages::Sentence {
    passages::Sentence { kinds, tells: Kinds::ALL, asks, announces: false, content }
}

fn passage(sentences: Vec<passages::Sentence>) -> AnalyzedPassage {
    AnalyzedPassage { occurrences: Vec::new(), headings: Vec::new(), sentences, stems: Vec::new() }
}

/// Matches as (sentence, unit, strength), each of a word of its own.
fn matched(passage: &AnalyzedPassage, units: usize, found: &[(usize, usize, f32)]) -> Sentences {
    let mut sentences = Sentences::default();
    sentences.restart(passage, units);
    for (position, &(sentence, unit, strength)) in found.iter().enumerate() {
        sentences.add(sentence, unit, strength, position as u32);
    }
    sentences
}

const UNITS: usize = 3;

proptest! {
    #[test]
    fn whatever_is_matched_up_to_three_sentences_are_shown_and_none_empty_alone(
        of_sentences in vec((0..8_u16, any::<bool>(), any::<bool>()), 0..8),
        found in vec((0..10_usize, 0..UNITS, 0.0..1.0_f32), 0..20),
        above in vec(-0.2..0.2_f32, 0..8),
        asks_kind in any::<bool>(),
    ) {
        let time = |is: bool| if is { Kinds::of(Kind::Time) } else { Kinds::NONE };
        let of = |&(content, asks, shows): &(u16, bool, bool)| sentence(content, asks, time(shows));
        let passage = passage(of_sentences.iter().map(of).collect());
        let sentences = matched(&passage, UNITS, &found);
        let query = query(UNITS, time(asks_kind));
        let likeness =
            Likeness { cosine: 0.8, above: 0.0, deviations: 0.0, sentences: above };
        let chosen = choose(&query, &passage, &sentences, Some(&likeness), query.total_weight());
        let range = chosen.sentences;
        prop_assert!((1..=3).contains(&range.len()) && range.end <= passage.sentences.len().max(1));
        if range.len() == 1 && range.end < passage.sentences.len() {
            let only = passage.sentences[range.start];
            let new = only.content.saturating_sub(sentences.matched[range.start]);
            prop_assert!(!only.asks && new >= NEW_WORDS, "{only:?}");
        }
    }
}
