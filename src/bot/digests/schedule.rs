//! When the windows of a timetable are, in its time zone. Pure.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::chat::timetable::Timetable;

/// Days looked at for a window: a week, the days beside it that another side of the date
/// line has, and a week more for days that a zone left out.
const DAYS: usize = 16;

/// The windows of a timetable: at most one a local day.
#[derive(Debug, Clone)]
pub struct Schedule<'t> {
    timetable: &'t Timetable,
    zone: TimeZone,
}

impl Schedule<'_> {
    /// None where there is no such time zone.
    pub fn of(timetable: &Timetable) -> Option<Schedule<'_>> {
        let zone = TimeZone::get(&timetable.zone).ok()?;
        Some(Schedule { timetable, zone })
    }

    /// The first window after a time. None at the end of time.
    pub fn after(&self, now: Timestamp) -> Option<Timestamp> {
        let first = self.day_of(now).yesterday().ok()?;
        let mut days = std::iter::successors(Some(first), |day| day.tomorrow().ok()).take(DAYS);
        days.find_map(|day| self.on(day).filter(|at| *at > now))
    }

    /// The last window until a time, that time included.
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        let last = self.day_of(now).tomorrow().ok()?;
        let mut days = std::iter::successors(Some(last), |day| day.yesterday().ok()).take(DAYS);
        days.find_map(|day| self.on(day).filter(|at| *at <= now))
    }

    fn day_of(&self, now: Timestamp) -> Date {
        self.zone.to_datetime(now).date()
    }

    /// The window of a day. Where the clock goes back, the first of the two times; where it
    /// goes forward, as far later as it goes (RFC 5545, section 3.3.5), unless that is the
    /// next day: then as far earlier. None where the zone left the whole day out.
    fn on(&self, day: Date) -> Option<Timestamp> {
        let Timetable { weekdays, time, .. } = self.timetable;
        if !weekdays.has(day.weekday()) {
            return None;
        }
        let (hour, minute) = (i8::try_from(time.hour()).ok()?, i8::try_from(time.minute()).ok()?);
        let local: DateTime = day.at(hour, minute, 0, 0);
        let times = self.zone.to_ambiguous_timestamp(local);
        let of_day = |at: &Timestamp| self.day_of(*at) == day;
        times.compatible().ok().filter(of_day).or_else(|| times.earlier().ok().filter(of_day))
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use jiff::tz;
    use proptest::prelude::*;

    use super::*;
    use crate::chat::timetable::{TimeOfDay, Weekdays};

    fn timetable(days: &str, time: &str, zone: &str) -> Timetable {
        Timetable {
            weekdays: Weekdays::parse(days).expect("days"),
            time: TimeOfDay::parse(time).expect("a time"),
            zone: zone.to_owned(),
        }
    }

    /// The windows after a time, as the clock in the zone has them.
    fn windows(timetable: &Timetable, from: &str, count: usize) -> Vec<String> {
        let schedule = Schedule::of(timetable).expect("a zone");
        let mut at: Timestamp = from.parse().expect("a time");
        let next = |_| {
            at = schedule.after(at).expect("a window");
            let zoned = at.to_zoned_datetime(schedule.zone.clone());
            zoned.strftime("%a %Y-%m-%d %H:%M %z").to_string()
        };
        (0..count).map(next).collect()
    }

    #[test]
    fn windows_are_on_the_days_and_at_the_time_of_the_zone() {
        let timetable = timetable("sun,tue", "09:00", "Asia/Riyadh");
        assert_eq!(
            windows(&timetable, "2026-11-28T00:00:00Z", 3),
            [
                "Sun 2026-11-29 09:00 +0300",
                "Tue 2026-12-01 09:00 +0300",
                "Sun 2026-12-06 09:00 +0300"
            ]
        );
        let schedule = Schedule::of(&timetable).expect("a zone");
        let window: Timestamp = "2026-11-29T06:00:00Z".parse().expect("a time");
        assert_eq!(schedule.until(window), Some(window), "a window has come at its time");
        assert!(schedule.after(window) > Some(window));
    }

    #[test]
    fn a_time_that_the_clock_leaves_out_is_later_and_one_that_comes_twice_is_once() {
        // Berlin: 29 March 2026, 02:00 becomes 03:00; 25 October, 03:00 becomes 02:00.
        let timetable = timetable("daily", "02:30", "Europe/Berlin");
        assert_eq!(
            windows(&timetable, "2026-03-28T12:00:00Z", 2),
            ["Sun 2026-03-29 03:30 +0200", "Mon 2026-03-30 02:30 +0200"]
        );
        assert_eq!(
            windows(&timetable, "2026-10-24T12:00:00Z", 2),
            ["Sun 2026-10-25 02:30 +0200", "Mon 2026-10-26 02:30 +0100"]
        );
    }

    #[test]
    fn a_time_that_would_be_on_the_next_day_is_earlier_and_a_day_that_was_left_out_has_none() {
        // Nuuk: Saturday 27 March 2027, 23:00 becomes midnight.
        let nuuk = timetable("sat", "23:30", "America/Nuuk");
        let saturday = windows(&nuuk, "2027-03-22T00:00:00Z", 1).remove(0);
        assert_eq!(saturday, "Sat 2027-03-27 22:30 -0200");
        // Apia went from 29 to 31 December 2011.
        let apia = timetable("daily", "09:00", "Pacific/Apia");
        let days = windows(&apia, "2011-12-29T00:00:00Z", 3);
        assert_eq!(
            days,
            [
                "Thu 2011-12-29 09:00 -1000",
                "Sat 2011-12-31 09:00 +1400",
                "Sun 2012-01-01 09:00 +1400"
            ]
        );
    }

    #[test]
    fn a_zone_that_there_is_not_has_no_windows() {
        assert!(Schedule::of(&timetable("daily", "9", "Mars/Olympus")).is_none());
    }

    fn a_zone() -> impl Strategy<Value = String> {
        let names: Vec<String> = tz::db().available().map(|n| n.as_str().to_owned()).collect();
        proptest::sample::select(names)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn windows_go_forward_once_a_day_and_on_the_right_days(
            zone in a_zone(), bits in 1_i64..128, minutes in 0_i64..1440,
            // From 1970 to 2100.
            from in 0_i64..4_102_444_800,
        ) {
            let weekdays = Weekdays::from_bits(bits).expect("days");
            let time = TimeOfDay::from_minutes(minutes).expect("a time");
            let timetable = Timetable { weekdays, time, zone };
            let schedule = Schedule::of(&timetable).expect("a zone");
            let mut at = Timestamp::from_second(from).expect("a time");
            let mut last_day = None;
            for _ in 0..40 {
                let next = schedule.after(at).expect("a window");
                prop_assert!(next > at);
                let day = schedule.day_of(next);
                prop_assert!(weekdays.has(day.weekday()));
                prop_assert!(last_day.is_none_or(|last| day > last), "two on {day}");
                // What is between two windows is none, seen from either side.
                prop_assert_eq!(schedule.until(next), Some(next));
                let before = next - SignedDuration::from_millis(1);
                prop_assert_eq!(schedule.after(before), Some(next));
                if last_day.is_some() {
                    prop_assert_eq!(schedule.until(before), Some(at));
                }
                // Eight days hold every weekday, even where a zone left one out.
                prop_assert!(last_day.is_none() || next - at <= SignedDuration::from_hours(24 * 15));
                (at, last_day) = (next, Some(day));
            }
        }
    }
}
