//! A digest as somebody orders it, in fields or in one line.

use crate::chat::arguments::Arguments;
use crate::chat::issue::{Content, LONGEST_ABOUT};
use crate::chat::text::line::one_line;
use crate::chat::timetable::{TimeOfDay, Weekdays};
use crate::chat::zones::zone_named;

/// Words of a line that are read; what is ordered takes fewer.
const MOST_WORDS: usize = 60;
/// The most words of weekdays in a line, of a time, of a zone and of a content.
const LONGEST: [usize; 4] = [14, 2, 3, 4];

/// What a digest is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub weekdays: Weekdays,
    pub time: TimeOfDay,
    /// None where it is that of the place.
    pub zone: Option<String>,
    pub content: Content,
    pub about: Option<String>,
}

/// What of an order cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    Weekdays,
    Time,
    Zone,
    Content,
}

impl Order {
    /// Reads an order. None where there is none at all.
    pub(super) fn of(arguments: &Arguments) -> Option<Result<Order, Mistake>> {
        let names = ["weekdays", "time", "zone", "content", "about"];
        let [weekdays, time, zone, content, about] = names.map(|name| arguments.text(name));
        match (weekdays, time, zone, content, about) {
            (None, None, None, None, None) => None,
            // A typed line is all in the first text.
            (Some(line), None, None, None, None) if Weekdays::parse(&line).is_none() => {
                Some(Order::of_line(&line))
            }
            (weekdays, time, zone, content, about) => {
                Some(Order::of_fields([weekdays, time, zone, content], about))
            }
        }
    }

    /// What is left out is daily, at nine, the key points.
    fn of_fields(fields: [Option<String>; 4], about: Option<String>) -> Result<Order, Mistake> {
        let [weekdays, time, zone, content] = fields.each_ref().map(Option::as_deref);
        let weekdays = match weekdays {
            Some(text) => Weekdays::parse(text).ok_or(Mistake::Weekdays)?,
            None => Weekdays::DAILY,
        };
        let time = match time {
            Some(text) => TimeOfDay::parse(text),
            None => TimeOfDay::at(9, 0),
        };
        let zone = zone.map(|text| zone_named(text).ok_or(Mistake::Zone)).transpose()?;
        let content = match content {
            Some(text) => Content::named(text).ok_or(Mistake::Content)?,
            None => Content::KeyPoints,
        };
        let about = about.map(|text| one_line(&text).chars().take(LONGEST_ABOUT).collect());
        let about = about.filter(|text: &String| !text.is_empty());
        Ok(Order { weekdays, time: time.ok_or(Mistake::Time)?, zone, content, about })
    }

    /// Reads "sun,tue 09:00 Asia/Riyadh summary energy", of which the days or the time
    /// have to be there.
    fn of_line(line: &str) -> Result<Order, Mistake> {
        let words: Vec<&str> = line.split_whitespace().take(MOST_WORDS).collect();
        let are: [&dyn Fn(&str) -> bool; 4] = [
            &|text| Weekdays::parse(text).is_some(),
            &|text| TimeOfDay::parse(text).is_some(),
            &|text| zone_named(text).is_some(),
            &|text| Content::named(text).is_some(),
        ];
        let (mut rest, mut fields) = (&words[..], [const { None }; 4]);
        for ((is, longest), field) in are.into_iter().zip(LONGEST).zip(&mut fields) {
            let counts = (1..=longest.min(rest.len())).rev();
            let mut found = counts.map(|count| (count, rest[..count].join(" ")));
            if let Some((count, text)) = found.find(|(_, text)| is(text)) {
                rest = &rest[count..];
                *field = Some(text);
            }
        }
        if fields[0].is_none() && fields[1].is_none() {
            return Err(Mistake::Weekdays);
        }
        // "sun 25:00": something was meant for the time.
        if fields[1].is_none()
            && rest.first().is_some_and(|word| word.starts_with(char::is_numeric))
        {
            return Err(Mistake::Time);
        }
        let about = (!rest.is_empty()).then(|| rest.join(" "));
        Order::of_fields(fields, about)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chat::arguments::Value;

    fn shown(order: Option<Result<Order, Mistake>>) -> String {
        match order {
            None => "none".to_owned(),
            Some(Err(mistake)) => format!("{mistake:?}"),
            Some(Ok(Order { weekdays, time, zone, content, about })) => {
                let (zone, about) = (zone.unwrap_or_default(), about.unwrap_or_default());
                format!("{weekdays} {time} {zone} {} {about}", content.as_str())
            }
        }
    }

    fn ordered(fields: &[(&str, &str)]) -> String {
        let with = |all: Arguments, (name, text): &(&str, &str)| {
            all.with(*name, Value::Text((*text).to_owned()))
        };
        shown(Order::of(&fields.iter().fold(Arguments::default(), with)))
    }

    #[test]
    fn a_line_has_all_of_an_order() {
        for (line, expected) in [
            (
                "sun,tue 09:00 Asia/Riyadh summary energy",
                "sun,tue 09:00 Asia/Riyadh summary energy",
            ),
            (
                "الأحد والثلاثاء ٩:٣٠ م riyadh اقتباس اليوم سام ألتمان",
                "sun,tue 21:30 Asia/Riyadh quote سام ألتمان",
            ),
            ("daily quote of the day", "daily 09:00  quote "),
            ("9 pm new york", "daily 21:00 America/New_York keypoints "),
            ("mon, wed", "mon,wed 09:00  keypoints "),
            ("every now and then", "Weekdays"),
            ("sun 25:00", "Time"),
            ("sundays at noon", "sun 09:00  keypoints at noon"),
        ] {
            assert_eq!(ordered(&[("weekdays", line)]), expected, "{line}");
        }
    }

    #[test]
    fn fields_are_read_one_by_one_and_a_mistake_is_told() {
        assert_eq!(ordered(&[]), "none");
        assert_eq!(ordered(&[("content", "gaps")]), "daily 09:00  gaps ");
        assert_eq!(ordered(&[("weekdays", "sun"), ("time", "25:00")]), "Time");
        assert_eq!(ordered(&[("weekdays", "someday"), ("time", "9")]), "Weekdays");
        assert_eq!(ordered(&[("zone", "Mars")]), "Zone");
        assert_eq!(ordered(&[("content", "weather")]), "Content");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_told(line in any::<String>()) {
            let order = ordered(&[("weekdays", &line)]);
            prop_assert!(order.chars().count() < LONGEST_ABOUT + 120);
        }
    }
}
