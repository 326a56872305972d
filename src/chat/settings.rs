//! What moderators can set for a channel or for everything, and how it is written down.

use crate::core::Language;

/// Something that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SettingName {
    Language,
    Audience,
    Length,
    Unasked,
    Documents,
    Posters,
    HandOver,
    HandOverRole,
    Reports,
    Retention,
    Zone,
}

impl SettingName {
    /// In the order in which they are shown.
    pub const ALL: &[SettingName] = &[
        SettingName::Language,
        SettingName::Audience,
        SettingName::Length,
        SettingName::Unasked,
        SettingName::Documents,
        SettingName::Posters,
        SettingName::HandOver,
        SettingName::HandOverRole,
        SettingName::Reports,
        SettingName::Retention,
        SettingName::Zone,
    ];

    /// As the store and buttons have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            SettingName::Language => "language",
            SettingName::Audience => "audience",
            SettingName::Length => "length",
            SettingName::Unasked => "unasked",
            SettingName::Documents => "documents",
            SettingName::Posters => "posters",
            SettingName::HandOver => "hand_over",
            SettingName::HandOverRole => "hand_over_role",
            SettingName::Reports => "reports",
            SettingName::Retention => "retention",
            SettingName::Zone => "zone",
        }
    }

    /// Reads what [`SettingName::as_str`] writes.
    pub fn parse(name: &str) -> Option<SettingName> {
        SettingName::ALL.iter().copied().find(|setting| setting.as_str() == name)
    }

    /// Whether it holds for a whole workspace, not for a channel.
    pub const fn is_of_workspace(self) -> bool {
        matches!(
            self,
            SettingName::HandOver
                | SettingName::HandOverRole
                | SettingName::Reports
                | SettingName::Retention
                | SettingName::Zone
        )
    }
}

/// Where a value that holds comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Set for the thread.
    Thread,
    /// Set for the channel; in a thread, for the channel that it is in.
    Channel,
    Workspace,
    /// The environment says so.
    Environment,
    /// Nobody has set it.
    Usual,
}

/// Who sees what is answered to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The asker alone, who may share it.
    Asker,
    Everybody,
}

/// How much of a passage an answer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// The words that answer.
    Short,
    /// The whole passage.
    Full,
}

/// Who may see and post summaries, beside moderators, who always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posters {
    Moderators,
    Everybody,
}

/// The most days that questions are kept.
pub const LONGEST_RETENTION: u16 = 365;
/// The days that questions are kept where nothing is set.
pub const USUAL_RETENTION: u16 = 90;
/// The longest value, in bytes.
const LONGEST_VALUE: usize = 1000;

/// What is set for a place. What is not set here is taken from the wider place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceSettings {
    /// The language to speak where nothing tells the asker's.
    pub language: Option<Language>,
    pub audience: Option<Audience>,
    pub length: Option<Length>,
    /// Whether to answer what nobody asked the bot.
    pub answers_unasked: Option<bool>,
    /// The ids of the documents to answer from.
    pub documents: Option<Vec<String>>,
    pub posters: Option<Posters>,
    /// The channel to which "Ask a person" hands a question over.
    pub hand_over: Option<String>,
    /// Who is called there.
    pub hand_over_role: Option<String>,
    /// The channel that the weekly report goes to.
    pub reports: Option<String>,
    /// Days for which the words of questions are kept; 0 keeps counts only.
    pub retention: Option<u16>,
    /// An IANA time zone.
    pub zone: Option<String>,
}

impl PlaceSettings {
    /// These settings, and those of a wider place where these have none.
    #[must_use]
    pub fn or(self, wider: &PlaceSettings) -> PlaceSettings {
        let text = |own: Option<String>, wide: &Option<String>| own.or_else(|| wide.clone());
        PlaceSettings {
            language: self.language.or(wider.language),
            audience: self.audience.or(wider.audience),
            length: self.length.or(wider.length),
            answers_unasked: self.answers_unasked.or(wider.answers_unasked),
            documents: self.documents.or_else(|| wider.documents.clone()),
            posters: self.posters.or(wider.posters),
            hand_over: text(self.hand_over, &wider.hand_over),
            hand_over_role: text(self.hand_over_role, &wider.hand_over_role),
            reports: text(self.reports, &wider.reports),
            retention: self.retention.or(wider.retention),
            zone: text(self.zone, &wider.zone),
        }
    }

    /// What is set, as it is written down.
    pub fn value(&self, name: SettingName) -> Option<String> {
        match name {
            SettingName::Language => self.language.map(|language| language.code().to_owned()),
            SettingName::Audience => self.audience.map(|audience| match audience {
                Audience::Asker => "asker".to_owned(),
                Audience::Everybody => "everybody".to_owned(),
            }),
            SettingName::Length => self.length.map(|length| match length {
                Length::Short => "short".to_owned(),
                Length::Full => "full".to_owned(),
            }),
            SettingName::Unasked => self.answers_unasked.map(|on| on_or_off(on).to_owned()),
            SettingName::Documents => self.documents.as_ref().map(|ids| ids.join("\n")),
            SettingName::Posters => self.posters.map(|posters| match posters {
                Posters::Moderators => "moderators".to_owned(),
                Posters::Everybody => "everybody".to_owned(),
            }),
            SettingName::HandOver => self.hand_over.clone(),
            SettingName::HandOverRole => self.hand_over_role.clone(),
            SettingName::Reports => self.reports.clone(),
            SettingName::Retention => self.retention.map(|days| days.to_string()),
            SettingName::Zone => self.zone.clone(),
        }
    }

    /// Sets what was written down, or nothing. Whether the value is one that there is;
    /// otherwise nothing changes.
    pub fn set(&mut self, name: SettingName, value: Option<&str>) -> bool {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            self.unset(name);
            return true;
        };
        if value.len() > LONGEST_VALUE {
            return false;
        }
        match name {
            SettingName::Language => put(&mut self.language, Language::parse(value)),
            SettingName::Audience => put(
                &mut self.audience,
                match value {
                    "asker" => Some(Audience::Asker),
                    "everybody" => Some(Audience::Everybody),
                    _ => None,
                },
            ),
            SettingName::Length => put(
                &mut self.length,
                match value {
                    "short" => Some(Length::Short),
                    "full" => Some(Length::Full),
                    _ => None,
                },
            ),
            SettingName::Unasked => put(
                &mut self.answers_unasked,
                match value {
                    "on" => Some(true),
                    "off" => Some(false),
                    _ => None,
                },
            ),
            SettingName::Documents => {
                put(&mut self.documents, Some(value.split('\n').map(str::to_owned).collect()))
            }
            SettingName::Posters => put(
                &mut self.posters,
                match value {
                    "moderators" => Some(Posters::Moderators),
                    "everybody" => Some(Posters::Everybody),
                    _ => None,
                },
            ),
            SettingName::HandOver => put(&mut self.hand_over, Some(value.to_owned())),
            SettingName::HandOverRole => put(&mut self.hand_over_role, Some(value.to_owned())),
            SettingName::Reports => put(&mut self.reports, Some(value.to_owned())),
            SettingName::Retention => put(
                &mut self.retention,
                value.parse().ok().filter(|days| *days <= LONGEST_RETENTION),
            ),
            SettingName::Zone => {
                let zone = jiff::tz::TimeZone::get(value).ok();
                put(&mut self.zone, zone.and_then(|zone| Some(zone.iana_name()?.to_owned())))
            }
        }
    }

    fn unset(&mut self, name: SettingName) {
        match name {
            SettingName::Language => self.language = None,
            SettingName::Audience => self.audience = None,
            SettingName::Length => self.length = None,
            SettingName::Unasked => self.answers_unasked = None,
            SettingName::Documents => self.documents = None,
            SettingName::Posters => self.posters = None,
            SettingName::HandOver => self.hand_over = None,
            SettingName::HandOverRole => self.hand_over_role = None,
            SettingName::Reports => self.reports = None,
            SettingName::Retention => self.retention = None,
            SettingName::Zone => self.zone = None,
        }
    }
}

const fn on_or_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

fn put<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let is_one = value.is_some();
    if is_one {
        *slot = value;
    }
    is_one
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that there is, of each setting.
    const VALUES: &[(SettingName, &str)] = &[
        (SettingName::Language, "ar"),
        (SettingName::Audience, "everybody"),
        (SettingName::Length, "full"),
        (SettingName::Unasked, "off"),
        (SettingName::Documents, "altman\nmusk"),
        (SettingName::Posters, "everybody"),
        (SettingName::HandOver, "C1"),
        (SettingName::HandOverRole, "R1"),
        (SettingName::Reports, "C2"),
        (SettingName::Retention, "0"),
        (SettingName::Zone, "Asia/Riyadh"),
    ];

    #[test]
    fn every_setting_is_written_down_and_read_again_and_can_be_unset() {
        assert_eq!(VALUES.len(), SettingName::ALL.len());
        for (name, value) in VALUES {
            let mut settings = PlaceSettings::default();
            assert_eq!(SettingName::parse(name.as_str()), Some(*name));
            assert!(settings.set(*name, Some(value)), "{name:?}");
            assert_eq!(settings.value(*name).as_deref(), Some(*value));
            assert!(settings.set(*name, None));
            assert_eq!(settings, PlaceSettings::default(), "{name:?}");
        }
    }

    #[test]
    fn a_value_that_there_is_not_changes_nothing() {
        for (name, value) in [
            (SettingName::Audience, "nobody"),
            (SettingName::Retention, "366"),
            (SettingName::Retention, "-1"),
            (SettingName::Zone, "Mars/Olympus"),
            (SettingName::Language, "?"),
        ] {
            let mut settings = PlaceSettings::default();
            assert!(!settings.set(name, Some(value)), "{value}");
            assert_eq!(settings, PlaceSettings::default());
        }
    }

    #[test]
    fn a_narrow_place_has_the_settings_of_the_wider_where_it_has_none() {
        let (mut narrow, mut wide) = (PlaceSettings::default(), PlaceSettings::default());
        assert!(narrow.set(SettingName::Unasked, Some("on")));
        assert!(wide.set(SettingName::Unasked, Some("off")));
        assert!(wide.set(SettingName::Length, Some("full")));
        let both = narrow.or(&wide);
        assert_eq!(both.answers_unasked, Some(true));
        assert_eq!(both.length, Some(Length::Full));
    }

    #[test]
    fn every_setting_is_taken_from_the_wider_place() {
        for (name, value) in VALUES {
            let mut wide = PlaceSettings::default();
            assert!(wide.set(*name, Some(value)));
            assert_eq!(PlaceSettings::default().or(&wide), wide, "{name:?}");
        }
    }
}
