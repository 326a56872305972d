//! What Slack said about people, kept for a while: rights for a minute, because
//! they can be taken away; the language for hours, because it hardly changes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long somebody's rights are believed: no admin expects to wait longer until
/// a right that was taken away is gone.
pub(super) const RIGHTS: Duration = Duration::from_secs(60);
/// How long somebody's language is believed: about a working day's half.
pub(super) const LANGUAGE: Duration = Duration::from_secs(4 * 60 * 60);
/// How long it is believed that Slack does not say: long enough not to ask with
/// every message, short enough to get over a bad minute.
const UNKNOWN: Duration = Duration::from_secs(60);
/// People kept. At some 200 bytes each, a megabyte.
const MOST_KEPT: usize = 4096;

/// Somebody, as Slack describes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name to show: the one that the person chose, else the real one.
    pub name: Option<String>,
    /// The language of the person's Slack, such as `ar-SA` or `en-US`.
    pub locale: Option<String>,
    /// Whether the person runs the workspace: an admin or an owner.
    pub is_admin: bool,
}

impl Profile {
    /// Reads the `user` of `users.info`.
    pub(super) fn read(user: &Value) -> Profile {
        let text = |value: &Value| {
            let text = value.as_str().map(str::trim).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        let profile = &user["profile"];
        let names = [&profile["display_name"], &profile["real_name"], &user["real_name"]];
        Profile {
            name: names.into_iter().find_map(text).or_else(|| text(&user["name"])),
            locale: text(&user["locale"]),
            is_admin: user["is_admin"] == true || user["is_owner"] == true,
        }
    }
}

/// The people who were asked about lately. None for one of whom Slack said nothing.
#[derive(Debug, Default)]
pub(super) struct People(Mutex<HashMap<String, (Instant, Option<Profile>)>>);

impl People {
    /// What was said about somebody at most so long ago. The inner None: Slack would
    /// not say.
    pub(super) fn known(&self, user: &str, age: Duration, now: Instant) -> Option<Option<Profile>> {
        let people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (said, profile) = people.get(user)?;
        let age = if profile.is_none() { age.min(UNKNOWN) } else { age };
        (now.duration_since(*said) < age).then(|| profile.clone())
    }

    pub(super) fn keep(&self, user: &str, profile: Option<Profile>, now: Instant) {
        let mut people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if people.len() >= MOST_KEPT && !people.contains_key(user) {
            people.retain(|_, (said, _)| now.duration_since(*said) < LANGUAGE);
            // All of today: the oldest goes.
            if people.len() >= MOST_KEPT
                && let Some(oldest) = people.iter().min_by_key(|(_, (said, _))| *said)
            {
                let oldest = oldest.0.clone();
                people.remove(&oldest);
            }
        }
        people.insert(user.to_owned(), (now, profile));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn layla() -> Profile {
        let (name, locale) = (Some("Layla".to_owned()), Some("ar-SA".to_owned()));
        Profile { name, locale, is_admin: true }
    }

    #[test]
    fn a_profile_is_read_as_far_as_slack_gives_it() {
        let user = json!({
            "name": "layla.h", "locale": "ar-SA", "is_owner": true,
            "profile": {"display_name": "Layla", "real_name": "Layla Haddad"},
        });
        assert_eq!(Profile::read(&user), layla());
        let bare = Profile::read(&json!({"name": "u1", "profile": {"display_name": ""}}));
        let expected = Profile { name: Some("u1".to_owned()), ..Profile::default() };
        assert_eq!(bare, expected);
        assert_eq!(Profile::read(&Value::Null), Profile::default());
    }

    #[test]
    fn rights_are_believed_for_a_minute_and_the_language_for_hours() {
        let (people, start) = (People::default(), Instant::now());
        people.keep("U1", Some(layla()), start);
        assert_eq!(people.known("U1", RIGHTS, start), Some(Some(layla())));
        let later = start + RIGHTS;
        assert_eq!(people.known("U1", RIGHTS, later), None);
        assert_eq!(people.known("U1", LANGUAGE, later), Some(Some(layla())));
        assert_eq!(people.known("U1", LANGUAGE, start + LANGUAGE), None);
    }

    #[test]
    fn that_slack_does_not_say_is_believed_for_a_minute_only() {
        let (people, start) = (People::default(), Instant::now());
        people.keep("U1", None, start);
        assert_eq!(people.known("U1", LANGUAGE, start), Some(None));
        assert_eq!(people.known("U1", LANGUAGE, start + UNKNOWN), None);
    }

    #[test]
    fn no_more_people_are_kept_than_fit_and_the_oldest_goes_first() {
        let (people, start) = (People::default(), Instant::now());
        let at = |number: usize| start + Duration::from_millis(number as u64);
        for number in 0..MOST_KEPT + 10 {
            people.keep(&number.to_string(), Some(layla()), at(number));
        }
        assert_eq!(people.0.lock().expect("no panic").len(), MOST_KEPT);
        let now = at(MOST_KEPT + 10);
        assert_eq!(people.known("9", LANGUAGE, now), None);
        assert!(people.known("10", LANGUAGE, now).is_some());
    }
}
