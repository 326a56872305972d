//! The front matter of a document: YAML between two lines of `---`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::document::Metadata;
use super::effort::spend;
use super::problem::Fault;
use crate::core::Language;

/// A document's front matter, all of it optional.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct FrontMatter {
    pub title: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<Language>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub disclaimer: Option<String>,
    /// The document's id, where the file name should not be it.
    pub document: Option<String>,
    /// Present on a translation: what kind it is.
    pub rendition: Option<String>,
    pub translator: Option<String>,
    pub note: Option<String>,
    #[serde(flatten)]
    unknown: BTreeMap<String, serde_json::Value>,
}

/// Front matter longer than this is something else between two rules. The fields
/// are a few sentences at most; the longest in the committed documents has 420
/// bytes.
const LONGEST_BYTES: usize = 64 * 1024;

impl FrontMatter {
    pub(crate) fn metadata(&self, title: String) -> Metadata {
        let kept = |field: &Option<String>| {
            let text = field.as_deref().map(str::trim).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        Metadata {
            title,
            author: kept(&self.author),
            publisher: kept(&self.publisher),
            date: kept(&self.date),
            url: kept(&self.url),
            disclaimer: kept(&self.disclaimer),
            rendition: kept(&self.rendition),
            translator: kept(&self.translator),
            note: kept(&self.note),
        }
    }
}

/// A file cut into its front matter and its body.
pub(crate) struct Split<'t> {
    pub front_matter: FrontMatter,
    /// Fields that are none, each with its line.
    pub unknown: Vec<(usize, String)>,
    pub body: &'t str,
    /// Lines of the file before the body.
    pub lines_before_body: usize,
}

/// Splits a file into front matter and body. A file that doesn't start with
/// `---` is all body. An error comes with the line that it is about.
pub(crate) fn split(text: &str) -> Result<Split<'_>, (usize, Fault)> {
    let Some(rest) = after_fence(text) else {
        return Ok(Split {
            front_matter: FrontMatter::default(),
            unknown: Vec::new(),
            body: text,
            lines_before_body: 0,
        });
    };
    let opening = text.len() - rest.len();
    let mut offset = opening;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = &text[opening..offset];
            if yaml.len() > LONGEST_BYTES {
                return Err((1, Fault::LongFrontMatter { limit: LONGEST_BYTES }));
            }
            let mut front_matter = parse(yaml)?;
            let unknown = unknown_fields(yaml, std::mem::take(&mut front_matter.unknown));
            let body = &text[offset + line.len()..];
            let lines_before_body = text[..text.len() - body.len()].lines().count();
            return Ok(Split { front_matter, unknown, body, lines_before_body });
        }
        offset += line.len();
    }
    Err((1, Fault::UnclosedFrontMatter))
}

/// Names of fields with the lines of the file that they stand in; 1 where that
/// cannot be told.
fn unknown_fields(yaml: &str, fields: BTreeMap<String, serde_json::Value>) -> Vec<(usize, String)> {
    let mut lines: HashMap<&str, usize> = HashMap::new();
    // Line 1 of the YAML is line 2 of the file.
    for (line, number) in yaml.lines().zip(2..) {
        spend(1);
        if let Some((name, _)) = line.split_once(':') {
            lines.entry(name.trim().trim_matches(['"', '\''])).or_insert(number);
        }
    }
    fields.into_keys().map(|name| (lines.get(name.as_str()).copied().unwrap_or(1), name)).collect()
}

/// What follows an opening `---` line. A text that begins with a thematic break
/// and no `key:` line has no front matter.
fn after_fence(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let first = rest.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'))?;
    (first.trim_end() == "---" || first.contains(':')).then_some(rest)
}

fn parse(yaml: &str) -> Result<FrontMatter, (usize, Fault)> {
    if yaml.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(FrontMatter::default());
    }
    serde_saphyr::from_str(yaml).map_err(|error| {
        // Line 1 of the YAML is line 2 of the file.
        let line = error.location().map_or(1, |location| location.line() as usize + 1);
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default().to_owned();
        (line, Fault::FrontMatter(first))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knowledge::effort::assert_linear;

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        let split = split("# Title\n\ntext").expect("no front matter is fine");
        assert_eq!(split.body, "# Title\n\ntext");
        assert_eq!(split.lines_before_body, 0);
    }

    #[test]
    fn fields_are_read_and_the_body_starts_after_the_fence() {
        let text = "---\ntitle: \"عنوان: مهم\"\nlanguage: ar\ndate: 8 أكتوبر\n---\n\nنص";
        let split = split(text).expect("valid front matter");
        assert_eq!(split.front_matter.title.as_deref(), Some("عنوان: مهم"));
        assert_eq!(split.front_matter.language, Some(Language::ARABIC));
        assert_eq!(split.front_matter.date.as_deref(), Some("8 أكتوبر"));
        assert_eq!(split.body, "\nنص");
        assert_eq!(split.lines_before_body, 5);
    }

    #[test]
    fn an_error_names_its_line() {
        let Err((line, fault)) = split("---\ntitle: fine\nlanguage: klingonese\n---\nx") else {
            panic!("a bad language was accepted");
        };
        assert_eq!(line, 3, "{fault}");
        let Err((line, fault)) = split("---\ntitle: [unclosed\n---\nx") else {
            panic!("bad YAML was accepted");
        };
        assert!((2..=3).contains(&line), "{line}: {fault}");
    }

    #[test]
    fn an_unknown_field_comes_with_its_line_and_not_with_that_of_a_longer_name() {
        let split = split("---\nauthors: x\n\"auth\": y\n---\nx").expect("fields are strings");
        assert_eq!(split.unknown, [(3, "auth".to_owned()), (2, "authors".to_owned())]);
    }

    #[test]
    fn front_matter_without_end_in_sight_is_refused() {
        let long = format!("---\nnote: {}\n---\nx", "x".repeat(LONGEST_BYTES));
        assert!(matches!(split(&long), Err((1, Fault::LongFrontMatter { .. }))));
    }

    #[test]
    fn the_work_grows_with_the_number_of_fields() {
        assert_linear("unknown fields", |size| {
            let fields: String = (0..size).map(|n| format!("f{n}: x\n")).collect();
            assert!(split(&format!("---\n{fields}---\nx")).is_ok());
        });
    }

    #[test]
    fn yaml_that_unfolds_or_nests_without_end_is_an_error() {
        let laughs: String = (1..9)
            .map(|n| format!("l{n}: &l{n} [{}]\n", vec![format!("*l{}", n - 1); 20].join(", ")))
            .collect();
        assert!(split(&format!("---\nl0: &l0 ha\n{laughs}---\nx")).is_err());
        let nested = format!("---\nx: {}\n---\nx", "[".repeat(30_000));
        assert!(split(&nested).is_err());
    }

    #[test]
    fn a_missing_closing_fence_is_an_error_and_a_thematic_break_is_not() {
        assert!(matches!(split("---\ntitle: x\n"), Err((1, Fault::UnclosedFrontMatter))));
        assert!(split("---\n\nJust a rule above.").is_ok());
    }

    #[test]
    fn a_numeric_title_or_date_is_kept_as_written() {
        let split =
            split("---\ntitle: 1984\ndate: 2025-10-08\n---\nx").expect("scalars are strings");
        assert_eq!(split.front_matter.title.as_deref(), Some("1984"));
        assert_eq!(split.front_matter.date.as_deref(), Some("2025-10-08"));
    }
}
