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
fn unknown_fields_come_with_the_line_of_the_first_and_not_with_that_of_a_longer_name() {
    let text = "---\nauthors: x\n\"auth\": y\nepisode: 1\n---\nx";
    let split = split(text).expect("fields are strings");
    assert_eq!(split.unknown, Some((3, vec!["auth".to_owned(), "episode".to_owned()])));
}

#[test]
fn fields_are_read_under_the_names_that_people_give_them() {
    let text = "---\nTitle: T\nauthors: [A. One, B. Two]\npublish-date: 2019\n\
        youtube_url: https://example.org/v\nguest: Pieter Wuille\n\
        hosts: Jonas Schnelli and John Newbery\nspeakers:\n  - name: X Y\n  - Z (W)\n\
        tags: [a, b]\ntranslation_by: C\n---\nx";
    let Split { front_matter, unknown, .. } = split(text).expect("valid");
    assert_eq!(unknown, None);
    assert_eq!(front_matter.author.as_deref(), Some("A. One, B. Two"));
    assert_eq!(front_matter.date.as_deref(), Some("2019"));
    assert_eq!(front_matter.media.as_deref(), Some("https://example.org/v"));
    assert_eq!(front_matter.url, front_matter.media);
    assert_eq!(front_matter.cast.guests, ["Pieter Wuille"]);
    assert_eq!(front_matter.cast.hosts, ["Jonas Schnelli", "John Newbery"]);
    assert_eq!(front_matter.cast.speakers, ["X Y", "Z"]);
    assert_eq!(front_matter.translator.as_deref(), Some("C"));
}

#[test]
fn a_draft_is_told_by_its_line() {
    let unreviewed = |value: &str| {
        let text = format!("---\ntitle: T\nreviewed: {value}\n---\nx");
        let split = split(&text).expect("valid");
        assert_eq!(split.unknown, None);
        split.unreviewed
    };
    assert_eq!([unreviewed("false"), unreviewed("\"no\"")], [Some(3); 2]);
    assert_eq!([unreviewed("true"), unreviewed("2024-01-05")], [None; 2]);
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
    let split = split("---\ntitle: 1984\ndate: 2025-10-08\n---\nx").expect("scalars are strings");
    assert_eq!(split.front_matter.title.as_deref(), Some("1984"));
    assert_eq!(split.front_matter.date.as_deref(), Some("2025-10-08"));
}
