use proptest::prelude::*;

use super::*;
use crate::core::analysis::WordClass;
use crate::core::knowledge::document::Speaker;
use crate::core::knowledge::effort::assert_linear;
use crate::core::knowledge::sentences::sentences;

const GLOSSARY: &str = "[term.altman]\nkind = \"person\"\nar = [\"ألتمان\", \"ألتمن\"]\nen = [\"Altman\"]\n\
    [term.horowitz]\nkind = \"person\"\nar = [\"هواريتس\"]\nen = [\"Horowitz\"]\n\
    [term.a16z]\nkind = \"organisation\"\nen = [\"Andreessen Horowitz\"]\n";

fn attributed(text: &str) -> Vec<(String, Option<Speaker>)> {
    in_section(text, &mut PeopleSoFar::default())
}

fn in_section(text: &str, context: &mut PeopleSoFar) -> Vec<(String, Option<Speaker>)> {
    let (glossary, _) = Glossary::parse(GLOSSARY);
    quotations(text, Language::of_question(text), &sentences(text), None, &glossary, context)
        .into_iter()
        .map(|q| (text[q.range].to_owned(), q.speaker))
        .collect()
}

/// Who says each of a text's quotations, by name; that of a person of the glossary in
/// the glossary's spelling.
fn speakers(text: &str) -> Vec<Option<String>> {
    let (glossary, _) = Glossary::parse(GLOSSARY);
    let name = |speaker| match speaker {
        Speaker::Known(person) => glossary.concept(person).name.clone(),
        Speaker::Named(name) => name,
    };
    attributed(text).into_iter().map(|(_, speaker)| speaker.map(name)).collect()
}

fn assert_speaker(text: &str, expected: &str) {
    let expected = Some(expected).filter(|name| !name.is_empty()).map(str::to_owned);
    assert_eq!(speakers(text), [expected], "{text}");
}

fn assert_nobody(texts: &[&str]) {
    for text in texts {
        let found = speakers(text);
        assert!(!found.is_empty() && found.iter().all(Option::is_none), "{text}: {found:?}");
    }
}

#[test]
fn words_said_by_a_person_of_the_glossary_are_his() {
    let text = "قال ألتمان: “نحن بحاجة إلى دعم الصناعة.”";
    assert_eq!(attributed(text)[0].0, "نحن بحاجة إلى دعم الصناعة.");
    assert_speaker(text, "altman");
}

#[test]
fn words_held_at_a_distance_have_no_speaker() {
    assert_nobody(&[
        "تتحول ألتمان من “التوصية” إلى «التنفيذ».",
        "Altman said yes, and “merged” is the word.",
        "Altman said that the so-called “theory of everything” is near.",
        "Altman wants a “theory of everything and more” approach, he said.",
        "Altman said that the “theory of everything” approach is near.",
        "Jane Doe wrote “A Paradise Built in Hell”.",
        "In her book “The Art of Being Late,” Jane Doe wrote of it.",
        "Altman works with Horowitz on “the best of all machines”.",
    ]);
}

#[test]
fn a_name_beside_the_verb_is_taken_as_it_stands() {
    for (text, name) in [
        ("قالت ليلى حسن: “انتهى هذا الأمر.”", "ليلى حسن"),
        ("“انتهى هذا الأمر،” قالت ليلى حسن.", "ليلى حسن"),
        ("ليلى حسن قالت: “انتهى هذا الأمر.”", "ليلى حسن"),
        ("قال الدكتور سامي حسن إن “هذا الأمر انتهى”.", "الدكتور سامي حسن"),
        ("قال عبد الله حسن: “انتهى هذا الأمر.”", "عبد الله حسن"),
        ("وقال سامي حسن، خبير الطاقة المعروف، إن “هذا الأمر انتهى”.", "سامي حسن"),
        ("\"It is done now,\" said Jane Doe, smiling.", "Jane Doe"),
        ("“It is done now,” says Dr. Doe of the city.", "Dr. Doe"),
        ("“It is done now,” said chief inspector Jane Doe from the police.", "Jane Doe"),
        ("“It is done now,” her mother, Jane Doe, said.", "Jane Doe"),
        ("“It is done now,” Jane Doe, a user of it, wrote later.", "Jane Doe"),
        ("“It is done now,” Doe told me.", "Doe"),
        ("“Is it done now?” Jane Doe asked.", "Jane Doe"),
        ("“It is it. It is done now,” Jane Doe has also said.", "Jane Doe"),
        ("\"It is it. It is done now,\" Jane Doe said.", "Jane Doe"),
        ("Jane M. van der Doe said: “It is done now.”", "Jane M. van der Doe"),
        ("Jane Doe, who knows it all, told reporters: “It is done now.”", "Jane Doe"),
        ("One user, Jane Doe, noted, “It is done now.”", "Jane Doe"),
        ("Then economist Jane Doe added, “It is done now.”", "Jane Doe"),
        ("Acme CEO Jane Doe said, “It is done now.”", "Jane Doe"),
        ("So Jane Doe said that “it is done now”.", "Jane Doe"),
        ("On Monday Jane Doe said on the blog: “It is done now.”", ""),
        ("Jane Doe rose and told the court, “It is done now.”", "Jane Doe"),
        ("Said Jane Doe: “It is done now.”", "Jane Doe"),
        ("Then Jessica Altman said: “It is done now.”", "Jessica Altman"),
        ("Then Mr. Altman said: “It is done now.”", "altman"),
        ("Frankly Altman said: “It is done now.”", "altman"),
    ] {
        assert_speaker(text, name);
    }
}

#[test]
fn no_word_of_another_kind_is_a_name() {
    assert_nobody(&[
        "So I said, “Hey, what is this?”",
        "I said “Hey, what is this?”",
        "They're like “Hey, what is this?”",
        "Who said “Why is it so?”",
        "“I would prefer not to,” said I.",
        "“I would prefer not to,” said the Court.",
        "“I would prefer not to,” said a Russian.",
        "“I would prefer not to,” said Russian officials.",
        "“I would prefer not to,” Americans said.",
        "“I would prefer not to,” people at Google said.",
        "“I would prefer not to,” said on Monday.",
        "Yesterday said “it is done now”.",
        "Researchers said: “It is done now.”",
        "NASA said: “It is done now.”",
        "Andreessen Horowitz said: “It is done now.”",
        "Jane's report said: “It is done now.”",
        "The United States “is well on its way”.",
        "Well, hey said “it is done now”.",
        "قال المتحدث: “انتهى هذا الأمر.”",
        "قال رئيس الشركة: “انتهى هذا الأمر.”",
        "قال خبير: “انتهى هذا الأمر.”",
        "قال اليوم: “انتهى هذا الأمر.”",
        "قال صاحب المطعم: “انتهى هذا الأمر.”",
        "قالوا مرارا: “انتهى هذا الأمر.”",
        "قال ضاحكا: “انتهى هذا الأمر.”",
        "وصف مشروعه بأنه “أفضل ما كان”.",
        "وصف قرار سامي بأنه “أفضل ما كان”.",
        "What did Doe say of “the best of all”?",
    ]);
}

#[test]
fn a_word_from_inside_of_the_quotation_is_no_name() {
    assert_nobody(&[
        "He had said “Jane Doe is here now.”",
        "Then a man said “Well Jane, I never knew.”",
        "قال لهم: “ليلى حسن هنا الآن.”",
    ]);
}

#[test]
fn an_adverb_after_the_verb_is_nobody() {
    assert_nobody(&["وقد صرح بصراحة: “لقد حان الوقت.”", "He said frankly: “It is time now.”"]);
}

#[test]
fn who_is_spoken_to_or_about_is_not_who_speaks() {
    for (text, name) in [
        ("كشف ألتمان في حديثه مع بن هواريتس عن “رهانات جريئة للغاية”.", "altman"),
        ("Jane Doe told Altman: “It is done now.”", "Jane Doe"),
        ("Horowitz told Altman that “it is done now”.", "horowitz"),
        ("He told Jane Doe, “It is done now.”", ""),
        ("A man said to Altman: “It is done now.”", ""),
        ("قالت سلمى حسن لألتمان: “انتهى هذا الأمر.”", "سلمى حسن"),
    ] {
        assert_speaker(text, name);
    }
}

#[test]
fn a_passive_a_wish_and_a_denial_attribute_nothing() {
    assert_nobody(&[
        "Altman was told by Jane Doe, “It is done now.”",
        "Altman is called “the king of all machines”.",
        "Altman is known as “the king of all machines”.",
        "Altman never said “it is done now”.",
        "Altman didn't say, “It is done now.”",
        "If Altman said “it is done now”, it would be.",
        "Altman would have said “it is done now”.",
        "لم يذكر ألتمان أن “هذا الأمر انتهى”.",
    ]);
}

#[test]
fn one_family_name_at_the_beginning_of_a_sentence_needs_proof() {
    let text = "Perotti concluded that “it is done now”.";
    assert_speaker(text, "");
    let mut section = PeopleSoFar::default();
    in_section("It was found by Perotti in the end.", &mut section);
    let found = in_section(text, &mut section);
    assert_eq!(found[0].1, Some(Speaker::Named("Perotti".into())));
    assert_speaker("Horowitz said: “It is done now.”", "horowitz");
}

#[test]
fn a_quotation_goes_on_behind_the_name() {
    for text in [
        "“It is done,” said Jane Doe, smiling. “It is really done.”",
        "“It is done,” Jane Doe said on Monday, “but it was not easy.”",
        "“Is it done now?” asked Jane Doe; “I will do it then!”",
        "“Is it done now?” Jane Doe asked. “I will do it then!”",
    ] {
        let found = speakers(text);
        assert_eq!(found.last(), Some(&Some("Jane Doe".to_owned())), "{text}: {found:?}");
    }
    let text = "“It is done,” said the man, while Altman slept. “It is really done.”";
    assert_eq!(speakers(text), [None, None]);
}

#[test]
fn a_quotation_that_is_a_sentence_belongs_to_the_one_introduced_before_it() {
    let text = "يعتقد ألتمن أن السرعة تعتمد على التكلفة. “إذا كانت رخيصة فسيحدث ذلك.”";
    assert_speaker(text, "altman");
}

#[test]
fn a_pronoun_stands_for_the_one_person_named_so_far() {
    for (text, name) in [
        ("تحدث ألتمن طويلا. “هذه مجرد البداية،” قال.", "altman"),
        ("Altman spoke. “It is the beginning,” he said.", "altman"),
        ("Altman and Horowitz spoke. “It is the beginning,” he said.", ""),
        ("Altman met Jane Doe. “It is the beginning,” she said.", ""),
        ("Altman spoke. “It is the beginning,” they said.", ""),
        ("Altman spoke. “It is the beginning,” said a man.", ""),
        ("He told Altman: “It is the beginning.”", ""),
        ("“It is the beginning,” he told Altman.", ""),
    ] {
        assert_speaker(text, name);
    }
}

#[test]
fn a_pronoun_reaches_back_to_the_passage_before_and_no_farther() {
    let says = "“It is the beginning,” he said.";
    let mut section = PeopleSoFar::default();
    in_section("Altman spoke at length.", &mut section);
    assert!(in_section(says, &mut section)[0].1.is_some());
    assert!(in_section(says, &mut section)[0].1.is_none());
}

#[test]
fn words_reported_of_a_person_of_the_glossary_are_his() {
    for text in [
        "Altman, who runs it, revealed that it made “very bold and dear bets”.",
        "Altman announced more, which shows that it is “from here to there”.",
        "كشف ألتمان أن الشركة تقوم بعملية “رهانات جذرية للغاية”.",
        "رد ألتمان على ذلك قائلا: “انتهى هذا الأمر.”",
    ] {
        assert_speaker(text, "altman");
    }
}

#[test]
fn the_comma_of_the_sentence_around_is_not_said() {
    for (text, said) in [
        ("“It is done now,” he said.", "It is done now"),
        ("“هذه مجرد البداية ،” قال.", "هذه مجرد البداية"),
        ("“Is it done?” he asked.", "Is it done?"),
        ("“It is…” he said.", "It is…"),
        ("“,” he said.", ","),
    ] {
        assert_eq!(attributed(text)[0].0, said);
    }
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
        ("tags behind quotations", "“Yes, it is so,” said Jane Doe, "),
        ("capitalised words", "Jane "),
        ("titles", "Dr. "),
        ("commas", "Jane, "),
        ("descriptions", "user "),
        ("quotations alone", "“Yes, it is so.” "),
        ("Arabic names", "ليلى "),
    ] {
        assert_linear(what, |size| {
            attributed(&format!("{} “well”", line.repeat(size)));
            attributed(&format!("“It is so,” {} said “well”", line.repeat(size)));
        });
    }
}

proptest! {
    /// A name is written outside of the quotations, and is none of the words that
    /// begin answers and questions.
    #[test]
    fn a_name_stands_in_the_narration_and_is_no_small_word(
        words in proptest::collection::vec(
            prop_oneof![
                Just("قال"), Just("قالت"), Just("ألتمان"), Just("هواريتس"), Just("ليلى"),
                Just("said"), Just("Jane"), Just("Doe"), Just("and"), Just("ليلى حسن:"),
                Just("“نعم هذا هو”"), Just("“Yes, Bob is it.”"), Just("«قال ألتمان هنا»"),
                Just("."), Just(":"), Just(","), Just("So"), Just("Hey"), Just("I"), Just("The"),
                Just("Who"), Just("Monday"), Just("Dr."), Just("told"), Just("asked"),
                Just("“"), Just("”"), Just("بصراحة:"), Just("على:"), Just("Why"), Just("He"),
            ],
            0..24,
        )
    ) {
        let text = words.join(" ");
        let spans = spans(&text);
        for (_, speaker) in attributed(&text) {
            let Some(Speaker::Named(name)) = speaker else { continue };
            let mut narrated = text.clone();
            for span in spans.iter().rev() {
                narrated.replace_range(span.clone(), "");
            }
            let narrated: Vec<&str> = narrated.split_whitespace().collect();
            prop_assert!(narrated.join(" ").contains(&name), "{name} in {text}");
            for token in analyze(&name, Language::of_question(&name)) {
                prop_assert!(!token.is_stop() && !token.is(WordClass::Calendar), "{name} in {text}");
            }
        }
    }

    #[test]
    fn a_quotation_is_a_slice_of_any_unicode_text(text in "[“”«»\"a-zA-Zء-ي .:،]{0,80}|\\PC*") {
        let found = attributed(&text);
        prop_assert_eq!(found.len(), spans(&text).len());
        for (words, _) in found {
            prop_assert!(text.contains(&words) && !words.is_empty());
        }
    }
}
