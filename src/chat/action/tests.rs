use proptest::prelude::*;

use super::*;
use crate::chat::commands::ALL;
use crate::chat::commands::check::Check;
use crate::chat::commands::context::Context;
use crate::chat::commands::digest::{Again, Digest, DigestDeed};
use crate::chat::commands::gap::{Gap, GapDeed};
use crate::chat::commands::hand_over::{HandOver, HandOverDeed};
use crate::chat::commands::insights::Insights;
use crate::chat::commands::keypoints::KeyPoints;
use crate::chat::commands::passage::Passage;
use crate::chat::commands::pins::Pins;
use crate::chat::commands::privacy::Privacy;
use crate::chat::commands::quote::QuoteAt;
use crate::chat::commands::quotes::Quotes;
use crate::chat::commands::section::Section;
use crate::chat::commands::settings::Settings;
use crate::chat::commands::source::{Fact, Sources};
use crate::chat::commands::summary::Summary;
use crate::chat::commands::topics::Topics;
use crate::chat::commands::who_said::WhoSaid;
use crate::chat::settings::SettingName;
use crate::chat::text::cutting::code_units;
use crate::chat::timetable::Weekdays;

fn actions() -> Vec<Action> {
    let passage = PassageTag::parse("00ff00ff00ff00ff").expect("a tag");
    let language = Language::ARABIC;
    let ask = Command::Ask(Ask {
        question: "ليش؟ a:b".to_owned(),
        previous: None,
        document: None,
        skip: 3,
    });
    let outline = |topic: Option<&str>| Outline {
        topic: topic.map(str::to_owned),
        most_points: 25,
        language: Language::ENGLISH,
    };
    let run = |command: Command| Action::Run(command, language);
    let place = |id| Elsewhere::parse(id).expect("an id");
    vec![
        Action::Share(ask.clone(), language),
        run(ask),
        run(KeyPoints { topic: None, skip: 0 }.into()),
        run(KeyPoints { topic: Some("energy".into()), skip: 4 }.into()),
        run(Quotes { about: None, skip: 9 }.into()),
        run(Summary { topic: None, points: 9 }.into()),
        run(Section { passage, skip: 3 }.into()),
        run(Passage { passage, skip: 7, highlight: None }.into()),
        run(Passage { passage, skip: 0, highlight: Some(2..4) }.into()),
        run(Context { passage }.into()),
        run(Topics.into()),
        run(Sources::default().into()),
        run(Sources { fact: Some(Fact::Date), passage: None }.into()),
        run(Sources { fact: None, passage: Some(passage) }.into()),
        run(Check { text: "«قال: نعم» — هورويتز".to_owned() }.into()),
        run(QuoteAt { address: "altman/3.2@3fa9c1d2-7a10c4".to_owned() }.into()),
        run(Settings::default().into()),
        run(Settings {
            setting: Some(SettingName::HandOverRole),
            everywhere: true,
            value: Some("a:b".to_owned()),
            is_unknown: false,
        }
        .into()),
        run(Insights { days: 30 }.into()),
        run(Gap { days: 7, id: Some("00ff00ff00ff00ff".to_owned()), deed: GapDeed::Hide }.into()),
        run(Gap { days: 7, id: None, deed: GapDeed::Candidates }.into()),
        run(HandOver::Ask { question: "why: how?".to_owned(), previous: None }.into()),
        run(HandOver::SeeTo {
            id: "00ff00ff00ff00ff00ff00ff00ff00ff".to_owned(),
            deed: HandOverDeed::Candidates,
        }
        .into()),
        run(WhoSaid { passage, sentences: 2..4 }.into()),
        run(Pins { remove: None }.into()),
        run(Pins { remove: Some("00ff00ff00ff00ff00ff00ff00ff00ff".to_owned()) }.into()),
        run(Privacy { forget: false }.into()),
        run(Privacy { forget: true }.into()),
        run(Command::help()),
        run(Digest::ALL.into()),
        run(Digest { id: Some("00ff".to_owned()), deed: DigestDeed::Post, page: 2 }.into()),
        run(Digest::again(Again { topic: None, to: place("C024BE7LR"), weekdays: None }).into()),
        run(Digest::again(Again {
            topic: Some("الطاقة: كم؟".to_owned()),
            to: place("18446744073709551615"),
            weekdays: Some(Weekdays::DAILY),
        })
        .into()),
        Action::PickTopic { question: "why".to_owned(), language },
        Action::Feedback {
            verdict: Verdict::NotHelpful,
            passage,
            question: "why".to_owned(),
            language,
        },
        Action::Choose(outline(None), Choice::all(3)),
        Action::Leaf(outline(Some("energy")), Choice::all(25), 2),
        Action::Hold(outline(Some("energy")), Choice::all(25), 1),
        Action::Move {
            outline: outline(None),
            choice: Choice::all(25),
            page: 1,
            point: 24,
            way: Way::Up,
        },
        Action::Move {
            outline: outline(None),
            choice: Choice::all(25),
            page: 1,
            point: 24,
            way: Way::Down,
        },
        Action::Note { note: None, language },
        Action::Note { note: Some("اقرأ: هذا".to_owned()), language },
        Action::Aim { elsewhere: None, language },
        Action::Aim { elsewhere: Elsewhere::parse("C024BE7LR"), language },
        Action::Post(outline(Some("energy")), Choice::all(25)),
        Action::Cancel(language),
        Action::Delete { asker: "1234567890".to_owned(), language },
    ]
}

#[test]
fn no_two_actions_share_a_letter() {
    let own = [PICK, FEEDBACK, CHOOSE, LEAF, HOLD, MOVE, NOTE, AIM, POST, CANCEL, DELETE, SHARE];
    let mut letters: Vec<char> = ALL.iter().map(|info| info.letter).chain(own).collect();
    let count = letters.len();
    letters.sort_unstable();
    letters.dedup();
    assert_eq!(letters.len(), count);
}

#[test]
fn every_command_is_among_the_actions_tested_here() {
    // An address and a question find room in no button.
    for info in ALL.iter().filter(|info| info.name != "pin") {
        let is_run = |action: &Action| matches!(action, Action::Run(c, _) if c.name() == info.name);
        assert!(actions().iter().any(is_run), "{}", info.name);
    }
}

#[test]
fn every_action_is_read_as_it_was_written() {
    for action in actions() {
        let written = action.encode(100);
        assert_eq!(Action::decode(&written), Ok(action), "{written}");
    }
}

#[test]
fn an_outline_about_a_long_heading_is_read_as_it_was_written() {
    let heading =
        "ناقش سام ألتمان مع مؤسسي الصندوق: الرهان الجريء على البنية التحتية\nوأداة استراتيجية هامة";
    let outline = Outline::new(Some(heading.to_owned()), 25, Language::ARABIC);
    let choice = Choice::all(25);
    for action in [
        Action::Choose(outline.clone(), choice),
        Action::Leaf(outline.clone(), choice, 24),
        Action::Hold(outline.clone(), choice, 24),
        Action::Move { outline: outline.clone(), choice, page: 24, point: 24, way: Way::Down },
        Action::Post(outline, choice),
    ] {
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
        "2",
        "1a:ar:3:x",
        "3a:ar:3:doc:",
        "3a:ar:x::y",
        "3z:ar:",
        "3f:ar:?:00:",
        "3n:ar:0:12",
        "3wx:ar:",
        "3T:ar:<#1>",
        "3y:ar:a:0:128::",
        "3y:ar:a:0:0:a-b:",
        "3a:ar:99999999999::q",
    ] {
        assert_eq!(Action::decode(text), Err(UnknownAction), "{text}");
    }
}

#[test]
fn a_follow_up_carries_the_question_before_it() {
    let command = Ask {
        question: "والنووية؟".to_owned(),
        previous: Some("ما مستقبل الطاقة؟".to_owned()),
        document: None,
        skip: 1,
    };
    let written = Action::Run(command.into(), Language::ARABIC).encode(100);
    let Ok(action) = Action::decode(&written) else { panic!("{written}") };
    assert_eq!(action.question(), Some("والنووية مستقبل الطاقة"));
}

proptest! {
    #[test]
    fn no_question_makes_a_text_that_is_too_long(question in any::<String>(), room in 60_usize..200) {
        let tag = PassageTag::parse("00ff00ff00ff00ff").expect("a tag");
        let language = Language::ARABIC;
        let feedback = Action::Feedback { verdict: Verdict::Helpful, passage: tag, question: question.clone(), language };
        let command = Command::from(Ask { question, previous: None, document: None, skip: 1000 });
        for action in [Action::Run(command.clone(), language), Action::Share(command, language), feedback] {
            prop_assert!(code_units(&action.encode(room)) <= room);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "2?[a-z]{0,2}:?[a-z]{0,3}:?.{0,40}|.{0,60}") {
        let _ = Action::decode(&text);
    }
}
