use std::sync::Arc;

use proptest::prelude::*;

use super::{Gist, groups};
use crate::core::knowledge::Library;
use crate::core::search::Engine;

fn engine() -> Engine {
    let library = Library::from_texts([
        ("a.md", "The founder of Oracle spoke about energy and infrastructure."),
        (
            "glossary.toml",
            "[term.oracle]\nkind = \"organisation\"\nar = [\"أوراكل\"]\nen = [\"Oracle\"]\n",
        ),
    ]);
    Engine::in_memory(Arc::new(library)).expect("an engine")
}

fn gist(engine: &Engine, question: &str) -> Gist {
    engine.gist(question, true).expect("a gist")
}

fn are_same(one: &str, other: &str) -> bool {
    let engine = engine();
    gist(&engine, one).is_same(&gist(&engine, other))
}

#[test]
fn the_same_words_in_another_order_ask_the_same() {
    assert!(are_same(
        "For the podcast, what microphone does Benson use?",
        "what microphone does Benson use for the podcast"
    ));
    assert!(are_same("متى يفتح مكتب الموارد البشرية؟", "مكتب الموارد البشرية متى يفتح"));
}

#[test]
fn a_misspelt_word_asks_the_same() {
    assert!(are_same("How do I renew my passport?", "how do i renw my pasport"));
    assert!(are_same("كيف أحجز قاعة الاجتماعات؟", "كيف احجر قاعه الاجتمعات"));
    assert!(are_same("متى اجتماع اليوم مع المدير؟", "متى اجتماع اليوووم مع المدير"));
}

#[test]
fn another_person_asks_for_something_else() {
    assert!(!are_same("When was Ada Lovelace born?", "When was Grace Hopper born?"));
    assert!(!are_same("متى ولد أحمد شوقي؟", "متى ولد حافظ إبراهيم؟"));
}

#[test]
fn another_number_or_month_asks_for_something_else() {
    for (one, other) in [
        ("What was the revenue in 2023?", "What was the revenue in 2024?"),
        ("كم كانت الأرباح في 2023؟", "كم كانت الأرباح في 2024؟"),
        ("who won the prize in June", "who won the prize in May"),
        ("Who is on the plan for 1000 people?", "Who is on the plan for 10 people?"),
        ("Which projects are due in week 12?", "Which projects are due in week 21?"),
    ] {
        assert!(!are_same(one, other), "{one} {other}");
    }
}

#[test]
fn a_name_is_the_same_in_both_scripts() {
    let engine = engine();
    let english = gist(&engine, "Oracle shares");
    let (named, other) = (gist(&engine, "أسهم أوراكل"), gist(&engine, "أسهم الشركة"));
    assert!(english.likeness(&named) > english.likeness(&other));
    assert!(are_same("سعر سهم أوراكل", "سعر سهم Oracle"));
}

#[test]
fn another_question_word_a_negation_and_an_opposite_ask_for_something_else() {
    for (one, other) in [
        ("When did they invest in fusion?", "Why did they invest in fusion?"),
        ("Why would people keep cash at home?", "Why would people not keep cash at home?"),
        ("كيف أشتري أسهم الشركة؟", "كيف أبيع أسهم الشركة؟"),
        ("How do I subscribe to it?", "How do I unsubscribe from it?"),
    ] {
        assert!(!are_same(one, other), "{one} {other}");
    }
}

#[test]
fn what_asks_nothing_is_like_nothing_else() {
    let questions = ["", "  ", "😀😀", "؟"];
    for question in questions {
        assert!(!are_same(question, "When was Oracle founded?"), "{question:?}");
    }
}

#[test]
fn groups_are_numbered_by_their_first_and_hold_what_asks_the_same() {
    let engine = engine();
    let questions = [
        "When was Ada Lovelace born?",
        "How do I renew my passport?",
        "when was ada lovelace born",
        "",
        "how do i renew my pasport",
        "What was the revenue in 2023?",
    ];
    let gists: Vec<Gist> = questions.iter().map(|question| gist(&engine, question)).collect();
    assert_eq!(groups(&gists), [0, 1, 0, 2, 1, 3]);
    assert_eq!(groups(&[]), [0_usize; 0]);
}

#[test]
fn many_questions_that_share_most_words_are_grouped_too() {
    let engine = engine();
    let gists: Vec<Gist> = (0..500)
        .map(|number| gist(&engine, &format!("Oracle energy and the price of plan {number}?")))
        .collect();
    let groups = groups(&gists);
    // Another number asks for something else.
    assert_eq!(groups, (0..500).collect::<Vec<usize>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn likeness_is_the_same_both_ways_and_between_0_and_1(
        one in "(what |when |Oracle |أوراكل |متى |not |لا |2023 |energy |enrgy |كلمات |\\PC){0,50}",
        other in "(what |why |Oracle |أوراكل |ليش |ما |2024 |energy |سعر |\\PC){0,50}",
    ) {
        let engine = engine();
        let (one, other) = (gist(&engine, &one), gist(&engine, &other));
        let likeness = one.likeness(&other);
        prop_assert_eq!(likeness.to_bits(), other.likeness(&one).to_bits());
        prop_assert!((0.0..=1.0).contains(&likeness));
        prop_assert_eq!(one.is_same(&other), other.is_same(&one));
        prop_assert_eq!(groups(&[one, other]).len(), 2);
    }
}
