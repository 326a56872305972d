use super::*;
use crate::chat::typed::LONGEST_NAME_WORDS;
use crate::core::knowledge::vocabulary::fold_phrase;

#[test]
fn every_command_describes_itself_within_the_limits_of_the_platforms() {
    for info in typed() {
        // Discord: names match ^[-_\p{L}\p{N}]{1,32}$, descriptions have 1 to 100 characters.
        for name in std::iter::once(info.name).chain(info.arguments.iter().map(|a| a.name)) {
            assert!((1..=32).contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase()));
        }
        for about in std::iter::once(info.about).chain(info.arguments.iter().map(|a| a.about)) {
            for text in [about.ar, about.en] {
                assert!((1..=100).contains(&text.chars().count()), "{text}");
            }
        }
    }
}

#[test]
fn no_two_commands_share_a_letter_or_a_name() {
    let mut letters: Vec<char> = ALL.iter().map(|info| info.letter).collect();
    letters.sort_unstable();
    letters.dedup();
    assert_eq!(letters.len(), ALL.len());
    let names = ALL.iter().flat_map(|info| info.aliases.iter().chain([&info.name]));
    let mut names: Vec<String> = names.map(|name| fold_phrase(name)).collect();
    assert!(names.iter().all(|name| name.split(' ').count() <= LONGEST_NAME_WORDS));
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn every_typed_command_is_read_by_its_name_and_its_aliases() {
    for info in typed() {
        let needed = match info.name {
            "check" => " “energy”",
            "quote" => " altman/3.2@3fa9c1d2",
            "pin" => " altman/3.2@3fa9c1d2 how large is the bet?",
            _ if info.arguments.iter().any(|a| a.required) => " energy",
            _ => "",
        };
        for name in info.aliases.iter().chain([&info.name]) {
            for typed in [format!("{name}{needed}"), format!("/{name}{needed}")] {
                assert_eq!(Command::typed(&typed).name(), info.name, "{typed}");
            }
        }
    }
}

#[test]
fn a_command_can_be_typed_by_its_name_and_anything_else_is_a_question() {
    assert_eq!(Command::typed(" help "), Command::help());
    assert_eq!(Command::typed(""), Command::help());
    assert_eq!(Command::typed("??"), Command::help());
    assert_eq!(Command::typed("Topics!").name(), "topics");
    let about = quotes::Quotes { about: Some("nuclear energy".into()), skip: 0 };
    assert_eq!(Command::typed("quotes about nuclear energy"), about.into());
    let about = summary::Summary { topic: Some("الطاقة".into()), points: 5 };
    assert_eq!(Command::typed("ملخّص عن الطاقة ٥"), about.into());
    assert_eq!(Command::typed("النقاط الرئيسية").name(), "keypoints");
    for question in ["source of energy?", "topics that he avoided", "ليش راهنت OpenAI؟"] {
        assert_eq!(Command::typed(question), Command::ask(question));
    }
    assert_eq!(Command::typed("ask why?"), Command::ask("why?"));
}
