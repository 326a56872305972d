//! Which labels of a text are speakers: by how often and how regularly they recur.

use std::collections::{HashMap, HashSet};

use super::cast::{Part, People, part};
use super::label::{Form, Label};
use super::short_forms::ShortForms;
use super::tally::{Tally, common_words, is_arabic, is_capitalised, is_upper, key_of, tallies};

/// A line of a text with what it may begin with.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub label: Option<Label<'t>>,
    /// Whether it begins a paragraph, and whether that is an item of a list.
    pub begins: bool,
    pub listed: bool,
    /// Whether it is a heading.
    pub heading: bool,
    /// The number of its block.
    pub block: usize,
    /// What stands in the line.
    pub text: &'t str,
}

impl Line<'_> {
    /// The name that it may begin with, for comparing it with others.
    fn key(&self) -> Option<String> {
        self.label.as_ref()?.name.map(key_of)
    }
}

/// So many labels that recur make a conversation.
const FEWEST_TURNS: usize = 4;
/// So many do where paragraphs without a label stand between them.
const MANY_TURNS: usize = 8;
/// So many moments or signs of change beside names make a transcript by themselves.
const FEWEST_MARKED: usize = 3;
/// A heading that stands so often over what follows is no section's.
const FEWEST_HEADINGS: usize = 3;
/// The share of labels that follow another one's: people take turns.
const TAKING_TURNS: f32 = 0.5;
/// The share of paragraphs with a label from which on they are lines of a conversation
/// whatever the labels look like, or where most look like names.
const MOSTLY_LABELLED: f32 = 0.5;
const SOMETIMES_LABELLED: f32 = 0.08;
const MOSTLY_NAMES: f32 = 0.7;
const SOME_NAMES: f32 = 0.3;
/// The share of turns with a question in them from which on people talk to each other.
const ASKING: f32 = 0.08;
/// The shares of turns that follow another's, and of paragraphs with a label, where nothing
/// but a conversation is there.
const ALWAYS: f32 = 0.9;
/// The shares of turns with a question in them of one who asks, and of one who answers.
const ASKS: f32 = 0.7;
const ANSWERS: f32 = 0.2;
/// A common word that begins a line now and then (Note: …) is no speaker beside those who
/// speak this many times as often.
const RARE: usize = 5;

/// What the labels of a transcript are, each in lower case.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub speakers: HashSet<String>,
    /// Those under which nobody says anything: `Break:`.
    pub directions: HashSet<String>,
    /// Whether moments stand in the text.
    pub timed: bool,
}

/// The labels of a text; none where it is no transcript.
/// `said_to_be` one, anything with a moment or with two labels that recur is.
pub(super) fn labels(
    lines: &[Line<'_>],
    people: &People<'_>,
    captions: bool,
    said_to_be: bool,
) -> Option<Labels> {
    let tallies = tallies(lines);
    let text = Text {
        common: common_words(lines, &tallies),
        recurring: tallies
            .iter()
            .filter(|(_, tally)| tally.count >= 2 && !tally.is_stage())
            .map(|(key, tally)| (key.as_str(), tally))
            .collect(),
        lines,
        people,
        tallies: &tallies,
        captions,
    };
    let flow = text.flow();
    let asks = || lines.iter().any(|line| line.text.contains(['?', '؟']));
    let marked: usize = tallies.values().map(|tally| tally.marked).sum();
    let is_transcript = text.converses(&flow)
        || said_to_be && (flow.moments > 0 || marked > 0 || text.recurring.len() >= 2)
        || captions
        || text.is_known(&flow)
        || (asks() && questions_and_answers(&tallies));
    if !is_transcript {
        return None;
    }
    Some(Labels {
        speakers: text.speakers(&flow),
        directions: keys_of(&tallies, |_, tally| tally.is_stage()),
        timed: flow.moments >= if said_to_be { 1 } else { FEWEST_MARKED },
    })
}

/// The keys of the labels of which something is so.
fn keys_of(
    tallies: &HashMap<String, Tally<'_>>,
    is_so: impl Fn(&str, &Tally<'_>) -> bool,
) -> HashSet<String> {
    tallies.iter().filter(|(key, tally)| is_so(key, tally)).map(|(key, _)| key.clone()).collect()
}

/// A text with what its labels tell one by one.
struct Text<'t> {
    lines: &'t [Line<'t>],
    people: &'t People<'t>,
    captions: bool,
    tallies: &'t HashMap<String, Tally<'t>>,
    /// Those that stand more than once and may be somebody's.
    recurring: HashMap<&'t str, &'t Tally<'t>>,
    common: HashSet<String>,
}

/// How the labels that recur go through a text.
struct Flow {
    turns: usize,
    /// The line of the first of them.
    first: Option<usize>,
    /// The share of turns that follow another one's.
    alternation: f32,
    /// The share of paragraphs with one, from the first on.
    labelled: f32,
    /// The shares of turns whose label may be a name, and looks like nothing else.
    namelike: f32,
    surely: f32,
    /// Whether most of them stand in a line of their own.
    are_alone: bool,
    /// The share of turns with a question in them.
    asking: f32,
    /// How many lines begin with a moment, and whether most paragraphs do.
    moments: usize,
    is_timed: bool,
}

impl Text<'_> {
    fn flow(&self) -> Flow {
        let order: Vec<&str> = self
            .lines
            .iter()
            .filter_map(Line::key)
            .filter_map(|key| self.recurring.get_key_value(key.as_str()).map(|(key, _)| *key))
            .collect();
        let turns = order.len();
        let changes = order.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let recurs = |line: &Line<'_>| {
            line.key().is_some_and(|key| self.recurring.contains_key(key.as_str()))
        };
        let first = self.lines.iter().position(recurs);
        let after = self.lines.iter().skip(first.unwrap_or_default());
        let paragraphs = after.filter(|line| line.begins && !line.listed).count();
        let turns_of = |is: &dyn Fn(&str, &Tally<'_>) -> bool| -> usize {
            let counted = self.recurring.iter().filter(|(key, tally)| is(key, tally));
            counted.map(|(_, tally)| tally.count).sum()
        };
        let is_moment = |label: &Label<'_>| matches!(label.form, Form::Moment | Form::Timed);
        let with_moment = |line: &&Line<'_>| line.label.as_ref().is_some_and(is_moment);
        let moments = self.lines.iter().filter(with_moment).count();
        let begun = self.lines.iter().filter(|line| line.begins).count();
        let alone: usize = self.recurring.values().map(|tally| tally.alone).sum();
        Flow {
            are_alone: alone * 2 > turns,
            turns,
            first,
            alternation: share(changes, turns.saturating_sub(1)),
            labelled: share(turns, paragraphs.max(turns)),
            namelike: share(turns_of(&|key, tally| self.is_namelike(key, tally)), turns),
            surely: share(turns_of(&|_, tally| is_surely_namelike(tally, self.people)), turns),
            asking: share(asking_turns(self.lines, recurs, |_| false), turns),
            moments,
            // Moments alone are a recording's where most paragraphs begin with one.
            is_timed: moments >= FEWEST_MARKED && share(moments, begun) >= MOSTLY_LABELLED,
        }
    }

    /// Whether people take turns, and their labels look like names or they ask each other.
    fn converses(&self, flow: &Flow) -> bool {
        let Flow { turns, labelled, namelike, asking, .. } = *flow;
        let sometimes = labelled >= SOMETIMES_LABELLED;
        self.recurring.len() >= 2
            && turns >= FEWEST_TURNS
            && flow.alternation >= TAKING_TURNS
            && (flow.surely >= MOSTLY_NAMES && sometimes
                || asking >= ASKING && labelled >= MOSTLY_LABELLED && namelike >= SOME_NAMES
                || asking >= ASKING && turns >= MANY_TURNS && sometimes && namelike >= MOSTLY_NAMES)
            || self.interviews(flow)
    }

    /// Whether one asks and another answers, turn by turn from the first to the last, and
    /// hardly anything else is there: so the labels are names, whatever they look like. One
    /// with an article (الحل:) is a common noun rather.
    fn interviews(&self, flow: &Flow) -> bool {
        let turns = flow.turns;
        let is_regular = turns >= FEWEST_TURNS
            && flow.alternation >= ALWAYS
            && flow.labelled >= ALWAYS
            && !self.recurring.values().any(|tally| tally.name.starts_with("ال"));
        let asking = |key: &str, tally: &Tally<'_>| {
            let begins = |line: &Line<'_>| line.key().as_deref() == Some(key);
            let others = |line: &Line<'_>| line.label.is_some() && !begins(line);
            share(asking_turns(self.lines, begins, others), tally.count)
        };
        let shares = || self.recurring.iter().map(|(key, tally)| asking(key, tally));
        is_regular
            && self.recurring.len() == 2
            && shares().any(|share| share >= ASKS)
            && shares().any(|share| share <= ANSWERS)
    }

    /// Whether it is a transcript by people who are known to take part, by names over what
    /// they say, or by moments.
    fn is_known(&self, flow: &Flow) -> bool {
        let tallies = || self.tallies.values();
        let marked: usize = tallies().map(|tally| tally.marked).sum();
        let known: usize = tallies()
            .filter(|tally| !tally.is_stage() && self.people.knows(tally.name))
            .map(|tally| tally.count)
            .sum();
        let headings = tallies().filter(|tally| tally.headings >= FEWEST_HEADINGS).count();
        known >= 2 || headings >= 2 || marked >= FEWEST_MARKED || flow.is_timed
    }

    /// The labels that are speakers.
    fn speakers(&self, flow: &Flow) -> HashSet<String> {
        let recurring = || self.recurring.values();
        let most = recurring().map(|tally| tally.count).max().unwrap_or_default();
        let all_upper = recurring().all(|tally| is_upper(tally.name));
        let names = ShortForms::of(recurring().map(|tally| tally.name));
        let is_short_or_long =
            |tally: &Tally<'_>| names.fit(tally.name) || names.fit_in(tally.name);
        keys_of(self.tallies, |key, tally| {
            if tally.is_stage() {
                return false;
            }
            if tally.headings > 0 {
                return tally.headings >= FEWEST_HEADINGS;
            }
            let is_certain = tally.marked > 0 || self.people.knows(tally.name);
            match tally.count {
                // Of captions a line that a colon ends may be any sentence's beginning.
                count if self.captions => {
                    is_certain || count >= 2 || is_upper(tally.name) || is_short_or_long(tally)
                }
                1 => {
                    is_certain
                        || self.is_single_speaker(key, tally, flow, all_upper)
                        || is_short_or_long(tally)
                }
                count => {
                    is_certain
                        || tally.dashes > 0
                        || part(tally.name).is_some()
                        || !self.common.contains(key)
                        || count * RARE >= most
                }
            }
        })
    }

    /// Whether a label that stands once is a speaker's, by how it looks and where.
    fn is_single_speaker(
        &self,
        key: &str,
        tally: &Tally<'_>,
        flow: &Flow,
        all_upper: bool,
    ) -> bool {
        let is_part = part(tally.name).is_some();
        let among = flow.first.is_some_and(|first| tally.first > first);
        let looks_like_the_others = flow.labelled >= MOSTLY_LABELLED
            && !self.common.contains(key)
            && (!all_upper || is_upper(tally.name))
            && is_capitalised(tally.name)
            && tally.name.split_whitespace().count() >= 2
            && (tally.alone == 0 || flow.are_alone);
        tally.dashes > 0
            || is_part && (among || flow.first.is_none())
            || among && looks_like_the_others
    }

    fn is_namelike(&self, key: &str, tally: &Tally<'_>) -> bool {
        let is_one_word = tally.name.split_whitespace().count() == 1;
        part(tally.name).is_some()
            || self.people.knows(tally.name)
            || tally.marked > 0
            || !(tally.name.starts_with("ال")
                || self.common.contains(key)
                || is_one_word && is_arabic(tally.name))
    }
}

/// Whether a label looks like nothing but a name: several words with capitals, all of it in
/// capitals, a part in a conversation, or somebody who is known.
fn is_surely_namelike(tally: &Tally<'_>, people: &People<'_>) -> bool {
    let several = tally.name.split_whitespace().count() >= 2 && is_capitalised(tally.name);
    several
        || is_upper(tally.name)
        || tally.marked > 0
        || part(tally.name).is_some()
        || people.knows(tally.name)
}

/// How many turns have a question in them: `begins` tells whether a line begins one, `ends`
/// whether it begins one that does not count.
fn asking_turns(
    lines: &[Line<'_>],
    begins: impl Fn(&Line<'_>) -> bool,
    ends: impl Fn(&Line<'_>) -> bool,
) -> usize {
    let (mut asking, mut open) = (0, false);
    for line in lines {
        open = begins(line) || open && !ends(line);
        if open && line.text.contains(['?', '؟']) {
            (asking, open) = (asking + 1, false);
        }
    }
    asking
}

/// Whether a question and its answer are labelled as such (`س:`, `ج:`), or by two letters
/// before a dash, which no prose has.
fn questions_and_answers(tallies: &HashMap<String, Tally<'_>>) -> bool {
    let is = |wanted: Part| tallies.values().any(|tally| part(tally.name) == Some(wanted));
    let letters = tallies.values().filter(|tally| tally.dashes > 0).count();
    letters >= 2 || (is(Part::Asks) && is(Part::Answers))
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

#[cfg(test)]
mod tests {
    use crate::core::knowledge::Library;

    fn speakers(text: &str) -> Vec<String> {
        let library = Library::from_texts([("t.md", text)]);
        let participants = &library.documents[0].original().participants;
        participants.iter().map(|participant| participant.label.clone()).collect()
    }

    #[test]
    fn who_asks_and_who_answers_turn_by_turn_are_speakers_whatever_their_names_look_like() {
        let talk = "ليلى: كيف بدأت العمل في الورشة؟\n\nأحمد: بدأت في ورشة جدي في حلب.\n\n\
                    ليلى: وما أهم شيء في العود؟\n\nأحمد: أهم شيء هو الوجه القديم.\n\n\
                    ليلى: كم عودا صنعت حتى اليوم؟\n\nأحمد: صنعت ثلاثمئة عود.\n";
        assert_eq!(speakers(talk), ["ليلى", "أحمد"]);
        let telling = talk.replace('؟', ".");
        assert!(speakers(&telling).is_empty(), "nobody asks");
        let prose = format!("{talk}\nذهبت إلى الورشة.\n\nثم عدت في المساء.\n\nوكان المطر يهطل.\n");
        assert!(speakers(&prose).is_empty(), "much else stands there");
    }

    #[test]
    fn what_the_front_matter_calls_a_transcript_is_one() {
        let text = "Ann: It rained.\n\nBo: It did.\n\nAnn: All day.\n\nBo: All night.\n";
        assert!(speakers(text).is_empty());
        let said = format!("---\ntranscript: true\n---\n\n{text}");
        assert_eq!(speakers(&said), ["Ann", "Bo"]);
    }
}
