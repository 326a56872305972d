//! Texts into pieces, by the unigram model of sentencepiece (Kudo 2018,
//! <https://arxiv.org/abs/1804.10959>): of all ways to split a text, the one whose
//! pieces have the largest sum of scores.

use std::io::{Read, Seek};

use super::error::ModelError;
use super::gguf::{Gguf, Texts, Value};
use super::normaliser::Normaliser;

/// A text is cut to so many bytes, before and after its characters were replaced.
/// What a model reads of a text, some 500 pieces, is 2 to 3 KB.
const MAX_TEXT: usize = 16 << 10;
/// The longest piece, in bytes. Those of XLM-R have at most 48.
const MAX_PIECE: usize = 256;
/// Pieces of a vocabulary; XLM-R has 250,002.
const MAX_PIECES: usize = 1 << 20;
/// How much less than the worst piece a character without a piece scores
/// (sentencepiece's `kUnkPenalty`).
const UNKNOWN_PENALTY: f32 = 10.0;

/// Kinds of pieces that texts can have (GGUF's `token_type`): normal and user-defined.
const IN_TEXTS: [u32; 2] = [1, 4];

/// A vocabulary.
#[derive(Debug)]
pub(super) struct Tokenizer {
    pieces: Texts,
    scores: Vec<f32>,
    /// The pieces that texts can have, in the order of their bytes.
    sorted: Vec<u32>,
    normaliser: Normaliser,
    begin: u32,
    end: u32,
    unknown: u32,
    unknown_score: f32,
    /// Pieces of a text, at most.
    most: usize,
}

/// The best way to a place in a text.
#[derive(Debug, Clone, Copy)]
struct Step {
    score: f32,
    /// Where its last piece begins.
    start: u32,
    piece: u32,
}

impl Tokenizer {
    /// Takes the vocabulary out of a file. A text has `most` pieces at most.
    ///
    /// # Errors
    /// When it is not there, is of another kind or does not fit together.
    pub(super) fn read<R: Read + Seek>(
        file: &mut Gguf<R>,
        most: usize,
    ) -> Result<Tokenizer, ModelError> {
        match file.value("tokenizer.ggml.model") {
            Some(Value::Text(model)) if model == "t5" => {}
            Some(Value::Text(other)) => {
                return Err(ModelError::unsupported("the tokenizer", other));
            }
            _ => return Err(ModelError::Missing("tokenizer".to_owned())),
        }
        let missing = |key: &str| ModelError::Missing(key.to_owned());
        let key = "tokenizer.ggml.tokens";
        let Some(Value::Texts(pieces)) = file.take(key) else { return Err(missing(key)) };
        let key = "tokenizer.ggml.scores";
        let Some(Value::Floats(scores)) = file.take(key) else { return Err(missing(key)) };
        let key = "tokenizer.ggml.token_type";
        let Some(Value::Words(kinds)) = file.take(key) else { return Err(missing(key)) };
        let charsmap = file.take("tokenizer.ggml.precompiled_charsmap");
        let key = "tokenizer.normalizer.map";
        let normaliser = match (file.take(key), charsmap) {
            (Some(Value::Words(table)), _) => Normaliser::from_table(&table)?,
            (_, Some(Value::Bytes(charsmap))) => Normaliser::from_charsmap(&charsmap)?,
            _ => return Err(missing(key)),
        };
        if pieces.len() > MAX_PIECES {
            return Err(ModelError::TooLarge { what: "the vocabulary", limit: MAX_PIECES as u64 });
        }
        if scores.len() != pieces.len() || kinds.len() != pieces.len() {
            return Err(ModelError::malformed("its pieces, scores and kinds are not equally many"));
        }
        let id = |name: &str| {
            let key = format!("tokenizer.ggml.{name}_token_id");
            let id = file.value(&key).and_then(Value::unsigned).ok_or_else(|| missing(&key))?;
            let is_there = id < pieces.len() as u64;
            is_there.then_some(id as u32).ok_or_else(|| ModelError::malformed(key))
        };
        let (begin, end, unknown) = (id("bos")?, id("eos")?, id("unknown")?);
        if (0..pieces.len()).any(|piece| pieces.get(piece).len() > MAX_PIECE) {
            return Err(ModelError::TooLarge { what: "a piece", limit: MAX_PIECE as u64 });
        }
        if !scores.iter().all(|score| score.is_finite()) {
            return Err(ModelError::malformed("a score is no number"));
        }
        let sorted = sorted(&pieces, &kinds);
        let worst = sorted.iter().map(|piece| scores[*piece as usize]).fold(0.0, f32::min);
        Ok(Tokenizer {
            normaliser,
            unknown_score: worst - UNKNOWN_PENALTY,
            pieces,
            scores,
            sorted,
            begin,
            end,
            unknown,
            most,
        })
    }

    /// How many pieces there are.
    pub(super) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// The pieces of a text, between the two that mark its beginning and end. What is
    /// too long for the model is cut off at its end.
    pub(super) fn encode(&self, text: &str) -> Vec<u32> {
        let text = &text[..text.floor_char_boundary(MAX_TEXT)];
        let text = self.normaliser.normalise(text, MAX_TEXT);
        let best = self.best_steps(&text);
        let mut pieces = Vec::new();
        let mut at = text.len();
        while at > 0 {
            let step = best[at];
            let is_unknown_again =
                step.piece == self.unknown && pieces.last() == Some(&self.unknown);
            if !is_unknown_again {
                pieces.push(step.piece);
            }
            at = step.start as usize;
        }
        pieces.push(self.begin);
        pieces.reverse();
        pieces.truncate(self.most.saturating_sub(1));
        pieces.push(self.end);
        pieces
    }

    /// For each place in a text the best way to it (Viterbi 1967).
    fn best_steps(&self, text: &str) -> Vec<Step> {
        let none = Step { score: f32::NEG_INFINITY, start: 0, piece: self.unknown };
        let mut best = vec![none; text.len() + 1];
        best[0].score = 0.0;
        for (start, c) in text.char_indices() {
            let so_far = best[start].score;
            let mut reach = |length: usize, score: f32, piece: u32| {
                let score = so_far + score;
                if let Some(step) = best.get_mut(start + length).filter(|step| score > step.score) {
                    *step = Step { score, start: start as u32, piece };
                }
            };
            let mut is_known = false;
            self.each_prefix(&text.as_bytes()[start..], |length, piece| {
                if text.is_char_boundary(start + length) {
                    reach(length, self.scores[piece as usize], piece);
                    is_known |= length == c.len_utf8();
                }
            });
            if !is_known {
                reach(c.len_utf8(), self.unknown_score, self.unknown);
            }
        }
        best
    }

    /// Tells of every piece that the text begins with, and its length, the shortest first.
    fn each_prefix(&self, text: &[u8], mut tell: impl FnMut(usize, u32)) {
        let mut range = &self.sorted[..];
        for (depth, byte) in text.iter().enumerate() {
            let at = |piece: &u32| self.pieces.get(*piece as usize).get(depth).copied();
            let from = range.partition_point(|piece| at(piece) < Some(*byte));
            range = &range[from..];
            range = &range[..range.partition_point(|piece| at(piece) == Some(*byte))];
            let Some(first) = range.first() else { return };
            if self.pieces.get(*first as usize).len() == depth + 1 {
                tell(depth + 1, *first);
            }
        }
    }
}

/// The pieces that texts can have, in the order of their bytes.
fn sorted(pieces: &Texts, kinds: &[u32]) -> Vec<u32> {
    let key = |piece: u32| {
        let mut start = [0; 8];
        for (start, byte) in start.iter_mut().zip(pieces.get(piece as usize)) {
            *start = *byte;
        }
        (u64::from_be_bytes(start), piece)
    };
    let is_in_texts = |piece: &u32| {
        IN_TEXTS.contains(&kinds[*piece as usize]) && !pieces.get(*piece as usize).is_empty()
    };
    let mut keyed: Vec<_> = (0..pieces.len() as u32).filter(is_in_texts).map(key).collect();
    keyed.sort_unstable_by(|(one_start, one), (other_start, other)| {
        let texts = || pieces.get(*one as usize).cmp(pieces.get(*other as usize));
        one_start.cmp(other_start).then_with(texts).then(one.cmp(other))
    });
    keyed.into_iter().map(|(_, piece)| piece).collect()
}
