//! What makes two questions contraries that share nearly all of their words: negations
//! and opposites, as far as the lexicon knows them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lexicons::polarity::{
    DENYING_BEFORE_A_VERB, DENYING_PREFIXES, MANNER, NEGATIONS, OPPOSITES,
};
use super::lexicons::{Lexicon, language_of_script};
use super::rules::{forms, word_form_in};
use super::{Script, Token};
use crate::core::Language;

/// A side of a pair of opposites: the number of the pair, and which side.
pub type Pole = (u16, bool);

static POLES: LazyLock<HashMap<String, Vec<Pole>>> = LazyLock::new(|| {
    let mut poles: HashMap<String, Vec<Pole>> = HashMap::new();
    for ((one, other), number) in OPPOSITES.iter().zip(0..) {
        for (words, side) in [(one, false), (other, true)] {
            for word in words.split_whitespace() {
                let script = Script::of_word(word);
                let Some(language) = language_of_script(script) else { continue };
                let forms = forms(word, script, language);
                for form in [forms.word, forms.stem] {
                    let known = poles.entry(form).or_default();
                    if !known.contains(&(number, side)) {
                        known.push((number, side));
                    }
                }
            }
        }
    }
    poles
});

/// The sides of opposites that a word is on; none for most words.
pub fn poles(token: &Token) -> &'static [Pole] {
    let of = |form: &str| POLES.get(form).map(Vec::as_slice);
    of(&token.forms.word).or_else(|| of(&token.forms.stem)).unwrap_or_default()
}

/// Whether one word in its folded form is the other with a prefix that denies it.
pub fn denies(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    DENYING_PREFIXES.iter().any(|(prefix, fewest)| {
        short.chars().count() >= *fewest && long.strip_prefix(prefix) == Some(short)
    })
}

fn folded(lists: &[(Language, &str)]) -> HashSet<String> {
    let words = lists.iter().flat_map(|(language, list)| {
        list.split_whitespace().map(|word| word_form_in(word, *language))
    });
    words.collect()
}

static DENYING: LazyLock<HashSet<String>> = LazyLock::new(|| folded(NEGATIONS));
static MANNERS: LazyLock<HashSet<String>> = LazyLock::new(|| folded(MANNER));

/// How many words of a question deny. The last one does not count: "or not?", ولا لا؟.
pub fn negations(tokens: &[Token]) -> usize {
    let is_one = |at: usize| {
        let word = tokens[at].forms.word.as_str();
        let opens_a_verb = |next: &Token| {
            let openings = Lexicon::of(next.language).and_then(|lexicon| lexicon.clitics);
            openings.is_some_and(|clitics| {
                !next.is_stop() && next.forms.word.starts_with(clitics.verb_openings)
            })
        };
        DENYING.contains(word)
            || (at > 0
                && word == DENYING_BEFORE_A_VERB
                && tokens.get(at + 1).is_some_and(opens_a_verb))
    };
    (0..tokens.len().saturating_sub(1)).filter(|at| is_one(*at)).count()
}

/// Whether a word asks in which way something is done (how, كيف).
pub fn asks_for_manner(token: &Token) -> bool {
    MANNERS.contains(&token.forms.word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::analysis::analyze;

    fn tokens(text: &str) -> Vec<Token> {
        analyze(text, Language::of_question(text))
    }

    fn are_opposed(one: &str, other: &str) -> bool {
        let (one, other) = (tokens(one), tokens(other));
        let of = |tokens: &[Token]| poles(&tokens[0]).to_vec();
        of(&one).iter().any(|(pair, side)| of(&other).contains(&(*pair, !side)))
            || denies(&one[0].forms.word, &other[0].forms.word)
    }

    #[test]
    fn opposites_are_known_across_languages() {
        for (one, other) in [
            ("buy", "sell"),
            ("اشتري", "ابيع"),
            ("rises", "انخفض"),
            ("subscribe", "unsubscribe"),
            ("دخول", "خروج"),
        ] {
            assert!(are_opposed(one, other) && are_opposed(other, one), "{one} {other}");
        }
        for (one, other) in
            [("buy", "purchase"), ("energy", "water"), ("sold", "بيع"), ("it", "unit")]
        {
            assert!(!are_opposed(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_negation_counts_but_not_at_the_end_and_not_where_ma_asks() {
        for (question, count) in [
            ("Why would someone not keep it?", 1),
            ("why would someone keep it", 0),
            ("is it out or not", 0),
            ("ليش ما يقدر يبني", 1),
            ("ما رأيه في الطاقة", 0),
            ("هل ليس آمنا هنا", 1),
        ] {
            assert_eq!(negations(&tokens(question)), count, "{question}");
        }
    }
}
