//! Transcripts as JSON: Podcasting 2.0
//! (<https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md>,
//! read 2026-11-28), Whisper and the programs that write like it.

use serde::Deserialize;
use serde_json::Value;

use super::cues::{Cue, Cues};
use super::{LocatedFault, Reader, decode};
use crate::core::Language;
use crate::core::knowledge::block::Draft;
use crate::core::knowledge::problem::Fault;
use crate::core::knowledge::timestamp::Timestamp;

/// A transcript in segments.
pub(super) struct Json;

impl Reader for Json {
    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn read(&self, bytes: &[u8]) -> Result<Draft, LocatedFault> {
        read(&decode(bytes)?)?.into_draft()
    }
}

/// The file, of which every program writes other parts.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Transcript {
    title: Option<String>,
    language: Option<String>,
    #[serde(alias = "transcription", alias = "results", alias = "utterances")]
    segments: Option<Vec<Value>>,
}

/// Words from a moment on.
#[derive(Deserialize)]
struct Segment {
    #[serde(alias = "startTime", alias = "start_time", alias = "offsets")]
    start: Value,
    #[serde(alias = "body", alias = "transcript")]
    text: String,
    #[serde(default, alias = "speaker_name", alias = "speakerName", alias = "speaker_label")]
    speaker: Option<Value>,
}

fn read(text: &str) -> Result<Cues, LocatedFault> {
    let faulty = |what: String| (1, Fault::BadTranscript(what));
    let value: Value = serde_json::from_str(text)
        .map_err(|error| (error.line(), Fault::BadTranscript(error.to_string())))?;
    let transcript = match value {
        Value::Array(segments) => Transcript { segments: Some(segments), ..Transcript::default() },
        value => serde_json::from_value(value).map_err(|error| faulty(error.to_string()))?,
    };
    let Some(segments) = transcript.segments else {
        let what = "there are no segments in it, as Podcasting 2.0 and Whisper write them";
        return Err(faulty(what.to_owned()));
    };
    let mut found = Cues::default();
    found.front_matter.title = transcript.title.filter(|title| !title.trim().is_empty());
    found.front_matter.language = transcript.language.as_deref().and_then(language);
    for value in segments {
        // The parser keeps no lines of single values.
        let Ok(segment) = serde_json::from_value::<Segment>(value) else {
            found.skip(1, "it has no time or no text");
            continue;
        };
        let Some(start) = moment(&segment.start) else {
            found.skip(1, "its time cannot be read");
            continue;
        };
        let words: Vec<&str> = segment.text.split_whitespace().collect();
        if !words.is_empty() {
            let voice = segment.speaker.as_ref().and_then(name);
            found.cues.push(Cue { line: 1, start, voice, lines: vec![words.join(" ")] });
        }
    }
    Ok(found)
}

/// A moment in seconds, as a number or in figures, or `{"from": milliseconds}`.
fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(seconds) => Timestamp::from_seconds(seconds.as_f64()?),
        Value::String(text) => Timestamp::parse(text.trim())
            .or_else(|| Timestamp::from_seconds(text.trim().parse().ok()?)),
        Value::Object(span) => Timestamp::from_seconds(span.get("from")?.as_f64()? / 1000.0),
        _ => None,
    }
}

fn name(value: &Value) -> Option<String> {
    let name = match value {
        Value::String(name) => name.trim().to_owned(),
        Value::Number(number) => format!("Speaker {number}"),
        _ => return None,
    };
    (!name.is_empty()).then_some(name)
}

/// A language by its code. Whisper may give its English name, which says it for the two
/// that the program knows; others are told by the text.
fn language(name: &str) -> Option<Language> {
    match name.to_lowercase().as_str() {
        "arabic" => Some(Language::ARABIC),
        "english" => Some(Language::ENGLISH),
        code => Language::parse(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knowledge::block::Block;

    fn said(text: &str) -> Vec<(u32, Option<String>, String)> {
        let draft = Json.read(text.as_bytes()).expect("a transcript");
        let of = |block| match block {
            Block::Passage(raw) => {
                let raw: crate::core::knowledge::block::RawPassage = raw;
                let speech = raw.speech.expect("a cue");
                (speech.times[0].1.seconds(), speech.speaker, raw.text)
            }
            Block::Heading { .. } => panic!("no heading"),
        };
        draft.blocks.into_iter().map(of).collect()
    }

    #[test]
    fn a_podcasts_transcript_is_read_and_a_faulty_segment_is_told() {
        let text = r#"{"version": "1.0.0", "segments": [
            {"speaker": "Ann", "startTime": 0.5, "endTime": 1, "body": " Hello  there."},
            {"startTime": 75.25, "endTime": 80, "body": "Hi."}, {"body": "lost"}]}"#;
        assert_eq!(
            said(text),
            [(0, Some("Ann".to_owned()), "Hello there.".to_owned()), (75, None, "Hi.".to_owned())]
        );
        let draft = Json.read(text.as_bytes()).expect("a transcript");
        assert!(matches!(draft.faults[..], [(1, Fault::BadCues { cues: 1, .. })]));
    }

    #[test]
    fn what_recognisers_of_speech_write_is_read() {
        let text = r#"{"text": "x", "language": "english", "segments": [
            {"id": 0, "start": 1.0, "end": 2.0, "text": " One.", "tokens": [1]}]}"#;
        assert_eq!(said(text), [(1, None, "One.".to_owned())]);
        let text =
            r#"{"transcription": [{"offsets": {"from": 61000, "to": 62000}, "text": "Two."}]}"#;
        assert_eq!(said(text), [(61, None, "Two.".to_owned())]);
        let text = r#"[{"start": "00:01:05.000", "speaker": "SPEAKER_00", "text": "Three."}]"#;
        assert_eq!(said(text), [(65, Some("SPEAKER_00".to_owned()), "Three.".to_owned())]);
    }

    #[test]
    fn another_json_file_says_what_is_missing() {
        for text in ["{}", "[1]x", "3", "{\"segments\": 3}"] {
            assert!(
                matches!(Json.read(text.as_bytes()), Err((_, Fault::BadTranscript(_)))),
                "{text}"
            );
        }
    }
}
