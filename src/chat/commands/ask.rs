//! `ask question`: answers a question with quotes, or says that the sources
//! have no answer.

use super::{Argument, ArgumentKind, Info, Localised};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Offer, Page, Reply, ShownQuote};
use crate::chat::request::{Command, Request};
use crate::core::answer::ask::{AnswerError, ask};
use crate::core::answer::{Answer, AskOptions};
use crate::core::search::{Engine, Outcome};

pub const INFO: Info = Info {
    name: "ask",
    about: Localised {
        ar: "اسأل، وأجيبك باقتباسات حرفية مع مواضعها",
        en: "Ask, and get verbatim quotes with their places",
    },
    arguments: &[
        Argument {
            name: "question",
            about: Localised {
                ar: "سؤالك، بأي لهجة", en: "Your question, in Arabic or English"
            },
            kind: ArgumentKind::Text,
            required: true,
        },
        Argument {
            name: "public",
            about: Localised {
                ar: "ليراه الجميع في القناة", en: "Show the answer to everybody"
            },
            kind: ArgumentKind::Flag,
            required: false,
        },
    ],
    for_moderators: false,
};

pub fn run(
    engine: &Engine,
    question: &str,
    previous: Option<&str>,
    skip: usize,
    request: &Request,
) -> Result<Reply, AnswerError> {
    let options = AskOptions { limit: request.limit, skip, language: request.language };
    let answer = ask(engine, question, previous, &options)?;
    let command = Command::Ask {
        question: question.to_owned(),
        // Only where it made a difference; it need not be carried further otherwise.
        previous: previous.filter(|_| answer.followed).map(str::to_owned),
        skip,
    };
    Ok(match answer.outcome {
        Outcome::Help => super::help::run(engine, answer.language),
        Outcome::NotFound if skip == 0 => not_found(answer, command),
        _ => answered(answer, command),
    })
}

fn answered(answer: Answer, command: Command) -> Reply {
    let skip = command.skip();
    let language = answer.language;
    let phrases = Phrases::of(language);
    let mut reply = Reply::new(language);
    reply.confidence = Some(answer.confidence.value);
    if skip == 0 && answer.confidence.is_low() {
        reply.lead.push(phrases.not_sure.to_owned());
    }
    let mut quotes = answer.quotes;
    if skip == 0 {
        // Up to the first that is far from the question; "more" goes on there.
        let far = quotes.iter().position(|found| !found.is_close);
        quotes.truncate(far.unwrap_or(quotes.len()).max(1));
    }
    let shown = quotes.len();
    for found in quotes {
        let mut quote = ShownQuote::new(found.rank, found.quote, Extent::Passage, language);
        quote.see_also = found.see_also.iter().map(|citation| citation.place()).collect();
        reply.quotes.push(quote);
    }
    if skip > 0 {
        let (first, last) = (skip + 1, skip + shown);
        let (results, of) = (phrases.results, phrases.of);
        reply.notes.push(format!("{results} {first}–{last} {of} {}", answer.hits));
    }
    reply.page = Some(Page { command, total: answer.hits });
    reply.offers = vec![Offer::Context, Offer::Source, Offer::Feedback];
    reply
}

fn not_found(answer: Answer, command: Command) -> Reply {
    let phrases = Phrases::of(answer.language);
    let mut reply = Reply::new(answer.language);
    reply.outcome = Outcome::NotFound;
    reply.confidence = Some(answer.confidence.value);
    reply.lead.push(phrases.not_found.to_owned());
    reply.topics_heading = Some(phrases.nearest_topics.to_owned());
    reply.offered_topics = answer.nearest;
    reply.page = Some(Page { command, total: 0 });
    reply
}
