//! Documents for the tests of the renderers.

use std::sync::Arc;

use crate::chat::request::{Command, Request};
use crate::chat::{Reply, respond};
use crate::core::knowledge::Library;
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

pub fn reply(engine: &Engine, command: Command) -> Reply {
    respond(engine, &Request::new(command)).expect("a reply")
}

/// JSON with the directional characters written so that a reader of a snapshot
/// sees them.
pub fn snapshot(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("JSON");
    text.replace('\u{200F}', "{RLM}")
        .replace('\u{2066}', "{LRI}")
        .replace('\u{2067}', "{RLI}")
        .replace('\u{2069}', "{PDI}")
}
