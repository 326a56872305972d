//! The tables of `iqtibas eval`.

use std::collections::BTreeMap;
use std::io::Write;

use super::CliError;
use super::evaluate::Row;
use crate::core::evaluation::Judgement;
use crate::core::evaluation::dataset::Half;
use crate::core::evaluation::evidence::Evidence;
use crate::core::evaluation::metrics::{Summary, risk_at};
use crate::core::search::{Engine, Outcome};

/// The shares of all questions for which the risk is told.
const COVERAGES: [f64; 6] = [0.1, 0.2, 0.4, 0.6, 0.8, 1.0];

/// Prints the figures of all questions, and by half, language, kind and document.
///
/// # Errors
/// When they cannot be written.
pub(super) fn print(rows: &[Row], out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(
        out,
        "{:<28} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>8} {:>8}",
        "",
        "n",
        "hit@1",
        "hit@3",
        "right",
        "shown",
        "false",
        "auroc",
        "near",
        "light",
        "who",
        "median",
        "p99"
    )?;
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let half = match row.question.half {
            Half::Tune => "tuning half",
            Half::Report => "reporting half",
        };
        let document = row.question.document.as_ref().map(|name| format!("4 document {name}"));
        let names = [
            "0 all".to_owned(),
            format!("1 {half}"),
            format!("2 language {}", row.question.language()),
            format!("3 kind {}", row.question.kind),
        ];
        for name in names.into_iter().chain(document) {
            groups.entry(name).or_default().push(row);
        }
    }
    for (name, rows) in &groups {
        print_group(&name[2..], rows, out)?;
    }
    let judgements: Vec<&Judgement> = rows.iter().map(|row| &row.judgement).collect();
    let risks = COVERAGES.map(|coverage| (coverage, risk_at(&judgements, coverage)));
    let risks = risks.map(|(coverage, risk)| format!("{:.0} % {risk:.3}", coverage * 100.0));
    writeln!(
        out,
        "risk, the share of wrong first hits among the most confident: {}\n\
         right: of the answerable, answered with a right passage first. shown: with a right one\n\
         among up to three quotes, called an answer or closest. false: of the unanswerable,\n\
         answered. near: AUROC against those whose subject is in the documents.\n\
         light: the highlight of a right first hit holds the answer. who: of the answered, the\n\
         first quote is said by whom the set names. Times are of the search.",
        risks.join(", ")
    )?;
    Ok(())
}

fn print_group(name: &str, rows: &[&Row], out: &mut dyn Write) -> Result<(), CliError> {
    let judgements: Vec<&Judgement> = rows.iter().map(|row| &row.judgement).collect();
    let s = Summary::of(&judgements);
    writeln!(
        out,
        "{name:<28} {:>5} {} {} {} {} {} {} {} {} {} {:>6}µs {:>6}µs",
        s.questions,
        share(s.hit_at_1),
        share(s.hit_at_3),
        share(s.answered_right),
        share(s.shown_right),
        share(s.answered_falsely),
        share(s.auroc),
        share(s.auroc_near),
        share(s.highlight),
        share(s.speaker),
        s.median.as_micros(),
        s.p99.as_micros(),
    )?;
    if rows.iter().all(|row| row.baseline.is_some()) {
        let asked = rows.iter().filter(|row| row.judgement.answerable);
        let ranks: Vec<Option<usize>> = asked.map(|row| row.baseline.flatten()).collect();
        let within = |n: usize| {
            ranks.iter().filter(|rank| rank.is_some_and(|rank| rank <= n)).count() as f64
                / ranks.len() as f64
        };
        let (first, third) = (share(within(1)), share(within(3)));
        writeln!(out, "{:<28} {:>5} {first} {third}", "  Tantivy's default", ranks.len())?;
    }
    Ok(())
}

/// A share in six columns; a dash where there was nothing to take it of.
fn share(value: f64) -> String {
    if value.is_nan() { format!("{:>6}", "–") } else { format!("{value:>6.3}") }
}

/// Prints the questions that went wrong.
///
/// # Errors
/// When they cannot be written.
pub(super) fn print_failures(
    rows: &[Row],
    engine: &Engine,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    for Row { question, judgement, .. } in rows {
        let answered = judgement.outcome == Outcome::Answered;
        let is_right = judgement.answerable == answered && (!answered || judgement.rank == Some(1));
        if is_right {
            continue;
        }
        let library = engine.library();
        let found = judgement.found.iter().map(|key| {
            format!("{}#{}", library.document(*key).id, library.passage(*key).id.as_str())
        });
        let wanted = match judgement.rank {
            Some(rank) => format!("rank {rank}"),
            None if !judgement.answerable => "nothing".to_owned(),
            None => question
                .gold
                .iter()
                .map(String::as_str)
                .chain(question.evidence.iter().map(Evidence::as_str))
                .collect::<Vec<_>>()
                .join(" | "),
        };
        writeln!(
            out,
            "{} {} ({:?}, confidence {:.2}): {} → {}; wanted {wanted}",
            question.id,
            question.kind,
            judgement.outcome,
            judgement.confidence,
            question.text,
            found.collect::<Vec<_>>().join(" "),
        )?;
    }
    Ok(())
}
