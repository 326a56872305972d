//! Which points of an outline are posted, and in which order.

use std::fmt;

use crate::core::answer::summary::LONGEST;

/// The first letter of those that stand for points. Capitals, because a choice was
/// once written in small ones that meant something else.
const FIRST: u8 = b'A';

/// Where a point is moved by a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// The points that go in, in their order, and which points those were: the fingerprint
/// tells when the documents have changed since, because then the same numbers would
/// name other points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Their numbers, counted from 0: the first `count`, and zeros.
    numbers: [u8; LONGEST],
    count: usize,
    fingerprint: u32,
}

impl Choice {
    /// These points, each once. What is no number of a point is left out.
    pub(super) fn of(points: impl Iterator<Item = usize>, fingerprint: u32) -> Choice {
        let mut choice = Choice { numbers: [0; LONGEST], count: 0, fingerprint };
        for point in points {
            if let Ok(number) = u8::try_from(point)
                && point < LONGEST
                && !choice.has(point)
            {
                choice.numbers[choice.count] = number;
                choice.count += 1;
            }
        }
        choice
    }

    /// All of `count` points of no particular outline.
    #[cfg(test)]
    pub fn all(count: usize) -> Choice {
        Choice::of(0..count, 0xABCD_1234)
    }

    pub fn parse(text: &str) -> Option<Choice> {
        let (letters, fingerprint) = text.split_once('.')?;
        let points: Option<Vec<usize>> = letters
            .bytes()
            .map(|letter| letter.checked_sub(FIRST).map(usize::from).filter(|n| *n < LONGEST))
            .collect();
        let points = points?;
        let choice = Choice::of(points.iter().copied(), u32::from_str_radix(fingerprint, 16).ok()?);
        // One that is named twice was not written here.
        (choice.count == points.len()).then_some(choice)
    }

    /// The points by number, in the order in which they are posted.
    pub fn points(&self) -> impl Iterator<Item = usize> {
        self.numbers.iter().take(self.count).map(|number| usize::from(*number))
    }

    /// Whether a point is in it, counted from 0.
    pub fn has(&self, point: usize) -> bool {
        self.points().any(|chosen| chosen == point)
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether there is an order to choose: one alone is in its place.
    pub fn has_order(&self) -> bool {
        self.count > 1
    }

    /// Whether it is of the same points as another, whichever of them either chose.
    pub(super) fn is_of_same(&self, other: &Choice) -> bool {
        self.fingerprint == other.fingerprint
    }

    /// The same with these points: those that were in it keep their order, and each
    /// other one comes after the nearest that stands before it in the text.
    pub(super) fn with_points(&self, chosen: &[usize]) -> Choice {
        let mut order: Vec<usize> = self.points().filter(|point| chosen.contains(point)).collect();
        let mut others: Vec<usize> = chosen.to_vec();
        others.retain(|point| !order.contains(point));
        others.sort_unstable();
        others.dedup();
        for point in others {
            let before = order.iter().enumerate().filter(|(_, other)| **other < point);
            let at = before.max_by_key(|(_, other)| **other).map_or(0, |(at, _)| at + 1);
            order.insert(at, point);
        }
        Choice::of(order.into_iter(), self.fingerprint)
    }

    /// Whether a point can be moved this way: it is in, and not at that end.
    pub fn can_move(&self, point: usize, way: Way) -> bool {
        let end = match way {
            Way::Up => self.points().next(),
            Way::Down => self.points().last(),
        };
        self.has(point) && end != Some(point)
    }

    /// The same with a point moved by one place; the same where it cannot be.
    #[must_use]
    pub(super) fn moved(mut self, point: usize, way: Way) -> Choice {
        let at = self.points().position(|chosen| chosen == point);
        if let Some(at) = at.filter(|_| self.can_move(point, way)) {
            let other = match way {
                Way::Up => at - 1,
                Way::Down => at + 1,
            };
            self.numbers.swap(at, other);
        }
        self
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for number in self.numbers.iter().take(self.count) {
            write!(f, "{}", char::from(FIRST + number))?;
        }
        write!(f, ".{:x}", self.fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listed(choice: Choice) -> Vec<usize> {
        choice.points().collect()
    }

    #[test]
    fn a_point_moves_by_one_place_and_not_past_the_ends() {
        let all = Choice::all(3);
        assert_eq!(listed(all.moved(2, Way::Up)), [0, 2, 1]);
        assert_eq!(listed(all.moved(0, Way::Down)), [1, 0, 2]);
        for (point, way) in [(0, Way::Up), (2, Way::Down), (7, Way::Up), (7, Way::Down)] {
            assert!(!all.can_move(point, way));
            assert_eq!(all.moved(point, way), all);
        }
    }

    #[test]
    fn points_keep_their_order_when_others_go_and_come_back_beside_their_neighbour() {
        let turned = Choice::all(4).moved(3, Way::Up).moved(3, Way::Up).moved(3, Way::Up);
        assert_eq!(listed(turned), [3, 0, 1, 2]);
        let fewer = turned.with_points(&[0, 2, 3]);
        assert_eq!(listed(fewer), [3, 0, 2]);
        assert_eq!(listed(fewer.with_points(&[2, 1, 0, 3, 1])), [3, 0, 1, 2]);
        assert_eq!(listed(Choice::all(0).with_points(&[2, 0])), [0, 2]);
    }

    #[test]
    fn what_was_not_written_here_is_no_choice() {
        for text in ["", "A", ".x", "AA.1", "Z.1", "a.1", "ffffffff.0", "1f.0", "A.123456789"] {
            assert_eq!(Choice::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_choice_is_read_as_it_was_written(
            points in proptest::collection::vec(0_usize..40, 0..40),
            fingerprint in any::<u32>(),
        ) {
            let choice = Choice::of(points.into_iter(), fingerprint);
            prop_assert_eq!(Choice::parse(&choice.to_string()), Some(choice));
        }

        #[test]
        fn moving_and_choosing_neither_lose_nor_repeat_a_point(
            steps in proptest::collection::vec((0_usize..30, any::<bool>()), 0..20),
            chosen in proptest::collection::vec(0_usize..LONGEST, 0..30),
        ) {
            let mut choice = Choice::all(LONGEST);
            for (point, up) in steps {
                choice = choice.moved(point, if up { Way::Up } else { Way::Down });
            }
            let mut found = listed(choice.with_points(&chosen));
            found.sort_unstable();
            let mut expected = chosen;
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,40}") {
            let _ = Choice::parse(&text);
        }
    }
}
