//! `settings [setting] [value]`: what holds in a place and why, and changing it.

use super::{Argument, ArgumentKind, Asked, Declare, Info, Localised, Run};
use crate::chat::action::Action;
use crate::chat::arguments::Arguments;
use crate::chat::buttons::{Button, Menu};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::{Given, SettingsView};
use crate::chat::reply::{Entry, Reply};
use crate::chat::settings::{Origin, SettingName, USUAL_RETENTION};
use crate::chat::words::{self, DeskWords, Words};
use crate::chat::zones::USUAL;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::knowledge::vocabulary::fold_phrase;

/// What is chosen to take a value away.
const UNSET: &str = "-";
/// Days that can be chosen for questions to be kept.
const RETENTIONS: &[u16] = &[0, 7, 30, 90, 180, 365];
/// What holds, or a change of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The one that is looked at or changed.
    pub setting: Option<SettingName>,
    /// Whether it is changed for all channels.
    pub everywhere: bool,
    /// What it is to be; [`Settings::unset`] tells whether it is taken away.
    pub value: Option<String>,
    /// Whether a setting was named that there is not.
    pub is_unknown: bool,
}

impl Settings {
    /// Whether the value says that there is to be none.
    pub fn unset(&self) -> bool {
        self.value.as_deref() == Some(UNSET)
    }

    fn of(setting: SettingName, everywhere: bool) -> Settings {
        Settings { setting: Some(setting), everywhere, ..Settings::default() }
    }
}

impl Declare for Settings {
    const INFO: Info = Info {
        name: "settings",
        aliases: &["الإعدادات", "إعدادات", "الضبط"],
        about: Localised {
            ar: "ما يسري في هذه القناة وسببه، وتغييره",
            en: "What holds in this channel and why, and changing it",
        },
        arguments: &[
            Argument {
                name: "setting",
                about: Localised { ar: "أي إعداد", en: "Which setting" },
                kind: ArgumentKind::Setting,
                required: false,
            },
            Argument {
                name: "value",
                about: Localised {
                    ar: "القيمة؛ - لإزالتها", en: "The value; - takes it away"
                },
                kind: ArgumentKind::Text,
                required: false,
            },
            Argument {
                name: "everywhere",
                about: Localised { ar: "لكل القنوات", en: "For all channels" },
                kind: ArgumentKind::Flag,
                required: false,
            },
        ],
        for_moderators: true,
        needs_store: true,
        is_typed: true,
        letter: 'G',
    };

    fn parse(arguments: &Arguments) -> Option<Settings> {
        let everywhere = arguments.flag("everywhere");
        let (named, value) = match (arguments.text("setting"), arguments.text("value")) {
            // A typed line has both in one text.
            (None, Some(line)) => match line.split_once(char::is_whitespace) {
                Some((name, value)) => (Some(name.to_owned()), Some(value.trim().to_owned())),
                None => (Some(line), None),
            },
            both => both,
        };
        let Some(named) = named else { return Some(Settings::default()) };
        let setting = setting_named(&named);
        Some(Settings { setting, everywhere, value, is_unknown: setting.is_none() })
    }

    fn read(fields: &mut Reader) -> Result<Settings, UnknownAction> {
        let setting = fields.parsed(|name| Some(SettingName::parse(name)))?;
        let everywhere = fields.parsed(|scope| match scope {
            "w" => Some(true),
            "c" => Some(false),
            _ => None,
        })?;
        Ok(Settings { setting, everywhere, value: fields.text(), is_unknown: false })
    }
}

/// The setting of this name, or with this label in any language.
pub(in crate::chat) fn setting_named(name: &str) -> Option<SettingName> {
    let folded = fold_phrase(name);
    SettingName::ALL.iter().copied().find(|setting| {
        let labels = words::ALL.iter().map(|words| words.desk.label(*setting));
        setting.as_str() == name.trim() || labels.map(fold_phrase).any(|label| label == folded)
    })
}

impl Run for Settings {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let Given::Settings(view) = &asked.request.given else { return Ok(asked.not_given()) };
        let mut reply = match self.setting {
            Some(setting) if self.value.is_none() => one(asked, view, setting, self.everywhere),
            _ => all(asked, view),
        };
        reply.lead.splice(..0, view.said.map(str::to_owned));
        reply.is_private = true;
        Ok(reply)
    }

    fn choose(&mut self, value: &str) {
        match self.setting {
            Some(_) => self.value = Some(value.to_owned()),
            None => self.setting = SettingName::parse(value),
        }
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.setting.map_or("", SettingName::as_str));
        fields.field(if self.everywhere { 'w' } else { 'c' });
        fields.last(self.value.as_deref().unwrap_or_default())
    }
}

/// All settings, with a menu to change one.
fn all(asked: &Asked, view: &SettingsView) -> Reply {
    let words = &asked.words().desk;
    let mut reply = Reply::new(asked.language);
    reply.title = Some(words.settings.to_owned());
    reply.lead.push(words.settings_lead.to_owned());
    reply.entries = SettingName::ALL
        .iter()
        .map(|setting| Entry {
            term: words.label(*setting).to_owned(),
            details: format!(
                "{} ({})",
                shown(asked, view, *setting),
                origin(words, view.origin(*setting))
            ),
        })
        .collect();
    let options = SettingName::ALL
        .iter()
        .map(|setting| (words.label(*setting).to_owned(), setting.as_str().to_owned()));
    reply.menu = Some(Menu {
        action: Action::Run(Settings::default().into(), asked.language),
        placeholder: words.change,
        options: options.collect(),
    });
    reply
}

/// One setting, with a menu of its values.
fn one(asked: &Asked, view: &SettingsView, setting: SettingName, everywhere: bool) -> Reply {
    let words = &asked.words().desk;
    let everywhere = everywhere || setting.is_of_workspace();
    let mut reply = Reply::new(asked.language);
    reply.title = Some(words.label(setting).to_owned());
    reply.lead.push(words.about(setting).to_owned());
    let value = shown(asked, view, setting);
    reply.lead.push(format!("{value} ({})", origin(words, view.origin(setting))));
    let scope = if everywhere { words.for_workspace } else { words.for_channel };
    let run = |command: Settings| Action::Run(command.into(), asked.language);
    let mut options = choices(asked, view, setting);
    if !options.is_empty() {
        options.push((words.as_usual.to_owned(), UNSET.to_owned()));
        reply.notes.push(scope.to_owned());
        reply.menu = Some(Menu {
            action: run(Settings::of(setting, everywhere)),
            placeholder: words.choose_value,
            options,
        });
    }
    let mut button = |command: Settings, label: &str| {
        reply.buttons.push(Button { action: run(command), label: label.to_owned(), sign: None });
    };
    if !setting.is_of_workspace() {
        let other = if everywhere { words.for_channel } else { words.for_workspace };
        button(Settings::of(setting, !everywhere), other);
    }
    button(Settings::default(), words.all_settings);
    reply
}

/// The values of a setting that can be chosen, with what sends them.
fn choices(asked: &Asked, view: &SettingsView, setting: SettingName) -> Vec<(String, String)> {
    let words = &asked.words().desk;
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect()
    };
    match setting {
        SettingName::Language => words::ALL
            .iter()
            .map(|spoken| {
                (asked.words().name_of(spoken.language), spoken.language.code().to_owned())
            })
            .collect(),
        SettingName::Audience => {
            pairs(&[(words.only_asker, "asker"), (words.everybody, "everybody")])
        }
        SettingName::Length => {
            pairs(&[(words.only_answer, "short"), (words.whole_passage, "full")])
        }
        SettingName::Unasked => pairs(&[(words.yes, "on"), (words.no, "off")]),
        SettingName::Posters => {
            pairs(&[(words.moderators, "moderators"), (words.everybody, "everybody")])
        }
        SettingName::HandOver | SettingName::Reports => {
            pairs(&[(words.this_channel, view.channel.as_str())])
        }
        SettingName::HandOverRole => Vec::new(),
        SettingName::Retention => RETENTIONS
            .iter()
            .map(|days| (retention(asked.words(), *days), days.to_string()))
            .collect(),
        SettingName::Zone => {
            USUAL.iter().map(|zone| ((*zone).to_owned(), (*zone).to_owned())).collect()
        }
        SettingName::Documents => {
            let bound = view.settings.documents.as_deref().unwrap_or_default();
            let documents = asked.engine.library().documents.iter();
            documents
                .map(|document| {
                    let id = document.id.as_str();
                    let sign = if bound.iter().any(|known| known == id) { "☑" } else { "☐" };
                    let title = &document.shown_in(asked.language).metadata.title;
                    (format!("{sign} {title}"), id.to_owned())
                })
                .collect()
        }
    }
}

fn retention(words: &Words, days: u16) -> String {
    match days {
        0 => words.desk.counts_only.to_owned(),
        days => words.counted(usize::from(days), &words.desk.days),
    }
}

/// The value that holds, in words.
fn shown(asked: &Asked, view: &SettingsView, setting: SettingName) -> String {
    let words = &asked.words().desk;
    let value = view.settings.value(setting);
    let usual = match setting {
        SettingName::Language => words.asker_s_language,
        SettingName::Audience => words.only_asker,
        SettingName::Length => words.only_answer,
        SettingName::Unasked => words.no,
        SettingName::Posters => words.moderators,
        SettingName::Documents => words.all_documents,
        SettingName::HandOver | SettingName::HandOverRole | SettingName::Reports => words.nowhere,
        SettingName::Retention => return retention(asked.words(), days_kept(view)),
        SettingName::Zone => "UTC",
    };
    let Some(value) = value else { return usual.to_owned() };
    let named = match setting {
        SettingName::Language => {
            Language::parse(&value).map(|language| asked.words().name_of(language))
        }
        SettingName::Documents => Some(titles(asked, &value)),
        SettingName::HandOver | SettingName::Reports if value == view.channel => {
            Some(words.this_channel.to_owned())
        }
        _ => choices(asked, view, setting)
            .into_iter()
            .find_map(|(label, known)| (known == value).then_some(label)),
    };
    named.unwrap_or(value)
}

fn days_kept(view: &SettingsView) -> u16 {
    view.settings.retention.unwrap_or(USUAL_RETENTION)
}

/// The titles of documents by their ids; an id that is no document's is shown as it is.
fn titles(asked: &Asked, ids: &str) -> String {
    let title = |id: &str| {
        let mut documents = asked.engine.library().documents.iter();
        let document = documents.find(|document| document.id.as_str() == id);
        document.map_or(id.to_owned(), |document| {
            document.shown_in(asked.language).metadata.title.clone()
        })
    };
    ids.lines().map(title).collect::<Vec<_>>().join(asked.words().separator)
}

fn origin(words: &DeskWords, origin: Origin) -> &'static str {
    match origin {
        Origin::Thread => words.from_thread,
        Origin::Channel => words.from_channel,
        Origin::Workspace => words.from_workspace,
        Origin::Environment => words.from_environment,
        Origin::Usual => words.from_nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Command;
    use crate::chat::commands::respond;
    use crate::chat::request::Request;
    use crate::chat::samples::engine_of;
    use crate::chat::settings::PlaceSettings;

    fn reply(settings: Settings, set: &[(SettingName, &str)]) -> Reply {
        let mut holds = PlaceSettings::default();
        for (name, value) in set {
            assert!(holds.set(*name, Some(value)));
        }
        let view = SettingsView {
            origins: vec![Origin::Usual; SettingName::ALL.len()],
            settings: holds,
            said: None,
            channel: "C1".to_owned(),
        };
        let mut request = Request::new(settings).in_language(Language::ENGLISH);
        request.given = Given::Settings(Box::new(view));
        respond(&engine_of(&[("zoo.md", "Zebras sleep."), ("sea.md", "Whales sing.")]), &request)
            .expect("a reply")
    }

    #[test]
    fn every_setting_is_shown_with_its_value_and_can_be_chosen() {
        let reply = reply(Settings::default(), &[(SettingName::Zone, "Africa/Cairo")]);
        assert_eq!(reply.entries.len(), SettingName::ALL.len());
        assert_eq!(reply.entries.last().expect("one").details, "Africa/Cairo (not set)");
        let menu = reply.menu.expect("a menu");
        assert_eq!(menu.options.len(), SettingName::ALL.len());
    }

    #[test]
    fn whatever_a_menu_offers_is_a_value_that_there_is() {
        for setting in SettingName::ALL {
            let reply = reply(Settings::of(*setting, false), &[]);
            let options = reply.menu.map(|menu| menu.options).unwrap_or_default();
            for (_, value) in options.iter().filter(|(_, value)| value != UNSET) {
                let mut holds = PlaceSettings::default();
                assert!(holds.set(*setting, Some(value)), "{setting:?}: {value}");
            }
        }
    }

    #[test]
    fn a_document_of_a_channel_is_ticked() {
        let set = [(SettingName::Documents, "sea")];
        let reply = reply(Settings::of(SettingName::Documents, false), &set);
        let options = reply.menu.expect("a menu").options;
        let ticked: Vec<&str> = options
            .iter()
            .filter_map(|(label, value)| label.starts_with('☑').then_some(value.as_str()))
            .collect();
        assert_eq!(ticked, ["sea"]);
    }

    #[test]
    fn a_line_names_a_setting_by_its_name_or_label_and_its_value() {
        let parsed = |line: &str| match Command::called("settings", line) {
            Some(Command::Settings(settings)) => settings,
            other => panic!("{other:?}"),
        };
        assert_eq!(parsed(""), Settings::default());
        let zone = parsed("zone Asia/Riyadh");
        assert_eq!(zone.setting, Some(SettingName::Zone));
        assert_eq!(zone.value.as_deref(), Some("Asia/Riyadh"));
        assert_eq!(parsed("اللغة ar").setting, Some(SettingName::Language));
        assert!(parsed("colour red").is_unknown);
        assert!(parsed("language -").unset());
    }
}
