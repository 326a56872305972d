//! Quotations of the article, its translation and the transcripts, as they are and changed
//! in the ways in which quotations are changed. None that was changed may be called exact,
//! and none that was not may be missed.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by it")]

mod quotations;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use iqtibas::core::answer::Slice;
use iqtibas::core::answer::check::{Attestation, DifferenceKind, check};
use iqtibas::core::knowledge::Library;
use iqtibas::core::search::Engine;
use quotations::{CHANGED, Spot, UNCHANGED, made, replaced, sentences};

fn project(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn engines() -> [Engine; 2] {
    ["knowledge", "tests/transcripts"].map(|folder| {
        let library = Library::inspect(&project(folder)).expect("a folder");
        Engine::in_memory(Arc::new(library)).expect("an index")
    })
}

#[test]
fn no_changed_quotation_is_called_exact_and_most_are_found_near() {
    let engines = engines();
    let made = made(CHANGED, true);
    let mut by_kind: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (kind, of, text) in &made {
        let found = check(&engines[*of], text).expect("an index");
        let counts = by_kind.entry(kind).or_default();
        counts[0] += 1;
        match &found {
            Attestation::Exact(place) => {
                wrong.push((kind, text, place.quotes[0].text().to_owned()))
            }
            Attestation::Near(_, differences) => {
                counts[1] += 1;
                let is_named = differences.iter().any(|difference| match *kind {
                    "changed number" => difference.kind == DifferenceKind::Number,
                    "swapped name" => difference.kind == DifferenceKind::Name,
                    "added negation" | "dropped negation" => {
                        difference.kind == DifferenceKind::Negation
                    }
                    _ => true,
                });
                counts[2] += usize::from(is_named);
                if !is_named {
                    println!("not named: {kind}: {text}");
                }
            }
            // Of words that stand in any text nothing but an exact one is told.
            Attestation::TooShort => counts[1] += 1,
            other => {
                counts[3] += 1;
                if *kind != "merged sentences" {
                    println!("{}: {kind}: {text}", other.name());
                }
            }
        }
    }
    println!("kind: made, near, named, not found");
    for (kind, counts) in &by_kind {
        println!("{kind}: {counts:?}");
    }
    println!("{} changed quotations, {} called exact", made.len(), wrong.len());
    assert!(made.len() >= 300, "only {}", made.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    let merged = |kind: &&&str| **kind != "merged sentences";
    let sum = |index: usize| {
        by_kind.iter().filter(|(kind, _)| merged(kind)).map(|(_, c)| c[index]).sum::<usize>()
    };
    assert_eq!(sum(3), 0, "a changed quotation is not found at all");
    assert!(sum(1) - sum(2) <= 3, "what was changed is not named");
}

/// The words of a text without the marks around them.
fn bare(text: &str) -> String {
    let words =
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn a_change_is_told_as_it_was_made_wherever_it_stands() {
    let engines = engines();
    let made = replaced(400);
    let mut by_spot: BTreeMap<Spot, [usize; 3]> = BTreeMap::new();
    for replaced in &made {
        let found = check(&engines[replaced.of], &replaced.text).expect("an index");
        let counts = by_spot.entry(replaced.spot).or_default();
        counts[0] += 1;
        let Attestation::Near(_, differences) = &found else {
            assert!(!matches!(found, Attestation::Exact(_)), "{}", replaced.text);
            continue;
        };
        counts[1] += 1;
        let told: Vec<(String, String)> = differences
            .iter()
            .map(|difference| {
                let source = difference.source.iter().map(Slice::text).collect::<Vec<_>>();
                (bare(&difference.written), bare(&source.join(" ")))
            })
            .collect();
        // How many words stood at an end nobody can tell.
        let is_at_end = matches!(replaced.spot, Spot::First | Spot::Last);
        let is_told = matches!(&*told, [(written, source)] if *written == replaced.words
            && (is_at_end || *source == bare(&replaced.original)));
        counts[2] += usize::from(is_told);
        if !is_told {
            println!("told as {told:?}: {}: {}", replaced.words, replaced.text);
        }
    }
    println!("where words were changed: made, near, told as they were changed");
    for (spot, counts) in &by_spot {
        println!("{spot:?}: {counts:?}");
    }
    let sum = |index: usize| by_spot.values().map(|counts| counts[index]).sum::<usize>();
    assert!(sum(1) >= 300, "only {}", sum(1));
    // Of words that every sentence has some stand elsewhere, equal by chance.
    assert!(sum(2) * 100 >= sum(1) * 96, "{} of {}", sum(2), sum(1));
}

#[test]
fn a_name_before_a_change_is_no_changed_name() {
    let [article, _] = engines();
    let found =
        check(&article, "Altman takes a closed position towards advertising").expect("an index");
    let Attestation::Near(_, differences) = found else { panic!("{found:?}") };
    let [difference] = &*differences else { panic!("{differences:?}") };
    assert_eq!(difference.kind, DifferenceKind::Words);
    assert_eq!(difference.written, "a closed");
    assert_eq!(difference.source[0].text(), "an open but cautious");
}

#[test]
fn no_exact_quotation_is_missed_whatever_its_spelling() {
    let engines = engines();
    let made = made(UNCHANGED, false);
    let mut missed = Vec::new();
    for (kind, of, text) in &made {
        let found = check(&engines[*of], text).expect("an index");
        if !matches!(found, Attestation::Exact(_)) {
            missed.push((kind, text, found.name()));
        }
    }
    println!("{} exact quotations, {} missed", made.len(), missed.len());
    assert!(made.len() >= 300, "only {}", made.len());
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_other_texts_say_is_not_in_the_sources() {
    let engines = engines();
    let (mut all, mut near) = (0, Vec::new());
    for (of, other) in [(0, 1), (1, 0)] {
        for sentence in sentences(engines[other].library()).iter().step_by(2) {
            all += 1;
            match check(&engines[of], &sentence.text).expect("an index") {
                // Of words that stand in any text nothing is said.
                Attestation::Absent | Attestation::TooShort => {}
                found => near.push((found.name(), sentence.text.clone())),
            }
        }
    }
    println!("{all} sentences of other texts, {} of them found", near.len());
    assert!(all > 100 && near.is_empty(), "{near:#?}");
}
