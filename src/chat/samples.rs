//! Documents and replies for tests.

use std::sync::Arc;

use super::commands::{Command, respond};
use super::reply::Reply;
use super::request::Request;
use crate::core::knowledge::{Library, PassageTag};
use crate::core::search::Engine;

const ARABIC: &str = "---\ntitle: رهانات\nlanguage: ar\nauthor: ليلى\ndocument: a\n---\n\n## عن الرهان\n\nقال Sam Altman إن الرهان على GPT-5 كبير. وهو يحتاج إلى *الصناعة* كلها.\n\n## عن الطاقة\n\nالطاقة النووية رخيصة.\n";
const ENGLISH: &str = "---\ntitle: Bets\nlanguage: en\nrendition: unofficial translation\ndocument: a\n---\n\n## On bets\n\nSam Altman said that the bet on GPT-5 is large. It needs the whole industry.[^1]\n\n[^1]: The source says manufacture.\n\n## On energy\n\nNuclear energy is cheap.\n";

/// An Arabic document with an English translation.
pub fn engine() -> Engine {
    engine_of(&[("a.md", ARABIC), ("b.en.md", ENGLISH)])
}

pub fn engine_of(texts: &[(&str, &str)]) -> Engine {
    Engine::in_memory(Arc::new(Library::from_texts(texts.iter().copied()))).expect("an index")
}

pub fn reply(engine: &Engine, command: impl Into<Command>) -> Reply {
    respond(engine, &Request::new(command)).expect("a reply")
}

/// The short name of a passage, counted from 0 over the library.
pub fn tag(engine: &Engine, number: usize) -> PassageTag {
    engine.library().tag(engine.library().keys().nth(number).expect("a passage"))
}

pub fn texts(reply: &Reply) -> Vec<&str> {
    reply.quotes.iter().map(|quote| quote.text()).collect()
}
