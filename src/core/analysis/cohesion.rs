//! Whether a sentence can stand alone: what it takes from those around it.
//!
//! A sentence leans on the one before it by a conjunction, by pointing (this decision),
//! or by a pronoun or verb whose subject it does not name. It is told by the words of
//! the language ([`lexicons::cohesion`](super::lexicons)) and their places, without
//! parsing, and nothing is told of a language that has none. The kinds of ties are those
//! of Halliday and Hasan, "Cohesion in English" (1976): reference and conjunction.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lexicons::Lexicon;
use super::lexicons::cohesion::{self, CohesionWords};
use super::rules::word_form_in;
use super::{Script, Token, WordClass};
use crate::core::Language;

/// A demonstrative among so many first words points out of the sentence; a later one
/// does if the sentence has not named before what it points at.
const POINTING_WORDS: usize = 4;
/// A pronoun among those first words stands for nothing before it where so few words of
/// content do: "put it in a safe".
const FEWEST_NAMED: usize = 2;
/// Of a sentence that presents something, so many words that are neither of the heading
/// nor of presenting are a claim.
const FEWEST_OF_A_CLAIM: usize = 6;

/// What a sentence takes from those around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cohesion {
    /// Whether it needs the one before it to be understood.
    pub leans: bool,
    /// Whether it points at a time or text that is told elsewhere.
    pub elsewhere: bool,
    /// Whether it begins as one that only reacts or gains time.
    pub opens_with_filler: bool,
    /// How many fillers and false starts it has.
    pub fillers: usize,
    /// Whether it tells what somebody says, thinks or expects.
    pub claims: bool,
}

/// The words of a language in folded spelling.
struct Words {
    connectives: Phrases,
    demonstratives: HashSet<String>,
    pointing_subject: HashSet<String>,
    its_verbs: HashSet<String>,
    numbers: HashSet<String>,
    persons: HashSet<String>,
    things: HashSet<String>,
    verb_particles: HashSet<String>,
    manner: HashSet<String>,
    elsewhere: Phrases,
    presenting: Phrases,
    presented: HashSet<String>,
    clauses: HashSet<String>,
    fillers: Phrases,
    opening_fillers: Phrases,
    attached_conjunctions: &'static [&'static str],
}

static WORDS: LazyLock<HashMap<Language, Words>> = LazyLock::new(|| {
    cohesion::ALL.iter().map(|known| (known.language, Words::of(known))).collect()
});

/// Phrases by their first word, with the rest of each.
struct Phrases(HashMap<String, Vec<Vec<String>>>);

impl Phrases {
    fn of(phrases: &[&str], language: Language) -> Phrases {
        let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for phrase in phrases {
            let mut words = phrase.split_whitespace().map(|word| word_form_in(word, language));
            if let Some(first) = words.next() {
                by_first.entry(first).or_default().push(words.collect());
            }
        }
        Phrases(by_first)
    }

    /// Whether some words begin with one of them.
    fn begin(&self, first: &str, rest: &[Token]) -> bool {
        self.0.get(first).is_some_and(|ends| {
            ends.iter().any(|end| {
                end.len() <= rest.len()
                    && end.iter().zip(rest).all(|(word, token)| *word == token.forms.word)
            })
        })
    }
}

impl Words {
    fn of(known: &CohesionWords) -> Words {
        let folded = |list: &str| -> HashSet<String> {
            list.split_whitespace().map(|word| word_form_in(word, known.language)).collect()
        };
        let phrases = |list| Phrases::of(list, known.language);
        Words {
            connectives: phrases(known.connectives),
            demonstratives: folded(known.demonstratives),
            pointing_subject: folded(known.pointing_subject),
            its_verbs: folded(known.its_verbs),
            numbers: folded(known.numbers),
            persons: folded(known.persons),
            things: folded(known.things),
            verb_particles: folded(known.verb_particles),
            manner: folded(known.manner),
            elsewhere: phrases(known.elsewhere),
            presenting: phrases(known.presenting),
            presented: folded(known.presented),
            clauses: folded(known.clauses),
            fillers: phrases(known.fillers),
            opening_fillers: phrases(known.opening_fillers),
            attached_conjunctions: Lexicon::of(known.language)
                .map_or(&[], |lexicon| lexicon.attached_conjunctions),
        }
    }

    /// A word, and the same without the conjunction that may be written onto it.
    fn readings<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let bare = self.attached_conjunctions.iter().find_map(|c| word.strip_prefix(c));
        std::iter::once(word).chain(bare.filter(|bare| bare.chars().count() >= 2))
    }

    fn has(&self, set: &HashSet<String>, token: &Token) -> bool {
        self.readings(&token.forms.word).any(|word| set.contains(word))
    }

    fn at(&self, phrases: &Phrases, tokens: &[Token]) -> bool {
        tokens.split_first().is_some_and(|(first, rest)| {
            self.readings(&first.forms.word).any(|word| phrases.begin(word, rest))
        })
    }

    /// Whether a verb of saying has what is said after it: a clause, or a quotation.
    fn claims(&self, tokens: &[Token], text: &str) -> bool {
        let Some(verb) = tokens.iter().position(|token| token.is(WordClass::Speech)) else {
            return false;
        };
        let after = text.get(tokens[verb].range.end..).unwrap_or_default();
        tokens[verb..].iter().any(|token| self.has(&self.clauses, token))
            || after.contains([':', '“', '«', '"'])
    }

    /// Whether a sentence begins with what was said as its subject: "All are …", "I think that
    /// makes …".
    fn has_subject_elsewhere(&self, tokens: &[Token]) -> bool {
        let is_followed = |at: usize| {
            tokens.get(at + 1).is_some_and(|next| self.its_verbs.contains(&next.forms.word))
        };
        let first = tokens.first().is_some_and(|first| self.numbers.contains(&first.forms.word));
        first && is_followed(0)
            || (0..tokens.len().min(POINTING_WORDS))
                .any(|at| self.pointing_subject.contains(&tokens[at].forms.word) && is_followed(at))
    }

    /// Whether a word points at something that the sentence does not say before it.
    fn points_out(&self, tokens: &[Token], at: usize) -> bool {
        if !self.has(&self.demonstratives, &tokens[at]) {
            return false;
        }
        let (before, after) = (&tokens[..at], &tokens[at + 1..]);
        let is_said = |thing: &Token| before.iter().any(|t| t.forms.stem == thing.forms.stem);
        at < POINTING_WORDS || after.first().is_some_and(|next| !next.is_stop() && !is_said(next))
    }

    /// Whether it has a verb whose subject is told elsewhere: it begins with a verb of
    /// saying, or with one after a particle, and no noun follows; one of saying stands
    /// among its first words between function words («التي يشير إليها»), or ends it.
    fn lacks_subject(&self, tokens: &[Token], text: &str) -> bool {
        if self.verb_particles.is_empty() {
            return false;
        }
        let last_says = tokens.last().is_some_and(|token| token.is(WordClass::Speech));
        let told_by_nobody = (1..tokens.len().saturating_sub(1)).take(POINTING_WORDS).any(|at| {
            let (before, next) = (&tokens[at - 1], &tokens[at + 1]);
            tokens[at].is(WordClass::Speech) && before.is_stop() && next.is_stop()
        });
        if last_says || told_by_nobody {
            return true;
        }
        let after_particle = tokens.first().is_some_and(|t| self.has(&self.verb_particles, t));
        let rest = &tokens[usize::from(after_particle)..];
        let Some((verb, rest)) = rest.split_first() else { return false };
        if !after_particle && !verb.is(WordClass::Speech) {
            return false;
        }
        let Some(next) = rest.first() else { return true };
        let between = text.get(verb.range.end..next.range.start).unwrap_or_default();
        next.is_stop()
            || between.contains([':', '“', '«', '"'])
            || self.clauses.contains(&next.forms.word)
            || self.manner.contains(&next.forms.word)
    }
}

/// Whether a word is written as the name of somebody. An abbreviation in capitals is no
/// person.
fn names_person(token: &Token, text: &str) -> bool {
    let written = text.get(token.range.clone()).unwrap_or_default();
    token.script == Script::Latin
        && !token.is_stop()
        && written.starts_with(char::is_uppercase)
        && written.chars().any(char::is_lowercase)
}

impl Cohesion {
    /// Reads a sentence by its tokens and its text.
    pub fn of(tokens: &[Token], text: &str, language: Language) -> Cohesion {
        let Some(words) = WORDS.get(&language) else { return Cohesion::default() };
        let names = |token: &Token| names_person(token, text);
        let stands_for_something = tokens.iter().enumerate().any(|(at, token)| {
            let before = &tokens[..at];
            if words.has(&words.persons, token) {
                // Where names have no capitals only a pronoun that begins is told.
                match token.script {
                    Script::Latin => !before.iter().any(names),
                    _ => at == 0,
                }
            } else {
                let named = before.iter().filter(|token| !token.is_stop()).count();
                words.has(&words.things, token)
                    && (named == 0 || at < POINTING_WORDS && named < FEWEST_NAMED)
            }
        });
        let pointing = (0..tokens.len()).filter(|at| words.points_out(tokens, *at)).count();
        Cohesion {
            leans: pointing > 0
                || words.has_subject_elsewhere(tokens)
                || stands_for_something
                || words.at(&words.connectives, tokens)
                || words.lacks_subject(tokens, text),
            elsewhere: (0..tokens.len()).any(|at| words.at(&words.elsewhere, &tokens[at..])),
            opens_with_filler: words.at(&words.opening_fillers, tokens),
            fillers: (0..tokens.len())
                .filter(|at| words.at(&words.fillers, &tokens[*at..]))
                .count()
                + text.matches(" - ").count() % 2,
            claims: words.claims(tokens, text),
        }
    }
}

/// Whether a sentence announces what follows rather than say it: it presents something
/// ("gave an overview of …") in few words beyond those of the title and headings, whose
/// stems are `known`.
pub fn announces(
    tokens: &[Token],
    text: &str,
    language: Language,
    known: &HashSet<String>,
) -> bool {
    let Some(words) = WORDS.get(&language) else { return false };
    let Some(at) = (0..tokens.len()).find(|at| words.at(&words.presenting, &tokens[*at..])) else {
        return false;
    };
    let says = tokens[at..].iter().any(|token| words.has(&words.clauses, token))
        || text.contains([':', '“', '«', '"'])
        || tokens.iter().any(|token| token.script == Script::Digits);
    let content: Vec<(usize, &Token)> =
        tokens.iter().enumerate().filter(|(_, token)| !token.is_stop()).collect();
    let own = content.iter().filter(|(at, token)| {
        !known.contains(&token.forms.stem)
            && !token.is(WordClass::Frame)
            && !words.has(&words.presented, token)
            && !words.at(&words.presenting, &tokens[*at..])
    });
    let own = own.count();
    !says && (own < FEWEST_OF_A_CLAIM || own * 2 <= content.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::analysis::analyze;

    fn read(text: &str) -> Cohesion {
        let language = Language::of_question(text);
        Cohesion::of(&analyze(text, language), text, language)
    }

    #[test]
    fn a_sentence_leans_by_conjunction_by_pointing_and_by_a_pronoun() {
        for text in [
            "However, lions roar at night.",
            "But in the long term zebras will win.",
            "This decision is about zebras.",
            "The size of these herds is large.",
            "He believes that zebras are striped.",
            "As a keeper, he realised that zebras bite.",
            "The keepers say that they saw this zebra.",
            "“In the steppe at night animals sleep standing,” he said.",
            "They believe that zebras are striped.",
            "“If it has stripes, then I expect a zebra.”",
            "For example, zebras sleep standing.",
            "I think that makes it likely that zebras sleep.",
            "All are subsidiary to the zebras of the steppe.",
            "ثم نامت الحمير الوحشية واقفة.",
            "ولكن الأسود تزأر ليلا.",
            "هذا القرار يخص الحمير.",
            "حجم هذه القطعان كبير.",
            "وأشار إلى أن الحمير مخططة.",
            "وقد صرح بصراحة: “الحمير مخططة”.",
            "لقد لاحظ أن الحمير مخططة.",
            "يعتقد أن الحمير مخططة.",
            "وهو يعتقد أن الحمير مخططة.",
        ] {
            assert!(read(text).leans, "{text}");
        }
    }

    #[test]
    fn a_sentence_that_names_its_subject_stands_alone() {
        for text in [
            "Livingstone believes that zebras are striped.",
            "Livingstone said that he saw a zebra.",
            "The keepers of a zebra say that they like this zebra.",
            "I saw a zebra in 1990.",
            "I think that zebras will sleep standing.",
            "All zebras are striped.",
            "كشف ليفنغستون أن الحمير مخططة.",
            "وأشار ليفنغستون إلى أن الحمير مخططة.",
            "وقد أعلن الحارس أن الحمير مخططة.",
            "الحمير الوحشية تنام واقفة.",
        ] {
            assert!(!read(text).leans, "{text}");
        }
    }

    #[test]
    fn a_time_told_elsewhere_and_fillers_are_noticed() {
        assert!(read("The lions roared at that time.").elsewhere);
        assert!(read("زأرت الأسود في ذلك الوقت.").elsewhere);
        assert!(!read("The lions roared at night.").elsewhere);
        assert!(read("Yeah, the lions roared.").opens_with_filler);
        assert_eq!(read("The lions, you know, I mean they roared.").fillers, 2);
    }

    #[test]
    fn an_announcement_is_told_from_a_claim() {
        let is = |text: &str, heading: &str| {
            let language = Language::of_question(text);
            let known =
                analyze(heading, language).into_iter().map(|token| token.forms.stem).collect();
            announces(&analyze(text, language), text, language, &known)
        };
        assert!(is("On the future of zebras the keeper presented a clear road map.", "Zebras"));
        assert!(is("The keeper talked about the zebras and their future.", "The future of zebras"));
        assert!(is("وحول مستقبل الحمير قدم الحارس وجهة نظر رئيسية.", "مستقبل الحمير"));
        assert!(!is("The keeper presented evidence that zebras sleep standing.", "Zebras"));
        assert!(!is("The keeper presented 40 zebras.", "Zebras"));
        assert!(!is(
            "The keeper presented water, hay, barley, carrots, apples and salt to old zebras.",
            "Zebras"
        ));
        assert!(!is("Zebras sleep standing.", "Zebras"));
    }

    #[test]
    fn of_a_language_that_is_not_known_nothing_is_told() {
        let german = Language::parse("de").expect("a code");
        let text = "Aber er hat das Zebra gesehen.";
        assert_eq!(Cohesion::of(&analyze(text, german), text, german), Cohesion::default());
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in "[a-z هوقدشي.:“”-]{0,60}") {
            let language = Language::of_question(&text);
            let tokens = analyze(&text, language);
            Cohesion::of(&tokens, &text, language);
            announces(&tokens, &text, language, &HashSet::new());
        }
    }
}
