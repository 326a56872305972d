//! `ask question`: answers a question with quotes, or says that the sources
//! have no answer.

mod chosen;

use std::collections::HashSet;

use super::hand_over::offer_people;
use super::source::Sources;
use super::{Argument, ArgumentKind, Asked, Command, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::Given;
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::chat::settings::Length;
use crate::chat::small_talk::SmallTalk;
use crate::chat::text::cutting::clipped;
use crate::chat::text::line::one_line;
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::analysis::lexicons;
use crate::core::answer::ask::{AnswerError, Part, RankedQuote, ask, document_named, language_for};
use crate::core::answer::topic::topics;
use crate::core::answer::{Answer, AskOptions, Quote};
use crate::core::knowledge::Library;
use crate::core::search::passages::TermHash;
use crate::core::search::{Engine, Outcome, Within};

/// Length of all quotes of a reply in UTF-16 code units: what is longer is not read.
/// Only the first quote may be longer by itself.
const LONGEST_REPLY: usize = 1200;
/// The confidence from which on the first quote is enough. Chosen on the tuning half of
/// `tests/questions/altman.jsonl`: there 15 of the 35 second and third quotes that stand
/// close to the first one do not answer; of sure answers none is needed, because the
/// first one is right. Below this, they saved one of the two questions that they can.
const CLEAR: f32 = 0.85;
/// How many documents are listed where another one is asked for.
const MOST_DOCUMENTS: usize = 10;
/// How many topics are offered where none is near.
const MOST_TOPICS: usize = 4;
/// Length of a document's name in the text of a button, in UTF-16 code units; the question
/// needs the rest.
const LONGEST_DOCUMENT: usize = 24;
/// What can be done with an answer.
const OFFERS: &[Offer] =
    &[Offer::Passages, Offer::Context, Offer::Source, Offer::Feedback, Offer::Share];
/// Length of a question as it is repeated over its answer.
const LONGEST_PART: usize = 200;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub question: String,
    /// The question before it in the same conversation, if there is one.
    pub previous: Option<String>,
    /// The document to answer from, as it was named; all where none was.
    pub document: Option<String>,
    /// Quotes already seen.
    pub skip: usize,
}

impl Declare for Ask {
    const INFO: Info = Info {
        name: "ask",
        aliases: &["اسأل", "سؤال"],
        about: Localised {
            ar: "اسأل، وأجيبك باقتباسات حرفية مع مواضعها",
            en: "Ask, and get verbatim quotes with their places",
        },
        arguments: &[
            Argument {
                name: "question",
                about: Localised {
                    ar: "سؤالك، بأي لهجة",
                    en: "Your question, in Arabic or English",
                },
                kind: ArgumentKind::Text,
                required: true,
            },
            Argument {
                name: "document",
                about: Localised {
                    ar: "من وثيقة واحدة، بعنوانها",
                    en: "From one document only, by its title",
                },
                kind: ArgumentKind::Document,
                required: false,
            },
            Argument {
                name: "public",
                about: Localised {
                    ar: "ليراه الجميع في القناة",
                    en: "Show the answer to everybody",
                },
                kind: ArgumentKind::Flag,
                required: false,
            },
        ],
        for_moderators: false,
        needs_store: false,
        is_typed: true,
        letter: 'a',
    };

    fn parse(arguments: &Arguments) -> Option<Ask> {
        let (question, document) = (arguments.text("question")?, arguments.text("document"));
        Some(Ask { question, previous: None, document, skip: 0 })
    }

    fn read(fields: &mut Reader) -> Result<Ask, UnknownAction> {
        let skip = fields.number()?;
        let document = Some(fields.field()?.to_owned()).filter(|named| !named.is_empty());
        Ok(Ask { skip, document, question: fields.text().ok_or(UnknownAction)?, previous: None })
    }
}

impl Run for Ask {
    fn words(&self) -> Option<&str> {
        Some(&self.question)
    }

    fn skip(&mut self) -> Option<&mut usize> {
        Some(&mut self.skip)
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let language = Some(asked.language);
        let library = asked.engine.library();
        let named = self.document.as_deref().map(|words| document_named(library, words));
        let within = match named {
            Some(None) => return Ok(no_such_document(asked)),
            Some(Some(document)) => Within::only([document]),
            None => asked.within(),
        };
        if let Some(sources) = Sources::of_speakers(&self.question, asked.engine, &within) {
            return sources.run(asked);
        }
        let options = AskOptions { limit: asked.request.limit, skip: self.skip, language, within };
        let answer = ask(asked.engine, &self.question, self.previous.as_deref(), &options)?;
        let command = Ask {
            // Only where it made a difference; it need not be carried further otherwise.
            previous: self.previous.clone().filter(|_| answer.followed),
            ..self.clone()
        };
        if self.skip == 0
            && let Some(talk) = SmallTalk::of(&self.question, asked.engine, answer.outcome)
        {
            return Ok(small_talk(talk, asked.words()));
        }
        let is_read = language_for(asked.engine.library(), answer.asked) == answer.asked;
        let mut reply = match answer.outcome {
            Outcome::Help => return Ok(small_talk(SmallTalk::Nothing, asked.words())),
            Outcome::NotFound if !is_read => return Ok(unread(asked)),
            _ if self.skip > 0 => return Ok(page(answer, command)),
            _ if answer.parts.iter().any(|part| best_of(part).is_some()) => {
                by_parts(answer, command)
            }
            Outcome::Answered | Outcome::Closest if !answer.quotes.is_empty() => {
                found(answer, command, asked.engine)
            }
            _ => not_found(answer, command.into(), asked.engine.library()),
        };
        if !is_read {
            // Found by its names, if at all.
            reply.lead = vec![reads(asked)];
        }
        if let Given::Pinned(pinned) = &asked.request.given {
            chosen::put_first(&mut reply, pinned, asked);
        }
        offer_people(&mut reply, asked);
        if asked.request.setting.settings.length == Some(Length::Full) {
            for quote in &mut reply.quotes {
                quote.extent = Extent::Passage;
            }
        }
        Ok(reply)
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
        // A colon would end the field, and the beginning of a title names it still.
        let document = self.document.as_deref().unwrap_or_default().replace(':', " ");
        fields.field(clipped(&document, LONGEST_DOCUMENT));
        fields.question(&self.question, self.previous.as_deref())
    }
}

/// One line for small talk: nobody asked for more.
fn small_talk(talk: SmallTalk, words: &Words) -> Reply {
    let mut reply = Reply::new(words.language);
    reply.outcome = Outcome::Help;
    reply.lead.push(talk.line(words).to_owned());
    reply
}

/// To a document that is none: which ones there are.
fn no_such_document(asked: &Asked) -> Reply {
    let words = asked.words();
    let mut reply = Reply::new(asked.language);
    reply.outcome = Outcome::NotFound;
    reply.lead.push(words.no_such_document.to_owned());
    let documents = asked.engine.library().documents.iter().take(MOST_DOCUMENTS);
    reply.lead.extend(documents.map(|document| {
        let title = &document.shown_in(asked.language).metadata.title;
        format!("• {}", clipped(title, LONGEST_PART))
    }));
    reply
}

/// To a question in a language that is not read, of which nothing else is known.
fn unread(asked: &Asked) -> Reply {
    let mut reply = Reply::new(asked.language);
    reply.outcome = Outcome::NotFound;
    reply.lead.push(reads(asked));
    reply
}

/// The line that says which languages are read: those with a lexicon and those of the
/// texts.
fn reads(asked: &Asked) -> String {
    let words = asked.words();
    let documents = asked.engine.library().documents.iter();
    let texts = documents.flat_map(|document| &document.renditions).map(|text| text.language);
    let known = lexicons::ALL.iter().map(|lexicon| lexicon.language);
    let mut languages: Vec<Language> = Vec::new();
    for language in known.chain(texts) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    let names: Vec<String> = languages.into_iter().map(|of| words.name_of(of)).collect();
    let (last, others) = names.split_last().map_or(("", &[][..]), |(last, rest)| (last, rest));
    let list = match others {
        [] => last.to_owned(),
        others => {
            format!("{}{}{last}", others.join(&format!("{} ", words.separator)), words.and)
        }
    };
    words.reads.replace("{}", &list)
}

/// The best quote, and those beside it that add something.
fn found(mut answer: Answer, command: Ask, engine: &Engine) -> Reply {
    let words = Words::of(answer.language);
    let is_answered = answer.outcome == Outcome::Answered;
    let mut reply = begun(&answer, command);
    reply.lead = match answer.outcome {
        Outcome::Closest if answer.silent.is_some() => {
            let name = answer.silent.as_deref().unwrap_or_default();
            vec![words.says_nothing.replace("{}", name)]
        }
        Outcome::Closest => vec![words.closest.to_owned()],
        _ if answer.confidence.is_low() => vec![words.not_sure.to_owned()],
        _ => Vec::new(),
    };
    let quotes = std::mem::take(&mut answer.quotes);
    let is_clear = is_answered && answer.confidence.value >= CLEAR;
    let most = if is_clear { 1 } else { quotes.len() };
    let mut said = Said::default();
    for found in quotes.into_iter().take(most) {
        let is_new = is_clear || said.is_new(&found.quote, engine);
        let is_close = found.is_close;
        let quote = shown(found, answer.language);
        let adds = is_close && is_new && has_room(&reply, &quote);
        // Up to the first that adds nothing; "more" goes on there.
        if !(reply.quotes.is_empty() || adds) {
            break;
        }
        reply.quotes.push(quote);
    }
    reply
}

/// A page of what else was found.
fn page(mut answer: Answer, command: Ask) -> Reply {
    let words = Words::of(answer.language);
    let skip = command.skip;
    let mut reply = begun(&answer, command);
    for found in std::mem::take(&mut answer.quotes) {
        let quote = shown(found, answer.language);
        if !(reply.quotes.is_empty() || has_room(&reply, &quote)) {
            break;
        }
        reply.quotes.push(quote);
    }
    if reply.quotes.is_empty() {
        return Reply::notice(answer.language, words.no_more);
    }
    let (first, last) = (skip + 1, skip + reply.quotes.len());
    let (results, of) = (words.results, words.of);
    let shown = if first == last { first.to_string() } else { format!("{first}–{last}") };
    reply.notes.push(format!("{results} {shown} {of} {}", answer.hits));
    reply
}

/// Several questions, each with what it asks and what comes closest to it.
fn by_parts(mut answer: Answer, command: Ask) -> Reply {
    let words = Words::of(answer.language);
    let (open, close) = words.quotation_marks;
    let mut reply = begun(&answer, command);
    let mut lines = Vec::new();
    for part in std::mem::take(&mut answer.parts) {
        let question = clipped(&one_line(&part.question), LONGEST_PART);
        lines.push(format!("{open}{question}{close}"));
        let Some(best) = best_of(&part) else {
            lines.push(words.not_found.to_owned());
            continue;
        };
        match part.outcome {
            Outcome::Answered if part.confidence.is_low() => lines.push(words.not_sure.to_owned()),
            Outcome::Answered => {}
            _ => lines.push(words.closest.to_owned()),
        }
        let number = reply.quotes.len() + 1;
        let mut quote = shown(best.clone(), answer.language);
        (quote.number, quote.lead) = (number, std::mem::take(&mut lines));
        reply.quotes.push(quote);
    }
    reply.closing = lines;
    reply
}

/// What is shown for a part of a question.
fn best_of(part: &Part) -> Option<&RankedQuote> {
    part.best.as_ref().filter(|_| matches!(part.outcome, Outcome::Answered | Outcome::Closest))
}

/// A reply to a question with all but what it says.
fn begun(answer: &Answer, command: Ask) -> Reply {
    let mut reply = Reply::new(answer.language);
    reply.outcome = match answer.outcome {
        // Somebody who goes on looks at what there is; nobody calls it an answer.
        Outcome::NotFound => Outcome::Closest,
        outcome => outcome,
    };
    reply.confidence = Some(answer.confidence.value);
    reply.answers = Some(command.into());
    reply.total = answer.hits;
    reply.offers = OFFERS.to_vec();
    reply
}

fn shown(found: RankedQuote, language: Language) -> ShownQuote {
    let quote = ShownQuote::new(found.rank, found.quote, Extent::Excerpt, language);
    quote.under_its_question().with_see_also(&found.see_also)
}

/// Whether a reply with one quote more is still read to its end.
fn has_room(reply: &Reply, quote: &ShownQuote) -> bool {
    let quotes = reply.quotes.iter().chain([quote]);
    quotes.map(ShownQuote::length).sum::<usize>() <= LONGEST_REPLY
}

/// What has been said so far: the content words of the quotes shown.
#[derive(Default)]
struct Said {
    stems: HashSet<TermHash>,
}

impl Said {
    /// Whether most of a quote's words have not been said yet, and from then on they
    /// have.
    fn is_new(&mut self, quote: &Quote, engine: &Engine) -> bool {
        let Some(passage) = engine.analyzed(quote.key()) else { return true };
        let stems: HashSet<TermHash> = passage.stems_in(quote.sentences()).collect();
        let again = stems.iter().filter(|stem| self.stems.contains(*stem)).count();
        let is_new = again * 2 <= stems.len();
        self.stems.extend(stems);
        is_new
    }
}

fn not_found(answer: Answer, command: Command, library: &Library) -> Reply {
    let words = Words::of(answer.language);
    let mut reply = Reply::new(answer.language);
    reply.outcome = Outcome::NotFound;
    reply.confidence = Some(answer.confidence.value);
    reply.lead.push(words.not_found.to_owned());
    // Where none is near, what there is.
    let (heading, offered) = match answer.nearest.is_empty() {
        true => (words.topics, topics(library, answer.language).take(MOST_TOPICS).collect()),
        false => (words.nearest_topics, answer.nearest),
    };
    reply.topics_heading = Some(heading.to_owned());
    reply.offered_topics = offered;
    reply.answers = Some(command);
    reply
}

#[cfg(test)]
mod tests;
