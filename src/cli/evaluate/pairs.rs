//! The figures of pairs of questions: whether they are told to ask the same.

use std::collections::BTreeMap;
use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::cli::{CliError, json};
use crate::core::evaluation::fit::{self, Example};
use crate::core::evaluation::pairs::{Agreement, Judgements, PairJudgement};
use crate::core::search::gist::{FEATURES, Features};

/// What a pair came to, as `--rows` prints it and `--fit` reads it.
#[derive(Serialize, Deserialize)]
pub(super) struct PairRow {
    pair: String,
    kind: String,
    same: bool,
    likeness: f32,
    features: Vec<(String, f32)>,
}

/// What pairs of different pairs are called in rows.
const UNRELATED: &str = "unrelated";

/// Prints what pairs came to.
///
/// # Errors
/// When it cannot be written.
pub(super) fn print(judged: &Judgements, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(
        out,
        "{:<20} {:>5} {:>6} {:>9} {:>6} {:>6}",
        "", "n", "right", "precision", "recall", "F1"
    )?;
    let said = |by: fn(&PairJudgement) -> bool| {
        Agreement::of(judged.pairs.iter().map(|found| (found.pair.same, by(found))))
    };
    print_line("all", said(|found| found.is_same), out)?;
    print_line("grouped", said(|found| found.is_grouped), out)?;
    let mut kinds: BTreeMap<(bool, &str), Vec<(bool, bool)>> = BTreeMap::new();
    for found in &judged.pairs {
        let kind = (found.pair.same, found.pair.kind.as_str());
        kinds.entry(kind).or_default().push((found.pair.same, found.is_same));
    }
    for ((same, kind), said) in kinds {
        let agreement = Agreement::of(said.into_iter());
        let name = format!("{} {kind}", if same { "same" } else { "other" });
        writeln!(out, "{name:<20} {:>5} {:>6}", agreement.pairs, agreement.right)?;
    }
    let same = judged.unrelated.iter().filter(|found| found.is_same).count();
    Ok(writeln!(out, "of {} unrelated, called the same: {same}", judged.unrelated.len())?)
}

fn print_line(name: &str, figures: Agreement, out: &mut dyn Write) -> Result<(), CliError> {
    let Agreement { pairs, right, precision, recall, f1 } = figures;
    Ok(writeln!(out, "{name:<20} {pairs:>5} {right:>6} {precision:>9.3} {recall:>6.3} {f1:>6.3}")?)
}

/// Prints the pairs that were judged wrong, and the unrelated that are held for the same.
///
/// # Errors
/// When it cannot be written.
pub(super) fn print_failures(judged: &Judgements, out: &mut dyn Write) -> Result<(), CliError> {
    for PairJudgement { pair, likeness, is_same, .. } in &judged.pairs {
        if *is_same != pair.same {
            let said = if *is_same { "held for the same" } else { "not seen" };
            writeln!(out, "{} {} {likeness:.2} {said}:", pair.id, pair.kind)?;
            writeln!(out, "    {}\n    {}", pair.a, pair.b)?;
        }
    }
    for found in judged.unrelated.iter().filter(|found| found.is_same) {
        writeln!(out, "{UNRELATED} {:.2}:\n    {}\n    {}", found.likeness, found.a, found.b)?;
    }
    Ok(())
}

/// Prints a JSON object for each pair, and for each of the unrelated.
///
/// # Errors
/// When it cannot be written.
pub(super) fn print_rows(judged: &Judgements, out: &mut dyn Write) -> Result<(), CliError> {
    let named = |features: &Features| -> Vec<(String, f32)> {
        Features::NAMES.iter().map(|name| (*name).to_owned()).zip(features.0).collect()
    };
    for PairJudgement { pair, likeness, features, .. } in &judged.pairs {
        let row = PairRow {
            pair: pair.id.clone(),
            kind: pair.kind.clone(),
            same: pair.same,
            likeness: *likeness,
            features: named(features),
        };
        json::write_line(&row, out)?;
    }
    for found in &judged.unrelated {
        let row = PairRow {
            pair: String::new(),
            kind: UNRELATED.to_owned(),
            same: false,
            likeness: found.likeness,
            features: named(&found.features),
        };
        json::write_line(&row, out)?;
    }
    Ok(())
}

/// The rows of a file, if they are those of pairs.
pub(super) fn rows(text: &str) -> Option<Vec<PairRow>> {
    text.lines().map(|line| serde_json::from_str(line).ok()).collect()
}

/// How often the unrelated count: they are most of what is compared.
const UNRELATED_COUNT: usize = 8;
/// The kind of written pairs that differ in their subject.
const OTHER_SUBJECT: &str = "topic";

/// Fits the likeness: the chance that two questions are about one subject, on those that
/// ask the same against those about something else, and the chance that nothing tells
/// them apart, on the pairs that were written.
///
/// # Errors
/// When it cannot be written.
pub(super) fn print_fit(rows: &[PairRow], out: &mut dyn Write) -> Result<(), CliError> {
    let (mut subject, mut unrelated, mut contrast) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let mut features = Features::default();
        for (slot, (_, value)) in features.0.iter_mut().zip(&row.features) {
            *slot = *value;
        }
        let by_subject = Example { features: features.of_subject(), is_right: row.same };
        if row.kind == UNRELATED {
            unrelated.push(by_subject);
            continue;
        }
        contrast.push(Example { features: features.of_contrast(), is_right: row.same });
        if row.same || row.kind == OTHER_SUBJECT {
            subject.push(by_subject);
        }
    }
    let sets = std::iter::once(subject).chain(std::iter::repeat_n(unrelated, UNRELATED_COUNT));
    print_chance("one subject", &sets.collect::<Vec<_>>(), out)?;
    print_chance("nothing tells apart", &[contrast], out)
}

fn print_chance(
    name: &str,
    sets: &[Vec<Example<FEATURES>>],
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let fit = fit::fit(sets);
    writeln!(out, "{name}: intercept {:.2}", fit.intercept)?;
    for (name, weight) in Features::NAMES.iter().zip(fit.weights).filter(|(_, w)| *w != 0.0) {
        writeln!(out, "  {name} {weight:.2}")?;
    }
    Ok(())
}
