use proptest::prelude::*;

use super::*;

fn actions() -> Vec<Action> {
    let tag = PassageTag::parse("00ff00ff00ff00ff").expect("a tag");
    let language = Language::ARABIC;
    let ask = Command::Ask { question: "ليش؟ a:b".to_owned(), previous: None, skip: 3 };
    let draft = |topic: Option<&str>| Draft {
        topic: topic.map(str::to_owned),
        length: 25,
        language: Language::ENGLISH,
    };
    vec![
        Action::Share(ask.clone(), language),
        Action::Run(ask, language),
        Action::Run(Command::KeyPoints { topic: None, skip: 0 }, language),
        Action::Run(Command::KeyPoints { topic: Some("energy".into()), skip: 4 }, language),
        Action::Run(Command::Quotes { about: None, skip: 9 }, language),
        Action::Run(Command::Summary { topic: None, length: 9 }, language),
        Action::Run(Command::Section { passage: tag, skip: 3 }, language),
        Action::Run(Command::Passage { passage: tag, skip: 0 }, language),
        Action::Run(Command::Context(tag), language),
        Action::Run(Command::Topics, language),
        Action::Run(Command::Source, language),
        Action::Run(Command::Help, language),
        Action::PickTopic { question: "why".to_owned(), language },
        Action::Feedback {
            verdict: Verdict::NotHelpful,
            passage: tag,
            question: "why".to_owned(),
            language,
        },
        Action::Choose(draft(None)),
        Action::Post(draft(Some("energy")), Chosen::all(25)),
        Action::Cancel(language),
    ]
}

#[test]
fn every_action_is_read_as_it_was_written() {
    for action in actions() {
        let written = action.encode(100);
        assert_eq!(Action::decode(&written), Ok(action), "{written}");
    }
}

#[test]
fn a_draft_about_a_long_heading_is_read_as_it_was_written() {
    let heading =
        "ناقش سام ألتمان مع مؤسسي الصندوق: الرهان الجريء على البنية التحتية\nوأداة استراتيجية هامة";
    let draft = Draft::new(Some(heading.to_owned()), 25, Language::ARABIC);
    for action in [Action::Choose(draft.clone()), Action::Post(draft, Chosen::all(25))] {
        assert_eq!(Action::decode(&action.encode(100)), Ok(action));
    }
}

#[test]
fn every_action_has_a_text_of_its_own() {
    // Discord refuses a message in which two components have the same custom_id.
    let mut written: Vec<String> = actions().iter().map(|a| a.encode(100)).collect();
    let count = written.len();
    written.sort();
    written.dedup();
    assert_eq!(written.len(), count);
}

#[test]
fn old_and_forged_texts_are_told_apart() {
    for text in [
        "",
        "0a:ar:3:x",
        "1",
        "1a:ar:3:",
        "1a:ar:x:y",
        "1z:ar:",
        "1f:ar:?:00:",
        "1n:ar:0:12",
        "1wx:ar:",
        "1a:ar:99999999999:q",
    ] {
        assert_eq!(Action::decode(text), Err(UnknownAction), "{text}");
    }
}

#[test]
fn a_follow_up_carries_the_question_before_it() {
    let command = Command::Ask {
        question: "والنووية؟".to_owned(),
        previous: Some("ما مستقبل الطاقة؟".to_owned()),
        skip: 1,
    };
    let written = Action::Run(command, Language::ARABIC).encode(100);
    let Ok(action) = Action::decode(&written) else { panic!("{written}") };
    assert_eq!(action.question(), Some("والنووية مستقبل الطاقة"));
}

proptest! {
    #[test]
    fn no_question_makes_a_text_that_is_too_long(question in any::<String>(), room in 40_usize..200) {
        let tag = PassageTag::parse("00ff00ff00ff00ff").expect("a tag");
        let language = Language::ARABIC;
        let feedback = Action::Feedback { verdict: Verdict::Helpful, passage: tag, question: question.clone(), language };
        let command = Command::Ask { question, previous: None, skip: 1000 };
        for action in [Action::Run(command.clone(), language), Action::Share(command, language), feedback] {
            prop_assert!(length(&action.encode(room)) <= room);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "1?[a-z]{0,2}:?[a-z]{0,3}:?.{0,40}|.{0,60}") {
        let _ = Action::decode(&text);
    }
}
