//! Time zones by the names that people type. Which there are, the bundled copy of the
//! IANA Time Zone Database says.

use std::sync::LazyLock;

use jiff::tz;

/// Zones offered before anything is typed, and to choose from.
pub const USUAL: &[&str] = &[
    "UTC",
    "Asia/Riyadh",
    "Asia/Dubai",
    "Asia/Amman",
    "Asia/Baghdad",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Europe/Istanbul",
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
];

/// Length of what is read as a zone, in bytes; the longest name has some 30.
const LONGEST_NAME: usize = 64;

/// Every name in the database, in the order of the alphabet.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let names = tz::db().available().map(|name| name.as_str().to_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
});

/// The zone of a name, or of the city at the end of one: "Asia/Riyadh", "riyadh", "new
/// york". None where several fit.
pub fn zone_named(text: &str) -> Option<String> {
    let wanted = folded(text)?;
    let find = |is_named: &dyn Fn(&str) -> bool| {
        let mut fitting = NAMES.iter().filter(|name| is_named(&name.to_lowercase()));
        fitting.next().filter(|_| fitting.next().is_none()).cloned()
    };
    find(&|name| name == wanted).or_else(|| find(&|name| city(name) == wanted))
}

/// At most so many zones with what was typed in their names, those first of which the
/// city begins with it.
pub fn zones_like(typed: &str, most: usize) -> Vec<String> {
    let Some(wanted) = folded(typed) else {
        return USUAL.iter().take(most).map(|name| (*name).to_owned()).collect();
    };
    let fitting = NAMES.iter().filter(|name| name.to_lowercase().contains(&wanted));
    let mut fitting: Vec<&String> = fitting.collect();
    // Stable: otherwise as the alphabet has them.
    fitting.sort_by_key(|name| !city(&name.to_lowercase()).starts_with(&wanted));
    fitting.into_iter().take(most).cloned().collect()
}

/// As names are compared: small letters, and "_" for a space. None where nothing is left
/// or it is no name at all.
fn folded(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = text.len() <= LONGEST_NAME && !words.is_empty();
    is_name.then(|| words.join("_").to_lowercase())
}

fn city(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name_or_its_city() {
        for (text, expected) in [
            ("Asia/Riyadh", Some("Asia/Riyadh")),
            ("asia/riyadh", Some("Asia/Riyadh")),
            ("riyadh", Some("Asia/Riyadh")),
            ("New York", Some("America/New_York")),
            ("utc", Some("UTC")),
            ("Mars/Olympus", None),
            ("Asia", None),
            ("", None),
        ] {
            assert_eq!(zone_named(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_city_that_two_zones_have_names_none() {
        let cities = NAMES.iter().map(|name| city(name));
        let louisville = cities.filter(|city| *city == "Louisville").count();
        assert_eq!((louisville, zone_named("louisville")), (2, None));
    }

    #[test]
    fn what_is_typed_is_completed_from_the_database() {
        assert_eq!(zones_like("riy", 25), ["Asia/Riyadh"]);
        assert_eq!(zones_like("", 3), ["UTC", "Asia/Riyadh", "Asia/Dubai"]);
        assert_eq!(zones_like("york", 25), ["America/New_York"]);
        assert_eq!(zones_like("a", 5).len(), 5);
        assert!(USUAL.iter().all(|name| zone_named(name).as_deref() == Some(*name)));
    }

    proptest! {
        #[test]
        fn whatever_is_offered_is_a_zone(typed in "[a-zA-Z/_ ]{0,8}") {
            for name in zones_like(&typed, 25) {
                prop_assert_eq!(zone_named(&name), Some(name.clone()));
                prop_assert!(tz::TimeZone::get(&name).is_ok());
            }
        }
    }
}
