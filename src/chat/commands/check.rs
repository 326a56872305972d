//! `check text`: whether somebody's quotation is in the sources.
//!
//! Word for word is the only yes. What is nearly there is told apart word by word: the
//! asker's words as theirs, the source's as slices of it.

use super::{Argument, ArgumentKind, Asked, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::chat::text::cutting::{clipped, code_units};
use crate::chat::text::line::one_line;
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::Slice;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::check::{Attestation, Difference, DifferenceKind, Owner, Place, check};
use crate::core::search::Outcome;

/// A quotation to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// With or without quotation marks and whose words it says they are.
    pub text: String,
}

/// Differences that are told one by one; of more it is said how many.
const MOST_DIFFERENCES: usize = 8;
/// Of the words on either side of a difference, in UTF-16 code units: they are there to be
/// recognised.
const LONGEST_DIFFERENCE: usize = 120;
/// A longer text is carried by no button, for only a question can be shortened: Discord
/// takes 100 UTF-16 code units, of which a version, two letters and a language take 7.
pub(super) const LONGEST_CARRIED: usize = 90;

impl Declare for Check {
    const INFO: Info = Info {
        name: "check",
        aliases: &["verify", "fact check", "تحقق", "تحقق من", "تأكد من", "هل قال"],
        about: Localised {
            ar: "هل هذا الاقتباس في المصادر، حرفيًا أم مع تغيير؟",
            en: "Whether a quotation is in the sources, word for word or changed",
        },
        arguments: &[Argument {
            name: "text",
            about: Localised {
                ar: "الاقتباس كما وصلك، ومعه قائله إن شئت",
                en: "The quotation as you have it, with who is to have said it if you like",
            },
            kind: ArgumentKind::Text,
            required: true,
        }],
        for_moderators: false,
        needs_store: false,
        is_typed: true,
        letter: 'v',
    };

    fn parse(arguments: &Arguments) -> Option<Check> {
        arguments.text("text").map(|text| Check { text })
    }

    fn read(fields: &mut Reader) -> Result<Check, UnknownAction> {
        fields.text().map(|text| Check { text }).ok_or(UnknownAction)
    }
}

impl Run for Check {
    fn words(&self) -> Option<&str> {
        Some(&self.text)
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let words = asked.words();
        let found = check(asked.engine, &self.text)?;
        let mut reply = Reply::new(asked.language);
        reply.finding = Some(found.name());
        match found {
            Attestation::Exact(place) => {
                let is_of_another = place.claimed.is_some();
                reply.title = Some(words.quotation_exact.to_owned());
                if is_of_another {
                    reply.title = Some(words.quotation_of_another.to_owned());
                    reply.finding = Some("of_another");
                    // Nobody is to take it for a yes.
                    reply.outcome = Outcome::Closest;
                }
                show(&place, asked, &mut reply);
                let is_carried = code_units(&one_line(&self.text)) <= LONGEST_CARRIED;
                if is_carried && !is_of_another {
                    reply.answers = Some(Check { text: one_line(&self.text) }.into());
                    reply.total = reply.quotes.len();
                    reply.offers.push(Offer::Share);
                }
            }
            Attestation::Near(place, differences) => {
                reply.title = Some(words.quotation_near.to_owned());
                reply.outcome = Outcome::Closest;
                reply.lead = told(differences, words);
                show(&place, asked, &mut reply);
            }
            Attestation::Absent => {
                reply.outcome = Outcome::NotFound;
                reply.lead.push(words.quotation_absent.to_owned());
            }
            Attestation::TooShort => {
                reply.outcome = Outcome::Help;
                reply.lead.push(words.quotation_too_short.to_owned());
            }
            Attestation::TooLong => {
                reply.outcome = Outcome::Help;
                reply.lead.push(words.quotation_too_long.to_owned());
            }
        }
        Ok(reply)
    }

    fn write(&self, fields: Fields) -> String {
        fields.topic(Some(&self.text))
    }
}

/// Shows a place with what is to be known of it.
fn show(place: &Place, asked: &Asked, reply: &mut Reply) {
    let (words, language) = (asked.words(), asked.language);
    if let Some(claimed) = &place.claimed {
        let claimed = one_line(claimed);
        reply.lead.push(match owner(place, asked, language) {
            Some(owner) => {
                words.quotation_owner.replace("{owner}", &owner).replace("{claimed}", &claimed)
            }
            None => words.quotation_narrated.replace("{claimed}", &claimed),
        });
    }
    if let Some(of) = place.translation {
        reply.lead.push(words.quotation_translated.replace("{}", &words.name_of(of)));
    }
    if place.is_shortened {
        reply.lead.push(words.quotation_shortened.to_owned());
    }
    let quotes = place.quotes.iter().cloned().zip(1..);
    reply.quotes = quotes
        .map(|(quote, number)| ShownQuote::new(number, quote, Extent::Excerpt, language))
        .collect();
    if let Some(first) = reply.quotes.first_mut() {
        let again: Vec<_> = place.others.iter().map(|other| other.citation(language)).collect();
        *first = first.clone().with_see_also(&again);
    }
    let first = place.quotes.first();
    reply.notes.extend(first.map(|quote| Reply::address_note(quote, language)));
    reply.offers = vec![Offer::Passages, Offer::Context, Offer::Source];
}

/// The name of whose words they are; none where they are the text's own.
fn owner(place: &Place, asked: &Asked, language: Language) -> Option<String> {
    match &place.owner {
        Owner::Speaker(speaker) => {
            Some(asked.engine.library().name_of(speaker, language).to_owned())
        }
        Owner::Text(_) | Owner::Unknown => None,
    }
}

/// The differences, the gravest first, a line each.
fn told(mut differences: Vec<Difference>, words: &Words) -> Vec<String> {
    differences.sort_by_key(|difference| difference.kind);
    let mut lines: Vec<String> =
        differences.iter().take(MOST_DIFFERENCES).map(|of| line(of, words)).collect();
    let more = differences.len().saturating_sub(MOST_DIFFERENCES);
    if more > 0 {
        lines.push(format!("• {}: {more}", words.differences_more));
    }
    lines
}

fn line(difference: &Difference, words: &Words) -> String {
    let kind = match difference.kind {
        DifferenceKind::Negation => words.difference_negation,
        DifferenceKind::Number => words.difference_number,
        DifferenceKind::Name => words.difference_name,
        DifferenceKind::Words => words.difference_words,
    };
    let (open, close) = words.quotation_marks;
    let quoted =
        |text: &str| format!("{open}{}{close}", clipped(&one_line(text), LONGEST_DIFFERENCE));
    let written = quoted(&difference.written);
    let source: Vec<String> = difference.source.iter().map(Slice::text).map(quoted).collect();
    let form = match (difference.written.is_empty(), source.is_empty()) {
        (false, true) => words.difference_added,
        (true, _) => words.difference_dropped,
        (false, false) => words.difference_changed,
    };
    // What somebody wrote may hold the sign of a place, so it is put in last.
    let line = form.replace("{source}", &source.join(" "));
    format!("• {kind}: {}", line.replace("{written}", &written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine, reply};

    fn checked(text: &str) -> Reply {
        reply(&engine(), Check { text: text.to_owned() })
    }

    #[test]
    fn word_for_word_is_shown_in_its_sentence_with_its_place_and_address() {
        let reply = checked("الرهان على GPT-5 كبير");
        assert_eq!(reply.title.as_deref(), Some("ورد بنصّه في المصادر"));
        assert!(reply.lead.is_empty());
        assert_eq!(reply.quotes[0].text(), "قال Sam Altman إن الرهان على GPT-5 كبير.");
        assert!(reply.notes[0].starts_with("العنوان الدائم: a/1.1@"), "{:?}", reply.notes);
        assert_eq!((reply.outcome, reply.finding), (Outcome::Answered, Some("exact")));
        assert!(reply.offers.contains(&Offer::Share));
    }

    #[test]
    fn what_is_only_near_is_told_by_its_differences_and_is_no_yes() {
        let reply = checked("Sam Altman said that the bet on GPT-6 is not large");
        assert_eq!(reply.title.as_deref(), Some("Not what the source says word for word"));
        assert_eq!(
            reply.lead,
            [
                "• Negation: written “not”, which the source does not have",
                "• Number: written “6”, the source has “5”",
                "This is the wording of a translation (English); what was said stands in the original.",
            ]
        );
        assert_eq!((reply.outcome, reply.finding), (Outcome::Closest, Some("near")));
        assert!(!reply.offers.contains(&Offer::Share));
        assert_eq!(reply.quotes[0].wordings().len(), 2, "both languages");
    }

    #[test]
    fn what_is_not_there_and_what_cannot_be_checked_are_told_so() {
        for (text, outcome, finding) in [
            ("Zebras are striped animals", Outcome::NotFound, "absent"),
            ("the", Outcome::Help, "too_short"),
            (&"energy ".repeat(600), Outcome::Help, "too_long"),
        ] {
            let reply = checked(text);
            assert_eq!((reply.outcome, reply.finding), (outcome, Some(finding)), "{text}");
            assert!(reply.quotes.is_empty() && reply.lead.len() == 1);
        }
    }

    #[test]
    fn a_sign_of_a_place_in_what_was_written_stays_as_it_is() {
        let difference = Difference {
            kind: DifferenceKind::Words,
            written: "{source}".to_owned(),
            source: Vec::new(),
        };
        let line = line(&difference, Words::of(Language::ENGLISH));
        assert_eq!(line, "• Words: written “{source}”, which the source does not have");
    }
}
