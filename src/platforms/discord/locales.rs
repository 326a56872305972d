//! The commands' descriptions in the languages that Discord's clients have.
//! Arabic is not among them; answers are in the asker's language all the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One of the texts.
#[derive(Debug, Clone, Copy)]
pub enum Text {
    Command(&'static str),
    Argument(&'static str, &'static str),
}

type Table = BTreeMap<String, BTreeMap<String, String>>;

/// By text, then by locale.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("locales.toml")).unwrap_or_default());

/// A text in every locale but English, which is the default.
pub fn of(text: Text) -> impl Iterator<Item = (&'static str, &'static str)> {
    let name = match text {
        Text::Command(command) => command.to_owned(),
        // The same topic is asked for in several commands.
        Text::Argument(_, argument) => format!("option-{argument}"),
    };
    let found = TABLE.get(&name).into_iter().flatten();
    found.map(|(locale, text)| (locale.as_str(), text.as_str()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::chat::commands::ALL;

    /// Discord's locales but its two kinds of English, from "Locales" in its
    /// reference.
    const LOCALES: [&str; 30] = [
        "id", "da", "de", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
        "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
        "zh-CN", "ja", "zh-TW", "ko",
    ];

    #[test]
    fn every_description_is_there_in_every_locale_within_100_characters() {
        let expected: BTreeSet<&str> = LOCALES.into();
        for info in ALL {
            let arguments = info.arguments.iter().map(|a| Text::Argument(info.name, a.name));
            for text in std::iter::once(Text::Command(info.name)).chain(arguments) {
                let found: Vec<_> = of(text).collect();
                let locales: BTreeSet<&str> = found.iter().map(|(locale, _)| *locale).collect();
                assert_eq!(locales, expected, "{text:?}");
                for (locale, text) in found {
                    let length = text.chars().count();
                    assert!((1..=100).contains(&length), "{locale}: {text}");
                }
            }
        }
    }
}
