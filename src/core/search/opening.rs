//! The first words of an answer in a transcript.
//!
//! Who is asked answers first ("No.", "Nineteen. He's older than the bakery.") and then
//! tells of it, in words that are often nearer to the question. A quote that leaves the
//! beginning out can say the opposite, so it begins there where that is near.

use std::ops::Range;

use super::rank::Hit;
use crate::core::knowledge::{Library, Passage, PassageKey};

/// So many words may stand between the beginning of an answer and its highlight: about
/// three sentences as they are spoken, which a reader of a quote still takes in.
const MOST_WORDS: usize = 40;

/// The sentences to look at of a hit, from the beginning of the answer where that is near.
pub(super) fn with_opening(library: &Library, hit: &Hit) -> Range<usize> {
    let Range { start, end } = hit.highlight;
    let is_near = || {
        let rendition = library.document(hit.key).renditions.get(hit.rendition)?;
        let passage = rendition.passage(&library.passage(hit.key).id)?;
        let before = passage.sentences.first()?.start..passage.sentences.get(start)?.start;
        let words = passage.text.get(before)?.split_whitespace().take(MOST_WORDS + 1).count();
        Some(words <= MOST_WORDS)
    };
    match start > 0 && begins_an_answer(library, hit.key) && is_near() == Some(true) {
        true => 0..end,
        false => start..end,
    }
}

/// Whether a passage is what somebody says first after a question.
fn begins_an_answer(library: &Library, key: PassageKey) -> bool {
    let turn = |passage: &Passage| passage.speech.as_ref().map(|speech| speech.turn);
    let passage = library.passage(key);
    let answers = passage.speech.as_ref().is_some_and(|speech| speech.question.is_some());
    let before = key.passage.checked_sub(1).map(|before| PassageKey { passage: before, ..key });
    answers && before.and_then(|before| turn(library.passage(before))) != turn(passage)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::core::knowledge::Library;
    use crate::core::search::Engine;

    /// The words that are shown for a question.
    fn shown(answer: &str, question: &str) -> String {
        let text = format!(
            "---\nhost: Ann Lee\nguest: Bo Rask\n---\n\n**Ann Lee:** Was the bakery insured \
             against the flood at that time, and by whom was it?\n\n**Bo Rask:** {answer}\n\n\
             **Ann Lee:** And how did the neighbours on the quay help you in those \
             weeks?\n\n**Bo Rask:** They came with pumps and soup, and stayed until the floor was \
             dry again.\n"
        );
        let library = Arc::new(Library::from_texts([("talk.md", text.as_str())]));
        let engine = Engine::in_memory(Arc::clone(&library)).expect("an index");
        let findings = engine.search(question).expect("findings");
        let hit = &findings.hits[0];
        let passage = library.passage(hit.key);
        let sentences = &passage.sentences[hit.highlight.clone()];
        passage.text[sentences[0].start..sentences[sentences.len() - 1].end].to_owned()
    }

    const INSURED: &str = "We were insured against fire, theft and falling aircraft.";

    #[test]
    fn a_quote_begins_with_the_first_words_of_the_answer_where_they_are_near() {
        let answer = format!("Ha. No. Nobody on the quay gets cover for that. {INSURED}");
        assert_eq!(shown(&answer, "insured against fire and theft?"), answer);
    }

    #[test]
    fn a_quote_from_far_into_an_answer_stands_alone() {
        let long = "It rained for days and the river rose over the wall and into the street. ";
        let answer = format!("{}{INSURED}", long.repeat(4));
        assert_eq!(shown(&answer, "insured against fire and theft?"), INSURED);
    }
}
