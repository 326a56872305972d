//! Each command, in Arabic and in English.

use serde_json::{Value, json};

use crate::join::{join, settled};
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, buttons, option};

const EPHEMERAL: u64 = 64;

/// The text of a response: its content and its embed.
pub(crate) fn text(response: &Value) -> String {
    let embed = &response["data"]["embeds"][0];
    let mut text = [&embed["title"], &embed["description"], &embed["footer"]["text"]]
        .map(|part| part.as_str().unwrap_or_default())
        .join("\n");
    if let Some(content) = response["data"]["content"].as_str().filter(|text| !text.is_empty()) {
        text.push_str(&format!("\n{content}"));
    }
    for field in embed["fields"].as_array().into_iter().flatten() {
        text.push_str(&format!("\n{}\n{}", field["name"], field["value"]));
    }
    // Without the directional characters, so that tests can be read.
    text.chars().filter(|c| !matches!(c, '\u{200F}' | '\u{2066}'..='\u{2069}')).collect()
}

async fn asked(loopback: &Loopback, question: &str) -> Value {
    let id = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", question)]);
    loopback.response(id).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_with_a_verbatim_quote_in_the_askers_language() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let source = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/knowledge/altman-a16z.ar.md"
    ))
    .expect("the article");
    let arabic = asked(&loopback, "ليش راهنوا على البنية التحتية؟").await;
    assert_eq!(arabic["type"], 4);
    assert_eq!(arabic["data"]["flags"], EPHEMERAL);
    let shown = text(&arabic);
    let quote = shown.lines().find_map(|line| line.strip_prefix("> ")).expect("a block quote");
    assert!(source.contains(quote), "{quote}");
    assert!(shown.contains("[1]") && shown.contains("الفقرة"), "{shown}");
    assert!(!shown.contains("Translation"), "{shown}");

    let question = "What does the spread of nuclear energy depend on?";
    let english = text(&asked(&loopback, question).await);
    let lines: Vec<&str> = english.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[0], "Translation (unofficial translation):", "{english}");
    assert!(lines[1].contains("nuclear energy spreads depends entirely on its cost"), "{english}");
    assert_eq!(lines[2], "Original (Arabic):");
    let original = lines[3].strip_prefix("> ").expect("the original's words");
    assert!(original.contains("الطاقة النووية") && source.contains(original), "{english}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_answer_is_for_everybody_and_shows_the_question() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let options = vec![option("question", "What is Sora @everyone?"), option("public", true)];
    let id = loopback.slash(MEMBER, CHANNEL, "ask", options);
    let response = loopback.response(id).await;
    assert_eq!(response["data"]["flags"].as_u64().unwrap_or(0) & EPHEMERAL, 0);
    assert_eq!(response["data"]["embeds"][0]["title"], "What is Sora \\@everyone?");
    assert_eq!(response["data"]["allowed_mentions"]["parse"], json!([]));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_in_the_sources_is_declined_with_topics_to_choose_from() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (question, declined) in [
        ("شنو عاصمة فرنسا؟", "لا أجد جوابًا عن هذا في المصادر."),
        ("Who won the football match yesterday?", "I find no answer to that in the sources."),
    ] {
        let response = asked(&loopback, question).await;
        let shown = text(&response);
        assert!(shown.contains(declined) && !shown.contains("> "), "{shown}");
        let menu = &response["data"]["components"][0]["components"][0];
        assert_eq!(menu["type"], 3);
        let chosen = menu["options"][0]["value"].as_str().expect("an option").to_owned();
        let id = menu["custom_id"].as_str().expect("an id");
        let pressed = loopback.press(MEMBER, 1, true, id, Some(&[&chosen]));
        let topic = loopback.response(pressed).await;
        assert_eq!(topic["type"], 4, "beside the answer");
        assert!(text(&topic).contains("> "), "{topic}");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_command_answers_in_arabic_and_in_english() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let cases = [
        ("keypoints", "topic", ["الطاقة", "energy"], ["النقاط الرئيسية", "Key points"]),
        ("quotes", "about", ["النووية", "nuclear energy"], ["أقوال مباشرة", "In their own words"]),
        ("topics", "", ["", ""], ["المواضيع", "Topics"]),
        ("source", "", ["", ""], ["المصادر", "Sources"]),
    ];
    for (name, argument, words, titles) in cases {
        let questions = ["ما هي سورا؟", "What is Sora?"];
        for ((question, words), title) in questions.iter().zip(words).zip(titles) {
            // Without words of its own, a command speaks as the one before it.
            asked(&loopback, question).await;
            let options = if words.is_empty() { vec![] } else { vec![option(argument, words)] };
            let id = loopback.slash(MEMBER, CHANNEL, name, options);
            let response = loopback.response(id).await;
            let shown = text(&response);
            assert!(shown.starts_with(title), "{name}: {shown}");
            assert_eq!(response["data"]["flags"], EPHEMERAL);
        }
    }
    let id = loopback.slash(MEMBER, CHANNEL, "help", Vec::new());
    assert!(text(&loopback.response(id).await).contains("keypoints"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_turns_its_pages_in_place_and_back() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    asked(&loopback, "What is Sora?").await;
    let id = loopback.slash(MEMBER, CHANNEL, "keypoints", Vec::new());
    let mut response = loopback.response(id).await;
    let first = text(&response);
    let press = async |response: &Value, label: &str| {
        let buttons = buttons(&response["data"]);
        let (_, id) = buttons.iter().find(|(l, _)| l == label).expect("a button").clone();
        let pressed = loopback.press(MEMBER, 1, true, &id, None);
        loopback.response(pressed).await
    };
    response = press(&response, "More passages").await;
    assert_eq!(response["type"], 7, "in place");
    assert_ne!(text(&response), first);
    while !text(&response).contains("[1]") {
        response = press(&response, "Back").await;
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_completed_while_they_are_typed() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (typed, expected) in [("energy", "energy"), ("طاقة", "الطاقة"), ("", "")] {
        let id = loopback.typing("keypoints", "topic", typed);
        let response = loopback.response(id).await;
        assert_eq!(response["type"], 8);
        let choices = response["data"]["choices"].as_array().expect("choices");
        assert!((1..=25).contains(&choices.len()), "{typed}: {choices:?}");
        for choice in choices {
            let name = choice["name"].as_str().expect("a name");
            assert!(name.contains(expected) && name.chars().count() <= 100, "{name}");
        }
    }
    let id = loopback.typing("keypoints", "topic", "zzz");
    assert_eq!(loopback.response(id).await["data"]["choices"], json!([]));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_be_asked_about_from_its_menu() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let name = "Ask Iqtibas about this";
    let id = loopback.about_message(name, "هل الذكاء الاصطناعي فقاعة؟");
    assert!(text(&loopback.response(id).await).contains("فقاعة"));
    let id = loopback.about_message(name, "");
    assert!(
        text(&loopback.response(id).await).contains("لا نص في هذه الرسالة"),
        "as before: in Arabic"
    );
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_once_and_again_only_when_they_changed() {
    let loopback = Loopback::start().await;
    drop(join(&loopback).await);
    let bot = join(&loopback).await;
    bot.logged("registered already").await;
    assert_eq!(loopback.bodies("PUT", "commands").len(), 1);
    drop(bot);
    loopback.state().commands[0]["description"] = "something else".into();
    let bot = join(&loopback).await;
    bot.logged("commands registered").await;
    assert_eq!(loopback.bodies("PUT", "commands").len(), 2);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_is_refused_to_members_and_previewed_to_moderators() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let id = loopback.slash(MEMBER, CHANNEL, "summary", vec![option("topic", "energy")]);
    let refused = loopback.response(id).await;
    assert!(text(&refused).contains("This is for those who may manage messages here."));
    assert_eq!(refused["data"]["flags"], EPHEMERAL);
    for (topic, title) in
        [("energy", "Summary in the source's words"), ("الطاقة", "ملخّص بنصّ المصدر")]
    {
        let id = loopback.slash(
            MODERATOR,
            CHANNEL,
            "summary",
            vec![option("topic", topic), option("length", 3)],
        );
        let preview = loopback.response(id).await;
        assert!(text(&preview).starts_with(title), "{}", text(&preview));
        assert_eq!(preview["data"]["flags"], EPHEMERAL);
        assert_eq!(preview["data"]["components"][0]["components"][0]["type"], 3);
    }
    settled(&loopback, bot).await;
    let posted = loopback.bodies("POST", "/channels/55/messages");
    assert!(posted.is_empty(), "nothing is posted by a preview");
    loopback.assert_clean();
}
