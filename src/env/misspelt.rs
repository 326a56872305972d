//! Names of variables that nothing reads but that look as if something should.

use rapidfuzz::distance::damerau_levenshtein::normalized_similarity;
use thiserror::Error;

use super::dotenv::Assignment;

/// Nobody else's variables begin like this.
const OURS: &str = "IQTIBAS_";
/// Other programs' variables begin like this too.
const SERVICES: [&str; 2] = ["DISCORD_", "SLACK_"];
/// From this likeness on (1 is the same) a name is taken for one of ours with a
/// slip in it. Chosen so that DISCORD_BOT_TOKEN (0.76 like DISCORD_TOKEN) is told
/// and SLACK_USER_TOKEN (0.75 like SLACK_BOT_TOKEN), another thing, is not.
const SLIP: f64 = 0.755;
/// From this likeness on a name is worth proposing for one that is wrong in any
/// case: SLACK_TOKEN is 0.73 like SLACK_BOT_TOKEN, IQTIBAS_COLOUR 0.71 like
/// IQTIBAS_LOG.
const PROPOSED: f64 = 0.72;

/// Something about the variables that is worth a word and no more.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Warning {
    #[error("{place}{name} is no setting of Iqtibas{}", proposal(*.meant))]
    Unknown { place: String, name: String, meant: Option<&'static str> },
    #[error("{place}{name} is set in line {first} already, and that one counts")]
    Twice { place: String, name: String, first: usize },
}

fn proposal(meant: Option<&str>) -> String {
    meant.map_or_else(String::new, |meant| format!("; did you mean {meant}?"))
}

/// What is worth a word about the names in the environment and in `.env`, of
/// which `known` are read.
///
/// An `IQTIBAS_…` that is not known is always told. A `DISCORD_…` or `SLACK_…` is
/// from `.env`, which is ours; in the environment, where other programs' variables
/// stand too, only if it is nearly one that is not set.
pub fn warnings(
    known: &[&'static str],
    environment: &[String],
    dotenv: &[Assignment],
) -> Vec<Warning> {
    let is_known = |name: &str| known.contains(&name);
    let is_set = |name: &str| {
        environment.iter().any(|set| set == name) || dotenv.iter().any(|set| set.name == name)
    };
    let mut warnings = Vec::new();
    for name in environment.iter().filter(|name| !is_known(name)) {
        let nearest = nearest(name, known);
        let is_slip = nearest.is_some_and(|(like, meant)| like >= SLIP && !is_set(meant));
        if name.to_ascii_uppercase().starts_with(OURS) || is_slip {
            warnings.push(unknown(String::new(), name, nearest));
        }
    }
    for (index, Assignment { name, line }) in dotenv.iter().enumerate() {
        let place = || format!(".env:{line}: ");
        if let Some(earlier) = dotenv[..index].iter().find(|earlier| earlier.name == *name) {
            let (name, first) = (name.clone(), earlier.line);
            warnings.push(Warning::Twice { place: place(), name, first });
        } else if !is_known(name) && !environment.contains(name) {
            let nearest = nearest(name, known);
            let upper = name.to_ascii_uppercase();
            let is_ours = upper.starts_with(OURS)
                || SERVICES.iter().any(|service| upper.starts_with(service))
                || nearest.is_some_and(|(like, _)| like >= SLIP);
            if is_ours {
                warnings.push(unknown(place(), name, nearest));
            }
        }
    }
    warnings
}

fn unknown(place: String, name: &str, nearest: Option<(f64, &'static str)>) -> Warning {
    let meant = nearest.filter(|(like, _)| *like >= PROPOSED).map(|(_, meant)| meant);
    Warning::Unknown { place, name: name.to_owned(), meant }
}

/// The known name that is most like this one, and how much.
fn nearest(name: &str, known: &[&'static str]) -> Option<(f64, &'static str)> {
    // A name of any length is compared, and the comparison is quadratic; what is
    // twice as long as ours is none of ours.
    const LONGEST: usize = 64;
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_ascii_uppercase();
    let likeness =
        known.iter().map(|known| (normalized_similarity(name.chars(), known.chars()), *known));
    likeness.max_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] =
        &["IQTIBAS_KNOWLEDGE", "IQTIBAS_LOG", "DISCORD_TOKEN", "SLACK_BOT_TOKEN", "SLACK_LISTEN"];

    fn told(environment: &[&str], dotenv: &[&str]) -> Vec<String> {
        let environment: Vec<String> = environment.iter().map(|&name| name.to_owned()).collect();
        let assignments = dotenv.iter().zip(1..);
        let dotenv: Vec<Assignment> =
            assignments.map(|(name, line)| Assignment { name: (*name).to_owned(), line }).collect();
        warnings(KNOWN, &environment, &dotenv).iter().map(Warning::to_string).collect()
    }

    #[test]
    fn a_misspelt_name_is_told_with_the_one_that_was_meant() {
        for (name, meant) in [
            ("IQTIBAS_KNOWLEGE", "IQTIBAS_KNOWLEDGE"),
            ("iqtibas_log", "IQTIBAS_LOG"),
            ("IQTBAS_LOG", "IQTIBAS_LOG"),
            ("DISCROD_TOKEN", "DISCORD_TOKEN"),
            ("DISCORD_BOT_TOKEN", "DISCORD_TOKEN"),
            ("SLACK_BOT_TOKENS", "SLACK_BOT_TOKEN"),
        ] {
            let said = format!("{name} is no setting of Iqtibas; did you mean {meant}?");
            assert_eq!(told(&[name], &[]), [said.as_str()]);
            assert_eq!(told(&[], &["A", name]), [format!(".env:2: {said}")]);
        }
    }

    #[test]
    fn names_of_other_programs_are_told_only_where_they_can_be_meant_for_this_one() {
        let others = ["PATH", "SLACK_WEBHOOK_URL", "SLACK_USER_TOKEN", "DISCORD_GUILD", "LOG"];
        assert_eq!(told(&others, &[]), [""; 0]);
        // `.env` is ours.
        assert_eq!(
            told(&[], &["SLACK_WEBHOOK_URL", "RUST_LOG"]),
            [".env:1: SLACK_WEBHOOK_URL is no setting of Iqtibas"]
        );
        let token = ".env:1: SLACK_TOKEN is no setting of Iqtibas; did you mean SLACK_BOT_TOKEN?";
        assert_eq!(told(&[], &["SLACK_TOKEN"]), [token]);
        // Where the right one is set, the like of it is somebody else's.
        assert_eq!(told(&["DISCORD_TOKEN", "DISCORD_BOT_TOKEN"], &[]), [""; 0]);
    }

    #[test]
    fn an_unknown_name_that_begins_like_ours_is_always_told() {
        assert_eq!(told(&["IQTIBAS_COLOUR"], &[]), ["IQTIBAS_COLOUR is no setting of Iqtibas"]);
    }

    #[test]
    fn a_variable_set_twice_in_the_file_is_told_with_the_line_that_counts() {
        let twice = [".env:3: IQTIBAS_LOG is set in line 1 already, and that one counts"];
        assert_eq!(told(&[], &["IQTIBAS_LOG", "A", "IQTIBAS_LOG"]), twice);
    }
}
