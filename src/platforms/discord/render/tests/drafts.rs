//! A summary before it is posted.

use super::*;
use crate::chat::elsewhere::{Elsewhere, Signpost};
use crate::chat::summary::{Additions, note};

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

#[test]
fn the_preview_has_a_menu_of_places_where_there_are_others_within_the_rows_of_a_message() {
    let mut summary = summary(&engine(), 3).holding(1);
    let menus = |summary: &Preview| {
        let shown = json(preview(summary, 0, None, "Layla"));
        assert_within_limits(&shown);
        let rows = list(&shown["components"]).to_vec();
        let parts = rows.iter().flat_map(|row| list(&row["components"]));
        parts.filter(|part| part["type"] == 8).cloned().collect::<Vec<_>>()
    };
    assert_eq!(menus(&summary), [Value::Null; 0], "a direct message has no others");
    summary.has_elsewhere = true;
    let menu = menus(&summary).remove(0);
    assert!(menu["default_values"].is_null() && menu["min_values"] == 0, "{menu}");
    assert_eq!(menu["channel_types"], serde_json::json!([0, 5, 10, 11, 12]));
    summary.additions.elsewhere = Elsewhere::parse("99");
    let menu = menus(&summary).remove(0);
    assert_eq!(menu["default_values"], serde_json::json!([{"id": 99, "type": "channel"}]));
    let id = menu["custom_id"].as_str().expect("an id");
    let kept = Additions::of([Action::decode(id).expect("an action")].iter());
    assert_eq!(kept, summary.additions);
}

#[test]
fn a_place_is_named_by_a_mention_that_leads_there_in_either_direction() {
    let to = Elsewhere::parse("99").expect("an id");
    for (language, said) in [(Language::ENGLISH, "Posted in"), (Language::ARABIC, "نُشر في")]
    {
        let signpost = Some(Signpost { said, to: to.clone() });
        let reply = Reply { signpost, ..Reply::new(language) };
        for embeds in [true, false] {
            let payload = drawn(&reply, None, embeds);
            let shown = json(payload.clone());
            assert_within_limits(&shown);
            let words = match embeds {
                true => shown["embeds"][0]["description"].as_str().expect("words").to_owned(),
                false => payload.content,
            };
            assert_eq!(undirected(&words), format!("{said}: <#99>"));
        }
    }
}
