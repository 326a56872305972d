use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::core::answer::Slice;
use crate::core::knowledge::Library;

const ARTICLE: &str = "---\ntitle: Bets\nlanguage: ar\nauthor: ليلى\n---\n\n## عن الرهان\n\nقال سام ألتمان: “نحن بحاجة إلى دعم الصناعة بأكملها في 2025.” وهو لا يعتقد أن الرهان صغير. ثم ذهب إلى نيويورك مع بن هورويتز. {#a}\n\nالطاقة النووية رخيصة جدا، وهي ليست خطرة كما يقال عنها دائما. {#b}\n";
const ENGLISH: &str = "---\ntitle: Bets\nlanguage: en\nrendition: draft\n---\n\n## On bets\n\nSam Altman said: “We need the support of the whole industry in 2025.” He does not believe that the bet is small. Then he went to New York with Ben Horowitz. {#a}\n\nNuclear energy is very cheap, and it is not dangerous as is always said of it. {#b}\n";
const TALK: &str = "---\ntitle: Talk\nguest: Bob Ray\nhost: Ann Lee\nmedia: https://youtu.be/x\n---\n\nAnn Lee (0:10): Why would anybody build forty bridges over one lake?\n\nBob Ray (1:15): Because the people on the islands wanted schools. It is not about the money at all.\n\nAnn Lee (1:40): I see that now, it makes sense to me.\n";
const GLOSSARY: &str = "[term.altman]\nkind = \"person\"\nar = [\"سام ألتمان\", \"ألتمان\"]\nen = [\"Sam Altman\", \"Altman\"]\n[term.ben]\nkind = \"person\"\nar = [\"بن هورويتز\", \"هورويتز\"]\nen = [\"Ben Horowitz\", \"Horowitz\"]\n";

fn engine() -> Engine {
    let texts = [
        ("glossary.toml", GLOSSARY),
        ("bets.md", ARTICLE),
        ("bets.en.md", ENGLISH),
        ("talk.md", TALK),
    ];
    Engine::in_memory(Arc::new(Library::from_texts(texts))).expect("an index")
}

fn found(text: &str) -> Attestation {
    check(&engine(), text).expect("an index")
}

fn exact(text: &str) -> Place {
    match found(text) {
        Attestation::Exact(place) => place,
        other => panic!("{text}: {other:?}"),
    }
}

fn near(text: &str) -> Vec<(DifferenceKind, String, String)> {
    match found(text) {
        Attestation::Near(_, differences) => differences
            .into_iter()
            .map(|difference| {
                let source: Vec<&str> = difference.source.iter().map(Slice::text).collect();
                (difference.kind, difference.written, source.join("|"))
            })
            .collect(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn what_is_there_word_for_word_is_exact_whatever_its_spelling() {
    for text in [
        "نحن بحاجة إلى دعم الصناعة بأكملها في 2025",
        "«نَحنُ بحاجه الى دعم الصنـــاعة بأكملها في ٢٠٢٥»",
        "الطاقة النووية رخيصة جدا",
        "نيويورك مع بن هورويتز. الطاقة النووية رخيصة جدا",
        "BECAUSE the people on the islands — wanted schools",
        "makes sense to me",
    ] {
        exact(text);
    }
    let place = exact("نيويورك مع بن هورويتز. الطاقة النووية رخيصة جدا");
    assert_eq!(place.quotes.len(), 2, "over two passages");
    let timed = exact("Because the people on the islands wanted schools");
    let citation = timed.quotes[0].citation(Language::ENGLISH);
    assert_eq!(citation.link.as_deref(), Some("https://youtu.be/x?t=75s"));
    assert_eq!(timed.owner, Owner::Speaker(Speaker::Named("Bob Ray".to_owned())));
}

#[test]
fn what_was_changed_is_named() {
    use DifferenceKind::{Name, Negation, Number, Words};
    let one =
        |kind, written: &str, source: &str| vec![(kind, written.to_owned(), source.to_owned())];
    for (text, expected) in [
        ("نحن بحاجة إلى دعم الصناعة بأكملها في 2026", one(Number, "2026", "2025")),
        ("why would anybody build fifty bridges over one lake", one(Number, "fifty", "forty")),
        ("ثم ذهب إلى نيويورك مع سام ألتمان", one(Name, "سام ألتمان", "بن هورويتز")),
        ("It is about the money at all", one(Negation, "", "not")),
        ("الطاقة النووية ليست رخيصة جدا", one(Negation, "ليست", "")),
        ("Because the people on the islands wanted bridges", one(Words, "bridges", "schools")),
        ("Because the people on the wanted schools", one(Words, "", "islands")),
        ("Because all the people on the islands wanted schools", one(Words, "all", "")),
    ] {
        assert_eq!(near(text), expected, "{text}");
    }
}

#[test]
fn a_quotation_that_leaves_out_a_negation_beside_it_is_not_exact() {
    assert_eq!(near("يعتقد أن الرهان صغير")[0].0, DifferenceKind::Negation);
    assert_eq!(near("about the money at all")[0].2, "not");
    assert_eq!(
        near("Nuclear energy is very cheap … dangerous as is always said of it")[0].0,
        DifferenceKind::Negation
    );
}

#[test]
fn an_ellipsis_shortens_a_quotation_within_neighbouring_passages() {
    let place = exact("the people on the islands … not about the money");
    assert!(place.is_shortened);
    assert!(!exact("wanted schools. It is... not about the money at all").is_shortened);
    let over = exact("build forty bridges over one lake [...] people on the islands wanted");
    assert!(over.is_shortened && over.quotes.len() == 2);
    assert!(!matches!(
        found("people on the islands wanted ... build forty bridges over one lake"),
        Attestation::Exact(_)
    ));
}

#[test]
fn equal_words_beside_a_change_stay_equal_at_the_beginning_and_the_end() {
    for (text, written, source) in [
        // The first word, the second, the last but one, the last.
        ("Since the people on the islands wanted schools", "Since", "Because"),
        ("Nuclear power cheap, and it is not dangerous", "power", "energy is very"),
        ("Nuclear is very cheap, and it is not dangerous", "", "energy"),
        ("Then soon after he went to New York", "soon after", ""),
        ("and it is not dangerous as is rumoured it", "rumoured", "always said of"),
        ("and it is not dangerous as is always said of them", "them", "it"),
        ("القوة النووية رخيصة جدا، وهي ليست خطرة", "القوة", "الطاقة"),
        ("الطاقة الشمسية وهي ليست خطرة كما يقال عنها", "الشمسية", "النووية رخيصة جدا"),
        ("الطاقة رخيصة جدا، وهي ليست خطرة", "", "النووية"),
        ("رخيصة جدا، وهي ليست خطرة أبدا دائما", "أبدا", "كما يقال عنها"),
        ("وهي ليست خطرة كما يقال عنها أحيانا", "أحيانا", "دائما"),
    ] {
        let expected = (DifferenceKind::Words, written.to_owned(), source.to_owned());
        assert_eq!(near(text), [expected], "{text}");
    }
}

#[test]
fn words_of_somebody_else_are_told_to_be_theirs() {
    for (text, claimed) in [
        ("قال هورويتز: «نحن بحاجة إلى دعم الصناعة بأكملها في 2025»", Some("بن هورويتز")),
        ("قال ألتمان: «نحن بحاجة إلى دعم الصناعة بأكملها في 2025»", None),
        ("“It is not about the money at all.” — Ann Lee", Some("Ann Lee")),
        ("“It is not about the money at all.” — Bob Ray", None),
        ("Bob said \"it is not about the money at all\"", None),
        ("الطاقة النووية رخيصة جدا — بن هورويتز", Some("بن هورويتز")),
        ("الطاقة النووية رخيصة جدا — ليلى", None),
    ] {
        assert_eq!(exact(text).claimed.as_deref(), claimed, "{text}");
    }
    let told = exact("الطاقة النووية رخيصة جدا — بن هورويتز");
    assert_eq!(told.owner, Owner::Text(Some("ليلى".to_owned())));
}

#[test]
fn the_wording_of_a_translation_is_told_to_be_one_and_its_original_is_quoted() {
    let place = exact("We need the support of the whole industry");
    assert_eq!(place.translation, Some(Language::ENGLISH));
    assert!(place.quotes[0].highlight().contains("نحن بحاجة"), "{}", place.quotes[0].highlight());
    assert_eq!(exact("دعم الصناعة بأكملها").translation, None);
}

#[test]
fn too_little_too_much_and_what_is_not_there_are_told() {
    for text in ["", "؟؟", "the", "of the", "the energy", "it is what it is", "“of the” — Bob Ray"]
    {
        assert!(matches!(found(text), Attestation::TooShort), "{text}");
    }
    let long = "energy ".repeat(LONGEST_WORDS + 1);
    assert!(matches!(found(&long), Attestation::TooLong));
    assert!(matches!(found(&"x".repeat(LONGEST_BYTES + 1)), Attestation::TooLong));
    for text in [
        "Zebras are striped animals of the savannah",
        "المواطنون ينتخبون رئيسا جديدا كل أربع سنوات",
        "The people of the lake are what the money is about in the schools of New York",
    ] {
        assert!(matches!(found(text), Attestation::Absent), "{text}: {:?}", found(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_checked_without_a_panic(text in "\\PC{0,80}|([a-z]{1,3}|the|islands|[ء-ي]{1,4}|not|…|[.:«»“”\"—-]| ){0,60}") {
        let engine = engine();
        check(&engine, &text).expect("an index");
        check(&engine, &format!("the people on the islands {text} wanted schools")).expect("an index");
    }
}
