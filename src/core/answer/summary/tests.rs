use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::core::knowledge::Library;

fn points(text: &str, topic: Option<&str>, length: usize) -> Vec<String> {
    let library = Library::from_texts([("a.md", text)]);
    let engine = Engine::in_memory(Arc::new(library)).expect("an index");
    let points = summary(&engine, topic, length, &Within::all()).expect("a summary");
    points.iter().map(|point| point.highlight().to_owned()).collect()
}

const ZEBRAS: &str = "\
# A visit to the zebras of the northern steppe

## The sleep of zebras

On the sleep of zebras in the northern steppe, the keeper Livingstone presented a clear road map. \
He believes that old zebras of the northern steppe sleep standing for seven hours a night. Keepers \
in Nairobi counted 40 old zebras that sleep standing close to the river every night. Who would \
have thought that the zebras of the northern steppe sleep in such a way?

## The food of zebras

However, the zebras of the southern hills eat dry grass and bitter leaves in winter. The director \
Amina said that young zebras of the herd need fresh grass, clean water and salt every morning. At \
that time the keepers of the northern steppe fed zebras with apples, barley and carrots. Yeah, you \
know, I mean zebras like apples and carrots, barley and hay.
";

#[test]
fn a_summary_of_somebody_by_name_is_of_what_they_say_be_they_the_host() {
    let talk = "---\nhost: Ann Lee\nguest: Bo Rask\n---\n\n**Ann Lee:** Every Friday in this \
                season the listeners of our station send four hundred letters about the river, \
                and most of them ask for the flood of the bakery and for nothing else. How high was \
                the water?\n\n**Bo Rask:** Eighty centimetres of brown water stood \
                in the bakery of my grandfather by the early morning of that Friday.\n";
    let library = Library::from_texts([("talk.md", talk)]);
    let engine = Engine::in_memory(std::sync::Arc::new(library)).expect("an index");
    let said = |topic: &str| {
        let points = summary(&engine, Some(topic), 3, &Within::all()).expect("a summary");
        points.iter().map(|point| point.highlight().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert!(said("Ann Lee").contains("four hundred letters"), "{}", said("Ann Lee"));
    assert!(said("Rask").contains("Eighty centimetres"), "{}", said("Rask"));
}

#[test]
fn a_point_is_a_claim_that_is_understood_alone() {
    assert_eq!(
        points(ZEBRAS, None, 2),
        [
            "Keepers in Nairobi counted 40 old zebras that sleep standing close to the river every \
             night.",
            "The director Amina said that young zebras of the herd need fresh grass, clean water \
             and salt every morning.",
        ]
    );
}

#[test]
fn key_points_come_first_and_whole() {
    let text = "## Key points\n\n- Zebras: they sleep. They are striped.\n\n## On lions\n\nThe keeper \
                Livingstone said that 12 old lions of the northern steppe roar every night.\n";
    assert_eq!(points(text, None, 1), ["Zebras: they sleep. They are striped."]);
    assert_eq!(points(text, None, 2).len(), 2);
}

#[test]
fn points_are_spread_over_sections() {
    let sentence = |n: usize, what: &str| {
        format!(
            "The keeper Livingstone said that {n} {what} of the northern steppe sleep at night."
        )
    };
    let section = |heading: &str, what: &str| {
        let sentences: Vec<String> = (2..9).map(|n| sentence(n, what)).collect();
        format!("## {heading}\n\n{}\n\n", sentences.join("\n\n"))
    };
    let text = section("One", "zebras") + &section("Two", "lions") + &section("Three", "whales");
    let points = points(&text, None, 3);
    for animal in ["zebras", "lions", "whales"] {
        assert!(points.iter().any(|point| point.contains(animal)), "{points:?}");
    }
}

#[test]
fn a_summary_of_a_topic_is_about_it_or_empty() {
    let about = points(ZEBRAS, Some("salt"), 3);
    assert!(about.iter().any(|point| point.contains("salt")), "{about:?}");
    for foreign in ["cooking", "the capital of France", "football"] {
        assert!(points(ZEBRAS, Some(foreign), 3).is_empty(), "{foreign}");
    }
}

#[test]
fn what_a_topic_has_only_in_a_leaning_sentence_is_shown_with_those_before_it() {
    let about = points(ZEBRAS, Some("hours"), 1);
    assert_eq!(about.len(), 1);
    assert!(about[0].starts_with("On the sleep") && about[0].contains("seven hours"), "{about:?}");
}

#[test]
fn no_words_are_shown_twice() {
    let text = "The keeper Livingstone counted 40 old zebras that sleep standing close to the river. \
                He believes that young zebras of the steppe sleep lying in the grass behind the \
                hills. Lions of the northern steppe hunt 12 old zebras every summer night.";
    for length in 1..6 {
        let points = points(text, None, length).join(" ");
        assert!(points.matches("Livingstone").count() <= 1, "{points}");
        assert!(points.matches("lying").count() <= 1, "{points}");
    }
}

#[test]
fn of_a_text_in_few_words_its_passages_are_shown() {
    let text = "Zebras sleep.\n\nDo lions roar?\n\nWhales sing.\n";
    assert_eq!(points(text, None, 5), ["Zebras sleep.", "Whales sing."]);
}

#[test]
fn of_a_long_document_no_part_is_left_out() {
    let passages: Vec<String> = (0..2_000)
        .map(|n| {
            format!(
                "The keeper Livingstone said that zebra {n} of the steppe sleeps standing at night."
            )
        })
        .collect();
    let library = Library::from_texts([("a.md", &*passages.join("\n\n"))]);
    let engine = Engine::in_memory(Arc::new(library)).expect("an index");
    let points = summary(&engine, None, 5, &Within::all()).expect("a summary");
    let last = points.last().expect("points").key().passage;
    assert!(last > 1_200, "{last}");
}

#[test]
fn key_points_of_a_long_library_come_first_too() {
    let lions = "The keeper Livingstone said that 12 old lions of the steppe roar every night.\n\n";
    let text = format!(
        "## Key points\n\n- Zebras sleep.\n- Whales sing.\n\n## On lions\n\n{}",
        lions.repeat(2_000)
    );
    assert_eq!(points(&text, None, 2), ["Zebras sleep.", "Whales sing."]);
}

proptest! {
    #[test]
    fn points_of_any_text_are_in_order_and_share_no_words(
        text in "(#{0,2} ?[A-Zaا-ي“”\\[ .,:?!…\\-]{0,40}\n{1,2}){0,8}",
        length in 0_usize..40,
    ) {
        let engine = Engine::in_memory(Arc::new(Library::from_texts([("a.md", &*text)])));
        let points = summary(&engine.expect("an index"), None, length, &Within::all()).expect("a summary");
        prop_assert!(points.len() <= length.clamp(1, LONGEST));
        for pair in points.windows(2) {
            let is_after = pair[0].highlight_range().end <= pair[1].highlight_range().start;
            prop_assert!(pair[0].key() < pair[1].key() || pair[0].key() == pair[1].key() && is_after);
        }
    }
}
