use proptest::prelude::*;

use super::*;
use crate::core::Language;
use crate::core::knowledge::effort::assert_linear;

const SAMPLE: &str = r#"
[term.altman]
kind = "person"
ar = ["سام ألتمان", "ألتمان", "ألتمن"]
en = ["Sam Altman", "Altman"]

[term.nuclear]
ar = ["الطاقة النووية", "نووي"]
en = ["nuclear energy", "nuclear"]
"#;

fn names(text: &str, all: bool) -> Vec<String> {
    let (glossary, faults) = Glossary::parse(SAMPLE);
    assert!(faults.is_empty(), "{faults:?}");
    let tokens = analyze(text, Language::of_question(text));
    let found = if all { glossary.mentions(&tokens) } else { glossary.longest_mentions(&tokens) };
    found.iter().map(|m| glossary.concept(m.concept).name.clone()).collect()
}

#[test]
fn a_name_is_found_in_every_spelling_and_with_a_preposition_on_it() {
    for text in ["ألتمن", "Sam Altman's", "لألتمان", "وسام ألتمان"] {
        assert_eq!(names(text, false), ["altman"], "{text}");
    }
}

#[test]
fn the_longest_spelling_wins_in_a_question_and_all_count_in_a_text() {
    assert_eq!(names("الطاقة النووية", false), ["nuclear"]);
    assert_eq!(names("الطاقة النووية", true), ["nuclear", "nuclear"]);
}

#[test]
fn a_label_comes_in_the_readers_language() {
    let (glossary, _) = Glossary::parse(SAMPLE);
    let altman = glossary.concept(ConceptId(0));
    assert_eq!(altman.label(Language::ARABIC), "سام ألتمان");
    assert_eq!(altman.label(Language::ENGLISH), "Sam Altman");
}

#[test]
fn faults_come_with_their_line_and_leave_the_rest_usable() {
    let (glossary, faults) =
        Glossary::parse("[term.a]\nen = [\"x1\"]\n\n[term.b]\nen = [\"x1\", \"!\"]\n");
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert_eq!(faults[0].0, Some(4));
    assert_eq!(glossary.longest_mentions(&analyze("x1", Language::ENGLISH)).len(), 1);
    let (_, faults) = Glossary::parse("[term.a]\nen = 3\n");
    assert!(faults[0].0.is_some(), "{faults:?}");
}

#[test]
fn a_spelling_as_long_as_a_sentence_is_told_and_left_out() {
    let long = "word ".repeat(LONGEST_SPELLING_WORDS + 1);
    let (glossary, faults) = Glossary::parse(&format!("[term.a]\nen = [\"{long}\", \"x1\"]\n"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(glossary.mentions(&analyze("word", Language::ENGLISH)).is_empty());
    assert_eq!(glossary.mentions(&analyze("x1", Language::ENGLISH)).len(), 1);
}

#[test]
fn the_work_grows_with_the_glossary_and_with_the_text() {
    let glossary = |size: usize| {
        let term = |n: usize| format!("[term.t{n}]\nen = [\"the union number{n}\"]\n");
        Glossary::parse(&(0..size).map(term).collect::<String>()).0
    };
    assert_linear("terms that begin alike", |size| drop(glossary(size)));
    assert_linear("a text of their first word", |size| {
        glossary(size).mentions(&analyze(&"the union ".repeat(size), Language::ENGLISH));
    });
}

proptest! {
    /// Mentions as they are defined: every spelling at every token.
    #[test]
    fn the_tree_finds_what_comparing_every_spelling_finds(
        spellings in proptest::collection::vec("(ألتمان|سام|نووي|الطاقة|walk|walks|Sam|the)( (ألتمان|سام|نووية|walking|Sam|the)){0,2}", 1..8),
        text in "((و|ل|ول|ب)?(ألتمان|سام|نووي|نووية|الطاقة|walk|walks|walking|Sam|Sam's|the)[ ,]){0,12}",
    ) {
        let toml: String = spellings
            .iter()
            .enumerate()
            .map(|(n, spelling)| format!("[term.t{n}]\nen = [\"{spelling}\"]\n"))
            .collect();
        let (glossary, _) = Glossary::parse(&toml);
        let tokens = analyze(&text, Language::of_question(&text));
        let mut expected = Vec::new();
        for at in 0..tokens.len() {
            let mut here: Vec<(usize, &Spelling)> = glossary
                .spellings
                .iter()
                .enumerate()
                .filter(|(_, spelling)| {
                    let end = at + spelling.words.len();
                    tokens.get(at..end).is_some_and(|run| {
                        run.iter().zip(&spelling.words).all(|(token, word)| is_named(token, word))
                    })
                })
                .collect();
            here.sort_by_key(|(n, spelling)| (std::cmp::Reverse(spelling.words.len()), *n));
            expected.extend(here.into_iter().map(|(_, spelling)| Mention {
                concept: spelling.concept,
                tokens: at..at + spelling.words.len(),
            }));
        }
        prop_assert_eq!(glossary.mentions(&tokens), expected);
    }
}

fn is_named(token: &Token, word: &Forms) -> bool {
    let same_stem = token.forms.stem == word.stem
        && !token.is_stop()
        && word.stem.chars().count() >= SHORTEST_TELLING_STEM;
    same_stem || bare_words(&token.forms.word).any(|bare| bare == word.word)
}
