//! Many names by what each may be called for short, so that a label finds those it may
//! stand for without being held against every one.

use std::collections::{HashMap, HashSet};

use super::cast::folded;
use crate::core::knowledge::effort::spend;

/// Of a name with more words only the words one by one and all together are its short
/// forms: each further word would double them.
const MOST_COMBINED_WORDS: usize = 6;

/// Names by their words in their order, in every choice of them, and by their initials.
#[derive(Debug, Default)]
pub(super) struct ShortForms<'n> {
    by_words: HashMap<String, Vec<Fitting<'n>>>,
    by_initials: HashMap<String, Vec<Fitting<'n>>>,
    /// The names themselves, and those that are nothing but initials.
    names: HashSet<String>,
    initials: HashSet<String>,
}

/// The names of one length that a short form fits.
#[derive(Debug)]
struct Fitting<'n> {
    /// How many words they have as they are written.
    words: usize,
    /// The only one, or none where several people fit.
    only: Option<(&'n str, String)>,
}

impl<'n> ShortForms<'n> {
    pub(super) fn of(names: impl IntoIterator<Item = &'n str>) -> ShortForms<'n> {
        let mut forms = ShortForms::default();
        for name in names {
            let words = folded(name);
            if words.is_empty() {
                continue;
            }
            let whole = words.join(" ");
            for form in choices(&words) {
                add(forms.by_words.entry(form).or_default(), name, &whole);
            }
            let firsts = words.iter().filter_map(|word| word.chars().next()).collect();
            add(forms.by_initials.entry(firsts).or_default(), name, &whole);
            forms.names.insert(whole);
            forms.initials.extend(initials(name));
        }
        forms
    }

    /// Whether a label is one of the names, some words of one, or its initials.
    pub(super) fn fit(&self, label: &str) -> bool {
        self.fitting(label).next().is_some()
    }

    /// Whether one of the names is a longer one for short.
    pub(super) fn fit_in(&self, name: &str) -> bool {
        let words = folded(name);
        let firsts: String = words.iter().filter_map(|word| word.chars().next()).collect();
        choices(&words).any(|form| self.names.contains(&form)) || self.initials.contains(&firsts)
    }

    /// The only one of the names with more than so many words that a label may stand for.
    /// One person's name in several spellings is one, in the first spelling of the alphabet.
    pub(super) fn only(&self, label: &str, more_words_than: usize) -> Option<&'n str> {
        let mut only: Option<(&'n str, &String)> = None;
        for fitting in self.fitting(label).filter(|fitting| fitting.words > more_words_than) {
            let (name, whole) = fitting.only.as_ref()?;
            match only {
                Some((_, other)) if other != whole => return None,
                Some((other, _)) if other <= *name => {}
                _ => only = Some((name, whole)),
            }
        }
        only.map(|(name, _)| name)
    }

    fn fitting(&self, label: &str) -> impl Iterator<Item = &Fitting<'n>> {
        let words = folded(label);
        let of_words = self.by_words.get(&words.join(" "));
        let initials = initials(label).filter(|_| !words.is_empty());
        let of_initials = initials.and_then(|initials| self.by_initials.get(&initials));
        let found = of_words.into_iter().chain(of_initials).flatten();
        found.inspect(|_| spend(1))
    }
}

fn add<'n>(fittings: &mut Vec<Fitting<'n>>, name: &'n str, whole: &str) {
    let words = name.split_whitespace().count();
    spend(fittings.len());
    let Some(fitting) = fittings.iter_mut().find(|fitting| fitting.words == words) else {
        fittings.push(Fitting { words, only: Some((name, whole.to_owned())) });
        return;
    };
    match &mut fitting.only {
        Some((_, other)) if other != whole => fitting.only = None,
        Some((other, _)) => *other = name.min(other),
        None => {}
    }
}

/// The words of a name in every choice that keeps their order, each choice as one string.
fn choices(words: &[String]) -> impl Iterator<Item = String> {
    let count = words.len();
    let combined = if count <= MOST_COMBINED_WORDS { (1_usize << count) - 1 } else { 0 };
    let choice = move |mask: usize| {
        let chosen = words.iter().enumerate().filter(move |(at, _)| mask & (1 << at) != 0);
        chosen.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
    };
    let single = words.iter().filter(move |_| combined == 0).cloned();
    let whole = (combined == 0 && count > 0).then(|| words.join(" "));
    (1..=combined).map(choice).chain(single).chain(whole).inspect(|_| spend(1))
}

/// The letters of a label that may be a name's initials, in lower case: SA, S.A.
pub(super) fn initials(label: &str) -> Option<String> {
    let letters: Vec<char> = label.chars().filter(|c| c.is_alphabetic()).collect();
    let fits = letters.len() >= 2
        && letters.iter().all(|c| c.is_uppercase())
        && label.chars().all(|c| c.is_alphabetic() || c == '.');
    fits.then(|| letters.iter().flat_map(|c| c.to_lowercase()).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::effort::assert_linear;

    /// The same said of one name.
    fn is_short_for(label: &str, name: &str) -> bool {
        let (short, full) = (folded(label), folded(name));
        if short.is_empty() || full.is_empty() {
            return false;
        }
        let mut rest = full.iter();
        if short.iter().all(|word| rest.any(|other| other == word)) {
            return true;
        }
        let firsts: String = full.iter().filter_map(|word| word.chars().next()).collect();
        initials(label).is_some_and(|initials| initials == firsts)
    }

    #[test]
    fn a_label_that_fits_two_people_stands_for_neither() {
        let forms = ShortForms::of(["Ann Lee", "Ann Roe", "Dr. Ann Roe", "Sam Altman"]);
        for (label, only) in [
            ("Ann", None),
            ("Roe", Some("Ann Roe")),
            ("AL", Some("Ann Lee")),
            ("S.A.", Some("Sam Altman")),
            ("Altman Sam", None),
        ] {
            assert_eq!(forms.only(label, 0), only, "{label}");
        }
        assert_eq!(forms.only("Sam Altman", 2), None);
        assert_eq!(forms.only("Ann Roe", 2), Some("Dr. Ann Roe"));
    }

    #[test]
    fn the_work_grows_with_the_names() {
        for (what, words) in [("names of their own", usize::MAX), ("names of few words", 10)] {
            assert_linear(what, |size| {
                let name = |n: usize| format!("A{} B{} C{}", n % words, n / 10 % words, n / 100);
                let names: Vec<String> = (0..size).map(name).collect();
                let forms = ShortForms::of(names.iter().map(String::as_str));
                for n in 0..size {
                    forms.only(&format!("A{} B{}", n % words, n / 10 % words), 2);
                    forms.fit_in(&name(n));
                }
            });
        }
    }

    proptest! {
        #[test]
        fn what_fits_by_one_name_fits_by_many(
            names in proptest::collection::vec("[A-C][a-b]?( [A-C]b?){0,3}", 0..5),
            label in "[A-C][a-b]?( [A-C]b?){0,2}|[A-C]{2,3}|[A-C]\\.[A-C]\\."
        ) {
            let forms = ShortForms::of(names.iter().map(String::as_str));
            let fits = names.iter().any(|name| is_short_for(&label, name));
            prop_assert_eq!(forms.fit(&label), fits);
            let fits_in = names.iter().any(|name| is_short_for(name, &label));
            prop_assert_eq!(forms.fit_in(&label), fits_in);
            let mut all: Vec<&String> = names.iter().filter(|n| is_short_for(&label, n)).collect();
            all.sort();
            let people: std::collections::HashSet<_> = all.iter().map(|n| folded(n)).collect();
            let only = (people.len() == 1).then(|| all[0].as_str());
            prop_assert_eq!(forms.only(&label, 0), only);
        }
    }
}
