//! Each slash command in Arabic and in English, each button, the shortcut and the
//! home tab.

use serde_json::{Value, json};

use crate::join::join;
use crate::loopback::Loopback;
use crate::loopback::deliveries::{Element, MEMBER};

/// What a reader sees of a payload's blocks.
pub(crate) fn shown(payload: &Value) -> String {
    fn collect(value: &Value, text: &mut String) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(words)) = fields.get("text") {
                    text.push_str(words);
                    let is_word = fields.get("type").is_some_and(|kind| kind == "text");
                    text.push_str(if is_word { "" } else { "\n" });
                }
                for value in fields.values() {
                    collect(value, text);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| collect(value, text)),
            _ => {}
        }
    }
    let mut text = String::new();
    collect(&payload["blocks"], &mut text);
    // Without the directional characters, so that tests can be read.
    text.chars().filter(|c| !matches!(c, '\u{200F}' | '\u{2066}'..='\u{2069}')).collect()
}

/// The words of the first quote.
pub(crate) fn quote(payload: &Value) -> String {
    let blocks = payload["blocks"].as_array().expect("blocks");
    let block = blocks.iter().find(|block| block["type"] == "rich_text").expect("a quote");
    let parts = block["elements"][0]["elements"].as_array().expect("parts");
    let words: String = parts.iter().filter_map(|part| part["text"].as_str()).collect();
    words.chars().filter(|c| !matches!(c, '\u{200F}' | '\u{2066}'..='\u{2069}')).collect()
}

/// The value of a button by its label.
pub(crate) fn value_of(payload: &Value, label: &str) -> String {
    let blocks = payload["blocks"].as_array().expect("blocks");
    let elements = blocks.iter().flat_map(|b| b["elements"].as_array().into_iter().flatten());
    let mut buttons = elements.filter(|element| element["type"] == "button");
    let button = buttons.find(|button| button["text"]["text"] == label);
    let button = button.unwrap_or_else(|| panic!("no {label} in {payload}"));
    button["value"].as_str().expect("a value").to_owned()
}

pub(crate) async fn command(loopback: &Loopback, command: &str, text: &str) -> Value {
    let (answers, payload) = loopback.slash(MEMBER, command, text);
    let envelope = loopback.deliver("slash_commands", &payload);
    loopback.acknowledgement(&envelope).await;
    loopback.bodies_when(&answers, 1).await.remove(0)
}

async fn pressed(loopback: &Loopback, ephemeral: bool, element: Element<'_>) -> Value {
    let (answers, payload) = loopback.press(MEMBER, ephemeral, element);
    loopback.deliver("interactive", &payload);
    loopback.bodies_when(&answers, 1).await.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_with_a_verbatim_quote_that_only_the_asker_sees() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let source = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/knowledge/altman-a16z.ar.md"
    ))
    .expect("the article");
    let arabic = command(&loopback, "/ask", "ليش راهنوا على البنية التحتية؟").await;
    assert_eq!(arabic["response_type"], "ephemeral");
    assert!(source.contains(&quote(&arabic)), "{}", quote(&arabic));
    assert!(shown(&arabic).contains("الفقرة"));
    let question = "What does the spread of nuclear energy depend on?";
    let english = command(&loopback, "/ask", question).await;
    let text = shown(&english);
    assert!(quote(&english).contains("depends entirely on its cost"), "{text}");
    let (translation, original) = text.split_once("Original (Arabic):").expect("both");
    assert!(translation.starts_with("Translation (unofficial translation):"), "{text}");
    assert!(original.contains("الطاقة النووية"), "{text}");
    let fallback = english["text"].as_str().expect("a fallback");
    assert!(fallback.contains("nuclear energy"), "{fallback}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_command_answers_in_arabic_and_in_english() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (name, words, titles) in [
        ("/keypoints", ["الطاقة", "energy"], ["النقاط الرئيسية", "Key points"]),
        ("/quotes", ["النووية", "nuclear energy"], ["أقوال مباشرة", "In their own words"]),
        ("/topics", ["", ""], ["المواضيع", "Topics"]),
        ("/source", ["", ""], ["المصادر", "Sources"]),
        (
            "/ask",
            ["عطني اقتباسات عن النووية", "show me some quotes about nuclear energy"],
            ["أقوال مباشرة", "In their own words"],
        ),
        ("/ask", ["مين كاتب هالمقال؟", "who wrote this article?"], ["لونغ يوي", "Long Yue"]),
        (
            "/iqtibas",
            ["quotes النووية", "quotes nuclear energy"],
            ["أقوال مباشرة", "In their own words"],
        ),
    ] {
        let questions = ["ما هي سورا؟", "What is Sora?"];
        for ((question, words), title) in questions.iter().zip(words).zip(titles) {
            // Without words of its own, a command speaks as the one before it.
            command(&loopback, "/ask", question).await;
            let answer = command(&loopback, name, words).await;
            assert!(shown(&answer).contains(title), "{name} {words}: {}", shown(&answer));
        }
    }
    assert!(shown(&command(&loopback, "/iqtibas", "help").await).contains("keypoints"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_in_the_sources_is_declined_with_topics_to_choose_from() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let declined = command(&loopback, "/ask", "Who won the football match yesterday?").await;
    assert!(shown(&declined).contains("I find no answer to that in the sources."));
    let blocks = declined["blocks"].as_array().expect("blocks");
    let menu = blocks.iter().find(|block| block["type"] == "actions").expect("a menu");
    let block = menu["block_id"].as_str().expect("an id");
    let choice = menu["elements"][0]["options"][0]["value"].as_str().expect("an option");
    let topic = pressed(&loopback, true, Element::Menu { block, choice }).await;
    assert_eq!(topic["replace_original"], false, "beside the answer");
    assert!(!quote(&topic).is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_button_of_an_answer_works_also_after_a_restart() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let answer = command(&loopback, "/ask", "What did Altman say about nuclear energy?").await;
    drop(bot);
    loopback.until("closed links", |state| state.links.is_empty().then_some(())).await;
    let bot = join(&loopback).await;
    let value = value_of(&answer, "More passages");
    let own = pressed(&loopback, true, Element::Button(&value)).await;
    assert_eq!(own["replace_original"], true, "the asker's own message turns its page");
    assert!(shown(&own).contains("Results 2"), "{}", shown(&own));
    let public = pressed(&loopback, false, Element::Button(&value)).await;
    assert_eq!(public["replace_original"], false, "a public one does not");
    assert_eq!(public["response_type"], "ephemeral");
    for (label, expected) in
        [("Context", "[2]"), ("Sources", "Long Yue"), ("👍", "Noted as helpful")]
    {
        let value = value_of(&answer, label);
        let response = pressed(&loopback, true, Element::Button(&value)).await;
        assert!(shown(&response).contains(expected), "{label}: {}", shown(&response));
    }
    bot.logged("feedback verdict=Some(Helpful)").await;
    for forged in ["0old", "1a:en:nan:x", "💥"] {
        let response = pressed(&loopback, true, Element::Button(forged)).await;
        assert!(shown(&response).contains("an earlier version"), "{}", shown(&response));
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_shared_in_the_channel_once() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let answer = command(&loopback, "/ask", "What is Sora? &lt;&lt;").await;
    let value = value_of(&answer, "Share in channel");
    let shared = pressed(&loopback, true, Element::Button(&value)).await;
    assert_eq!(shared["response_type"], "in_channel");
    assert!(shown(&shared).contains("Shared by: umember"), "{}", shown(&shared));
    let all = shared.to_string();
    // Where Slack looks for markup, the signs of it are escaped.
    assert!(shown(&shared).contains("What is Sora? <<"), "{}", shown(&shared));
    assert!(!shared["text"].as_str().expect("a fallback").contains('<'), "{all}");
    assert!(!all.contains("Share in channel"));
    let again = pressed(&loopback, true, Element::Button(&value)).await;
    assert_eq!(again["response_type"], "ephemeral");
    assert!(shown(&again).contains("already"), "{}", shown(&again));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_be_asked_about_from_its_menu() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (text, expected) in [("هل الذكاء الاصطناعي فقاعة؟", "فقاعة"), ("", "لا نص في هذه الرسالة")]
    {
        let (answers, payload) = loopback.about_message(MEMBER, text);
        loopback.deliver("interactive", &payload);
        let answer = loopback.bodies_when(&answers, 1).await.remove(0);
        assert!(shown(&answer).contains(expected), "{}", shown(&answer));
        assert_eq!(answer["response_type"], "ephemeral");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_home_tab_shows_what_there_is_and_examples_that_open_a_window() {
    let loopback = Loopback::start().await;
    loopback.state().locales.insert(MEMBER.to_owned(), "ar-SA");
    let _bot = join(&loopback).await;
    loopback.deliver("events_api", &loopback.home_opened(MEMBER));
    let home = loopback.bodies_when("views.publish", 1).await.remove(0);
    assert_eq!((&home["user_id"], &home["view"]["type"]), (&json!(MEMBER), &json!("home")));
    let text = shown(&home["view"]);
    assert!(text.contains("لونغ يوي") && text.contains("المواضيع"), "{text}");
    let blocks = home["view"]["blocks"].as_array().expect("blocks");
    let example = blocks.iter().flat_map(|b| b["elements"].as_array().into_iter().flatten());
    let example = example.filter_map(|e| e["value"].as_str()).next().expect("an example");
    let view = json!({"id": "VHOME", "type": "home", "state": {"values": {}}});
    let payload = loopback.press_in_view(MEMBER, view, Element::Button(example));
    loopback.deliver("interactive", &payload);
    let opened = loopback.bodies_when("views.open", 1).await.remove(0);
    assert!(!quote(&opened["view"]).is_empty());
    // A button in that window changes it.
    let view = json!({"id": "VMODAL", "type": "modal", "state": {"values": {}}});
    let source = value_of(&opened["view"], "المصادر");
    let payload = loopback.press_in_view(MEMBER, view, Element::Button(&source));
    loopback.deliver("interactive", &payload);
    let updated = loopback.bodies_when("views.update", 1).await.remove(0);
    assert_eq!(updated["view_id"], "VMODAL");
    loopback.assert_clean();
}
