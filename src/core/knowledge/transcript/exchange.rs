//! What passages of a transcript are to each other: questions, answers, and remarks.

use std::collections::HashSet;

use super::cast::{Cast, Part, folded, part};
use crate::core::Language;
use crate::core::analysis::analyze;
use crate::core::analysis::lexicons::requests::REQUESTS;
use crate::core::analysis::lexicons::speaking::KEEPING_GOING;
use crate::core::knowledge::document::{Participant, Passage, QuestionAt, Role, Speech, Utterance};
use crate::core::knowledge::sentences::asks;

/// Longer than this nothing is only a remark.
const LONGEST_REMARK_WORDS: usize = 25;
/// With fewer words of content nobody says anything.
const FEWEST_CONTENT_WORDS: usize = 3;
/// So far back from its end a turn may ask, in sentences.
const QUESTION_WITHIN: usize = 3;
/// Of a host who asks without a question mark (Tell us about …), so many sentences.
const REQUEST_SENTENCES: usize = 2;
/// A longer turn of a host without a question is a statement.
const LONGEST_REQUEST_WORDS: usize = 80;
/// Hosts are those who end this share of their turns with a question, and others ask less
/// than half as often.
const ASKING_SHARE: f32 = 0.25;

/// Tells what each passage is, and which question it answers.
pub(in crate::core::knowledge) fn relate(
    passages: &mut [Passage],
    participants: &mut [Participant],
    cast: &Cast,
    language: Language,
) {
    give_roles(passages, participants, cast);
    // The last passage that is no remark, since the section began or nobody spoke.
    let mut said: Option<usize> = None;
    for index in 0..passages.len() {
        let kind = utterance(&passages[index], participants, language);
        said = said.filter(|said| passages[*said].section == passages[index].section);
        let question = question_before(passages, participants, index, said);
        let Some(speech) = &mut passages[index].speech else {
            said = None;
            continue;
        };
        // A word that answers a question is more than a remark.
        speech.utterance = match kind {
            Utterance::Remark { content: 1.. } if question.is_some() => Utterance::Statement,
            kind => kind,
        };
        speech.question = question;
        if !matches!(speech.utterance, Utterance::Remark { content: 0 }) {
            said = Some(index);
        }
    }
}

/// Who asks and who answers: by the front matter, by the label, or by who asks.
fn give_roles(passages: &[Passage], participants: &mut [Participant], cast: &Cast) {
    let words = |names: &[String]| -> HashSet<Vec<String>> {
        names.iter().map(|name| folded(name)).collect()
    };
    let (hosts, guests, speakers) =
        (words(&cast.hosts), words(&cast.guests), words(&cast.speakers));
    let named = !cast.hosts.is_empty() || !cast.guests.is_empty();
    let mut turns = vec![(0_usize, 0_usize); participants.len()];
    let ends_turn = |index: usize| {
        let turn =
            |at: usize| passages.get(at).and_then(|p: &Passage| Some(p.speech.as_ref()?.turn));
        turn(index) != turn(index + 1)
    };
    for (index, passage) in passages.iter().enumerate().filter(|(index, _)| ends_turn(*index)) {
        let Some(participant) = passage.speech.as_ref().and_then(|speech| speech.participant)
        else {
            continue;
        };
        let (asked, all) = &mut turns[participant];
        *all += 1;
        let followed = passages.get(index + 1).is_some();
        let ends = passage.sentences.last().map(|range| &passage.text[range.clone()]);
        *asked += usize::from(followed && ends.is_some_and(asks));
    }
    let share = |(asked, all): (usize, usize)| asked as f32 / all.max(1) as f32;
    let most = turns.iter().map(|counts| share(*counts)).fold(0.0, f32::max);
    // Whoever opens a conversation has the others in, unless they do most of the talking.
    let said = said_by_each(passages, participants.len());
    let talks_most = (0..said.len()).max_by_key(|index| said[*index]);
    let opens = passages.iter().find_map(|passage| passage.speech.as_ref()?.participant);
    let host = opens.filter(|opens| said.len() > 1 && Some(*opens) != talks_most);
    for (index, (participant, counts)) in participants.iter_mut().zip(turns).enumerate() {
        let name = folded(&participant.label);
        participant.role = if hosts.contains(&name) {
            Some(Role::Host)
        } else if guests.contains(&name) {
            Some(Role::Guest)
        } else {
            match part(&participant.label) {
                Some(Part::Asks) => Some(Role::Host),
                Some(Part::Answers) => Some(Role::Guest),
                Some(Part::Other) => None,
                None if speakers.contains(&name) && !named => Some(Role::Guest),
                None if most < ASKING_SHARE => None,
                None if host == Some(index) => Some(Role::Host),
                None if share(counts) * 2.0 >= most => Some(Role::Host),
                None => Some(Role::Guest),
            }
        };
    }
}

/// How many words each participant says.
fn said_by_each(passages: &[Passage], participants: usize) -> Vec<usize> {
    let mut said = vec![0; participants];
    for passage in passages {
        if let Some(participant) = passage.speech.as_ref().and_then(|speech| speech.participant) {
            said[participant] += words(&passage.text);
        }
    }
    said
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What a passage is by its own words and by whose they are.
fn utterance(passage: &Passage, participants: &[Participant], language: Language) -> Utterance {
    let all = words(&passage.text);
    let content = if all <= LONGEST_REMARK_WORDS {
        content_words(&passage.text, language)
    } else {
        usize::MAX
    };
    let sentences = passage.sentences.iter().map(|sentence| &passage.text[sentence.clone()]);
    let asked: usize = sentences.clone().filter(|sentence| asks(sentence)).map(words).sum();
    // "Let's talk about the flood. What happened?" is a question of who asks.
    let leads_to_one = || {
        all <= LONGEST_REMARK_WORDS
            && passage.speech.as_ref().is_some_and(|speech| is_host(speech, participants))
            && sentences.clone().next_back().is_some_and(asks)
    };
    // "Right?" asks nothing.
    if content > 0 && (asked * 2 > all || leads_to_one()) {
        return Utterance::Question;
    }
    let has_number = passage.text.contains(|c: char| c.is_ascii_digit());
    if content < FEWEST_CONTENT_WORDS && !has_number {
        return Utterance::Remark { content };
    }
    Utterance::Statement
}

/// How many words say something about a subject.
fn content_words(text: &str, language: Language) -> usize {
    let tokens = analyze(text, language);
    let says = |word: &str| {
        let word = word.to_lowercase();
        !KEEPING_GOING.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    tokens.iter().filter(|token| !token.is_stop() && says(&text[token.range.clone()])).count()
}

/// The question that a passage answers: what whoever spoke before somebody else's words
/// asked. `said` is the last passage before it that is no remark.
fn question_before(
    passages: &[Passage],
    participants: &[Participant],
    index: usize,
    said: Option<usize>,
) -> Option<QuestionAt> {
    let of = |at: usize| passages.get(at).and_then(|passage| passage.speech.as_ref());
    let speech = of(index)?;
    let nearest = index.checked_sub(1)?;
    // What went before in the turn answers the same.
    let is_own = |other: &Speech| other.turn == speech.turn;
    if passages[nearest].section == passages[index].section
        && let Some(own) = of(nearest).filter(|other| is_own(other))
    {
        return own.question.clone();
    }
    let said = said?;
    let other = of(said)?;
    if other.participant == speech.participant && other.participant.is_some() {
        return other.question.clone();
    }
    asked_at_the_end(&passages[said], said, other, participants)
}

/// Whether the host speaks.
fn is_host(speech: &Speech, participants: &[Participant]) -> bool {
    let speaker = speech.participant.and_then(|index| participants.get(index));
    speaker.is_some_and(|speaker| speaker.role == Some(Role::Host))
}

/// Whether some words ask for something: with a question mark, or with the words of a
/// request ("Tell us about …").
pub(in crate::core) fn asks_for_something(text: &str) -> bool {
    if text.contains(['?', '؟']) {
        return true;
    }
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let said = format!(" {} ", words.join(" "));
    REQUESTS.iter().any(|request| said.contains(&format!(" {request} ")))
}

/// The part of a turn that asks.
fn asked_at_the_end(
    passage: &Passage,
    number: usize,
    speech: &Speech,
    participants: &[Participant],
) -> Option<QuestionAt> {
    let sentences = &passage.sentences;
    let from = sentences.len().saturating_sub(QUESTION_WITHIN);
    let first = (from..sentences.len()).find(|at| asks(&passage.text[sentences[*at].clone()]));
    let is_request = is_host(speech, participants)
        && matches!(speech.utterance, Utterance::Statement)
        && words(&passage.text) <= LONGEST_REQUEST_WORDS;
    let first =
        first.or_else(|| is_request.then(|| sentences.len().saturating_sub(REQUEST_SENTENCES)))?;
    let range = sentences.get(first)?.start..sentences.last()?.end;
    Some(QuestionAt { passage: number, range })
}

#[cfg(test)]
mod tests {
    use crate::core::knowledge::Library;

    #[test]
    fn a_host_who_leads_to_a_question_asks_and_a_guest_who_ends_with_one_tells() {
        let text = "---\nhost: Ann Lee\nguest: Bo Rask\n---\n\n**Ann Lee:** Let's talk about the \
                    flood in the bakery. What happened?\n\n**Bo Rask:** The river came over the \
                    wall at night. And who looks at a river at night?\n\n**Ann Lee:** How high was \
                    the water?\n\n**Bo Rask:** Eighty centimetres in the bakery by the morning.\n";
        let library = Library::from_texts([("talk.md", text)]);
        let asks: Vec<bool> =
            library.documents[0].original().passages.iter().map(|p| p.is_question()).collect();
        assert_eq!(asks, [true, false, true, false]);
    }
}
