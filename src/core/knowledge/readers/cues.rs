//! Cues: what captions are made of.

use super::LocatedFault;
use crate::core::knowledge::block::{Block, Draft, RawPassage, RawSpeech};
use crate::core::knowledge::effort::spend;
use crate::core::knowledge::front_matter::FrontMatter;
use crate::core::knowledge::problem::Fault;
use crate::core::knowledge::timestamp::Timestamp;

/// Words on the screen from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    /// Where it begins in the file, counted from 1.
    pub line: usize,
    pub start: Timestamp,
    /// Who speaks, where the format says it.
    pub voice: Option<String>,
    /// As they are set, without marks of style.
    pub lines: Vec<String>,
}

/// What was read of a file of cues.
#[derive(Debug, Default)]
pub(super) struct Cues {
    pub front_matter: FrontMatter,
    pub cues: Vec<Cue>,
    /// How many could not be read, the line of the first, and what is wrong with it.
    pub bad: Option<(usize, usize, &'static str)>,
}

impl Cues {
    /// Takes note of a cue that cannot be read.
    pub(super) fn skip(&mut self, line: usize, what: &'static str) {
        let (count, ..) = self.bad.get_or_insert((0, line, what));
        *count += 1;
    }

    /// The cues as the blocks of a document, each under its moment.
    pub(super) fn into_draft(self) -> Result<Draft, LocatedFault> {
        let cues = without_repetitions(self.cues);
        let block = |cue: Cue| {
            let times = vec![(0, cue.start)];
            let speech = Some(RawSpeech { turn: 0, speaker: cue.voice, times });
            let text = cue.lines.join("\n");
            Block::Passage(RawPassage { text, line: cue.line, speech, ..RawPassage::default() })
        };
        let bad = self.bad.map(|(cues, line, what)| (line, Fault::BadCues { cues, what }));
        Ok(Draft {
            front_matter: self.front_matter,
            blocks: cues.into_iter().map(block).collect(),
            captions: true,
            faults: bad.into_iter().collect(),
            ..Draft::default()
        })
    }
}

/// Captions that roll up show a line again when the next one comes. From this share of
/// cues on that begin with a line of the one before, repeated lines are taken for that.
const ROLLING_SHARE: f32 = 0.3;

/// Leaves out what a cue only shows again.
fn without_repetitions(cues: Vec<Cue>) -> Vec<Cue> {
    let again =
        cues.windows(2).filter(|pair| shown_again(&pair[0].lines, &pair[1].lines) > Again::No);
    let count = again.count();
    if (count as f32) < ROLLING_SHARE * cues.len() as f32 || count < 2 {
        return cues;
    }
    let mut kept: Vec<Cue> = Vec::with_capacity(cues.len());
    let mut before: Vec<String> = Vec::new();
    for mut cue in cues {
        let shown = std::mem::take(&mut cue.lines);
        cue.lines = match shown_again(&before, &shown) {
            Again::No => shown.clone(),
            Again::Lines(lines) => shown[lines..].to_vec(),
            Again::Begins { line, bytes } => {
                let mut lines = shown[line..].to_vec();
                if let Some(first) = lines.first_mut() {
                    *first = first.get(bytes..).unwrap_or_default().trim().to_owned();
                }
                lines.retain(|line| !line.is_empty());
                lines
            }
        };
        before = shown;
        if !cue.lines.is_empty() {
            kept.push(cue);
        }
    }
    kept
}

/// How much of a cue the one before it showed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Again {
    No,
    /// So many lines.
    Lines(usize),
    /// The lines before one, and so many bytes of that: it is written word by word.
    Begins {
        line: usize,
        bytes: usize,
    },
}

fn shown_again(before: &[String], lines: &[String]) -> Again {
    let most = before.len().min(lines.len());
    spend(most + 1);
    let repeated = (1..=most).rev().find(|&count| before[before.len() - count..] == lines[..count]);
    if let Some(repeated) = repeated {
        return Again::Lines(repeated);
    }
    // The last line goes on where it stood.
    let (Some(last), Some(next)) = (before.last(), lines.get(before.len().saturating_sub(1)))
    else {
        return Again::No;
    };
    let same =
        before.len() == lines.len() && before[..before.len() - 1] == lines[..before.len() - 1];
    let goes_on = next.strip_prefix(last.as_str()).is_some_and(|rest| rest.starts_with(' '));
    if same && goes_on {
        Again::Begins { line: before.len() - 1, bytes: last.len() }
    } else {
        Again::No
    }
}
