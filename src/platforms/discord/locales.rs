//! The commands' names and descriptions in the languages of Discord's clients.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::commands::CHECK_MESSAGE;
use crate::chat::commands::{Argument, Info, Localised};

type Table = BTreeMap<String, BTreeMap<String, String>>;

/// By text, then by locale.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("locales.toml")).unwrap_or_default());

/// A locale and a text in it.
pub type InLocale = (&'static str, &'static str);

/// What a command does, in every locale but English, which is the default.
pub fn of_command(info: &Info) -> impl Iterator<Item = InLocale> {
    in_arabic(&info.about).chain(of(info.name.to_owned()))
}

/// What an option is for. The same one is the same in several commands.
pub fn of_option(argument: &Argument) -> impl Iterator<Item = InLocale> {
    in_arabic(&argument.about).chain(of(format!("option-{}", argument.name)))
}

/// By which names clients show a command. Interactions have the English one.
pub fn names_of_command(info: &Info) -> impl Iterator<Item = InLocale> {
    of(format!("name-{}", info.name))
}

/// By which names clients show an option.
pub fn names_of_option(argument: &Argument) -> impl Iterator<Item = InLocale> {
    of(format!("name-option-{}", argument.name))
}

/// By which names clients show a command of a message's menu.
pub fn names_of_message_command(name: &str) -> impl Iterator<Item = InLocale> {
    of(if name == CHECK_MESSAGE { "name-message-check" } else { "name-message" }.to_owned())
}

/// The chat layer's own texts are in Arabic too.
fn in_arabic(about: &Localised) -> impl Iterator<Item = InLocale> {
    std::iter::once(("ar", about.ar))
}

fn of(name: String) -> impl Iterator<Item = InLocale> {
    let found = TABLE.get(&name).into_iter().flatten();
    found.map(|(locale, text)| (locale.as_str(), text.as_str()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::chat::commands::typed;
    use crate::platforms::discord::commands::ASK_ABOUT_MESSAGE;

    /// Discord's locales but its two kinds of English: `AvailableLocalesEnum` of its
    /// OpenAPI description, read 2026-11.
    const LOCALES: [&str; 32] = [
        "ar", "bg", "cs", "da", "de", "el", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu",
        "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr",
        "uk", "vi", "zh-CN", "zh-TW",
    ];

    #[test]
    fn the_locales_are_those_of_discords_own_description() {
        let shared = std::env::var("IQTIBAS_SHARED")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
        let path = format!("{shared}/contracts/discord-openapi.json");
        let Ok(description) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: no {path}");
            return;
        };
        let description: Value = serde_json::from_str(&description).expect("JSON");
        let locales = &description["components"]["schemas"]["AvailableLocalesEnum"]["oneOf"];
        let theirs: BTreeSet<&str> = locales
            .as_array()
            .expect("a list of locales")
            .iter()
            .map(|locale| locale["const"].as_str().expect("a locale"))
            .filter(|locale| !locale.starts_with("en-"))
            .collect();
        assert_eq!(theirs, LOCALES.into());
    }

    #[test]
    fn every_description_is_there_in_every_locale_within_100_characters() {
        let expected: BTreeSet<&str> = LOCALES.into();
        let check = |what: &str, found: Vec<InLocale>| {
            let locales: BTreeSet<&str> = found.iter().map(|(locale, _)| *locale).collect();
            assert_eq!(locales, expected, "{what}");
            assert_eq!(found.len(), expected.len(), "{what} is there twice in a locale");
            for (locale, text) in found {
                let characters = text.chars().count();
                assert!((1..=100).contains(&characters), "{locale}: {text}");
            }
        };
        for info in typed() {
            check(info.name, of_command(info).collect());
            for argument in info.arguments {
                check(argument.name, of_option(argument).collect());
            }
        }
    }

    /// Discord's rule for the names of slash commands and options, in lower case
    /// ("Application Commands", Application Command Naming, read 2026-11):
    /// `^[-_'\p{L}\p{N}…]{1,32}$`, which leaves out vowel signs.
    fn is_a_name(name: &str) -> bool {
        let fits = |c: char| c.is_alphanumeric() && !('\u{064B}'..='\u{0655}').contains(&c);
        (1..=32).contains(&name.chars().count())
            && name.chars().all(|c| fits(c) || c == '-' || c == '_')
            && name.to_lowercase() == name
    }

    #[test]
    fn every_arabic_name_is_one_that_discord_takes_and_only_one_thing_has_it() {
        let arabic = |names: Vec<InLocale>| match names[..] {
            [("ar", name)] => name,
            _ => panic!("{names:?}"),
        };
        let mut commands = BTreeSet::new();
        for info in typed() {
            let name = arabic(names_of_command(info).collect());
            assert!(is_a_name(name) && commands.insert(name), "{name}");
            let mut options = BTreeSet::new();
            for argument in info.arguments {
                let name = arabic(names_of_option(argument).collect());
                assert!(is_a_name(name) && options.insert(name), "{name}");
            }
        }
        // A message's command may have spaces.
        for name in [ASK_ABOUT_MESSAGE, CHECK_MESSAGE] {
            let name = arabic(names_of_message_command(name).collect());
            assert!((1..=32).contains(&name.chars().count()), "{name}");
        }
        assert!(!is_a_name("ملخّص") && !is_a_name("ask me") && !is_a_name("Ask"));
    }
}
