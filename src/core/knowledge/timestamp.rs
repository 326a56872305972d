//! Moments of a recording.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment of a recording, in whole seconds from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(u32);

/// No recording that anybody transcribes is longer than a hundred hours; a larger number
/// is something else.
const MOST_HOURS: u32 = 99;

impl Timestamp {
    /// The moment so many seconds after the beginning, without their fraction. None for
    /// what is no moment of a recording: less than nothing, or a hundred hours.
    pub fn from_seconds(seconds: f64) -> Option<Timestamp> {
        let most = f64::from((MOST_HOURS + 1) * 3600);
        (0.0..most).contains(&seconds).then_some(Timestamp(seconds as u32))
    }

    pub fn seconds(self) -> u32 {
        self.0
    }

    /// Reads `0:12`, `12:34`, `1:02:03`, with a fraction (`.500`, `,500`) or without. A
    /// minute or hour needs two digits after it, so a ratio such as 3:1 is none.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let (whole, fraction) = match text.split_once(['.', ',']) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        if fraction.is_some_and(|digits| {
            !(1..=9).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit())
        }) {
            return None;
        }
        let mut parts = whole.split(':');
        let (first, second) = (parts.next()?, parts.next()?);
        let (hours, minutes, seconds) = match (parts.next(), parts.next()) {
            (None, _) => ("0", first, second),
            (Some(third), None) => (first, second, third),
            _ => return None,
        };
        // Minutes of a recording that is told without hours may be three digits.
        let [hours, minutes, seconds] =
            [(hours, 1..=2), (minutes, 1..=3), (seconds, 2..=2)].map(|(part, lengths)| {
                let digits: Option<Vec<u32>> = part.chars().map(digit).collect();
                let digits = digits.filter(|digits| lengths.contains(&digits.len()))?;
                Some(digits.into_iter().fold(0, |value, digit| value * 10 + digit))
            });
        let (hours, minutes, seconds) = (hours?, minutes?, seconds?);
        let with_hours = whole.matches(':').count() == 2;
        if seconds > 59 || (with_hours && minutes > 59) {
            return None;
        }
        Some(Timestamp(hours * 3600 + minutes * 60 + seconds))
    }
}

/// A digit of either script.
fn digit(c: char) -> Option<u32> {
    let eastern = (c as u32).checked_sub('٠' as u32).filter(|value| *value < 10);
    c.to_digit(10).or(eastern)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        if hours > 0 {
            write!(f, "{hours}:{minutes:02}:{seconds:02}")
        } else {
            write!(f, "{minutes}:{seconds:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seconds(text: &str) -> Option<u32> {
        Timestamp::parse(text).map(Timestamp::seconds)
    }

    #[test]
    fn times_are_read_as_people_and_programs_write_them() {
        assert_eq!(seconds("0:12"), Some(12));
        assert_eq!(seconds("12:34"), Some(754));
        assert_eq!(seconds("01:02:03"), Some(3723));
        assert_eq!(seconds("00:01:21.23"), Some(81));
        assert_eq!(seconds("00:00:03,126"), Some(3));
        assert_eq!(seconds("98:05"), Some(5885));
        assert_eq!(seconds("٠٢:٠٥"), Some(125));
    }

    #[test]
    fn ratios_verses_and_dates_are_no_times() {
        for text in ["3:1", "12:345", "1:2:3:4", "12:60", "1:75:10", "10:30am", "7", ":", "1:02."] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_time_that_is_shown_is_read_as_itself(value in 0..360_000_u32) {
            prop_assert_eq!(seconds(&Timestamp(value).to_string()), Some(value));
        }

        #[test]
        fn whatever_is_read_is_a_moment_or_nothing(text in any::<String>()) {
            prop_assert!(seconds(&text).is_none_or(|value| value < 400 * 3600));
        }
    }
}
