//! Telling a text from the page it stood on, and its parts from one another.

use super::piece::{Dropped, Piece, PieceKind, Reason};
use crate::core::analysis::Script;
use crate::core::knowledge::assembly::label;
use crate::core::knowledge::document::Metadata;
use crate::core::knowledge::vocabulary::{announces_key_points, fold_phrase};

/// Whole lines that belong to a page, not to a text.
const BOILERPLATE: &[&str] = &[
    "شاهد النسخة الأصلية",
    "عرض النسخة الأصلية",
    "مشاركة",
    "شارك",
    "شارك المقال",
    "اقرأ أيضا",
    "اقرأ المزيد",
    "المزيد",
    "اشترك",
    "اشترك الآن",
    "تسجيل الدخول",
    "التعليقات",
    "أضف تعليقا",
    "إعجاب",
    "الرئيسية",
    "متابعة القراءة",
    "طباعة",
    "نسخ الرابط",
    "إعلان",
    "مواضيع ذات صلة",
    "view original",
    "show original",
    "share",
    "share this",
    "share this article",
    "read more",
    "read also",
    "related articles",
    "related",
    "subscribe",
    "subscribe now",
    "sign in",
    "log in",
    "sign up",
    "comments",
    "leave a comment",
    "like",
    "home",
    "advertisement",
    "print",
    "copy link",
    "follow us",
    "all rights reserved",
    "back to top",
    "skip to content",
    "cookie settings",
    "accept all cookies",
    "newsletter",
];

/// Words that only a disclaimer has, in folded spelling.
const DISCLAIMER: &[&str] = &[
    "اخلاء المسووليه",
    "لاغراض اعلاميه فقط",
    "لا تعبر عن راي",
    "لا يعبر عن راي",
    "نصيحه ماليه",
    "disclaimer",
    "for informational purposes only",
    "does not constitute",
    "do not represent the views",
    "does not represent the views",
    "not financial advice",
];

/// What a byline starts with, in folded spelling.
pub(in crate::core::knowledge) const BYLINES: &[&str] =
    &["كتبها", "كتبه", "كتب", "بقلم", "الكاتب", "المولف", "تاليف", "written by", "author", "by"];

/// Names of months, in small letters.
pub(in crate::core::knowledge) const MONTHS: &[&str] = &[
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ابريل",
    "إبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "اكتوبر",
    "نوفمبر",
    "ديسمبر",
    "كانون",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A title is one line of two at most; that of the first imported article has 93
/// characters.
const LONGEST_TITLE_CHARS: usize = 200;

/// A heading is one line; the longest of the first imported article has 67
/// characters.
const LONGEST_HEADING_CHARS: usize = 120;

/// A byline is a name or two with what introduces them.
const LONGEST_BYLINE_CHARS: usize = 80;

/// "By Name" with more words than this is a sentence: two names of two words, and
/// "and".
const LONGEST_BYLINE_WORDS: usize = 5;

/// A date of the event stands near the beginning or is not its date.
const PIECES_TO_LOOK_FOR_A_DATE: usize = 3;

/// Drops page furniture; a disclaimer goes to the metadata and names the
/// publisher that it speaks for.
pub(super) fn drop_boilerplate(
    pieces: Vec<Piece>,
    metadata: &mut Metadata,
    dropped: &mut Vec<Dropped>,
) -> Vec<Piece> {
    let boilerplate: Vec<String> = BOILERPLATE.iter().map(|line| fold_phrase(line)).collect();
    let mut kept = Vec::new();
    for piece in pieces {
        let folded = fold_phrase(&piece.text);
        let reason = if folded.is_empty() || boilerplate.contains(&folded) {
            Reason::Boilerplate
        } else if metadata.disclaimer.is_none()
            && piece.kind == PieceKind::Paragraph
            && DISCLAIMER.iter().filter(|words| folded.contains(*words)).count() >= 2
        {
            metadata.publisher = metadata.publisher.take().or_else(|| publisher_in(&piece.text));
            metadata.disclaimer = Some(piece.text.clone());
            Reason::Disclaimer
        } else {
            kept.push(piece);
            continue;
        };
        dropped.push(Dropped { line: piece.line, reason, text: piece.text });
    }
    kept
}

/// The name that a disclaimer speaks for: "… endorsement of its views by Gate",
/// "… من قبل Gate".
fn publisher_in(disclaimer: &str) -> Option<String> {
    ["من قبل ", "عن رأي ", "آراء ", " by ", "the views of ", "the opinions of "].iter().find_map(
        |before| {
            let (_, after) = disclaimer.split_once(before)?;
            let name: Vec<&str> = after
                .split(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '&' | '-')))
                .next()?
                .split(' ')
                .take_while(|word| {
                    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                })
                .collect();
            let name = name.join(" ");
            (!name.is_empty()).then_some(name)
        },
    )
}

/// Takes the byline and the title out of the pieces. A title stands right
/// before the byline; without one, it is a heading-like first piece.
pub(super) fn take_title_and_byline(
    mut pieces: Vec<Piece>,
    metadata: &mut Metadata,
    dropped: &mut Vec<Dropped>,
) -> Vec<Piece> {
    let mut take = |pieces: &mut Vec<Piece>, index: usize, reason: Reason| -> String {
        let piece = pieces.remove(index);
        dropped.push(Dropped { line: piece.line, reason, text: piece.text.clone() });
        piece.text
    };
    let mut title_at = None;
    if let Some((index, author)) =
        pieces.iter().enumerate().find_map(|(index, piece)| Some((index, byline(&piece.text)?)))
    {
        take(&mut pieces, index, Reason::Byline);
        metadata.author.get_or_insert(author);
        title_at = index.checked_sub(1);
    }
    if !metadata.title.is_empty() {
        // Already given; the text may repeat it as its first heading.
        let title = fold_phrase(&metadata.title);
        if let Some(index) = pieces.iter().position(|piece| fold_phrase(&piece.text) == title) {
            take(&mut pieces, index, Reason::Title);
        }
        return pieces;
    }
    let is_title = |piece: &Piece| match piece.kind {
        PieceKind::Heading { level, .. } => level == 1,
        PieceKind::Item => false,
        PieceKind::Paragraph => {
            !ends_sentence(&piece.text) && piece.text.chars().count() <= LONGEST_TITLE_CHARS
        }
    };
    let at = title_at.filter(|&index| is_title(&pieces[index]));
    let at = at.or_else(|| (pieces.len() > 1 && is_title(&pieces[0])).then_some(0));
    if let Some(index) = at {
        metadata.title = take(&mut pieces, index, Reason::Title);
    }
    pieces
}

/// The author, if a piece is a byline.
fn byline(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST_BYLINE_CHARS || ends_sentence(text) || text.contains('\n') {
        return None;
    }
    let (before, author) = match text.split_once(':') {
        Some((before, author)) => (before, author),
        // Without a colon only an English "By Name" is clear enough.
        None => {
            let author = text.strip_prefix("By ").or_else(|| text.strip_prefix("by "))?;
            let names = author.split_whitespace().all(|w| w.starts_with(char::is_uppercase));
            (names && author.split_whitespace().count() <= LONGEST_BYLINE_WORDS)
                .then_some(("by", author))?
        }
    };
    let author = author.trim();
    (BYLINES.contains(&fold_phrase(before).as_str()) && !author.is_empty())
        .then(|| author.to_owned())
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['”', '»', '"', ')', '’', '\'']);
    bare.ends_with(['.', '!', '؟', '?', '…', '،', ',', '؛', ';', '۔'])
}

/// Recognises headings in text that has no mark-up, and the list items under a
/// heading that announces key points.
pub(super) fn headings_and_key_points(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_heading: Vec<bool> = (0..pieces.len()).map(|index| is_heading(&pieces, index)).collect();
    let marked = pieces
        .into_iter()
        .zip(is_heading)
        .map(|(mut piece, is_heading)| {
            if is_heading {
                let key_points = announces_key_points(&piece.text);
                piece.kind = PieceKind::Heading { level: 2, key_points };
            }
            piece
        })
        .collect();
    itemise(marked)
}

/// Marks headings that announce key points in text that has its own headings.
pub(super) fn key_points(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for piece in &mut pieces {
        if let PieceKind::Heading { key_points, .. } = &mut piece.kind {
            *key_points |= announces_key_points(&piece.text);
        }
    }
    itemise(pieces)
}

/// A heading is short, ends no sentence, and is followed by something that does.
fn is_heading(pieces: &[Piece], index: usize) -> bool {
    let piece = &pieces[index];
    let follows = pieces.get(index + 1).is_some_and(|next| {
        ends_sentence(&next.text) && next.text.chars().count() > piece.text.chars().count()
    });
    piece.kind == PieceKind::Paragraph
        && piece.text.chars().count() <= LONGEST_HEADING_CHARS
        && !piece.text.contains('\n')
        && !ends_sentence(&piece.text)
        && follows
}

/// Under a key-point heading, paragraphs of the form "label: text" are items.
fn itemise(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut in_key_points = false;
    for piece in &mut pieces {
        match piece.kind {
            PieceKind::Heading { key_points, .. } => in_key_points = key_points,
            PieceKind::Paragraph if in_key_points && label(&piece.text).is_some() => {
                piece.kind = PieceKind::Item
            }
            PieceKind::Paragraph => in_key_points = false,
            PieceKind::Item => {}
        }
    }
    pieces
}

/// A day and month near the beginning, in the text's own words.
pub(super) fn date(pieces: &[Piece]) -> Option<String> {
    pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Paragraph)
        .take(PIECES_TO_LOOK_FOR_A_DATE)
        .find_map(|piece| date_in(&piece.text))
}

fn date_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_number = |word: &str, digits: std::ops::RangeInclusive<usize>| {
        let word = bare(word);
        digits.contains(&word.chars().count())
            && word.chars().all(|c| Script::of(c) == Script::Digits)
    };
    let is_month = |word: &str| MONTHS.contains(&bare(word).as_str());
    (1..words.len()).find_map(|index| {
        let (left, right) = (words[index - 1], words[index]);
        let day_first = is_number(left, 1..=2) && is_month(right);
        let month_first = is_month(left) && is_number(right, 1..=2);
        if !day_first && !month_first {
            return None;
        }
        let mut end = index + 1;
        // "تشرين الأول" is a month of two words.
        if day_first
            && words.get(end).is_some_and(|w| matches!(bare(w).as_str(), "الأول" | "الثاني"))
        {
            end += 1;
        }
        if words.get(end).is_some_and(|word| is_number(word, 4..=4)) {
            end += 1;
        }
        let date = words[index - 1..end].join(" ");
        Some(date.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_the_words_of_the_text() {
        assert_eq!(date_in("في 8 أكتوبر، كشف سام").as_deref(), Some("8 أكتوبر"));
        assert_eq!(date_in("On October 8, 2025, he said").as_deref(), Some("October 8, 2025"));
        assert_eq!(date_in("في ٣ تشرين الأول 2025.").as_deref(), Some("٣ تشرين الأول 2025"));
        assert_eq!(date_in("It may 300 times"), None);
        assert_eq!(date_in("no date"), None);
    }

    #[test]
    fn a_byline_is_short_and_says_who_wrote() {
        assert_eq!(byline("كتبها: لونغ يوي").as_deref(), Some("لونغ يوي"));
        assert_eq!(byline("By Jane Doe").as_deref(), Some("Jane Doe"));
        assert_eq!(byline("By the end of the year"), None);
        assert_eq!(byline("نموذج جديد: توقع"), None);
    }

    #[test]
    fn a_disclaimer_names_whom_it_speaks_for() {
        assert_eq!(publisher_in("موافقة على آرائه من قبل Gate، ولا").as_deref(), Some("Gate"));
        assert_eq!(
            publisher_in("not the views of Big News Inc. or").as_deref(),
            Some("Big News Inc")
        );
        assert_eq!(publisher_in("for informational purposes only"), None);
    }
}
