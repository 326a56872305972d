use iqtibas_doubles::slack::blocks;
use iqtibas_doubles::slack::deliveries::filled;

use super::*;
use crate::chat::samples::{engine, engine_of};
use crate::core::search::Engine;
use crate::core::search::Within;
use crate::platforms::samples::snapshot;

fn preview(engine: &Engine, topic: Option<&str>, most_points: usize) -> Preview {
    let outline = Outline::new(topic.map(str::to_owned), most_points, Language::ENGLISH);
    outline.preview(engine, &Within::all()).expect("an index").expect("points")
}

fn state() -> WindowState {
    WindowState::new("C1", None, "https://hooks.example/x")
}

/// 60 points that are unlike each other.
fn large() -> Engine {
    let text: String = (0..60_u8)
        .map(|n| {
            let letter = |k: u8| char::from(b'a' + (n + k) % 26);
            let words: Vec<String> =
                (0..9).map(|k| format!("{}{}{}{n}", letter(k), letter(7), letter(3 * k))).collect();
            format!("- {}\n", words.join(" "))
        })
        .collect();
    let arabic =
        format!("---\ntitle: أ\nlanguage: ar\ndocument: a\n---\n\n## ن {{.key-points}}\n\n{text}");
    let english = format!(
        "---\ntitle: A\nlanguage: en\nrendition: translation\ndocument: a\n---\n\n## P {{.key-points}}\n\n{text}"
    );
    engine_of(&[("a.md", &arabic), ("a.en.md", &english)])
}

fn view(window: &Value) -> View {
    let mut window = window.clone();
    window["id"] = "V1".into();
    serde_json::from_value(window).expect("a view")
}

fn opened(window: &Value, topic: &str, length: &str, points: Option<&[&str]>) -> View {
    view(&filled(window, "V1", topic, length, points))
}

#[test]
fn the_window_of_a_summary_has_its_fields_and_a_preview() {
    let window = summary(&preview(&engine(), Some("energy"), 5), 0, None, "layla", &state());
    assert_eq!(blocks::view(&window), Ok(()));
    insta::assert_snapshot!(snapshot(&window));
}

#[test]
fn every_block_that_would_be_posted_is_on_a_page_of_the_preview() {
    let preview = preview(&large(), None, 25);
    assert!(preview.points.len() > 20);
    let posted = render_all(&preview.reply("layla", preview.posted_by("layla")));
    let posted: Vec<Value> = posted.into_iter().flat_map(|payload| payload.blocks).collect();
    let mut previewed: Vec<Value> = Vec::new();
    let mut page = 0;
    loop {
        let window = summary(&preview, page, Some("said"), "layla", &state());
        assert_eq!(blocks::view(&window), Ok(()));
        let shown = window["blocks"].as_array().expect("blocks");
        // After the fields, the line, what is said, what this is, and the turns.
        previewed.extend(shown[10..].iter().cloned());
        page += 1;
        let has_next = shown[9]["elements"].to_string().contains("Next page");
        if !has_next {
            break;
        }
    }
    assert!(page > 1, "more than a window holds");
    assert_eq!(previewed, posted);
}

#[test]
fn a_point_in_hand_can_be_moved_and_the_line_above_is_kept() {
    let mut engine = preview(&large(), None, 4).with_points(["0", "1", "2"].into_iter());
    engine.additions.note = note("Read <this> first");
    let held = engine.clone().holding(2);
    let window = summary(&held, 0, None, "layla", &state());
    assert_eq!(blocks::view(&window), Ok(()));
    let order = &window["blocks"][3];
    assert_eq!(order["elements"][0]["options"].as_array().map(Vec::len), Some(3));
    let labels: Vec<&Value> = order["elements"].as_array().expect("elements")[1..]
        .iter()
        .map(|button| &button["text"]["text"])
        .collect();
    assert_eq!(labels, ["Move up"], "it is the last");
    assert!(window.to_string().contains("Note by layla:\\nRead <this> first"), "{window}");
    let opened = |said: &str| {
        let mut view = opened(&window, "", "4", Some(&["0", "1", "2"]));
        view.state["values"]["note"] = json!({"note": {"value": said}});
        let fields = WindowState::of(&view).and_then(|state| state.filled(&view));
        let fields = fields.expect("fields");
        (fields.additions.note, fields.are_additions_shown)
    };
    let shown = "Read <this> first".to_owned();
    assert_eq!(opened("Read <this> first"), (Some(shown), true));
    assert_eq!(opened("Another"), (Some("Another".to_owned()), false), "typed and never entered");
    assert_eq!(opened(""), (None, false));
    let alone = engine.with_points(["1"].into_iter());
    let window = summary(&alone, 0, None, "layla", &state());
    assert_eq!(window["blocks"][3]["block_id"], NOTE, "one point is in its place");
}

#[test]
fn another_channel_is_kept_by_the_window_and_posted_to_only_once_it_was_shown() {
    let mut preview = preview(&large(), None, 4);
    let filled = |preview: &Preview, chosen: Value| {
        let window = summary(preview, 0, None, "layla", &state());
        assert_eq!(blocks::view(&window), Ok(()));
        let mut view = opened(&window, "", "4", None);
        view.state["values"][PLACE] = json!({ PLACE: {"selected_conversation": chosen} });
        let fields = WindowState::of(&view).and_then(|state| state.filled(&view));
        let fields = fields.expect("fields");
        let elsewhere = fields.additions.elsewhere.map(|to| to.to_string());
        (elsewhere, fields.are_additions_shown)
    };
    let here = (None, true);
    // Slack begins with the channel in which the window was opened.
    assert_eq!(filled(&preview, json!("C1")), here);
    assert_eq!(filled(&preview, Value::Null), here);
    assert_eq!(filled(&preview, json!("C2> <!here>")), here, "no id");
    assert_eq!(filled(&preview, json!("C2")), (Some("C2".to_owned()), false));
    preview.additions.elsewhere = Elsewhere::parse("C2");
    assert_eq!(filled(&preview, json!("C2")), (Some("C2".to_owned()), true));
    assert_eq!(filled(&preview, json!("C1")), (None, false), "taken back");
    let window = summary(&preview, 0, None, "layla", &state());
    let blocks = window["blocks"].as_array().expect("blocks");
    let menu = blocks.iter().find(|block| block["block_id"] == PLACE).expect("a menu");
    assert_eq!(menu["element"]["initial_conversation"], "C2");
    assert_eq!(menu["element"]["filter"]["include"], json!(["public", "private"]));
}

#[test]
fn a_window_says_what_its_fields_ask_for_and_whether_that_is_what_it_shows() {
    let engine = large();
    // A length that is not among those offered.
    let preview = preview(&engine, None, 4);
    let window = summary(&preview, 0, None, "layla", &state());
    assert_eq!(blocks::view(&window), Ok(()));
    let filled = |topic: &str, length: &str, points: Option<&[&str]>| {
        let view = opened(&window, topic, length, points);
        WindowState::of(&view).and_then(|state| state.filled(&view)).expect("fields")
    };
    let all = filled("", "4", Some(&["0", "1", "2", "3"]));
    assert_eq!(all.before, (preview.outline.clone(), preview.choice));
    assert_eq!(all.outline, preview.outline, "just what is shown");
    assert_eq!(filled("", "4", Some(&["2"])).points, Some(vec!["2".to_owned()]));
    // Typed and never entered.
    assert_ne!(filled("energy", "4", None).outline, preview.outline);
    assert_ne!(filled("", "5", None).outline, preview.outline);
    // Other points get a menu of their own, because Slack keeps what was chosen in one.
    let other =
        engine_of(&[("a.md", "## Points {.key-points}\n\n- One.\n- Two.\n- Three.\n- Four.\n")]);
    let id = |window: &Value| window["blocks"][2]["block_id"].clone();
    let outline = preview.outline.clone();
    let other = outline.preview(&other, &Within::all()).expect("an index").expect("points");
    let chosen = preview.clone().with_points(["1"].into_iter());
    let drawn = |preview: &Preview| id(&summary(preview, 0, None, "layla", &state()));
    assert_ne!(drawn(&other), drawn(&preview));
    assert_eq!(drawn(&chosen), drawn(&preview));
}

#[test]
fn a_window_with_fields_can_always_be_submitted() {
    let outline = Outline::new(Some("football".to_owned()), 5, Language::ENGLISH);
    let why = Reply::notice(Language::ENGLISH, "There is nothing.");
    let window = nothing(&outline, &why, &state());
    assert_eq!(blocks::view(&window), Ok(()));
    assert!(window["submit"].is_object(), "{window}");
    assert_eq!(blocks::view(&loading(Language::ARABIC)), Ok(()));
}

#[test]
fn a_window_stays_within_slacks_limits_however_long_its_topic() {
    let state = WindowState::new("C1", Some("1.2"), &"https://hooks.example/".repeat(20));
    let mut preview = preview(&large(), None, 25);
    preview.outline = Outline::new(Some("topic ".repeat(400)), 25, Language::ENGLISH);
    assert_eq!(blocks::view(&summary(&preview, 0, None, "layla", &state)), Ok(()));
    let why = Reply::notice(Language::ENGLISH, "There is nothing.");
    assert_eq!(blocks::view(&nothing(&preview.outline, &why, &state)), Ok(()));
}
