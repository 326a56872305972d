//! `quote address`: what has become of a quote since its address was written down.

use super::check::LONGEST_CARRIED;
use super::{ABOUT_ADDRESS, Argument, ArgumentKind, Asked, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::chat::text::cutting::code_units;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::knowledge::{Address, Fate, Passage};
use crate::core::search::Outcome;

/// The quote at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteAt {
    /// As somebody wrote it.
    pub address: String,
}

/// What an address looks like.
const EXAMPLE: &str = "altman/3.2@3fa9c1d2";

impl Declare for QuoteAt {
    const INFO: Info = Info {
        name: "quote",
        aliases: &["اقتباس", "العنوان"],
        about: Localised {
            ar: "الاقتباس في عنوانه الدائم، وهل تغيّر منذ ذلك الحين",
            en: "The quote at a permanent address, and whether it has changed since",
        },
        arguments: &[Argument {
            name: "address",
            about: ABOUT_ADDRESS,
            kind: ArgumentKind::Text,
            required: true,
        }],
        for_moderators: false,
        needs_store: false,
        is_typed: true,
        letter: 'e',
    };

    fn parse(arguments: &Arguments) -> Option<QuoteAt> {
        arguments.text("address").map(|address| QuoteAt { address })
    }

    fn read(fields: &mut Reader) -> Result<QuoteAt, UnknownAction> {
        fields.text().map(|address| QuoteAt { address }).ok_or(UnknownAction)
    }
}

impl Run for QuoteAt {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let (words, language) = (asked.words(), asked.language);
        let library = asked.engine.shared_library();
        let mut reply = Reply::new(language);
        let Some(address) = Address::parse(self.address.trim()) else {
            reply.outcome = Outcome::Help;
            reply.finding = Some("malformed");
            reply.lead.push(words.address_malformed.replace("{}", EXAMPLE));
            return Ok(reply);
        };
        let fate = library.followed(&address);
        let (title, finding) = match &fate {
            Fate::Unchanged(_) => (words.address_unchanged, "unchanged"),
            Fate::Changed(..) => (words.address_changed, "changed"),
            Fate::Moved(_) => (words.address_moved, "moved"),
            Fate::Gone => {
                reply.outcome = Outcome::NotFound;
                reply.finding = Some("gone");
                reply.lead.push(words.address_gone.to_owned());
                return Ok(reply);
            }
        };
        reply.title = Some(title.to_owned());
        reply.finding = Some(finding);
        let (Fate::Unchanged(key) | Fate::Changed(key, _) | Fate::Moved(key)) = fate else {
            return Ok(reply);
        };
        let mut quote = Quote::whole(library, key)?;
        if let Fate::Changed(_, sentences) = &fate {
            reply.outcome = Outcome::Closest;
            reply.lead.push(words.address_old_words.to_owned());
            let numbers = numbers(library.passage(key), sentences);
            if let (Some(first), Some(last)) = (sentences.first(), sentences.last()) {
                let list: Vec<String> = numbers.iter().map(usize::to_string).collect();
                let list = list.join(&format!("{} ", words.separator));
                reply.lead.push(format!("{}: {list}", words.address_changed_sentences));
                // Set off where they stand together; the numbers tell them otherwise.
                if last_of(&numbers) - numbers[0] + 1 == numbers.len() {
                    quote = Quote::new(library, key, first.start..last.end)?;
                }
            }
        }
        let is_unchanged = matches!(fate, Fate::Unchanged(_));
        reply.notes.push(Reply::address_note(&quote, language));
        reply.quotes = vec![ShownQuote::new(1, quote, Extent::Passage, language)];
        reply.offers = vec![Offer::Context, Offer::Source];
        if is_unchanged && code_units(&self.address) <= LONGEST_CARRIED {
            reply.answers = Some(self.clone().into());
            reply.total = 1;
            reply.offers.push(Offer::Share);
        }
        Ok(reply)
    }

    fn write(&self, fields: Fields) -> String {
        fields.topic(Some(&self.address))
    }
}

/// The numbers of some sentences of a passage, counted from 1.
fn numbers(passage: &Passage, sentences: &[std::ops::Range<usize>]) -> Vec<usize> {
    let at = |of: &std::ops::Range<usize>| {
        passage.sentences.partition_point(|sentence| sentence.start < of.start) + 1
    };
    sentences.iter().map(at).collect()
}

fn last_of(numbers: &[usize]) -> usize {
    numbers.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::commands::Command;
    use crate::chat::samples::{engine_of, reply, texts};
    use crate::core::search::Engine;

    const TEXT: &str = "One is first. Two is second. Three is third. {#p}\n\nFour is fourth.\n";

    fn engine(text: &str) -> Engine {
        engine_of(&[("a.en.md", text)])
    }

    fn address(passage: usize) -> String {
        let engine = engine(TEXT);
        let key = engine.library().keys().nth(passage).expect("a passage");
        engine.library().address(key).to_string()
    }

    #[test]
    fn each_of_the_four_fates_is_told() {
        let told = |text: &str, passage| {
            let reply = reply(&engine(text), QuoteAt { address: address(passage) });
            let words: Vec<String> = texts(&reply).into_iter().map(str::to_owned).collect();
            (reply.finding.expect("a finding"), words, reply.lead)
        };
        let (finding, words, lead) = told(TEXT, 0);
        assert_eq!((finding, lead.len()), ("unchanged", 0));
        assert_eq!(words, ["One is first. Two is second. Three is third."]);
        let (finding, words, lead) = told(&TEXT.replace("second", "another"), 0);
        assert_eq!(finding, "changed");
        assert_eq!(words, ["One is first. Two is another. Three is third."]);
        assert_eq!(lead[1], "Sentences that are not what they were: 2");
        let (finding, words, _) = told(&TEXT.replace("\n\nFour", "\n\nNew.\n\nFour"), 1);
        assert_eq!((finding, &*words[0]), ("moved", "Four is fourth."));
        let (finding, words, lead) = told("Something else. {#x}", 0);
        assert_eq!((finding, words.len(), lead.len()), ("gone", 0, 1));
    }

    #[test]
    fn a_changed_sentence_is_set_off_in_the_wording_of_today() {
        let engine = engine(&TEXT.replace("second", "another"));
        let reply = reply(&engine, QuoteAt { address: address(0) });
        assert_eq!(reply.quotes[0].quote.highlight(), "Two is another.");
        assert!(!reply.notes[0].ends_with(&address(0)), "the address of today");
        assert!(!reply.offers.contains(&Offer::Share));
    }

    #[test]
    fn a_malformed_address_is_told_politely_with_an_example() {
        let reply = reply(&engine(TEXT), QuoteAt { address: "why so?".to_owned() });
        assert_eq!(reply.finding, Some("malformed"));
        assert!(reply.lead[0].ends_with(EXAMPLE), "{:?}", reply.lead);
        assert!(Address::parse(EXAMPLE).is_some());
    }

    #[test]
    fn an_address_by_itself_is_the_command() {
        let address = address(0);
        let command = QuoteAt { address: address.clone() };
        assert_eq!(Command::typed(&format!(" {address} ")), command.clone().into());
        assert_eq!(Command::typed(&format!("quote {address}")), command.into());
        assert_eq!(Command::typed("/quote energy").name(), "quote");
        for question in ["quote what?", "check what he said about energy"] {
            assert_eq!(Command::typed(question), Command::ask(question));
        }
        assert_eq!(Command::typed("check: he said so").name(), "check");
    }
}
