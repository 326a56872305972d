//! `iqtibas eval`: figures on how good the answers are.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::CliError;
use super::arguments::EvalArguments;
use crate::config::Config;
use crate::core::evaluation::baseline::Baseline;
use crate::core::evaluation::dataset::{self, Half, Question};
use crate::core::evaluation::metrics::Summary;
use crate::core::evaluation::{Judgement, fit, judge};
use crate::core::search::confidence::Features;
use crate::core::search::{Engine, Outcome};
use crate::startup::open_engine;

/// Asks every question of a file and prints what came of it.
///
/// # Errors
/// When the file is no set of questions, or the index cannot be read.
pub fn run(
    arguments: &EvalArguments,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let path = arguments.file.display().to_string();
    let text = fs::read_to_string(&arguments.file)
        .map_err(|source| CliError::File { path: path.clone(), source })?;
    let wrong = |source| CliError::Dataset { path: path.clone(), source };
    let (engine, questions) = if arguments.file.extension().is_some_and(|e| e == "json") {
        let (library, questions) = dataset::squad(&text).map_err(wrong)?;
        (Engine::in_memory(Arc::new(library))?, questions)
    } else {
        (open_engine(config)?, dataset::json_lines(&text).map_err(wrong)?)
    };
    let baseline = if arguments.baseline { Some(Baseline::of(engine.library())?) } else { None };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} questions, {eta} left");
    let bar = ProgressBar::new(questions.len() as u64);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    // Passages are analysed when first needed; times should be those of a
    // program that has been running.
    for question in &questions {
        judge(&engine, question)?;
    }
    let mut rows = Vec::new();
    for question in &questions {
        let judgement = judge(&engine, question)?;
        let baseline = match &baseline {
            Some(baseline) => Some(baseline.rank(engine.library(), question)?),
            None => None,
        };
        rows.push(Row { question, judgement, baseline });
        bar.inc(1);
    }
    bar.finish_and_clear();
    print_table(&rows, out)?;
    if arguments.fit {
        print_fit(&rows, out)?;
    }
    if arguments.failures {
        print_failures(&rows, &engine, out)?;
    }
    Ok(())
}

struct Row<'q> {
    question: &'q Question,
    judgement: Judgement,
    /// Rank by the baseline, if it was asked.
    baseline: Option<Option<usize>>,
}

fn print_table(rows: &[Row], out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(
        out,
        "{:<24} {:>5} {:>6} {:>6} {:>6} {:>7} {:>6} {:>6} {:>6} {:>6} {:>8} {:>8}",
        "",
        "n",
        "hit@1",
        "hit@3",
        "mrr@10",
        "right",
        "absP",
        "absR",
        "auroc",
        "light",
        "median",
        "p99"
    )?;
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let half = match row.question.half {
            Half::Tune => "tuning half",
            Half::Report => "reporting half",
        };
        let names = [
            "0 all".to_owned(),
            format!("1 {half}"),
            format!("2 language {}", row.question.language()),
            format!("3 kind {}", row.question.kind),
        ];
        for name in names {
            groups.entry(name).or_default().push(row);
        }
    }
    for (name, rows) in &groups {
        let judgements: Vec<&Judgement> = rows.iter().map(|row| &row.judgement).collect();
        let s = Summary::of(&judgements);
        writeln!(
            out,
            "{:<24} {:>5} {} {} {} {:>7} {} {} {} {} {:>6}µs {:>6}µs",
            &name[2..],
            s.questions,
            share(s.hit_at_1),
            share(s.hit_at_3),
            share(s.mrr_at_10),
            share(s.answered_right).trim_start(),
            share(s.abstention_precision),
            share(s.abstention_recall),
            share(s.auroc),
            share(s.highlight),
            s.median.as_micros(),
            s.p99.as_micros(),
        )?;
        if rows.iter().all(|row| row.baseline.is_some()) {
            let ranks: Vec<Option<usize>> = rows
                .iter()
                .filter(|r| r.judgement.answerable)
                .map(|r| r.baseline.flatten())
                .collect();
            let within = |n: usize| {
                ranks.iter().filter(|rank| rank.is_some_and(|rank| rank <= n)).count() as f64
                    / ranks.len() as f64
            };
            writeln!(
                out,
                "{:<24} {:>5} {} {}",
                "  Tantivy's default",
                ranks.len(),
                share(within(1)),
                share(within(3))
            )?;
        }
    }
    writeln!(
        out,
        "right: answered, with a right passage first. absP, absR: precision and recall of \"not found\".\n\
         light: the highlight of a right first hit contains the gold answer. Times are of the search."
    )?;
    Ok(())
}

/// A share in six columns; a dash where there was nothing to take it of.
fn share(value: f64) -> String {
    if value.is_nan() { format!("{:>6}", "–") } else { format!("{value:>6.3}") }
}

fn print_fit(rows: &[Row], out: &mut dyn Write) -> Result<(), CliError> {
    let tuning: Vec<&Judgement> =
        rows.iter().filter(|r| r.question.half == Half::Tune).map(|r| &r.judgement).collect();
    let fit = fit::fit(&tuning);
    writeln!(out, "fitted on the tuning half: intercept {:.2}", fit.intercept)?;
    for (name, weight) in Features::NAMES.iter().zip(fit.weights) {
        writeln!(out, "  {name} {weight:.2}")?;
    }
    Ok(())
}

fn print_failures(rows: &[Row], engine: &Engine, out: &mut dyn Write) -> Result<(), CliError> {
    for Row { question, judgement, .. } in rows {
        let answered = judgement.outcome == Outcome::Answered;
        let is_right = judgement.answerable == answered && (!answered || judgement.rank == Some(1));
        if is_right {
            continue;
        }
        let found: Vec<&str> =
            judgement.found.iter().map(|key| engine.library().passage(*key).id.as_str()).collect();
        writeln!(
            out,
            "{} ({:?}, confidence {:.2}): {} → {} instead of {}",
            question.id,
            judgement.outcome,
            judgement.confidence,
            question.text,
            found.join(" "),
            if judgement.answerable { question.gold.join(" or ") } else { "nothing".to_owned() },
        )?;
    }
    Ok(())
}
