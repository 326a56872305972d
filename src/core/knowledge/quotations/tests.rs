use proptest::prelude::*;

use super::*;
use crate::core::knowledge::effort::assert_linear;
use crate::core::knowledge::sentences::sentences;

const GLOSSARY: &str =
    "[term.altman]\nkind = \"person\"\nar = [\"ألتمان\", \"ألتمن\"]\nen = [\"Altman\"]\n";

fn attributed(text: &str) -> Vec<(String, Option<Speaker>)> {
    let (glossary, _) = Glossary::parse(GLOSSARY);
    let mut context = PeopleSoFar::default();
    quotations(text, Language::of_question(text), &sentences(text), None, &glossary, &mut context)
        .into_iter()
        .map(|q| (text[q.range].to_owned(), q.speaker))
        .collect()
}

fn is_known(speaker: &Option<Speaker>) -> bool {
    matches!(speaker, Some(Speaker::Known(_)))
}

#[test]
fn words_said_by_a_person_of_the_glossary_are_his() {
    let found = attributed("قال ألتمان: “نحن بحاجة إلى دعم الصناعة.”");
    assert_eq!(found[0].0, "نحن بحاجة إلى دعم الصناعة.");
    assert!(is_known(&found[0].1));
}

#[test]
fn words_held_at_a_distance_have_no_speaker() {
    let found = attributed("تتحول ألتمان من “التوصية” إلى «التنفيذ».");
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(_, speaker)| speaker.is_none()));
}

#[test]
fn a_quotation_that_is_a_sentence_belongs_to_the_one_introduced_before_it() {
    let found = attributed("يعتقد ألتمن أن السرعة تعتمد على التكلفة. “إذا كانت رخيصة فسيحدث ذلك.”");
    assert!(is_known(&found[0].1));
}

#[test]
fn he_said_refers_to_the_person_named_before() {
    let found = attributed("تحدث ألتمن طويلا. “هذه مجرد البداية،” قال.");
    assert!(is_known(&found[0].1));
}

#[test]
fn the_person_beside_the_verb_speaks_not_the_one_spoken_to() {
    let glossary = format!("{GLOSSARY}[term.ben]\nkind = \"person\"\nar = [\"هواريتس\"]\n");
    let (glossary, _) = Glossary::parse(&glossary);
    let text = "كشف ألتمان في حديثه مع بن هواريتس عن “رهانات جريئة”.";
    let found = quotations(
        text,
        Language::of_question(text),
        &sentences(text),
        None,
        &glossary,
        &mut PeopleSoFar::default(),
    );
    let Some(Speaker::Known(person)) = found[0].speaker else { panic!("{found:?}") };
    assert_eq!(glossary.concept(person).name, "altman");
}

#[test]
fn an_adverb_after_the_verb_is_nobody() {
    assert_eq!(attributed("وقد صرح بصراحة: “حان الوقت.”")[0].1, None);
    assert_eq!(attributed("He said frankly: “It is time.”")[0].1, None);
}

#[test]
fn a_name_beside_the_verb_is_taken_as_it_stands() {
    let found = attributed("قالت ليلى حسن: “انتهى الأمر.”");
    assert_eq!(found[0].1, Some(Speaker::Named("ليلى حسن".into())));
    let found = attributed("\"It is done,\" said Jane Doe, smiling.");
    assert_eq!(found[0].1, Some(Speaker::Named("Jane Doe".into())));
}

#[test]
fn a_verb_and_a_name_far_from_the_quotation_do_not_introduce_it() {
    let far = "ا".repeat(LONGEST_NAME_BYTES);
    assert_eq!(attributed(&format!("قالت {far}: “انتهى.”"))[0].1, None);
}

#[test]
fn the_work_grows_with_the_text() {
    for (what, line) in [
        ("quotations in one sentence", "Jane Doe said “yes”, "),
        ("quotations by somebody known", "قال ألتمان “نعم”، "),
        ("names before colons", "قالت ليلى حسن: “نعم”، "),
        ("verbs and nothing between", "漢said"),
        ("many verbs for one quotation", "قال "),
        ("sentences that are quotations", "He said it. “Yes.”\n"),
    ] {
        assert_linear(what, |size| {
            attributed(&format!("{} “well”", line.repeat(size)));
        });
    }
}

proptest! {
    /// What the attribution said when it looked at everything for every
    /// quotation.
    #[test]
    fn looking_at_neighbours_finds_what_looking_at_everything_finds(
        words in proptest::collection::vec(
            prop_oneof![
                Just("قال"), Just("قالت"), Just("ألتمان"), Just("هواريتس"), Just("ليلى"),
                Just("said"), Just("Jane"), Just("Doe"), Just("and"), Just("ليلى حسن:"),
                Just("“نعم”"), Just("“Yes.”"), Just("«قال ألتمان»"), Just("."), Just(":"),
                Just("“"), Just("”"), Just("بصراحة:"), Just("على:"),
            ],
            0..24,
        )
    ) {
        let glossary = format!("{GLOSSARY}[term.ben]\nkind = \"person\"\nar = [\"هواريتس\"]\n");
        let (glossary, _) = Glossary::parse(&glossary);
        let text = words.join(" ");
        let sentences = sentences(&text);
        let found = quotations(&text, Language::of_question(&text), &sentences, None, &glossary, &mut PeopleSoFar::default());
        prop_assert_eq!(found, exhaustive::quotations(&text, &sentences, &glossary));
    }

    #[test]
    fn a_quotation_is_a_slice_of_any_unicode_text(text in "[“”«»\"a-zA-Zء-ي .:،]{0,80}|\\PC*") {
        for (words, _) in attributed(&text) {
            prop_assert!(text.contains(&words));
        }
    }
}
