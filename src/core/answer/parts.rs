//! Several questions in one message, told apart.
//!
//! "What did they decide? And who is with them?" is answered question by question. A
//! question ends with its mark, or where "and" leads to another question word. What asks
//! for nothing by itself ("Hi all! Quick question.") belongs to none.

use std::ops::Range;

use crate::core::Language;
use crate::core::analysis::lexicons::Lexicon;
use crate::core::analysis::{Token, WordClass, analyze};

/// More questions than this in one message are a list that nobody reads the answer to;
/// they are answered as one.
const MOST_PARTS: usize = 4;

/// The questions that a message holds; none where it holds one.
pub fn questions_in(message: &str) -> Vec<String> {
    parts(message, &analyze(message, Language::of_question(message)))
}

/// The questions that a message holds, in its words; none where it holds one. Of the text
/// that is read of it, and its words.
pub(super) fn parts(text: &str, tokens: &[Token]) -> Vec<String> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for at in 1..=tokens.len() {
        let is_end =
            at == tokens.len() || ends(text, tokens, at) || goes_on(&tokens[start..], at - start);
        if !is_end {
            continue;
        }
        let range = start..at;
        start = at;
        if tokens[range.clone()].iter().any(has_content) {
            found.push(range);
        } else if let Some(last) = found.last_mut() {
            // "… please?" belongs to what was asked.
            last.end = range.end;
        }
    }
    let asks = |range: &Range<usize>| {
        let end = tokens.get(range.end).map_or(text.len(), |token| token.range.start);
        let own = &text[tokens[range.start].range.start..end];
        own.contains(['?', '؟']) || tokens[range.clone()].iter().any(|t| t.is(WordClass::Asks))
    };
    if !(2..=MOST_PARTS).contains(&found.len()) || !found.iter().all(asks) {
        return Vec::new();
    }
    let words = found.iter().map(|range| {
        let (first, last) = (&tokens[range.start], &tokens[range.end - 1]);
        let end = match text[last.range.end..].chars().next() {
            Some(mark @ ('?' | '؟')) => last.range.end + mark.len_utf8(),
            _ => last.range.end,
        };
        text[first.range.start..end].to_owned()
    });
    words.collect()
}

/// Whether a sentence ends before a token.
fn ends(text: &str, tokens: &[Token], at: usize) -> bool {
    let between = &text[tokens[at - 1].range.end..tokens[at].range.start];
    between.contains(['?', '؟', '!', '\n', ';', '؛'])
        || between.trim_end().ends_with('.') && between.contains(". ")
}

/// Whether another question begins at a token: "and why …", وليش ….
fn goes_on(tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some(token)) = (tokens.get(..at), tokens.get(at)) else { return false };
    // One that asks for something already.
    if !(before.iter().any(has_content) && before.iter().any(|token| token.is(WordClass::Asks))) {
        return false;
    }
    let Some(lexicon) = Lexicon::of(token.language) else { return false };
    let attached = lexicon.attached_conjunctions.iter().any(|and| {
        let rest = token.forms.word.strip_prefix(and).unwrap_or_default();
        rest.chars().count() >= 2 && WordClass::QuestionWord.has(rest, token.language)
    });
    let joined = matches!(token.forms.word.as_str(), "and" | "و")
        && tokens.get(at + 1).is_some_and(|next| next.is(WordClass::QuestionWord));
    attached || joined
}

fn has_content(token: &Token) -> bool {
    !token.is_stop() && !token.is(WordClass::Courtesy) && !token.is(WordClass::Frame)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::analysis::spoken;

    fn parts(message: &str) -> Vec<String> {
        let text = &*spoken(message);
        super::parts(text, &analyze(text, Language::of_question(text)))
    }

    #[test]
    fn a_message_with_several_questions_is_told_apart() {
        for (message, questions) in [
            (
                "What did they decide? And who helps the company?",
                &["What did they decide?", "And who helps the company?"][..],
            ),
            (
                "Where do whales live and why do they sing",
                &["Where do whales live", "and why do they sing"],
            ),
            ("وين تعيش الحيتان وليش تغني؟", &["وين تعيش الحيتان", "وليش تغني؟"]),
            (
                "Hi all! Where do whales live? When do they sleep?",
                &["Where do whales live?", "When do they sleep?"],
            ),
        ] {
            assert_eq!(parts(message), questions, "{message}");
        }
    }

    #[test]
    fn one_question_stays_whole() {
        for message in [
            "Where do whales live?",
            "Hello! Where do whales live, please?",
            "I read about whales. Where do they live?",
            "What do whales and dolphins eat?",
            "Who sings and dances at sea?",
            "ماذا تأكل الحيتان والدلافين؟",
            "وين تعيش الحيتان",
            "whales. dolphins. seals.",
            "",
        ] {
            assert_eq!(parts(message), Vec::<String>::new(), "{message}");
        }
    }

    proptest! {
        #[test]
        fn parts_are_pieces_of_any_message(message in "[a-zA-Zوهلشمين ?؟.!\n]{0,80}|\\PC{0,60}") {
            let found = parts(&message);
            let text = spoken(&message);
            prop_assert!(found.is_empty() || (2..=MOST_PARTS).contains(&found.len()));
            for part in found {
                prop_assert!(text.contains(&part));
            }
        }
    }
}
