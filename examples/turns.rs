//! Prints how each file of a folder is read, as JSON: who says what, and when.

use std::error::Error;
use std::path::Path;

use iqtibas::core::knowledge::Library;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    let library = Library::inspect(Path::new(&folder))?;
    for problem in &library.problems {
        eprintln!("{problem}");
    }
    for document in &library.documents {
        for rendition in &document.renditions {
            let passages = rendition.passages.iter().map(|passage| {
                let speech = passage.speech.as_ref();
                json!({
                    "id": passage.id.as_str(),
                    "line": passage.line,
                    "text": passage.text,
                    "turn": speech.map(|speech| speech.turn),
                    "speaker": rendition.participant_of(passage).map(|p| p.label.clone()),
                    "role": rendition.participant_of(passage).map(|p| format!("{:?}", p.role)),
                    "time": speech.and_then(|speech| speech.time_at(0)).map(|t| t.seconds()),
                    "utterance": speech.map(|speech| format!("{:?}", speech.utterance)),
                    "question": speech.and_then(|speech| speech.question.as_ref()).map(|q| {
                        rendition.passages[q.passage].text[q.range.clone()].to_owned()
                    }),
                })
            });
            let file = rendition.file.strip_prefix(&folder).unwrap_or(&rendition.file);
            println!(
                "{}",
                json!({
                    "file": file,
                    "title": rendition.metadata.title,
                    "passages": passages.collect::<Vec<_>>(),
                })
            );
        }
    }
    Ok(())
}
