//! Function words and frames with something written onto them.
//!
//! Arabic writes pronouns, prepositions, negation and the marks of future and
//! duration onto words, and the dialects do so in more ways than could be listed
//! (بهاد, عاللي, معندوش, هيقول, شقالوا). A combined form is of a class if what is
//! left without them is. What is taken off stands in the lexicon's
//! [`Clitics`]; content words are never looked at, because only words of the
//! closed classes are accepted as what is left.

use std::collections::HashSet;

use super::lexicons::Clitics;

/// A longer word has more in it than a function word and what is written onto it.
const LONGEST_CHARS: usize = 12;
/// What is taken off fewer letters is rather part of the word.
const SHORTEST_CHARS: usize = 3;

/// The clitics of one language in folded spelling.
pub(super) struct Attached {
    clitics: &'static Clitics,
    hosts: HashSet<String>,
    led: HashSet<String>,
}

/// What a word is, once what is written onto it is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Function,
    Frame,
}

impl Attached {
    /// `folded` gives each word of a list in the form that the rules leave.
    pub(super) fn new(
        clitics: &'static Clitics,
        folded: impl Fn(&str) -> HashSet<String>,
    ) -> Attached {
        Attached { clitics, hosts: folded(clitics.hosts), led: folded(clitics.led) }
    }

    /// Whether a word is a function word or a frame with something written onto it.
    /// `is` tells the class of a word that stands alone.
    pub(super) fn base(&self, word: &str, is: impl Fn(&str, Base) -> bool) -> Option<Base> {
        if word.chars().count() > LONGEST_CHARS {
            return None;
        }
        self.led_or_hosting(word, &is).or_else(|| self.negated(word, &is))
    }

    fn led_or_hosting(&self, word: &str, is: &impl Fn(&str, Base) -> bool) -> Option<Base> {
        let Clitics { prefixes, verb_prefixes, verb_openings, asking, .. } = self.clitics;
        let both = |word: &str| self.led.contains(word) && self.hosts.contains(word);
        let leading = |rest: &str| self.led.contains(rest) || self.has_pronoun(both, rest);
        let hosts = |word: &str| self.hosts.contains(word);
        if self.has_pronoun(hosts, word)
            || prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(leading)
        {
            return Some(Base::Function);
        }
        let class = |word: &str| {
            if is(word, Base::Function) { Some(Base::Function) } else { self.frame(word, is) }
        };
        let of_verb = verb_prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix));
        let is_verb = |rest: &&str| rest.chars().count() > 3 && rest.starts_with(*verb_openings);
        if let Some(base) = of_verb.filter(is_verb).find_map(class) {
            return Some(base);
        }
        let asked = word.strip_prefix(asking).filter(|rest| rest.chars().count() >= SHORTEST_CHARS);
        let of_asked = |rest: &str| {
            let hosting = self.has_pronoun(hosts, rest).then_some(Base::Function);
            hosting.or_else(|| self.frame(rest, is))
        };
        asked.and_then(of_asked).or_else(|| self.frame(word, is))
    }

    fn has_pronoun(&self, hosts: impl Fn(&str) -> bool, word: &str) -> bool {
        let pronouns = self.clitics.pronouns.iter();
        pronouns.filter_map(|pronoun| word.strip_suffix(pronoun)).any(hosts)
    }

    /// A frame alone or with a pronoun (قالها, رأيك). Pronouns of one letter that end
    /// other words as well are none here: ذكرى is no ذكر, إضافة no أضاف.
    fn frame(&self, word: &str, is: &impl Fn(&str, Base) -> bool) -> Option<Base> {
        let with_pronoun =
            self.clitics.pronouns.iter().filter(|&&pronoun| !matches!(pronoun, "ي" | "ه" | "و"));
        let without = with_pronoun.filter_map(|pronoun| word.strip_suffix(pronoun));
        let is_verb = word.starts_with(self.clitics.verb_openings);
        let plural = word.strip_suffix('و').filter(|_| is_verb);
        std::iter::once(word)
            .chain(word.strip_suffix("وا"))
            .chain(plural)
            .chain(without)
            .any(|rest| rest.chars().count() >= SHORTEST_CHARS && is(rest, Base::Frame))
            .then_some(Base::Frame)
    }

    /// مفيش, معندوش, ميقدروش; ماعندهم, مابيقول.
    fn negated(&self, word: &str, is: &impl Fn(&str, Base) -> bool) -> Option<Base> {
        let Clitics { negations, negation_ending, verb_prefixes, .. } = self.clitics;
        let negated = |negation: &&str| {
            let rest = word.strip_prefix(*negation)?;
            if let Some(rest) = rest.strip_suffix(negation_ending) {
                let alone = is(rest, Base::Function).then_some(Base::Function);
                return alone
                    .or_else(|| self.led_or_hosting(rest, is))
                    .or_else(|| self.plural(rest, is));
            }
            // One letter is rather the first one of the word, and so are two before a
            // short one (مالية, مادة).
            let is_long = negation.chars().count() > 1 && rest.chars().count() > SHORTEST_CHARS;
            let is_verb = verb_prefixes.iter().any(|prefix| rest.starts_with(prefix));
            let hosting =
                self.has_pronoun(|word| self.hosts.contains(word), rest) && !rest.ends_with('ي');
            match is_long {
                true if hosting => Some(Base::Function),
                true if is_verb => self.led_or_hosting(rest, is),
                _ => None,
            }
        };
        negations.iter().find_map(negated)
    }

    /// A verb's plural, whose alef is not written before another ending (ميقدروش).
    fn plural(&self, word: &str, is: &impl Fn(&str, Base) -> bool) -> Option<Base> {
        let rest = word.strip_suffix('و')?;
        [Base::Function, Base::Frame].into_iter().find(|&base| is(rest, base))
    }
}

#[cfg(test)]
mod tests;
