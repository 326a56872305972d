//! Turns into passages of readable length.

use std::collections::HashMap;
use std::ops::Range;

use crate::core::knowledge::block::{Block, RawPassage, RawSpeech};
use crate::core::knowledge::document::{Note, PassageId};
use crate::core::knowledge::effort::spend;
use crate::core::knowledge::sentences::sentences;
use crate::core::knowledge::timestamp::Timestamp;

/// How many passages each turn of a text makes, for a translation to be cut alike.
pub(in crate::core::knowledge) type Pieces = HashMap<u32, usize>;

/// A turn of more words is cut: more is not read in one go on a small screen.
const MOST_WORDS: usize = 150;
/// About so many words the pieces of a long turn have.
const USUAL_WORDS: usize = 100;
/// Captions without full stops are cut where a cue ends, so many words apart.
const UNPUNCTUATED_WORDS: usize = 50;
/// The end of a paragraph is as good a place to cut as one nearer by this share of a piece.
const PARAGRAPH_PULL: f32 = 0.3;

/// Puts the blocks of a turn together and cuts them between sentences. A block that its
/// author gave an id is a passage as it is. `like` are the pieces of the original where
/// this is a translation of it. Captions break lines anywhere, so their cues are put
/// together in one.
pub(in crate::core::knowledge) fn segment(
    blocks: Vec<Block>,
    like: Option<&Pieces>,
    captions: bool,
) -> (Vec<Block>, Pieces) {
    let joint = if captions { " " } else { "\n" };
    let mut out: Vec<Block> = Vec::new();
    let mut pieces = Pieces::new();
    let mut open: Option<Turn> = None;
    let close = |open: &mut Option<Turn>, out: &mut Vec<Block>, pieces: &mut Pieces| {
        let Some(turn) = open.take() else { return };
        let number = turn.speech.turn;
        let made = pieces.entry(number).or_default();
        let wanted = like.and_then(|like| like.get(&number).copied());
        for passage in turn.cut(wanted) {
            *made += 1;
            let id = if *made == 1 { format!("t{number}") } else { format!("t{number}.{made}") };
            let id = Some(PassageId::new(id));
            out.push(Block::Passage(RawPassage { id, ..passage }));
        }
    };
    for block in blocks {
        match block {
            Block::Passage(RawPassage {
                id: None,
                speech: Some(speech),
                text,
                notes,
                line,
                ..
            }) => {
                let goes_on = open.as_ref().is_some_and(|open| open.speech.turn == speech.turn);
                if !goes_on {
                    close(&mut open, &mut out, &mut pieces);
                }
                let turn = open.get_or_insert_with(|| Turn::new(&speech, line));
                turn.add(joint, &text, notes, &speech, line);
            }
            other => {
                // A section ends a turn, an aside does not.
                let is_aside = matches!(&other, Block::Passage(raw) if raw.speech.is_none() && raw.id.is_none());
                if !is_aside || open.is_some() {
                    close(&mut open, &mut out, &mut pieces);
                }
                if let Block::Passage(RawPassage { id: Some(_), speech: Some(speech), .. }) = &other
                {
                    *pieces.entry(speech.turn).or_default() += 1;
                }
                out.push(other);
            }
        }
    }
    close(&mut open, &mut out, &mut pieces);
    (out, pieces)
}

/// What somebody says in one go.
struct Turn {
    speech: RawSpeech,
    text: String,
    notes: Vec<Note>,
    line: usize,
    /// Where blocks end in the text, and the line that the next begins in.
    ends: Vec<(usize, usize)>,
}

impl Turn {
    fn new(speech: &RawSpeech, line: usize) -> Turn {
        let speech = RawSpeech { times: Vec::new(), ..speech.clone() };
        Turn { speech, text: String::new(), notes: Vec::new(), line, ends: Vec::new() }
    }

    fn add(&mut self, joint: &str, text: &str, notes: Vec<Note>, speech: &RawSpeech, line: usize) {
        if !self.text.is_empty() {
            self.ends.push((self.text.len(), line));
            self.text.push_str(joint);
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.notes.extend(notes.into_iter().map(|note| Note { at: start + note.at, ..note }));
        self.speech.times.extend(speech.times.iter().map(|(at, time)| (start + at, *time)));
    }

    /// The passages of the turn; as many as `wanted`, where it has the sentences for it.
    fn cut(self, wanted: Option<usize>) -> Vec<RawPassage> {
        let units = self.units();
        let words: Vec<usize> = units.iter().map(|unit| words(&self.text[unit.clone()])).collect();
        let total: usize = words.iter().sum();
        let usual = if total > MOST_WORDS { total.div_ceil(USUAL_WORDS) } else { 1 };
        let count = wanted.unwrap_or(usual).clamp(1, units.len().max(1));
        let share = total as f32 / count as f32;
        let mut cuts = Vec::new();
        let mut next = 1;
        let mut so_far = 0;
        let mut until: Vec<usize> = Vec::with_capacity(units.len());
        for count in &words {
            until.push(so_far);
            so_far += count;
        }
        let is_paragraph = |unit: usize| {
            let end = units[unit - 1].end;
            let at = self.ends.partition_point(|(at, _)| *at < end);
            self.ends.get(at).is_some_and(|(at, _)| *at <= units[unit].start)
        };
        for piece in 1..count {
            let ideal = share * piece as f32;
            // As many units have to be left as there are pieces to come.
            let last = units.len() - (count - piece);
            let cost = |unit: &usize| {
                spend(1);
                let pull = if is_paragraph(*unit) { share * PARAGRAPH_PULL } else { 0.0 };
                (until[*unit] as f32 - ideal).abs() - pull
            };
            let far = |unit: &usize| until[*unit] as f32 > ideal + share;
            let near = (next..=last).take_while(|unit| *unit == next || !far(unit));
            let Some(cut) = near.min_by(|a, b| cost(a).total_cmp(&cost(b))) else { break };
            cuts.push(cut);
            next = cut + 1;
        }
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([units.len()]);
        let ranges: Vec<Range<usize>> = starts
            .zip(ends)
            .filter_map(|(first, end)| {
                Some(units.get(first)?.start..units.get(end.checked_sub(1)?)?.end)
            })
            .collect();
        ranges.into_iter().map(|range| self.piece(range)).collect()
    }

    /// What is not cut: sentences, and of captions without full stops cues.
    fn units(&self) -> Vec<Range<usize>> {
        let mut units = Vec::new();
        for sentence in sentences(&self.text) {
            if words(&self.text[sentence.clone()]) <= MOST_WORDS {
                units.push(sentence);
                continue;
            }
            let mut start = sentence.start;
            let inside = self.ends.partition_point(|(at, _)| *at <= sentence.start);
            for (end, _) in self.ends[inside..].iter().take_while(|(at, _)| *at < sentence.end) {
                spend(end - start);
                if words(&self.text[start..*end]) >= UNPUNCTUATED_WORDS {
                    units.push(start..*end);
                    start = *end + (self.text[*end..].len() - self.text[*end..].trim_start().len());
                }
            }
            units.push(start..sentence.end);
        }
        units
    }

    fn piece(&self, range: Range<usize>) -> RawPassage {
        let before = self.ends.partition_point(|(at, _)| *at < range.start);
        let line = before.checked_sub(1).map_or(self.line, |end| self.ends[end].1);
        let notes = self.notes.iter().filter(|note| note.is_in(&range));
        let first = self.speech.times.partition_point(|(at, _)| *at <= range.start);
        let own = &self.speech.times[first.saturating_sub(1)..];
        let times: Vec<(usize, Timestamp)> = own
            .iter()
            .take_while(|(at, _)| *at < range.end)
            .map(|(at, time)| (at.saturating_sub(range.start), *time))
            .collect();
        RawPassage {
            text: self.text[range.clone()].to_owned(),
            id: None,
            list_item: false,
            set_off: false,
            notes: notes.map(|note| Note { at: note.at - range.start, ..note.clone() }).collect(),
            line,
            speech: Some(RawSpeech { times, ..self.speech.clone() }),
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::effort::assert_linear;

    fn said(turn: u32, text: &str) -> Block {
        let speech = RawSpeech { turn, speaker: Some("A".to_owned()), times: Vec::new() };
        let text = text.to_owned();
        Block::Passage(RawPassage { text, line: 1, speech: Some(speech), ..RawPassage::default() })
    }

    fn texts(blocks: &[Block]) -> Vec<(&str, usize)> {
        let mut texts = Vec::new();
        for block in blocks {
            let Block::Passage(raw) = block else { panic!("no heading") };
            let id = raw.id.as_ref().expect("an id");
            texts.push((id.as_str(), words(&raw.text)));
        }
        texts
    }

    #[test]
    fn a_short_turn_is_one_passage_with_its_paragraphs() {
        let (blocks, _) =
            segment(vec![said(1, "One. Two."), said(1, "Three."), said(2, "Four.")], None, false);
        assert_eq!(texts(&blocks), [("t1", 3), ("t2", 1)]);
        let Block::Passage(first) = &blocks[0] else { panic!("a passage") };
        assert_eq!(first.text, "One. Two.\nThree.");
    }

    #[test]
    fn a_long_turn_is_cut_between_sentences_into_pieces_of_readable_length() {
        let sentence = "Here are ten words that say nothing much at all. ";
        let (blocks, pieces) = segment(vec![said(1, &sentence.repeat(42))], None, false);
        let texts = texts(&blocks);
        assert_eq!(texts[1].0, "t1.2");
        assert!(texts.iter().all(|(_, words)| (40..=150).contains(words)), "{texts:?}");
        assert_eq!(pieces[&1], texts.len());
    }

    #[test]
    fn a_translation_is_cut_into_as_many_pieces_as_its_original() {
        let blocks = vec![said(1, "One two. Three four. Five six. Seven."), said(2, "Eight.")];
        let (blocks, _) = segment(blocks, Some(&Pieces::from([(1, 3), (2, 2)])), false);
        let ids: Vec<&str> = texts(&blocks).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["t1", "t1.2", "t1.3", "t2"]);
    }

    #[test]
    fn the_work_grows_with_the_text() {
        for (what, piece) in [("sentences", "One two. "), ("no full stop", "and so on ")] {
            assert_linear(what, |size| {
                let cues = (0..size).map(|_| said(1, piece.trim())).collect();
                segment(cues, None, true);
            });
        }
    }

    proptest! {
        #[test]
        fn every_word_stays_in_its_order(
            turns in proptest::collection::vec((1..4_u32, "[a-z .?]{0,400}"), 1..6),
            wanted in proptest::option::of(1..5_usize)
        ) {
            let mut number = 0;
            let blocks: Vec<Block> = turns.iter().filter(|(_, text)| !text.trim().is_empty())
                .map(|(step, text)| { number += step - 1; said(number + 1, text.trim()) }).collect();
            let words_of = |blocks: &[Block]| -> Vec<String> {
                blocks.iter().flat_map(|block| match block {
                    Block::Passage(raw) => raw.text.split_whitespace().map(str::to_owned).collect(),
                    Block::Heading { .. } => Vec::new(),
                }).collect()
            };
            let before = words_of(&blocks);
            let like = wanted.map(|pieces| (1..30).map(|turn| (turn, pieces)).collect());
            let (after, _) = segment(blocks, like.as_ref(), false);
            prop_assert_eq!(before, words_of(&after));
        }
    }
}
