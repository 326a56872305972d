//! `ask question`: answers a question with quotes, or says that the sources
//! have no answer.

use super::{Argument, ArgumentKind, Asked, Command, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::chat::small_talk::SmallTalk;
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::analysis::lexicons;
use crate::core::answer::ask::{AnswerError, ask, language_for};
use crate::core::answer::{Answer, AskOptions};
use crate::core::knowledge::Library;
use crate::core::search::Outcome;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub question: String,
    /// The question before it in the same conversation, if there is one.
    pub previous: Option<String>,
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
        is_typed: true,
        letter: 'a',
    };

    fn parse(arguments: &Arguments) -> Option<Ask> {
        Some(Ask { question: arguments.text("question")?, previous: None, skip: 0 })
    }

    fn read(fields: &mut Reader) -> Result<Ask, UnknownAction> {
        let skip = fields.number()?;
        Ok(Ask { skip, question: fields.text().ok_or(UnknownAction)?, previous: None })
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
        let options = AskOptions { limit: asked.request.limit, skip: self.skip, language };
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
        let is_read = is_read(&self.question, asked.engine.library());
        Ok(match answer.outcome {
            Outcome::Help => small_talk(SmallTalk::Greeting, asked.words()),
            Outcome::NotFound if !is_read => unread(asked),
            Outcome::NotFound if self.skip == 0 => not_found(answer, command.into()),
            _ if answer.quotes.is_empty() => Reply::notice(answer.language, asked.words().no_more),
            _ => {
                let mut reply = answered(answer, command);
                if !is_read && self.skip == 0 {
                    // Found by its names, if at all.
                    reply.lead = vec![reads(asked)];
                }
                reply
            }
        })
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
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

/// Whether a question is in a language that the bot reads, or in which there are texts.
fn is_read(question: &str, library: &Library) -> bool {
    let asked = Language::of_question(question);
    language_for(library, asked) == asked
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

fn answered(answer: Answer, command: Ask) -> Reply {
    let skip = command.skip;
    let language = answer.language;
    let words = Words::of(language);
    let mut reply = Reply::new(language);
    reply.confidence = Some(answer.confidence.value);
    if skip == 0 && answer.confidence.is_low() {
        reply.lead.push(words.not_sure.to_owned());
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
        let (results, of) = (words.results, words.of);
        reply.notes.push(format!("{results} {first}–{last} {of} {}", answer.hits));
    }
    reply.answers = Some(command.into());
    reply.total = answer.hits;
    reply.offers = vec![Offer::Context, Offer::Source, Offer::Feedback, Offer::Share];
    reply
}

fn not_found(answer: Answer, command: Command) -> Reply {
    let words = Words::of(answer.language);
    let mut reply = Reply::new(answer.language);
    reply.outcome = Outcome::NotFound;
    reply.confidence = Some(answer.confidence.value);
    reply.lead.push(words.not_found.to_owned());
    reply.topics_heading = Some(words.nearest_topics.to_owned());
    reply.offered_topics = answer.nearest;
    reply.answers = Some(command);
    reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine, engine_of, reply};

    #[test]
    fn a_page_that_is_no_longer_there_is_told_instead_of_counted() {
        let question = "How large is the bet?".to_owned();
        let gone = reply(&engine(), Ask { question, previous: None, skip: 40 });
        assert_eq!(gone.lead, [Words::of(gone.language).no_more]);
        assert!(gone.notes.is_empty() && gone.quotes.is_empty() && gone.is_private);
    }

    #[test]
    fn a_greeting_and_thanks_get_one_line_each() {
        let calm = Words::of(Language::ENGLISH).calm;
        for (said, line) in [
            ("thanks!", "You are welcome."),
            ("شكرا", "على الرحب والسعة."),
            ("you are stupid", calm),
            ("انت غبي", Words::of(Language::ARABIC).calm),
        ] {
            let reply = reply(&engine(), Command::ask(said));
            assert_eq!((reply.lead.as_slice(), reply.entries.len()), (&[line.to_owned()][..], 0));
        }
    }

    #[test]
    fn a_question_in_a_language_that_is_not_read_is_told_which_ones_are() {
        let line = "I read questions in Arabic and English. Please ask me in one of these.";
        for question in [
            "Que pense-t-il de la météo à Paris ?",
            "Yarın hava nasıl olacak ve neden?",
            "آیا فردا باران می‌بارد یا نه؟",
            "明天的天气怎么样？",
            "Какая погода будет завтра в Москве?",
            "¿Qué tiempo hará mañana en Madrid?",
            "Wie wird das Wetter morgen in Berlin?",
        ] {
            let reply = reply(&engine(), Command::ask(question));
            assert_eq!(reply.lead, [line], "{question}");
            assert!(reply.quotes.is_empty() && reply.offered_topics.is_empty(), "{question}");
        }
        let by_name = reply(&engine(), Command::ask("Qu'est-ce que GPT-5 ?"));
        assert_eq!(by_name.lead, [line], "found by a name or not");
    }

    #[test]
    fn a_library_with_texts_in_a_language_reads_it() {
        let spanish = engine_of(&[("a.es.md", "Las cebras duermen de pie en la sabana.")]);
        let told = |question: &str| reply(&spanish, Command::ask(question)).lead;
        let line = told("Wie wird das Wetter morgen in Berlin?").join(" ");
        assert!(line.contains("Arabic, English and Spanish"), "{line}");
        let line = told("¿Qué tiempo hará mañana en Madrid?").join(" ");
        assert!(!line.contains("Arabic"), "{line}");
    }
}
