//! A summary before it is posted.

use super::*;
use crate::chat::summary::note;

#[test]
fn a_moderators_line_stands_above_the_points_as_plain_words_under_their_name() {
    let mut summary = summary(&engine(), 3);
    summary.additions.note = note("**Read** @everyone <#5>");
    let by = "La_yla";
    let payload = json(render_all(&summary.reply(by, summary.posted_by(by)), true).remove(0));
    assert_within_limits(&payload);
    let description = payload["embeds"][0]["description"].as_str().expect("points");
    let above: Vec<&str> = description.lines().take(2).collect();
    assert_eq!(above, [r"Note by La\_yla:", r"\*\*Read\*\* \@everyone \<\#5\>"], "{description}");
    let plain = render_all(&summary.reply(by, summary.posted_by(by)), false).remove(0);
    assert!(plain.content.contains(r"Note by La\_yla:"), "{}", plain.content);
}

#[test]
fn the_preview_moves_the_point_in_hand_but_not_past_the_ends() {
    let summary = summary(&engine(), 3);
    let last = summary.points.len() - 1;
    let buttons_of = |summary: &Preview| {
        let shown = json(preview(summary, 0, None, "Layla"));
        assert_within_limits(&shown);
        let rows = list(&shown["components"]).iter();
        let parts = rows.flat_map(|row| list(&row["components"]));
        let buttons = parts.filter(|part| part["label"].is_string());
        buttons
            .map(|part| {
                (part["label"].as_str().unwrap_or_default().to_owned(), part["disabled"] == true)
            })
            .collect::<Vec<_>>()
    };
    let has = |summary: &Preview, label: &str, disabled: bool| {
        buttons_of(summary).contains(&(label.to_owned(), disabled))
    };
    assert!(!buttons_of(&summary).iter().any(|(label, _)| label == "Move up"));
    let held = summary.clone().holding(last);
    assert!(has(&held, "Move up", false) && has(&held, "Move down", true));
    let held = summary.holding(0);
    assert!(has(&held, "Move up", true) && has(&held, "Move down", false));
}
