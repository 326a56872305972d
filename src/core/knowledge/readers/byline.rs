//! Who wrote a text and when, from the line under its title: "By Jane Doe, 12 May 2025".
//!
//! Only what the line says in its own words, and only where the front matter does not say it.

use crate::core::knowledge::block::Block;
use crate::core::knowledge::front_matter::FrontMatter;
use crate::core::knowledge::import::recognise::{BYLINES, MONTHS};
use crate::core::knowledge::vocabulary::fold_phrase;

/// A longer first paragraph is prose.
const LONGEST_WORDS: usize = 25;
/// What nothing but a name follows; the other words are bylines only before a colon.
const INTRODUCING: &[&str] = &["بقلم", "written by", "by"];
const WEEKDAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Two names and what joins them.
const LONGEST_NAME_WORDS: usize = 6;

/// Fills in the author and the date from a byline, which stays where it is.
pub(in crate::core::knowledge) fn read(blocks: &[Block], front_matter: &mut FrontMatter) {
    let first = blocks.iter().find_map(|block| match block {
        Block::Passage(raw) => Some(raw),
        Block::Heading { .. } => None,
    });
    let Some(line) = first.filter(|raw| raw.speech.is_none() && !raw.list_item) else { return };
    let Some((author, date)) = byline(line.text.trim()) else { return };
    front_matter.author.get_or_insert_with(|| author.to_owned());
    if let (None, Some(date)) = (&front_matter.date, date) {
        front_matter.date = Some(date.to_owned());
    }
}

/// The author and the date of a line that is a byline.
fn byline(line: &str) -> Option<(&str, Option<&str>)> {
    if line.contains('\n') || line.split_whitespace().count() > LONGEST_WORDS {
        return None;
    }
    // A sentence is none ("By Friday the pool was closed.").
    if line.ends_with(['.', '!', '?', '؟']) {
        return None;
    }
    let rest = BYLINES.iter().find_map(|by| {
        let words = by.split(' ').count();
        let end = line.match_indices(' ').nth(words - 1).map(|(at, _)| at)?;
        let introduces = INTRODUCING.contains(by) || line[..end].trim_end().ends_with(':');
        let is_it = introduces && fold_phrase(&line[..end]) == *by;
        is_it.then(|| line[end..].trim_start_matches([' ', ':']))
    })?;
    let name = rest.split([',', '،', '—', '–', '|', '(', '·', ';']).next()?;
    let name = name.split(" for ").next()?.trim().trim_end_matches('.');
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| {
        let small = word.to_lowercase();
        if MONTHS.contains(&small.as_str()) || WEEKDAYS.contains(&small.as_str()) {
            return false;
        }
        matches!(*word, "and" | "de" | "van" | "von" | "bin" | "al" | "&")
            || word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii())
    };
    if words.is_empty() || words.len() > LONGEST_NAME_WORDS || !words.iter().all(is_name) {
        return None;
    }
    Some((name, date(&rest[name.len()..])))
}

/// The piece of a line that is a date: with the name of a month and a number.
fn date(line: &str) -> Option<&str> {
    let mut start = 0;
    for piece in line.split([',', '،', '—', '–', '|', '(', ')', '·', ';']) {
        let (from, to) = (start, start + piece.len());
        start = to + line[to..].chars().next().map_or(0, char::len_utf8);
        let is_month = |word: &str| MONTHS.contains(&word.to_lowercase().trim_matches('.'));
        let is_number = |word: &str| word.starts_with(|c: char| c.is_numeric());
        let words = || piece.split_whitespace();
        let is_date = words().all(|word| is_month(word) || is_number(word));
        if !is_date || !words().any(is_month) || !words().any(is_number) {
            continue;
        }
        // "May 12, 2025": the year stands apart.
        let after = line[start.min(line.len())..].trim_start();
        let year = &after[..after.find(|c: char| !c.is_numeric()).unwrap_or(after.len())];
        let has_year = piece
            .split_whitespace()
            .any(|word| word.chars().filter(|c| c.is_numeric()).count() == 4);
        let to = match year.chars().count() == 4 && !has_year {
            true => line.len() - after.len() + year.len(),
            false => to,
        };
        return Some(line[from..to].trim());
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn who_wrote_it_and_when_is_read_from_a_byline() {
        for (line, expected) in [
            (
                "By Hannah Prowse, for the Side Door newsletter, 12 September 2025",
                Some(("Hannah Prowse", Some("12 September 2025"))),
            ),
            (
                "By Jane Doe and Max Roe | May 12, 2025",
                Some(("Jane Doe and Max Roe", Some("May 12, 2025"))),
            ),
            ("Written by Jane Doe", Some(("Jane Doe", None))),
            ("بقلم: ليلى الكندي، ٣ مارس ٢٠٢٤", Some(("ليلى الكندي", Some("٣ مارس ٢٠٢٤")))),
            ("By the end of the year the pool was open, and the council paid.", None),
            ("By Friday it rained", None),
            ("By Friday, 12 May 2025 the pool was closed", None),
            ("By Jane Doe, who was born on 3 May in York", Some(("Jane Doe", None))),
            ("كتب نادر رسالة إلى أخيه في الجبل", None),
            ("كتبه: نادر الشوّاف", Some(("نادر الشوّاف", None))),
            ("The pool was closed by Jane Doe in May 2021.", None),
        ] {
            assert_eq!(byline(line), expected, "{line}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_stands_in_the_line(line in "(By|بقلم|Written by) [A-Zا-ي ,،|0-9a-z]{0,60}|\\PC{0,80}") {
            if let Some((author, date)) = byline(&line) {
                prop_assert!(line.contains(author) && !author.is_empty());
                prop_assert!(date.is_none_or(|date| line.contains(date)));
            }
        }
    }
}
