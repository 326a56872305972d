//! When something is posted again and again: on which weekdays, at what time, in which
//! time zone; read as people write it in English and Arabic.

use std::fmt;

use jiff::civil::Weekday;

use crate::core::knowledge::vocabulary::fold_phrase;

/// Length of what is read as weekdays or a time, in bytes; longer ones are none.
const LONGEST_TEXT: usize = 200;

/// The week as it is written down, each day with the names that people use for it.
const NAMES: [(Weekday, &str, &[&str]); 7] = [
    (Weekday::Sunday, "sun", &["sunday", "sundays", "الأحد", "أحد"]),
    (Weekday::Monday, "mon", &["monday", "mondays", "الاثنين", "الإثنين", "اثنين"]),
    (Weekday::Tuesday, "tue", &["tues", "tuesday", "tuesdays", "الثلاثاء", "ثلاثاء"]),
    (Weekday::Wednesday, "wed", &["wednesday", "wednesdays", "الأربعاء", "أربعاء"]),
    (Weekday::Thursday, "thu", &["thur", "thurs", "thursday", "thursdays", "الخميس", "خميس"]),
    (Weekday::Friday, "fri", &["friday", "fridays", "الجمعة", "جمعة"]),
    (Weekday::Saturday, "sat", &["saturday", "saturdays", "السبت", "سبت"]),
];

/// Every day.
const DAILY: &[&str] = &["daily", "every day", "everyday", "يوميا", "يومي", "كل يوم"];
/// Monday to Friday.
const WORKDAYS: &[&str] = &["weekdays", "workdays"];
/// Sunday to Thursday, which is the week of work where this is said most.
const ARABIC_WORKDAYS: &[&str] = &["أيام العمل", "أيام الدوام"];

/// A set of weekdays, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays {
    /// Bit n is the day n days after Monday.
    bits: u8,
}

impl Weekdays {
    pub const DAILY: Weekdays = Weekdays { bits: 0b111_1111 };

    /// Some days; none where there is no day.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Option<Weekdays> {
        let bits = days.into_iter().fold(0, |bits, day| bits | bit(day));
        (bits != 0).then_some(Weekdays { bits })
    }

    /// Reads what [`Weekdays::bits`] gives.
    pub fn from_bits(bits: i64) -> Option<Weekdays> {
        let bits = u8::try_from(bits).ok().filter(|bits| (1..=0b111_1111).contains(bits))?;
        Some(Weekdays { bits })
    }

    /// As the store has it: bit n is the day n days after Monday.
    pub fn bits(self) -> i64 {
        i64::from(self.bits)
    }

    pub fn has(self, day: Weekday) -> bool {
        self.bits & bit(day) != 0
    }

    /// The days from Sunday to Saturday.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        NAMES.iter().map(|(day, ..)| *day).filter(move |day| self.has(*day))
    }

    /// Reads days as people write them: "sun,tue", "mon-fri", "daily", «الأحد والثلاثاء».
    pub fn parse(text: &str) -> Option<Weekdays> {
        if text.len() > LONGEST_TEXT {
            return None;
        }
        let folded = fold_phrase(text);
        let is_one_of = |names: &[&str]| names.iter().any(|name| fold_phrase(name) == folded);
        if is_one_of(DAILY) {
            return Some(Weekdays::DAILY);
        }
        if is_one_of(WORKDAYS) {
            return Weekdays::of(range(Weekday::Monday, Weekday::Friday));
        }
        if is_one_of(ARABIC_WORKDAYS) {
            return Weekdays::of(range(Weekday::Sunday, Weekday::Thursday));
        }
        let mut days: Vec<Weekday> = Vec::new();
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | ';' | '؛'));
        for part in parts.filter(|part| !part.is_empty()) {
            if matches!(part.to_lowercase().as_str(), "and" | "&" | "و" | "on") {
                continue;
            }
            match part.split_once(['-', '–']) {
                Some((first, last)) => days.extend(range(day(first)?, day(last)?)),
                None => days.push(day(part)?),
            }
        }
        Weekdays::of(days)
    }
}

/// As it is typed: "sun,tue".
impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Weekdays::DAILY {
            return f.write_str("daily");
        }
        let names = NAMES.iter().filter(|(day, ..)| self.has(*day)).map(|(_, name, _)| *name);
        f.write_str(&names.collect::<Vec<_>>().join(","))
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

/// The days from one to another, both included, over the end of the week.
fn range(first: Weekday, last: Weekday) -> impl Iterator<Item = Weekday> {
    let days = (last.to_monday_zero_offset() - first.to_monday_zero_offset()).rem_euclid(7);
    (0..=i32::from(days)).map(move |after| first.wrapping_add(after))
}

/// The day of a name, which may begin with the Arabic "and".
fn day(name: &str) -> Option<Weekday> {
    let folded = fold_phrase(name);
    let named = |folded: &str| {
        let is_named = |(_, short, names): &&(Weekday, &str, &[&str])| {
            *short == folded || names.iter().any(|name| fold_phrase(name) == folded)
        };
        NAMES.iter().find(is_named).map(|(day, ..)| *day)
    };
    named(&folded).or_else(|| named(&fold_phrase(name.trim().strip_prefix('و')?)))
}

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeOfDay {
    /// Since midnight, below 1440.
    minutes: u16,
}

impl TimeOfDay {
    /// A time on the clock of 24 hours.
    pub const fn at(hour: u16, minute: u16) -> Option<TimeOfDay> {
        if hour < 24 && minute < 60 {
            Some(TimeOfDay { minutes: hour * 60 + minute })
        } else {
            None
        }
    }

    /// Reads what [`TimeOfDay::minutes`] gives.
    pub fn from_minutes(minutes: i64) -> Option<TimeOfDay> {
        let minutes = u16::try_from(minutes).ok()?;
        TimeOfDay::at(minutes / 60, minutes % 60)
    }

    /// Minutes since midnight, as the store has it.
    pub fn minutes(self) -> i64 {
        i64::from(self.minutes)
    }

    /// On the clock, below 24.
    pub fn hour(self) -> u16 {
        self.minutes / 60
    }

    /// Of the hour, below 60.
    pub fn minute(self) -> u16 {
        self.minutes % 60
    }

    /// Reads a time as people write it: "09:00", "9", "9:30 pm", «٩:٣٠ م».
    pub fn parse(text: &str) -> Option<TimeOfDay> {
        /// What stands for the hours before noon, and for those after it.
        const HALVES: [(&[&str], u16); 2] =
            [(&["am", "a.m.", "ص", "صباحا"], 0), (&["pm", "p.m.", "م", "مساء"], 12)];
        if text.len() > LONGEST_TEXT {
            return None;
        }
        // Western digits, and no marks on letters.
        let lower = text.to_lowercase();
        let plain = lower.chars().filter_map(|c| match c {
            '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10),
            '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10),
            '\u{064B}'..='\u{0652}' => None,
            'ء' | '\u{200E}' | '\u{200F}' | '\u{202F}' => None,
            c => (!c.is_whitespace()).then_some(c),
        });
        let plain: String = plain.collect();
        let mut half = None;
        let mut clock = plain.as_str();
        for (names, hours) in HALVES {
            let name = |name: &&str| plain.strip_suffix(&name.replace('ء', ""));
            if let Some(rest) = names.iter().find_map(name) {
                (half, clock) = (Some(hours), rest);
            }
        }
        let (hour, minute) = match clock.split_once([':', '.', '٫']) {
            Some((hour, minute)) if minute.len() == 2 => (hour, digits(minute)?),
            Some(_) => return None,
            None => (clock, 0),
        };
        let hour = (hour.len() <= 2).then(|| digits(hour)).flatten()?;
        match half {
            None => TimeOfDay::at(hour, minute),
            Some(half) if (1..=12).contains(&hour) => TimeOfDay::at(hour % 12 + half, minute),
            Some(_) => None,
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// A number of digits and nothing else: no sign.
fn digits(text: &str) -> Option<u16> {
    let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| text.parse().ok()).flatten()
}

/// On which days, at what time, in which zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    pub weekdays: Weekdays,
    pub time: TimeOfDay,
    /// The name of an IANA time zone.
    pub zone: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weekdays_are_read_as_people_write_them() {
        for (text, expected) in [
            ("daily", "daily"),
            ("Every day", "daily"),
            ("يوميًا", "daily"),
            ("كل يوم", "daily"),
            ("sun,tue", "sun,tue"),
            ("Tuesdays and Sundays", "sun,tue"),
            ("الأحد والثلاثاء", "sun,tue"),
            ("الاحد، الثلاثاء", "sun,tue"),
            ("والأربعاء", "wed"),
            ("weekdays", "mon,tue,wed,thu,fri"),
            ("أيام العمل", "sun,mon,tue,wed,thu"),
            ("sat-mon", "sun,mon,sat"),
            ("fri–fri", "fri"),
            ("mon - ", ""),
            ("someday", ""),
            ("sun,9", ""),
            ("", ""),
            (",", ""),
        ] {
            let read = Weekdays::parse(text).map(|days| days.to_string());
            assert_eq!(read.unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, expected) in [
            ("09:00", "09:00"),
            ("9", "09:00"),
            ("21.30", "21:30"),
            ("9:30 pm", "21:30"),
            ("9AM", "09:00"),
            ("12 am", "00:00"),
            ("12pm", "12:00"),
            ("٩:٣٠ م", "21:30"),
            ("٩ صباحًا", "09:00"),
            ("۷:۱۵ مساءً", "19:15"),
            ("0:00", "00:00"),
            ("24:00", ""),
            ("9:5", ""),
            ("13 pm", ""),
            ("0 am", ""),
            ("+9", ""),
            ("noonish", ""),
            ("", ""),
        ] {
            let read = TimeOfDay::parse(text).map(|time| time.to_string());
            assert_eq!(read.unwrap_or_default(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(bits in 1_i64..128, minutes in 0_i64..1440) {
            let days = Weekdays::from_bits(bits).expect("days");
            prop_assert_eq!(Weekdays::parse(&days.to_string()), Some(days));
            prop_assert_eq!(Weekdays::of(days.days()), Some(days));
            let time = TimeOfDay::from_minutes(minutes).expect("a time");
            prop_assert_eq!(TimeOfDay::parse(&time.to_string()), Some(time));
            prop_assert_eq!(time.minutes(), minutes);
        }

        #[test]
        fn whatever_is_written_is_read_or_not_and_nothing_breaks(text in any::<String>()) {
            let _ = (Weekdays::parse(&text), TimeOfDay::parse(&text));
        }
    }
}
